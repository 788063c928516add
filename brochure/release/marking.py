"""Draws marks on a copy of a product: annotations that print, each telling what stood there before.

New words lie on a marker's yellow and are underlined, for colour alone is not seen by all; words that were moved lie on
blue, with dots below. Where words were cut a red caret stands, and in the panel's margin how many there were.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from brochure.errors import BadInput
from brochure.geometry.rect import Rect
from brochure.release.manifest import Area
from brochure.release.marks import Mark

_YELLOW, _BLUE = (1, 0.88, 0.25), (0.74, 0.88, 1)
_GREEN, _RED = "0.05 0.42 0.2", "0.78 0.05 0.1"
_PRINT = 4
#: Type of the number in the margin, and how far it stands from the panel's edge (points).
_SIZE, _INSET = 6.5, 5.0
#: A caret is no higher than this, however large the type (points).
_CARET = 8.0
#: A digit of Helvetica, and its minus, in parts of the size.
_DIGIT, _MINUS = 0.556, 0.584
_LONGEST = 1500


def marked(pdf: bytes, marks: Sequence[Mark], areas: Sequence[Area], title: str) -> bytes:
    """The PDF with the marks on its pages. It is a proof: it does not claim the standards that the product meets.

    Raises BadInput where the file is not a PDF.
    """
    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise BadInput("A product is not a PDF.", hint="Build it anew.") from error
    with opened as proof:
        for mark in marks:
            page = proof.pages[mark.page - 1]
            _annotate(proof, page, _highlight(proof, mark) if mark.words else _caret(proof, mark))
            if not mark.words:
                _annotate(proof, page, _count(proof, mark, _margin(page, mark, areas)))
        for key in ("/Metadata", "/MarkInfo"):
            if key in proof.Root:
                del proof.Root[key]
        for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
            if key in proof.docinfo:
                del proof.docinfo[key]
        proof.docinfo["/Title"] = String(title)
        out = io.BytesIO()
        proof.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _annotate(proof: pikepdf.Pdf, page: pikepdf.Page, annotation: Dictionary) -> None:
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(proof.make_indirect(annotation))


def _highlight(proof: pikepdf.Pdf, mark: Mark) -> Dictionary:
    boxes = [_snug(box) for box in mark.boxes]
    colour = _BLUE if mark.moved else _YELLOW
    drawn = ["/Marker gs", f"{_numbers(*colour)} rg"]
    drawn += [f"{_numbers(box.x, box.y, box.width, box.height)} re f" for box in boxes]
    drawn += ["/Ink gs", f"{_GREEN} RG 0.9 w {'[2 2] 0 d' if mark.moved else ''}"]
    drawn += [f"{_numbers(box.x, box.y)} m {_numbers(box.right, box.y)} l S" for box in boxes]
    before = f"Before: {' '.join(mark.before)}" if mark.before else "Moved." if mark.moved else "New."
    annotation = _annotation(proof, "Highlight", _hull(boxes).grown(1), drawn, before)
    annotation.QuadPoints = Array([value for box in boxes for value in _quad(box)])
    annotation.C = Array(colour)
    return annotation


def _snug(box: Rect) -> Rect:
    """A line's box without the most of its leading: the marks of two lines must not run together."""
    return Rect(box.x - 0.6, box.y + 0.12 * box.height, box.width + 1.2, 0.8 * box.height)


def _caret(proof: pikepdf.Pdf, mark: Mark) -> Dictionary:
    box = mark.boxes[0]
    x, foot = box.x + box.width / 2, box.y + 0.02 * box.height
    high = min(0.4 * box.height, _CARET)
    drawn = [
        f"{_RED} rg 1 1 1 RG 0.5 w",
        f"{_numbers(x - 0.5 * high, foot)} m {_numbers(x, foot + high)} l {_numbers(x + 0.5 * high, foot)} l b",
    ]
    annotation = _annotation(proof, "Caret", Rect(x - high, foot - 1, 2 * high, high + 2), drawn, _was_cut(mark))
    annotation.C = Array([0.78, 0.05, 0.1])
    return annotation


def _count(proof: pikepdf.Pdf, mark: Mark, left: float) -> Dictionary:
    box, text = mark.boxes[0], str(len(mark.before))
    width = (_MINUS + len(text) * _DIGIT) * _SIZE
    tag = Rect(left, box.y + 0.5 * (box.height - _SIZE) - 1, width + 3, _SIZE + 1.5)
    drawn = [
        f"1 1 1 rg {_RED} RG 0.5 w {_numbers(tag.x, tag.y, tag.width, tag.height)} re B",
        f"{_RED} rg BT /Count {_SIZE} Tf {_numbers(tag.x + 1.5, tag.y + 1.7)} Td (\\226{text}) Tj ET",
    ]
    annotation = _annotation(proof, "Square", tag.grown(0.5), drawn, _was_cut(mark))
    annotation.C = Array([0.78, 0.05, 0.1])
    return annotation


def _was_cut(mark: Mark) -> str:
    count = len(mark.before)
    return f"Cut, {count} word{'' if count == 1 else 's'}: {' '.join(mark.before)}"


def _margin(page: pikepdf.Page, mark: Mark, areas: Sequence[Area]) -> float:
    """The left edge of the panel, or of the page where it has none, and a little more."""
    edge = areas[mark.panel].x if 0 <= mark.panel < len(areas) else float(page.trimbox[0])
    # In a narrow margin copy stands so near the edge that the number would lie on it.
    return min(edge + _INSET, mark.boxes[0].x)


def _annotation(proof: pikepdf.Pdf, kind: str, area: Rect, drawn: Iterable[str], contents: str) -> Dictionary:
    """One that looks the same everywhere: its appearance is drawn here, in the page's own points."""
    rect = Array([round(value, 2) for value in (area.x, area.y, area.right, area.top)])
    look = Stream(proof, "\n".join(drawn).encode("ascii"))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, rect
    look.Resources = Dictionary(
        ExtGState=Dictionary(
            Marker=Dictionary(Type=Name.ExtGState, BM=Name.Multiply),
            Ink=Dictionary(Type=Name.ExtGState, BM=Name.Normal),
        ),
        Font=Dictionary(
            Count=Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding
            )
        ),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + kind),
        Rect=rect,
        F=_PRINT,
        Contents=String(contents[:_LONGEST]),
        AP=Dictionary(N=look),
    )


def _quad(box: Rect) -> list[float]:
    """Top left, top right, bottom left, bottom right: the order that viewers expect, whatever ISO 32000 says."""
    corners = (box.x, box.top, box.right, box.top, box.x, box.y, box.right, box.y)
    return [round(value, 2) for value in corners]


def _hull(boxes: Sequence[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.top for box in boxes) - y)


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.2f}" for value in values)
