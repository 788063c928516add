"""A dummy: the sheets of a layout with nothing on them but numbered panels, to be printed and folded by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
from pikepdf import String

from brochure import __version__
from brochure.geometry.fold import FOLDS
from brochure.geometry.folding import bends
from brochure.geometry.office_sheet import OfficeSheets
from brochure.geometry.piece import Panel, Piece, Side
from brochure.prepress.impose import WHITE_EDGE, impose, print_as_it_is
from brochure.proof.line_drawing import Anchor, LineDrawing
from brochure.proof.sheet_words import SheetWords
from brochure.typeset.pages import BLEED
from brochure.units import INCH

#: Copy keeps so far from trims, and so far from folds: the safe zone.
_SAFE_TRIM, _SAFE_FOLD = INCH / 4, INCH / 8
EDGES = {"DuplexFlipShortEdge": "short_edge", "DuplexFlipLongEdge": "long_edge"}
_GREY, _PALE = 0.35, 0.6
_DASHES = (5, 4)


@dataclass(frozen=True)
class _Fold:
    """A fold of a side: the place from the left (or from the head), and what is said beside it.

    What is said stands so far from the fold's beginning, as a share of its length.
    """

    place: float
    words: str
    share: float = 0.28


def dummy(name: str, paper: str, piece: Piece, sheets: OfficeSheets, said: SheetWords) -> bytes:
    """The PDF, imposed as the office edition is: panels numbered as they are read, trim, safe zone, folds, the turn."""
    # Each panel and what lies under a side is a page; all are drawn before one is made, since words are set together.
    drawn = {panel.name: _panel(piece, panel, number, said) for number, panel in enumerate(piece.panels, start=1)}
    drawn |= {side.art: _art(f"{name}, {paper}", piece, side, sheets, said) for side in piece.sides}
    pages = pikepdf.new()
    for page in drawn.values():
        page.add_to(pages)
    with impose(_saved(pages), list(drawn), sheets, art_bleed=BLEED, white_edge=WHITE_EDGE) as pdf:
        print_as_it_is(pdf, sheets.duplex)
        pdf.Root.Lang = String(said.words.language)
        pdf.docinfo["/Title"] = String(f"Dummy: {name}, {paper}")
        pdf.docinfo["/Creator"] = String(f"brochure {__version__}")
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, min_version="1.7", deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _panel(piece: Piece, panel: Panel, number: int, said: SheetWords) -> LineDrawing:
    side = next(side for side in piece.sides if side.name == panel.side)
    page = LineDrawing(panel.width, panel.height, said.lettering)
    left, right, head, foot = _safe(piece, side, panel)
    if panel.rotation:
        left, right, head, foot = right, left, foot, head
    width, height = panel.width - left - right, panel.height - head - foot
    page.box(left, foot, width, height, wide=0.4, grey=_PALE, dash=(1, 2))
    size = min(width, height) * 0.5
    middle, centre = left + width / 2, foot + height / 2
    page.text(str(number), middle, centre, size, anchor="middle", most=width * 0.9)
    page.text(panel.name, middle, centre - size * 0.62, min(14.0, size / 3), anchor="middle", most=width * 0.9)
    start, anchor = _beginning(left + 3, left + width - 3, said)
    page.text(said("safe"), start, foot + height - 5, 5, anchor=anchor, grey=_PALE, most=width - 6)
    return page


def _beginning(left: float, right: float, said: SheetWords) -> tuple[float, Anchor]:
    """Where a line of words begins between two edges, and what lies there."""
    return (right, "end") if said.to_left else (left, "start")


def _safe(piece: Piece, side: Side, panel: Panel) -> tuple[float, float, float, float]:
    """How far copy keeps from the panel's left, right, upper and lower edge: an edge is a trim, a fold, or neither."""

    def keeps(place: float, end: float, folds: tuple[float, ...]) -> float:
        if min(place, end - place) < 0.01:
            return _SAFE_TRIM
        return _SAFE_FOLD if any(abs(place - fold) < 0.01 for fold in folds) else 0.0

    across = [keeps(x, piece.width, side.upright_folds) for x in (panel.x, panel.x + panel.width)]
    down = [keeps(y, piece.height, side.level_folds) for y in (panel.y, panel.y + panel.height)]
    return across[0], across[1], down[0], down[1]


def _art(name: str, piece: Piece, side: Side, sheets: OfficeSheets, said: SheetWords) -> LineDrawing:
    """What lies under the panels of a side: its trim, its folds, and what to do with the sheet."""
    page = LineDrawing(piece.width + 2 * BLEED, piece.height + 2 * BLEED, said.lettering)
    top, start = BLEED + piece.height, BLEED
    for y in (start, top):
        page.line(start, y, start + piece.width, y)
    folds = list(_upright_folds(piece, side, said))
    for edge in (0.0, piece.width):
        if edge not in [fold.place for fold in folds]:
            page.line(start + edge, start, start + edge, top)
    for fold in folds:
        x = start + fold.place
        page.line(x, start, x, top, wide=0.6, dash=_DASHES)
        beside = x - 6 if fold.place > piece.width / 2 else x + 6
        page.text(fold.words, beside, top - piece.height * fold.share, 7, anchor="middle", upwards=True, grey=_GREY)
    for fold in _level_folds(piece, side, said):
        y = top - fold.place
        page.line(start, y, start + piece.width, y, wide=0.6, dash=_DASHES)
        page.text(fold.words, start + piece.width * fold.share, y + 5, 7, anchor="middle", grey=_GREY)
    title = f"{name}, {_side_title(piece, side, said)}"
    edges = (0.0, *side.upright_folds, piece.width)
    widest = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    left, right = start + widest[0] + _SAFE_TRIM + 2, start + widest[1] - _SAFE_TRIM - 2
    begin, anchor = _beginning(left, right, said)
    for number, line in enumerate((_turn(sheets, said), said("size"), title)):
        page.text(line, begin, start + _SAFE_TRIM + 7 + 11 * number, 8, anchor=anchor, grey=_GREY, most=right - left)
    return page


def _side_title(piece: Piece, side: Side, said: SheetWords) -> str:
    if piece.fold != "saddle":
        return side.name
    return said("page", number=piece.sides.index(side) + 1, count=len(piece.sides))


def _turn(sheets: OfficeSheets, said: SheetWords) -> str:
    return said(EDGES[sheets.duplex] if sheets.duplex else "one_side")


def _upright_folds(piece: Piece, side: Side, said: SheetWords) -> Iterator[_Fold]:
    """The folds of a side from its left, numbered as they are made, a valley towards the eye or a mountain away.

    Where rows were folded over each other first, a fold is one in the one and the other in the next.
    """
    number = piece.sides.index(side)
    if piece.fold == "saddle":
        yield _spine(piece, number + 1, said)
    if piece.fold == "saddle" or not side.upright_folds:
        return
    across, rule = len(side.upright_folds) + 1, FOLDS[piece.fold]
    steps = len(rule.steps(across))
    for row in range(rule.down):
        made = {bend.line: bend for bend in bends(piece.fold, across, row=row, mirrored=piece.to_left)}
        for at, place in enumerate(side.upright_folds, start=1):
            bend = made[at if number else across - at]
            words = _words(said, steps - bend.movement, valley=bend.inward == bool(number))
            yield _Fold(place, words, (row + 0.28) / rule.down)


def _level_folds(piece: Piece, side: Side, said: SheetWords) -> list[_Fold]:
    """The upper half comes over the lower one, and is the first to do so."""
    return [_Fold(place, _words(said, 1, valley=bool(piece.sides.index(side)))) for place in side.level_folds]


def _spine(piece: Piece, number: int, said: SheetWords) -> _Fold:
    """Where the page hangs on its sheet: odd ones have the spine at the left, or at the right from right to left."""
    odd = number % 2 == 1
    if odd == piece.to_left:
        return _Fold(piece.width, "")  # said once, on the page at the right of it
    front = odd == (number <= len(piece.sides) // 2)
    return _Fold(0.0, f"{_words(said, 1, valley=not front)} · {said('stapled')}")


def _words(said: SheetWords, number: int, *, valley: bool) -> str:
    return said("valley" if valley else "mountain", number=number)
