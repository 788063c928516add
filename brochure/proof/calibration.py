"""A calibration sheet: whether a printer keeps the size, leaves which edge white, and how front and back register."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import String

from brochure import __version__
from brochure.geometry.office_settings import Flip
from brochure.geometry.office_sheet import EDGES
from brochure.geometry.paper import Paper
from brochure.geometry.piece import edge_of
from brochure.prepress.impose import WHITE_EDGE, print_as_it_is
from brochure.proof.line_drawing import Anchor, LineDrawing
from brochure.proof.sheet_words import SheetWords
from brochure.units import INCH, MM

#: Where everything begins, from the left edge of the sheet, in points: 25 mm.
_LEFT = 25 * MM
#: How far the register's scale reaches each way, in mm, and how long its lines are.
_REACH, _ARM = 10, 14
_GREY = 0.35
#: The lines at the edges, in mm from them: office printers leave 4 to 6 mm white.
_EDGES_MM = (3, 4, 5, 6, 8)


def calibration(paper: Paper, flip: Flip | None, said: SheetWords) -> bytes:
    """Two pages: a scale of millimetres and inches with the front's register, and the cross on its back.

    The sheet stands, and is turned over on its long edge, unless the office's printer turns on another.
    """
    width, height = paper.sheet("portrait")
    suits = edge_of("upright", width, height)
    duplex = EDGES[flip] if flip else suits
    with pikepdf.new() as pdf:
        edge = "long_edge" if duplex == "DuplexFlipLongEdge" else "short_edge"
        front, back = _front(paper, edge, said), _back(width, height, said)
        front.add_to(pdf)
        back.add_to(pdf, turned=duplex != suits)
        print_as_it_is(pdf, duplex)
        pdf.Root.Lang = String(said.words.language)
        pdf.docinfo["/Title"] = String(f"{said('calibration')}, {paper.title}")
        pdf.docinfo["/Creator"] = String(f"brochure {__version__}")
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", deterministic_id=True, compress_streams=True)
        return out.getvalue()


def _front(paper: Paper, edge: str, said: SheetWords) -> LineDrawing:
    width, height = paper.sheet("portrait")
    page = LineDrawing(width, height, said.lettering)
    top = height - _LEFT
    start, anchor, inwards = _beginning(width, said)
    page.text(said("calibration"), start, top, 18, anchor=anchor, most=width - 2 * _LEFT - 90)
    page.text(paper.title, width - start, top, 12, anchor="end" if anchor == "start" else "start", grey=_GREY)
    size, edge = said("size"), said(edge)
    page.text(f"{size[:1].upper()}{size[1:]}", start, top - 24, 9, anchor=anchor, most=width - 2 * _LEFT)
    page.text(f"{edge[:1].upper()}{edge[1:]}", start, top - 36, 9, anchor=anchor, most=width - 2 * _LEFT)
    y = top - 50
    for number, key in enumerate(("ruler", "white", "light"), start=1):
        page.text(f"{number}.", start, y, 9, anchor=anchor)
        for line in page.wrapped(said(key, mm=f"{WHITE_EDGE / MM:.0f}"), 9, width - 2 * _LEFT - abs(inwards)):
            page.text(line, start + inwards, y, 9, anchor=anchor)
            y -= 12
    _scale(page, _LEFT, top - 130, down=False)
    _scale(page, _LEFT, top - 190, down=True)
    _edges(page)
    _register(page, said)
    return page


def _beginning(width: float, said: SheetWords) -> tuple[float, Anchor, float]:
    """Where lines of words begin, what lies there, and how far they are set in behind a number."""
    return (width - _LEFT, "end", -14) if said.to_left else (_LEFT, "start", 14)


def _scale(page: LineDrawing, x: float, y: float, *, down: bool) -> None:
    """Millimetres on one side, inches on the other, from one beginning; printers may be true one way only."""

    def line(start: tuple[float, float], end: tuple[float, float], wide: float) -> None:
        (x0, y0), (x1, y1) = _beside(x, y, *start, down=down), _beside(x, y, *end, down=down)
        page.line(x0, y0, x1, y1, wide=wide)

    def said(text: str, along: float, off: float) -> None:
        page.text(text, *_beside(x, y, along, off, down=down), 7, anchor="middle")

    line((0, 0), (6 * INCH, 0), 0.5)
    for step, count, whole, half, way, name in ((MM, 151, 10, 5, 1, "mm"), (INCH / 8, 49, 8, 4, -1, "in")):
        for at in range(count):
            length = 12 if at % whole == 0 else 8 if at % half == 0 else 5
            line((at * step, 0), (at * step, way * length), 0.3)
            if at % whole == 0:
                said(str(at if step == MM else at // whole), at * step, way * 19)
        said(name, 6 * INCH + 12, way * 8)


def _beside(x: float, y: float, along: float, off: float, *, down: bool) -> tuple[float, float]:
    """A place so far along a scale, and so far off it: above one that lies, right of one that leads down."""
    return (x + off, y - along) if down else (x + along, y + off)


def _edges(page: LineDrawing) -> None:
    """Short lines in the middle of each edge, with how far from it they are."""
    across, up = page.width / 2, page.height / 2
    for number, mm in enumerate(_EDGES_MM):
        at, from_, to = mm * MM, -60 + 24 * number, -60 + 24 * number + 20
        for y in (at, page.height - at):
            page.line(across + from_, y, across + to, y, wide=0.4)
        for x in (at, page.width - at):
            page.line(x, up + from_, x, up + to, wide=0.4)
        inwards = 11 * MM
        for y in (inwards, page.height - inwards):
            page.text(str(mm), across + from_ + 10, y, 6, anchor="middle")
        for x in (inwards, page.width - inwards):
            page.text(str(mm), x, up + from_ + 10, 6, anchor="middle")


def _centre(width: float, height: float) -> tuple[float, float]:
    """Where the register is on the front and, the sheet being turned over on its long edge, on the back."""
    return width / 2, height * 0.36


def _register(page: LineDrawing, said: SheetWords) -> None:
    x, y = _centre(page.width, page.height)
    arm = _ARM * MM
    page.line(x - arm, y, x + arm, y, wide=0.3)
    page.line(x, y - arm, x, y + arm, wide=0.3)
    for mm in range(-_REACH, _REACH + 1):
        length = 8 if mm % 5 == 0 else 4
        page.line(x + mm * MM, y - length, x + mm * MM, y + length, wide=0.3)
        page.line(x - length, y + mm * MM, x + length, y + mm * MM, wide=0.3)
    for sign, way in (("+", 1), ("−", -1)):
        page.text(sign, x + way * (arm + 8), y, 10, anchor="middle")
        page.text(sign, x, y + way * (arm + 8), 10, anchor="middle")
    page.text(said("millimetre"), x, y - arm - 22, 7, anchor="middle", grey=_GREY)


def _back(width: float, height: float, said: SheetWords) -> LineDrawing:
    page = LineDrawing(width, height, said.lettering)
    x, y = _centre(width, height)
    arm = 1.6 * _ARM * MM
    page.line(x - arm, y, x + arm, y, wide=0.8)
    page.line(x, y - arm, x, y + arm, wide=0.8)
    page.text(said("back"), x, y - arm - 12, 7, anchor="middle", grey=_GREY)
    return page
