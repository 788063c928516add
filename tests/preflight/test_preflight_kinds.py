"""Other kinds of the faults that the examples show: each is found by its rule, and not in the file that is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from brochure.preflight import catalogue
from brochure.preflight.document import Document, Made
from brochure.preflight.profiles import Wishes
from tests.preflight.pdfs import TRIM, WIDTH, Screen, code, font_file, made, office, press, screen, text

Change = Callable[[pikepdf.Pdf], object]

_LEFT, _BOTTOM, _RIGHT, _TOP = TRIM
_MIDDLE = _LEFT + WIDTH / 2
_RDF = b"""<x:xmpmeta><rdf:RDF><rdf:Description>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%b</rdf:li></rdf:Alt></dc:title>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmp:CreateDate>%b</xmp:CreateDate><xmp:ModifyDate>2026-01-01T00:00:00Z</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def _page(change: Callable[[Any], object], number: int = 0) -> Change:
    return lambda pdf: change(pdf.pages[number].obj)


def _box(key: str, *edges: float) -> Change:
    return _page(lambda page: page.__setitem__(key, Array(list(edges))))


def _info(key: str, value: str) -> Change:
    return lambda pdf: pdf.trailer.Info.__setitem__(key, String(value))


def _xmp(title: bytes, day: bytes = b"2026-01-01") -> Change:
    return lambda pdf: pdf.Root.Metadata.write(_RDF % (title, day))


def _x1a_key(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info.GTS_PDFXVersion


def _group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency)


def _condition(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("CGATS TR 006")


def _program(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.Ps = pdf.make_stream(b"0 0 moveto", Subtype=Name.PS, Type=Name.XObject)


def _screening(pdf: pikepdf.Pdf) -> None:
    halftone = Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round)
    pdf.pages[0].obj.Resources.ExtGState.Own = Dictionary(HT=halftone)


def _composite(letters: str = "", content: bytes | None = None) -> Change:
    """A font that is asked by its glyphs' numbers, its letters mapped to a sign of that code."""

    def add(pdf: pikepdf.Pdf) -> None:
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Atkinson"), Flags=4)
        descriptor.FontFile2 = pdf.make_stream(font_file()[0] if content is None else content)
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/ABCDEF+Atkinson"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            DW=600,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        outer = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Atkinson"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )
        outer.ToUnicode = pdf.make_stream(
            b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar"
            + f" <0005> <{letters or '0041'}> <0006> <{letters or '0042'}>".encode()
            + b" endbfchar endcmap"
        )
        pdf.pages[0].obj.Resources.Font.C = pdf.make_indirect(outer)

    return add


def _shown(glyphs: str) -> str:
    return f"/Over gs 0 0 0 1 k BT /C 12 Tf 1 0 0 1 {_LEFT + 20} {_TOP - 100} Tm <{glyphs}> Tj ET"


def _zeroed() -> bytes:
    content = font_file()[0]
    return content[:300] + b"\0" * (len(content) - 300)


def _no_fold_mark(pdf: pikepdf.Pdf) -> None:
    """In the fold's line a register mark is left."""
    page = pdf.pages[0].obj
    content = page.Contents.read_bytes().decode("latin-1")
    for y0, y1 in ((_BOTTOM - 24, _BOTTOM - 12), (_TOP + 12, _TOP + 24)):
        content = content.replace(f"{_MIDDLE} {y0} m {_MIDDLE} {y1} l S", "")
    content += f" q 0.25 w {_MIDDLE} 2 m {_MIDDLE} 14 l S {_MIDDLE - 6} 8 m {_MIDDLE + 6} 8 l S Q"
    page.Contents.write(content.encode("latin-1"))


def _titled(pdf: pikepdf.Pdf) -> None:
    """The title moves from the cover, at the right, to the left."""
    page = pdf.pages[0].obj
    moved = page.Contents.read_bytes().decode("latin-1") + text("Knee care", _LEFT + 20, _TOP - 90, 24)
    page.Contents.write(moved.encode("latin-1"))


def _on_cover(more: str = "") -> str:
    return "/Over gs 0 0 0 1 k " + text("Knee care", _MIDDLE + 20, _TOP - 90, 20) + more


def _emptied(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Contents.write(page.obj.Contents.read_bytes().replace(b" Tj", b" %"))


_COPY = ("walk", "every", "day", "call", "us", "soon")
_PRINTED = replace(made(), condition="FOGRA39")
_TURNED = office(duplex="DuplexFlipShortEdge")


def _duplex(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipShortEdge)


def _turned(pdf: pikepdf.Pdf) -> None:
    _duplex(pdf)
    pdf.pages[1].obj.Rotate = 180


_PRESS: list[tuple[str, str, str, Change | None, Change | None, Made | None, dict[str, Any]]] = [
    ("PRESS-TRIM-BOX", "an ArtBox, too", "", None, _box("/ArtBox", *TRIM), None, {}),
    ("PRESS-PAGE-SIZE", "scaled", "", None, _box("/TrimBox", _LEFT, _BOTTOM, _RIGHT - 9, _TOP - 9), made(), {}),
    ("PRESS-BLEED", "no BleedBox", "", None, _page(lambda page: page.__delitem__("/BleedBox")), made(), {}),
    ("PRESS-DESCRIBED", "no date", "", None, _info("/CreationDate", "yesterday"), None, {}),
    ("PRESS-DESCRIBED", "13th month", "", None, _info("/ModDate", "D:20261345000000Z"), None, {}),
    ("PRESS-DESCRIBED", "two dates", "", _xmp(b"Knee care"), _xmp(b"Knee care", b"2025-12-24"), None, {}),
    ("PRESS-DESCRIBED", "two titles", "", _xmp(b"Knee care"), _xmp(b"Winter menu"), None, {}),
    ("FILE-TITLE", "two titles", "", _xmp(b"Knee care"), _xmp(b"Winter menu"), None, {}),
    ("PRESS-METADATA", "no entry of X-1a", "", None, _x1a_key, None, {"standard": "x-1a"}),
    ("PRESS-X1A-TRANSPARENCY", "a group", "", None, _group, None, {"standard": "x-1a"}),
    ("PRESS-OUTPUT-INTENT", "another press", "", None, _condition, _PRINTED, {}),
    ("PRESS-FORBIDDEN", "PostScript", "/Ps Do", lambda _: None, _program, None, {}),
    ("PRESS-FORBIDDEN", "a halftone", "/Own gs", lambda _: None, _screening, None, {}),
    ("TYPE-DAMAGED", "zeroed", _shown("0005"), _composite(), _composite(content=_zeroed()), None, {}),
    ("TYPE-MEANING", "private signs", _shown("0005"), _composite(), _composite("E005"), None, {}),
    ("TYPE-MEANING", "no sign", _shown("0005"), _composite(), _composite("0000"), None, {}),
    ("FOLD-MARKS", "a register mark", "", None, _no_fold_mark, made(), {}),
    ("FOLD-PANEL-ORDER", "another cover", _on_cover(), None, _titled, replace(made(), words=("knee",)), {}),
    ("FOLD-PANEL-ORDER", "lost copy", "", None, _emptied, replace(made(), words=_COPY), {}),
    ("FOLD-DUPLEX", "turned", "", _duplex, _turned, _TURNED, {}),
]


@pytest.mark.parametrize(("rule", "what", "more", "well", "fault", "job", "how"), _PRESS)
def test_a_kind_of_fault_of_print_is_found(
    rule: str,
    what: str,
    more: str,
    well: Change | None,
    fault: Change,
    job: Made | None,
    how: dict[str, Any],
) -> None:
    assert _states(rule, press(more, well, job, **how), press(more, fault, job, **how)) == ["pass", "fail"], what


@pytest.mark.parametrize(
    ("rule", "what", "good", "bad"),
    [
        ("FILE-CONTENT-DAMAGED", "a picture that is not there", "", "/Gone Do"),
        ("FILE-CONTENT-DAMAGED", "a font that is not there", "", "BT /Gone 9 Tf 80 80 Td (Lost) Tj ET"),
        ("TYPE-HIDDEN", "of its ground's colour", _on_cover(), "0 0 0.2 0 k " + text("Old price", 90, 90)),
        ("TYPE-HIDDEN", "covered", _on_cover(), _on_cover(f"0 0 0 0 k {_MIDDLE + 10} {_TOP - 99} 130 40 re f")),
        ("TYPE-HIDDEN", "off the page", _on_cover(), _on_cover(text("Old price", -300, 90))),
        ("IMG-CODE-READS", "pale", code(), code().replace("0 0 0 1 k", "0 0 0.1 0.12 k")),
    ],
)
def test_a_kind_of_fault_that_is_painted_is_found(rule: str, what: str, good: str, bad: str) -> None:
    assert _states(rule, press(good), press(bad)) == ["pass", "fail"], what


def test_a_box_for_a_missing_sign_is_found() -> None:
    documents = (press(_shown(glyphs), _composite()) for glyphs in ("00050006", "00050000"))
    assert _states("TYPE-MISSING-SIGN", *documents) == ["pass", "fail"]


def _no_part(base: Screen) -> None:
    base.pdf.Root.Metadata.write(b"<x:xmpmeta><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix></x:xmpmeta>")


def _decoration(base: Screen) -> None:
    base.content = base.content.replace("/P <</MCID 1>> BDC", "/Artifact BMC")


def _faded(base: Screen) -> None:
    base.page.Resources.ExtGState = Dictionary(Thin=Dictionary(ca=0.3))
    base.content = base.content.replace("BDC 0 g", "BDC /Thin gs 0 g")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("A11Y-DECLARED", _no_part),
        ("A11Y-OWNED", _decoration),
        ("A11Y-TABLE-ROWS", lambda base: base.table.__setitem__("/S", Name.Div)),
        (
            "A11Y-ALT-SAYS",
            lambda base: base.figure.__setitem__("/Alt", String("A sign. Description automatically generated")),
        ),
        ("A11Y-CONTRAST", _faded),
    ],
)
def test_a_kind_of_fault_of_what_is_read_aloud_is_found(rule: str, change: Callable[[Screen], object]) -> None:
    assert _states(rule, screen(), screen(change)) == ["pass", "fail"]


def _states(rule: str, *documents: Callable[[], Document]) -> list[str]:
    asked = [catalogue.rule(rule)]
    return [catalogue.check(document(), asked, Wishes())[0].state for document in documents]
