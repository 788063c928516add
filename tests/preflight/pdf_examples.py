"""Examples of the rules about PDFs: a good file, and the same with the one fault that the rule is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from brochure.preflight.cover_photo import CoverPhoto
from brochure.preflight.document import Document
from tests.preflight.examples import Example
from tests.preflight.pdfs import (
    HEIGHT,
    REACH,
    TRIM,
    WIDTH,
    Screen,
    code,
    email,
    made,
    office,
    pair,
    press,
    press_bytes,
    saved,
    screen,
    text,
    tint,
    told,
    with_picture,
)

_LEFT, _BOTTOM, _RIGHT, _TOP = TRIM
_ON_COVER = f"{WIDTH / 2 + 9} 0 0 {HEIGHT / 2} {_LEFT + WIDTH / 2} {_BOTTOM + 120}"


def _page(change: Callable[[Any], object], number: int = 0) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: change(pdf.pages[number].obj)


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf], object]:
    return _page(lambda page: page.__setitem__(key, value))


def _spots(*inks: tuple[str, tuple[float, ...]]) -> Callable[[pikepdf.Pdf], object]:
    def add(pdf: pikepdf.Pdf) -> None:
        for number, (name, look) in enumerate(inks):
            pdf.pages[0].obj.Resources.ColorSpace[f"/S{number}"] = tint(pdf, name, look)

    return add


def _two(one: tuple[str, tuple[float, ...]], other: tuple[str, tuple[float, ...]]) -> Callable[[], Document]:
    return press("/S0 cs 1 scn 80 80 30 30 re f /S1 cs 1 scn 120 80 30 30 re f", _spots(one, other))


def _intent(change: Callable[[Any], object]) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: change(pdf.Root.OutputIntents[0])


def _profile(content: bytes) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(content)


def _note(kind: str, **more: Any) -> Callable[[pikepdf.Pdf], object]:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots = Array(
            [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([1, 1, 9, 9]), **more))]
        )

    return add


def _form(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _layer(pdf: pikepdf.Pdf, *, off: bool = False) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))
    if off:
        pdf.Root.OCProperties.D.OFF = Array([group])


def _font(change: Callable[[Any], object]) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: change(pdf.pages[0].obj.Resources.Font.F)


def _named(name: str) -> Callable[[pikepdf.Pdf], object]:
    def rename(font: Any) -> None:
        font.BaseFont = font.FontDescriptor.FontName = Name(f"/{name}")

    return _font(rename)


def _type3(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.T = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 10, 10]),
            FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
            CharProcs=Dictionary(a=pdf.make_stream(b"10 0 0 0 10 10 d1 0 0 8 8 re f")),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
            FirstChar=97,
            LastChar=97,
            Widths=Array([10]),
            Resources=Dictionary(),
        )
    )


def _in_info_alone(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-4")


_NO_SIGN = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <57> <fffd> endbfchar endcmap end end"""


def _no_sign(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F.ToUnicode = pdf.make_stream(_NO_SIGN)


def _group(space: str) -> Callable[[pikepdf.Pdf], object]:
    return _set("/Group", Dictionary(S=Name.Transparency, CS=Name(f"/{space}")))


def _see_through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState.Thin = Dictionary(ca=0.5)


def _encrypted() -> Document:
    with pikepdf.open(__import__("io").BytesIO(press_bytes())) as pdf:
        return Document(saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""), deterministic_id=False))


def _cut(job: Any) -> Callable[[], Document]:
    return lambda: Document(press_bytes()[:-400], job)


def _pages(count: int) -> Callable[[], Document]:
    def document() -> Document:
        pdf = pikepdf.new()
        for _ in range(count):
            pdf.add_blank_page(page_size=(100, 100))
        return Document(saved(pdf))

    return document


def _action(**action: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect(Dictionary(**action)))


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"for staff"


def _bare(more: str, prefs: Any = None) -> Callable[[], Document]:
    """A sheet for the office: white but for `more`."""

    def document() -> Document:
        pdf = pikepdf.new()
        for _ in range(2):
            pdf.add_blank_page(page_size=(WIDTH + 2 * REACH, HEIGHT + 2 * REACH))
        pdf.pages[0].obj.Contents = pdf.make_stream(more.encode())
        pdf.Root.ViewerPreferences = prefs or Dictionary(PrintScaling=Name("/None"), Duplex=Name.DuplexFlipShortEdge)
        return Document(saved(pdf), office())

    return document


def _long(outlines: bool) -> Callable[[], Document]:
    def more(base: Screen) -> None:
        for _ in range(5):
            base.pdf.add_blank_page(page_size=(396, 612))
        kids = [base.element("H2", 1) for _ in range(3)]
        base.document.K = Array([base.h1, *kids])
        if outlines:
            first = base.pdf.make_indirect(Dictionary(Title=String("Knee care")))
            base.pdf.Root.Outlines = base.pdf.make_indirect(Dictionary(First=first, Last=first, Count=1))

    return screen(more)


def _ours(**more: Any) -> Callable[[], Document]:
    return screen(None, email(**more))


_WORDS = ("knee", "care", "walk", "every", "day", "as", "far", "as", "you", "can")
_SEVEN = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_BOTH = (*_SEVEN[:7], "la", "le", "li", "lo", "lu", "ly", "lau")
_AT = "60 0 0 60 80 100"
_UNSEEN = "BT 3 Tr /F 12 Tf 1 0 0 1 80 80 Tm (for staff) Tj 0 Tr ET"
_PURE = "0 0 0 1 k "
_INSIDE = (_LEFT + 20, _TOP - 100)

EXAMPLES: dict[str, Example] = {
    # ---- The page and its boxes
    "PRESS-USER-UNIT": pair(change=_set("/UserUnit", 2)),
    "PRESS-CROP-BOX": pair(change=_set("/CropBox", Array([10, 10, 200, 200]))),
    "PRESS-TRIM-BOX": pair(change=_page(lambda page: page.__delitem__("/TrimBox"))),
    "PRESS-BOXES-NESTED": pair(change=_set("/TrimBox", Array([5, REACH, _RIGHT, _TOP]))),
    "PRESS-BLEED": pair(change=_set("/BleedBox", Array([_LEFT - 2, _BOTTOM - 2, _RIGHT + 2, _TOP + 2]))),
    "PRESS-BLEED-INKED": pair(f"0 0 0 0 k 0 0 {_LEFT} 900 re f 0 0 0.2 0 k"),
    "PRESS-ONE-SIZE": pair(change=_set("/TrimBox", Array([_LEFT, _BOTTOM, _RIGHT - 20, _TOP]))),
    "PRESS-ROTATE": pair(change=_set("/Rotate", 90)),
    "PRESS-BLANK-PAGE": pair(change=_page(lambda page: page.Contents.write(b""), 1)),
    "PRESS-PAGE-COUNT": Example(press(job=made()), press(job=made(), pages=3)),
    "PRESS-PAGE-SIZE": pair(change=_set("/MediaBox", Array([0, 0, 400, 600])), ours=True),
    "PRESS-REGISTRATION": pair("/All cs 1 scn 100 100 20 20 re f"),
    "PRESS-MARKS-IN-BLEED": pair(f"/All CS 1 SCN 0.25 w {_LEFT} {_BOTTOM - 8} m {_LEFT} {_BOTTOM - 3} l S"),
    "PRESS-CROP-MARKS": pair(
        change=_page(lambda page: page.Contents.write(page.Contents.read_bytes().replace(b"/All CS", b"0 G %\n"))),
        ours=True,
    ),
    # ---- The standard
    "PRESS-PDFX": pair(change=lambda pdf: pdf.Root.Metadata.write(b"<x:xmpmeta/>")),
    "PRESS-PDF-VERSION": Example(press(), lambda: Document(press_bytes().replace(b"%PDF-1.6", b"%PDF-1.7"))),
    "PRESS-OUTPUT-INTENT": pair(change=lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    "PRESS-OUTPUT-CMYK": pair(change=_profile(b"\0" * 12 + b"mntrRGB XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 100)),
    "PRESS-OUTPUT-PROFILE": pair(change=_profile(b"not a profile")),
    "PRESS-TRAPPED": pair(change=lambda pdf: pdf.trailer.Info.__delitem__("/Trapped")),
    "PRESS-FILE-ID": Example(press(), lambda: Document(press_bytes().replace(b"/ID [", b"/XX ["))),
    "PRESS-DESCRIBED": pair(change=lambda pdf: pdf.trailer.Info.__delitem__("/ModDate")),
    "PRESS-METADATA": pair(change=_in_info_alone),
    "PRESS-X1A-TRANSPARENCY": pair("/Thin gs 80 80 9 9 re f", _see_through, standard="x-1a"),
    "PRESS-X1A-LAYERS": pair(change=_layer, standard="x-1a"),
    "PRESS-LINKS": pair(change=_note("Link")),
    # ---- Inks
    "PRESS-NO-INK": pair("1 0 0 rg 80 80 9 9 re f"),
    "PRESS-SPOT": pair("/S0 cs 1 scn 80 80 9 9 re f", _spots(("PANTONE 300 C", (1, 0.4, 0, 0)))),
    "PRESS-SPOT-SUFFIX": Example(
        _two(("PANTONE 300 C", (1, 0, 0, 0)), ("PANTONE 485 C", (0, 1, 0, 0))),
        _two(("PANTONE 300 C", (1, 0, 0, 0)), ("PANTONE 300 U", (0.9, 0, 0, 0))),
    ),
    "PRESS-SPOT-CASE": Example(
        _two(("Gold", (0, 0, 1, 0)), ("Silver", (0, 0, 0, 0.3))), _two(("Gold", (0, 0, 1, 0)), ("GOLD", (0, 0.1, 1, 0)))
    ),
    "PRESS-SPOT-LOOK": Example(
        _two(("Gold", (0, 0, 1, 0)), ("Silver", (0, 0, 0, 0.3))), _two(("Gold", (0, 0, 1, 0)), ("Gold", (0, 1, 1, 0)))
    ),
    "PRESS-GROUP-SPACE": Example(press(change=_group("DeviceCMYK")), press(change=_group("DeviceRGB"))),
    "PRESS-COURIER": pair(change=_named("ABCDEF+Courier-Bold")),
    "PRESS-WHITE-TEXT": Example(
        press("0 0 0 0 k " + text("Call", *_INSIDE)), press("/Over gs 0 0 0 0 k " + text("Call", *_INSIDE))
    ),
    "PRESS-WHITE-SHAPE": Example(press("0 0 0 0 k 80 80 9 9 re f"), press("/Over gs 0 0 0 0 k 80 80 9 9 re f")),
    "PRESS-BLACK-TEXT": Example(
        press("/Over gs " + _PURE + text("Call", *_INSIDE, 9)), press(_PURE + text("Call", *_INSIDE, 9))
    ),
    "PRESS-BLACK-LINE": Example(
        press("/Over gs 0 0 0 1 K 1 w 80 80 m 150 80 l S"), press("0 0 0 1 K 1 w 80 80 m 150 80 l S")
    ),
    "PRESS-GREY-TEXT": Example(
        press("/Over gs " + _PURE + text("Call", *_INSIDE, 9)), press("0 g " + text("Call", *_INSIDE, 9))
    ),
    "PRESS-GREY-LINE": Example(press("/Over gs 0 0 0 1 K 1 w 80 80 m 150 80 l S"), press("0 G 1 w 80 80 m 150 80 l S")),
    "PRESS-GREY-OVERPRINT": pair("/Over gs 0.5 g 80 80 9 9 re f"),
    "PRESS-OVERPRINT-MODE": pair("/Zero gs 0 0 0 1 k 80 80 9 9 re f"),
    "PRESS-RICH-TEXT": pair("0.9 0.8 0.7 0.9 k " + text("Call", *_INSIDE)),
    "PRESS-INK-LIMIT": Example(press("1 1 1 0 k 80 80 9 9 re f"), press("1 1 1 1 k 80 80 20 20 re f")),
    "PRESS-INK-AVERAGE": Example(press("1 1 1 1 k 80 80 20 20 re f"), press("1 1 1 0.6 k 80 80 90 90 re f")),
    # ---- Folds
    "FOLD-NEAR-FOLD": pair(_PURE + text("Walking", _LEFT + WIDTH / 2 - 20, 200), ours=True),
    "FOLD-PICTURE": Example(
        with_picture(400, 400, f"60 0 0 60 {_LEFT + 40} 100", job=made()),
        with_picture(400, 400, f"60 0 0 60 {_LEFT + WIDTH / 2 - 20} 100", job=made()),
    ),
    "FOLD-FACE": Example(
        with_picture(400, 400, _ON_COVER, job=replace(made(), photo=CoverPhoto(1.5, 0.3, 0.4))),
        with_picture(400, 400, _ON_COVER, job=replace(made(), photo=CoverPhoto(1.5, 0.03, 0.4))),
    ),
    "FOLD-EMPTY-PANEL": Example(
        press(job=made()),
        lambda: Document(
            press_bytes(change=_page(lambda page: page.Contents.write(text("Walk", _LEFT + 20, 200).encode()))), made()
        ),
    ),
    "FOLD-PANEL-ORDER": Example(
        press(
            text("one two three four five six seven", _LEFT + WIDTH / 2 + 12, 200, 7),
            job=replace(made(), words=_SEVEN),
        ),
        press(
            _PURE
            + text("one two three four five six seven", _LEFT + 12, 200, 7)
            + text("la le li lo lu ly lau", _LEFT + WIDTH / 2 + 12, 200, 7),
            job=replace(
                made(),
                words=_BOTH,
            ),
        ),
    ),
    "FOLD-MARKS": pair(
        change=_page(
            lambda page: page.Contents.write(
                page.Contents.read_bytes().replace(f"{_LEFT + WIDTH / 2} ".encode(), b"9 ")
            )
        ),
        ours=True,
    ),
    "FOLD-DUPLEX": Example(_bare(""), _bare("", Dictionary(PrintScaling=Name("/None")))),
    # ---- Type
    "TYPE-EMBEDDED": pair(change=_font(lambda font: font.FontDescriptor.__delitem__("/FontFile2"))),
    "TYPE-SUBSET": pair(change=_named("Atkinson")),
    "TYPE-TYPE3": pair("BT /T 12 Tf 1 0 0 1 80 80 Tm (a) Tj ET", _type3),
    "TYPE-DAMAGED": pair(
        change=_font(lambda font: font.FontDescriptor.FontFile2.write(font.FontDescriptor.FontFile2.read_bytes()[:900]))
    ),
    "TYPE-MEANING": pair("BT /T 12 Tf 1 0 0 1 80 80 Tm (a) Tj ET", _type3),
    "TYPE-MISSING-SIGN": pair(change=_no_sign),
    # Of joined letters some are drawn, and told unseen where they are.
    "TYPE-HIDDEN": Example(press(f"0 0 0 1 k 84 82 6 9 re f {_UNSEEN}"), press(_UNSEEN)),
    "TYPE-SMALL": pair(_PURE + text("Small print", *_INSIDE, 5)),
    "TYPE-REVERSED": Example(
        press("0 0 0 0 k " + text("Call", *_INSIDE, 9)), press("0 0 0 0 k " + text("Call", *_INSIDE, 7))
    ),
    "TYPE-INKS": Example(
        press("0 1 1 0.2 k " + text("Call", *_INSIDE, 9)), press("0 1 1 0.2 k " + text("Call", *_INSIDE, 7))
    ),
    "TYPE-HAIRLINE": Example(press("0 0 0 1 K 0.3 w 80 80 m 150 80 l S"), press("0 0 0 1 K 0.1 w 80 80 m 150 80 l S")),
    "TYPE-NEAR-TRIM": pair(_PURE + text("Walking", _LEFT + 3, 200)),
    # ---- Pictures
    "IMG-COARSE": Example(with_picture(250, 250, _AT), with_picture(100, 100, _AT)),
    "IMG-DOUBTFUL": Example(with_picture(250, 250, _AT), with_picture(160, 160, _AT)),
    "IMG-LINE-ART": Example(
        with_picture(680, 680, _AT, "DeviceGray", 1),
        with_picture(240, 240, _AT, "DeviceGray", 1),
    ),
    "IMG-LINE-ART-DOUBTFUL": Example(
        with_picture(680, 680, _AT, "DeviceGray", 1),
        with_picture(560, 560, _AT, "DeviceGray", 1),
    ),
    "IMG-TOO-FINE": Example(with_picture(250, 250, _AT), with_picture(1100, 1100, _AT, "DeviceGray")),
    "IMG-STRETCHED": Example(with_picture(250, 250, _AT), with_picture(250, 250, "60 0 0 50 80 100")),
    "IMG-MIRRORED": Example(with_picture(250, 250, _AT), with_picture(250, 250, "-60 0 0 60 140 100")),
    "IMG-DAMAGED": Example(with_picture(250, 250, _AT), with_picture(250, 250, _AT, content=b"short")),
    "IMG-CODE-READS": Example(press(code()), press(code() + f" 0 0 0 1 k {80} {95} 37 12 re f")),
    "IMG-CODE-MODULE": Example(press(code()), press(code(module=0.9))),
    "IMG-CODE-QUIET": Example(press(code()), press(code() + " 0 0 0 1 k 76 80 2 30 re f")),
    # ---- What is read aloud
    "A11Y-TAGGED": told(lambda base: base.pdf.Root.__delitem__("/StructTreeRoot")),
    "A11Y-TITLE-SHOWN": told(lambda base: base.pdf.Root.__delitem__("/ViewerPreferences")),
    "A11Y-LANGUAGE": told(lambda base: base.pdf.Root.__delitem__("/Lang")),
    "A11Y-CONFORMANCE": told(lambda base: base.p.__delitem__("/P")),
    "A11Y-DECLARED": told(lambda base: base.pdf.Root.Metadata.write(b"<x:xmpmeta/>")),
    "A11Y-STRUCTURE": told(lambda base: base.p.__setitem__("/K", Array([base.document]))),
    "A11Y-KNOWN-TYPES": told(lambda base: base.p.__setitem__("/S", Name("/Bodytext"))),
    "A11Y-HEADINGS": told(lambda base: base.p.__setitem__("/S", Name.H3)),
    "A11Y-FIRST-HEADING": told(lambda base: base.h1.__setitem__("/S", Name.H2)),
    "A11Y-EMPTY-HEADING": told(lambda base: base.document.K.append(base.element("H2"))),
    "A11Y-LISTS": told(lambda base: base.list.__setitem__("/K", Array([base.p]))),
    "A11Y-TABLE-HEADS": told(lambda base: [head.__setitem__("/S", Name.TD) for head in base.heads]),
    "A11Y-TABLE-ROWS": told(lambda base: base.rows[1].__setitem__("/K", Array(base.cells[:1]))),
    "A11Y-TABLE-SCOPE": told(lambda base: base.heads[0].__delitem__("/A")),
    "A11Y-ALT": told(lambda base: base.figure.__delitem__("/Alt")),
    "A11Y-ALT-SAYS": told(lambda base: base.figure.__setitem__("/Alt", String("image3.png"))),
    "A11Y-LINKS": told(lambda base: base.a.__setitem__("/K", Array([2]))),
    "A11Y-LINK-WORDS": told(lambda base: base.link.__setitem__("/Contents", String("Click here"))),
    "A11Y-ARTIFACTS": told(lambda base: setattr(base, "content", base.content + text("Loose", 40, 100))),
    "A11Y-OWNED": told(lambda base: base.document.__setitem__("/K", Array([base.h1, base.p]))),
    "A11Y-TAB-ORDER": told(lambda base: base.page.__delitem__("/Tabs")),
    "A11Y-BOOKMARKS": Example(_long(True), _long(False)),
    "A11Y-READING-ORDER": Example(_ours(words=_WORDS), _ours(words=_WORDS[::-1])),
    "A11Y-CONTRAST": told(lambda base: setattr(base, "content", base.content.replace("BDC 0 g", "BDC 0.8 g"))),
    # ---- What a file carries
    "FILE-ENCRYPTED": Example(press(), _encrypted),
    "FILE-DAMAGED": Example(press(), _cut(None)),
    "FILE-CONTENT-DAMAGED": pair("(no end"),
    "FILE-EMPTY": Example(press(), _pages(0)),
    "FILE-LONG": Example(press(), _pages(201)),
    "FILE-SCRIPT": pair(change=_action(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "FILE-LAUNCH": pair(change=_action(S=Name.Launch, F=String("cmd.exe"))),
    "FILE-ATTACHMENT": pair(change=_attach),
    "FILE-FORM": pair(change=_form),
    "FILE-COMMENT": pair(change=_note("Text", Contents=String("check the dose!"))),
    "FILE-MEDIA": pair(change=_note("Screen")),
    "FILE-LAYERS": pair(change=_layer),
    "FILE-HIDDEN-LAYER": Example(press(change=_layer), press(change=lambda pdf: _layer(pdf, off=True))),
    "FILE-LARGE": Example(press(), lambda: Document(press_bytes() + b"%" + b"x" * 10_000_000 + b"\n%%EOF")),
    "FILE-TITLE": pair(change=lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Microsoft Word - knee.docx"))),
    "FILE-WHITE-EDGE": Example(_bare("0 g 100 100 20 20 re f"), _bare("0 g 0 0 8 300 re f")),
    "FILE-SCALING": Example(_bare(""), _bare("", Dictionary(Duplex=Name.DuplexFlipShortEdge))),
    # ---- Whose it is
    "BRAND-NAME": Example(_ours(needs=(("name", "Knee Care"),)), _ours(needs=(("name", "Harbour Clinic"),))),
    "BRAND-PHONE": Example(_ours(needs=(("phone", "800"),)), _ours(needs=(("phone", "555-0142"),))),
    "BRAND-WEB": Example(
        _ours(needs=(("web address", "clinic.example"),)), _ours(needs=(("web address", "harbour.example"),))
    ),
    "BRAND-FONTS": Example(_ours(families=("Atkinson",)), _ours(families=("Source Serif",))),
}
