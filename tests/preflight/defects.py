"""Defects that are put into good products one at a time, each with the rule that is meant to find it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from brochure.preflight.document import Document, Made
from brochure.preflight.qr import codes
from brochure.units import MM
from tests.preflight.pdfs import font, picture, press_profile, saved, text, tint

Change = Callable[[pikepdf.Pdf, Made], object]


@dataclass(frozen=True)
class Defect:
    """What is done to which edition; `on_bytes` is done to the file that was saved."""

    rule: str
    what: str
    edition: str
    change: Change = lambda pdf, made: None  # noqa: ARG005
    on_bytes: Callable[[bytes], bytes] = lambda content: content
    how: tuple[tuple[str, Any], ...] = ()

    def document(self, content: bytes, made: Made) -> Document:
        """The product with its defect."""
        with pikepdf.open(io.BytesIO(content)) as pdf:
            version = pdf.pdf_version
            self.change(pdf, made)
            out = saved(pdf, force_version=version, **dict(self.how))
        return Document(self.on_bytes(out), made)


def _trim(pdf: pikepdf.Pdf) -> tuple[float, float, float, float]:
    page = pdf.pages[0].obj
    left, bottom, right, top = (float(edge) for edge in page.get("/TrimBox", page.MediaBox))
    return left, bottom, right, top


def _resources(pdf: pikepdf.Pdf, kind: str) -> Any:
    page = pdf.pages[0]
    if "/Resources" not in page.obj:
        page.obj.Resources = page.resources
    if kind not in page.obj.Resources:
        page.obj.Resources[kind] = Dictionary()
    return page.obj.Resources[kind]


def _add(pdf: pikepdf.Pdf, content: str) -> None:
    """Paints on top of the first page, as its content began."""
    page = pdf.pages[0]
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + content.encode("latin-1") + b"\n")


def _paint(content: str | Callable[[float, float, float, float], str]) -> Change:
    """Paints at a place from the trim's edges; font F and a few states are there."""

    def change(pdf: pikepdf.Pdf, made: Made) -> None:
        del made
        _resources(pdf, "/Font").F = font(pdf)
        states = _resources(pdf, "/ExtGState")
        states.DfOver = Dictionary(OP=True, op=True, OPM=1)
        states.DfZero = Dictionary(OP=True, op=True, OPM=0)
        states.DfOff = Dictionary(OP=False, op=False, OPM=1)
        spaces = _resources(pdf, "/ColorSpace")
        spaces.DfAll, spaces.DfSpot = tint(pdf, "All", (1, 1, 1, 1)), tint(pdf, "PANTONE 300 C")
        spaces.DfCase, spaces.DfLower = tint(pdf, "Gold", (0, 0, 1, 0)), tint(pdf, "GOLD", (0, 0.1, 1, 0))
        said = content if isinstance(content, str) else content(*_trim(pdf))
        _add(pdf, f"q {said} Q")

    return change


def _words(colour: str, size: float = 9, dx: float = 60, dy: float = 60, words: str = "Walk") -> Change:
    return _paint(lambda left, bottom, *_: f"{colour} {text(words, left + dx, bottom + dy, size)}")


def _image(
    wide: int, high: int, matrix: str, space: str = "DeviceCMYK", bits: int = 8, content: bytes | None = None
) -> Change:
    def change(pdf: pikepdf.Pdf, made: Made) -> None:
        del made
        _resources(pdf, "/XObject").DfP = picture(pdf, wide, high, space, bits, content)
        left, bottom, *_ = _trim(pdf)
        _add(pdf, f"q 1 0 0 1 {left} {bottom} cm {matrix} cm /DfP Do Q")

    return change


def _page(change: Callable[[Any], object]) -> Change:
    return lambda pdf, _: change(pdf.pages[0].obj)


def _set(key: str, value: Any) -> Change:
    return _page(lambda page: page.__setitem__(key, value))


def _inset(key: str, by: float) -> Change:
    def change(page: Any) -> None:
        left, bottom, right, top = (float(edge) for edge in page.TrimBox)
        page[key] = Array([left + by, bottom + by, right - by, top - by])

    return _page(change)


def _root(change: Callable[[Any], object]) -> Change:
    return lambda pdf, _: change(pdf.Root)


def _intent(change: Callable[[Any], object]) -> Change:
    return lambda pdf, _: change(pdf.Root.OutputIntents[0])


def _info(change: Callable[[Any], object]) -> Change:
    return lambda pdf, _: change(pdf.trailer.Info)


def _fonts(change: Callable[[Any, Any], object]) -> Change:
    """Each font that has a descriptor, with it; the first one is changed."""

    def all_(pdf: pikepdf.Pdf, made: Made) -> None:
        del made
        for each in pdf.objects:
            if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/FontDescriptor" in each:
                change(each, each.FontDescriptor)
                return

    return all_


def _without_file(_: Any, descriptor: Any) -> None:
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def _cut_file(_: Any, descriptor: Any) -> None:
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            descriptor[key].write(descriptor[key].read_bytes()[:300])


def _renamed(name: str) -> Change:
    def change(pdf: pikepdf.Pdf, made: Made) -> None:
        del made
        for each in pdf.objects:
            if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/BaseFont" in each:
                each.BaseFont = Name(f"/{name}")

    return change


def _no_meaning(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/ToUnicode" in each:
            del each["/ToUnicode"]


def _note(kind: str, **more: Any) -> Change:
    def change(pdf: pikepdf.Pdf, made: Made) -> None:
        del made
        page = pdf.pages[0].obj
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([90, 90, 99, 99]), **more)
        page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(note)])

    return change


def _action(**action: Any) -> Change:
    return lambda pdf, _: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect(Dictionary(**action)))


def _attach(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    pdf.attachments["notes.txt"] = b"for staff"


def _form(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _layer(pdf: pikepdf.Pdf, made: Made, *, off: bool = False) -> None:
    del made
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))
    if off:
        pdf.Root.OCProperties.D.OFF = Array([group])


def _hidden_layer(pdf: pikepdf.Pdf, made: Made) -> None:
    _layer(pdf, made, off=True)


def _on_code(cover: Callable[[float, float, float, float], tuple[float, float, float, float]]) -> Change:
    """A bar in black over a code, or beside it."""

    def change(pdf: pikepdf.Pdf, made: Made) -> None:
        out = io.BytesIO()
        pdf.save(out)
        document = Document(out.getvalue(), made)
        for number, marks in enumerate(document.marks):
            for box, _, _ in codes(marks):
                x, y, wide, high = cover(*box)
                page = pdf.pages[number]
                page.contents_add(b"q\n", prepend=True)
                page.contents_add(f"\nQ q 0 0 0 1 k {x} {y} {wide} {high} re f Q\n".encode())
                return
        raise AssertionError("the product has no code")

    return change


def _fold_x(made: Made) -> float:
    sheet = made.sheets[0]
    placed = sheet.sides[0]
    return placed.trim.x + placed.side.upright_folds[0]


def _on_fold(pdf: pikepdf.Pdf, made: Made) -> None:
    x, (_, bottom, *_) = _fold_x(made), _trim(pdf)
    _paint(f"/DfOver gs 0 0 0 1 k {text('Walking', x - 20, bottom + 100, 12)}")(pdf, made)


def _picture_on_fold(pdf: pikepdf.Pdf, made: Made) -> None:
    left, *_ = _trim(pdf)
    _image(400, 400, f"100 0 0 100 {_fold_x(made) - left - 50} 100")(pdf, made)


def _emptied(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")


def _wiped(pdf: pikepdf.Pdf, made: Made) -> None:
    """White over all that lies beyond the trim, on every page."""
    del made
    for page in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in page.obj.TrimBox)
        bars = ((0, 0, left, top * 2), (0, 0, right * 2, bottom), (right, 0, right, top * 2), (0, top, right * 2, top))
        page.contents_add(b"q\n", prepend=True)
        drawn = " ".join(f"{x} {y} {wide} {high} re f" for x, y, wide, high in bars)
        page.contents_add(f"\nQ q 0 0 0 0 k {drawn} Q\n".encode())


def _one_more(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    pdf.pages.append(pdf.pages[0])


def _tags(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == f"/{kind}" and ("/P" in each or "/K" in each)
    ]


def _tag(kind: str, change: Callable[[Any], object], which: int = 0) -> Change:
    return lambda pdf, _: change(_tags(pdf, kind)[which])


def _drop(key: str) -> Callable[[Any], object]:
    return lambda holder: holder.__delitem__(key)


def _put(key: str, value: Any) -> Callable[[Any], object]:
    return lambda holder: holder.__setitem__(key, value)


def _backwards(pdf: pikepdf.Pdf, made: Made) -> None:
    """The elements that hold most are read from the end."""
    del made
    holders = [each for each in pdf.objects if isinstance(each, Dictionary) and "/S" in each and "/K" in each]
    fullest = max(holders, key=lambda each: len(each.K) if isinstance(each.K, Array) else 0)
    fullest.K = Array(list(fullest.K)[::-1])


def _untagged_links(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    for tag in _tags(pdf, "Link"):
        tag.K = Array([])


def _mute_links(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    for page in pdf.pages:
        for note in page.obj.get("/Annots", Array()):
            note.Contents = String("Click here")


def _no_tabs(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    for page in pdf.pages:
        if "/Tabs" in page.obj:
            del page.obj["/Tabs"]


def _empty_heading(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    parent = _tags(pdf, "H2")[0].P
    parent.K.append(pdf.make_indirect(Dictionary(S=Name.H2, P=parent, Pg=pdf.pages[0].obj)))


def _pale(pdf: pikepdf.Pdf, made: Made) -> None:
    """Grey words on white, tagged as decoration."""
    _paint(f"/Artifact BMC 1 g 40 40 90 30 re f 0.85 g {text('Walking', 50, 50, 12)} EMC")(pdf, made)


def _undated(pdf: pikepdf.Pdf, made: Made) -> None:
    del made
    del pdf.trailer.Info["/ModDate"]
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"ModifyDate", b"Whenever"))


def _newer(content: bytes) -> bytes:
    return content.replace(b"%PDF-1.6", b"%PDF-2.0")


def _wish(key: str) -> Change:
    return _root(lambda root: root.ViewerPreferences.__delitem__(key))


def _across(left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    return left, bottom + (top - bottom) * 0.3, right - left, (top - bottom) * 0.4


def _beside(left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    del right
    return left - 2, bottom, 1.5, top - bottom


_LOCKED = (("encryption", pikepdf.Encryption(owner="x", user="", R=4)), ("deterministic_id", False))
#: A tint for what lies on it.
_GROUND = "0 0 0.3 0 k 120 120 200 120 re f"
_BLACK = "0 0 0 1 k"
_LINE = "1 w 200 200 m 260 200 l S"
_PLAIN = (("object_stream_mode", pikepdf.ObjectStreamMode.disable),)
_PURE = "/DfOver gs 0 0 0 1 k"
_P, _O, _E = "press", "office", "email"
#: Of PDFs: the rule, what is done, to which edition, and how.
DEFECTS = (
    Defect("PRESS-USER-UNIT", "a unit of its own", _P, _set("/UserUnit", 2)),
    Defect("PRESS-CROP-BOX", "cropped for the screen", _P, _inset("/CropBox", 9)),
    Defect("PRESS-TRIM-BOX", "no trim box", _P, _page(_drop("/TrimBox"))),
    Defect("PRESS-BOXES-NESTED", "a trim beyond the media", _P, _inset("/TrimBox", -90)),
    Defect("PRESS-BLEED", "a bleed of 1 mm", _P, _inset("/BleedBox", -1 * MM)),
    Defect("PRESS-BLEED", "no bleed", _P, _inset("/BleedBox", 0)),
    Defect("PRESS-BLEED-INKED", "a bleed that is white", _P, _wiped),
    Defect("PRESS-ONE-SIZE", "a page that is smaller", _P, _inset("/TrimBox", 12)),
    Defect("PRESS-ROTATE", "a page on its side", _P, _set("/Rotate", 90)),
    Defect("PRESS-BLANK-PAGE", "an empty page", _P, _emptied),
    Defect("PRESS-PAGE-COUNT", "a page too many", _P, _one_more),
    Defect("PRESS-PAGE-SIZE", "another size", _P, _set("/MediaBox", Array([0, 0, 400, 600]))),
    Defect("PRESS-REGISTRATION", "copy on every plate", _P, _paint("/DfAll cs 1 scn 200 200 20 20 re f")),
    Defect(
        "PRESS-MARKS-IN-BLEED",
        "a mark in the bleed",
        _P,
        _paint(lambda left, bottom, *_: f"/DfAll CS 1 SCN .25 w {left} {bottom - 8} m {left} {bottom - 3} l S"),
    ),
    Defect("PRESS-PDFX", "metadata of no standard", _P, _root(lambda root: root.Metadata.write(b"<x:xmpmeta/>"))),
    Defect("PRESS-PDF-VERSION", "a newer version", _P, on_bytes=_newer),
    Defect("PRESS-OUTPUT-INTENT", "no output intent", _P, _root(_drop("/OutputIntents"))),
    Defect("PRESS-OUTPUT-PROFILE", "no profile", _P, _intent(lambda one: one.DestOutputProfile.write(b"x"))),
    Defect(
        "PRESS-OUTPUT-CMYK",
        "a profile of a screen",
        _P,
        _intent(lambda one: one.DestOutputProfile.write(press_profile()[:16] + b"RGB " + press_profile()[20:])),
    ),
    Defect("PRESS-TRAPPED", "nothing said of traps", _P, _info(_drop("/Trapped"))),
    Defect("PRESS-FILE-ID", "no identity", _P, on_bytes=lambda content: content.replace(b"/ID [", b"/XX [")),
    Defect("PRESS-DESCRIBED", "no date", _P, _undated),
    Defect("PRESS-LINKS", "a link on the plate", _P, _note("Link")),
    Defect("PRESS-NO-INK", "RGB", _P, _paint("1 0 0 rg 200 200 20 20 re f")),
    Defect("PRESS-NO-INK", "a picture in RGB", _P, _image(250, 250, "60 0 0 60 90 90", "DeviceRGB")),
    Defect("PRESS-SPOT", "a spot ink that nobody ordered", _P, _paint("/DfSpot cs 1 scn 200 200 20 20 re f")),
    Defect(
        "PRESS-SPOT-CASE",
        "one ink by two names",
        _P,
        _paint("/DfCase cs 1 scn 200 200 20 20 re f /DfLower cs 1 scn 230 200 20 20 re f"),
    ),
    Defect("PRESS-WHITE-TEXT", "white words that overprint", _P, _words("/DfOver gs 0 0 0 0 k", 14)),
    Defect("PRESS-WHITE-SHAPE", "a white box that overprints", _P, _paint("/DfOver gs 0 0 0 0 k 200 200 20 20 re f")),
    Defect(
        "PRESS-BLACK-TEXT",
        "small black words that knock out",
        _P,
        _words(f"{_GROUND} /DfOff gs {_BLACK}", 9, 130, 120),
    ),
    Defect("PRESS-BLACK-LINE", "a black line that knocks out", _P, _paint(f"{_GROUND} /DfOff gs 0 0 0 1 K {_LINE}")),
    Defect("PRESS-GREY-TEXT", "words in grey as black", _P, _words(f"{_GROUND} 0 g", 9, 130, 120)),
    Defect("PRESS-GREY-LINE", "a line in grey as black", _P, _paint(f"{_GROUND} 0 G {_LINE}")),
    Defect("PRESS-GREY-OVERPRINT", "grey that overprints", _P, _paint("/DfOver gs 0.5 g 200 200 20 20 re f")),
    Defect("PRESS-OVERPRINT-MODE", "overprint of mode 0", _P, _paint("/DfZero gs 0 0 0 1 k 200 200 20 20 re f")),
    Defect("PRESS-RICH-TEXT", "words in four inks", _P, _words("0.9 0.8 0.7 0.9 k", 12)),
    Defect("PRESS-INK-LIMIT", "all inks in full", _P, _paint("1 1 1 1 k 200 200 30 30 re f")),
    Defect("PRESS-INK-AVERAGE", "much ink over much paper", _P, _paint("1 1 1 0.6 k 200 200 120 120 re f")),
    Defect("FOLD-NEAR-FOLD", "words on a fold", _P, _on_fold),
    Defect("FOLD-NEAR-FOLD", "words on a fold of the office's", _O, _on_fold),
    Defect("FOLD-PICTURE", "a picture on a fold", _P, _picture_on_fold),
    Defect(
        "FOLD-DUPLEX",
        "turned over the wrong edge",
        _O,
        _wish("/Duplex"),
    ),
    Defect("FOLD-EMPTY-PANEL", "an empty side", _O, _emptied),
    Defect("TYPE-EMBEDDED", "a font left out", _P, _fonts(_without_file)),
    Defect("TYPE-EMBEDDED", "a font left out of the mail", _E, _fonts(_without_file)),
    Defect("TYPE-DAMAGED", "a font cut off", _P, _fonts(_cut_file)),
    Defect("TYPE-SUBSET", "fonts in whole", _P, _renamed("Atkinson")),
    Defect("PRESS-COURIER", "Courier, which stands in for a lost font", _P, _renamed("ABCDEF+Courier")),
    Defect("TYPE-MEANING", "letters without meaning", _E, _no_meaning),
    Defect("TYPE-HIDDEN", "hidden words", _P, _words("3 Tr 0 0 0 1 k")),
    Defect("TYPE-SMALL", "small print", _P, _words(_PURE, 5)),
    Defect("TYPE-SMALL", "small print on the desk", _O, _words("0 g", 5)),
    Defect("TYPE-REVERSED", "small white words", _P, _words("/DfOff gs 0 0 0 0 k", 7)),
    Defect("TYPE-INKS", "small words in three inks", _P, _words("0 1 1 0.2 k", 7)),
    Defect("TYPE-HAIRLINE", "a hairline", _P, _paint("/DfOver gs 0 0 0 1 K 0.1 w 200 200 m 260 200 l S")),
    Defect("TYPE-NEAR-TRIM", "words at the trim", _P, _words(_PURE, 12, 3, 200, "Walking")),
    Defect("IMG-COARSE", "a coarse picture", _P, _image(100, 100, "60 0 0 60 90 90")),
    Defect("IMG-DOUBTFUL", "a soft picture", _P, _image(160, 160, "60 0 0 60 90 90")),
    Defect("IMG-LINE-ART", "coarse line art", _P, _image(240, 240, "60 0 0 60 90 90", "DeviceGray", 1)),
    Defect("IMG-TOO-FINE", "more pixels than print", _P, _image(1100, 1100, "60 0 0 60 90 90", "DeviceGray")),
    Defect("IMG-STRETCHED", "a picture out of shape", _P, _image(250, 250, "60 0 0 50 90 90")),
    Defect("IMG-MIRRORED", "a picture seen in a mirror", _P, _image(250, 250, "-60 0 0 60 150 90")),
    Defect("IMG-DAMAGED", "a picture without its end", _P, _image(250, 250, "60 0 0 60 90 90", content=b"short")),
    Defect(
        "IMG-CODE-READS",
        "a code with a bar",
        _P,
        _on_code(_across),
    ),
    Defect("IMG-CODE-QUIET", "a code at a line", _P, _on_code(_beside)),
    Defect(
        "FILE-ENCRYPTED",
        "locked",
        _P,
        how=_LOCKED,
    ),
    Defect("FILE-DAMAGED", "cut off", _P, on_bytes=lambda content: content[:-400], how=_PLAIN),
    Defect("FILE-CONTENT-DAMAGED", "a string without end", _P, _paint("(no end")),
    Defect("FILE-SCRIPT", "a script", _E, _action(S=Name.JavaScript, JS=String("app.alert(1)"))),
    Defect("FILE-LAUNCH", "a program that is started", _E, _action(S=Name.Launch, F=String("cmd.exe"))),
    Defect("FILE-ATTACHMENT", "something attached", _E, _attach),
    Defect("FILE-FORM", "a form", _P, _form),
    Defect("FILE-COMMENT", "a comment that was forgotten", _P, _note("Text", Contents=String("check the dose!"))),
    Defect("FILE-MEDIA", "a film", _E, _note("Screen")),
    Defect("FILE-LAYERS", "a layer", _P, _layer),
    Defect("FILE-HIDDEN-LAYER", "a layer that is off", _P, _hidden_layer),
    Defect("FILE-LARGE", "20 MB", _E, on_bytes=lambda content: content + b"%" + b"x" * 20_000_000 + b"\n%%EOF"),
    Defect("FILE-TITLE", "a title of a program", _E, _info(_put("/Title", String("Microsoft Word - knee.docx")))),
    Defect("FILE-WHITE-EDGE", "colour at the edge", _O, _paint("0 g 0 0 8 900 re f")),
    Defect("FILE-SCALING", "scaled to fit", _O, _wish("/PrintScaling")),
    Defect("A11Y-TAGGED", "no structure", _E, _root(_drop("/StructTreeRoot"))),
    Defect("A11Y-TITLE-SHOWN", "a file's name for a title", _E, _root(_drop("/ViewerPreferences"))),
    Defect("A11Y-LANGUAGE", "no language", _E, _root(_drop("/Lang"))),
    Defect("A11Y-LANGUAGE", "another language", _E, _root(_put("/Lang", String("de")))),
    Defect("A11Y-DECLARED", "nothing said of PDF/UA", _E, _root(lambda root: root.Metadata.write(b"<x:xmpmeta/>"))),
    Defect("A11Y-KNOWN-TYPES", "a kind that nobody knows", _E, _tag("P", _put("/S", Name("/Bodytext")))),
    Defect("A11Y-HEADINGS", "a level left out", _E, _tag("H2", _put("/S", Name.H5))),
    Defect("A11Y-FIRST-HEADING", "no main heading", _E, _tag("H1", _put("/S", Name.P))),
    Defect("A11Y-EMPTY-HEADING", "a heading of no words", _E, _empty_heading),
    Defect("A11Y-LISTS", "an item that is in no list", _E, _tag("L", _put("/S", Name.Div))),
    Defect("A11Y-LINKS", "links that are not tagged", _E, _untagged_links),
    Defect("A11Y-LINK-WORDS", "click here", _E, _mute_links),
    Defect("A11Y-ARTIFACTS", "words in no tag", _E, _words("0 g", 12, 50, 50)),
    Defect("A11Y-OWNED", "content that no element has", _E, _tag("P", _put("/K", Array([])))),
    Defect("A11Y-TAB-ORDER", "no tab order", _E, _no_tabs),
    Defect("A11Y-READING-ORDER", "read from the end", _E, _backwards),
    Defect("A11Y-CONTRAST", "pale words", _E, _pale),
)
