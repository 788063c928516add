"""A piece as it is opened: its panels as they face the reader, for the proof page and the dummy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from brochure.geometry.folded_sheet import Seen
from brochure.geometry.folding import on_its_side, opening
from brochure.geometry.piece import Panel, Piece, Side


@dataclass(frozen=True)
class SeenPanel:
    """A panel that faces the reader: its top left corner in that view, in points, and whether it is upright."""

    panel: Panel
    x: float
    y: float
    upright: bool


#: What is seen at one moment, from the head and from the left.
View = tuple[SeenPanel, ...]


@dataclass(frozen=True)
class OpenedPiece:
    """What is seen: `stages` from closed to flat, each after one movement; the backs of the closed and the flat one."""

    stages: tuple[View, ...]
    closed_back: View
    flat_back: View


def opened(piece: Piece) -> OpenedPiece:
    """How the piece opens, its spine at the left, or at the right where it is read from right to left.

    A flat sheet shows its front, and its back when it is turned over. Of a booklet each opening is a stage: its cover,
    the pages that face each other, and its back.
    """
    if piece.fold == "saddle":
        return _leafed(piece)
    outside, inside = piece.sides[0], piece.sides[-1]
    if piece.fold == "none":
        return OpenedPiece((_whole(outside),), _whole(inside), _whole(inside))
    widths, heights = grid(piece)
    seen = opening(piece.fold, widths, heights, mirrored=piece.to_left)

    def view(faces: tuple[Seen, ...]) -> View:
        return tuple(one for face in faces for one in _panels(piece, face, len(widths)))

    return OpenedPiece(tuple(map(view, seen.stages)), view(seen.closed_back), view(seen.flat_back))


def grid(piece: Piece) -> tuple[list[float], list[float]]:
    """The widths of a sheet's columns, from the left on its inside, and the heights of its rows, in points."""
    outside, inside = piece.sides[0], piece.sides[-1]
    # The inside is the mirror of the outside, and may not be printed.
    return _parts(piece.width, outside.upright_folds)[::-1], _parts(piece.height, inside.level_folds)


def _panels(piece: Piece, seen: Seen, across: int) -> Iterator[SeenPanel]:
    """The panels on a face; there are none where its side is not printed."""
    number = 0 if seen.face == "outside" else 1
    if number >= len(piece.sides):
        return
    side = piece.sides[number]
    column, row = on_its_side(seen, piece.fold, across)
    left, right = list(pairwise((0.0, *side.upright_folds, piece.width)))[column]
    top, foot = list(pairwise((0.0, *side.level_folds, piece.height)))[row]
    for panel in side.panels:
        if left <= panel.x + panel.width / 2 <= right and top <= panel.y + panel.height / 2 <= foot:
            upside_down = seen.rotation == 180
            x = right - panel.x - panel.width if upside_down else panel.x - left
            y = foot - panel.y - panel.height if upside_down else panel.y - top
            yield SeenPanel(panel, seen.x + x, seen.y + y, seen.rotation == panel.rotation)


def _leafed(piece: Piece) -> OpenedPiece:
    cover, back = _whole(piece.sides[0]), _whole(piece.sides[-1])
    spreads = zip(piece.sides[1:-1:2], piece.sides[2:-1:2], strict=True)
    stages = tuple(_spread(pair[::-1] if piece.to_left else pair, piece.width) for pair in spreads)
    return OpenedPiece((cover, *stages), back, back)


def _spread(pages: tuple[Side, Side], width: float) -> View:
    return (*_whole(pages[0]), *_whole(pages[1], width))


def _whole(side: Side, x: float = 0.0) -> View:
    return tuple(SeenPanel(panel, panel.x + x, panel.y, panel.rotation == 0) for panel in side.panels)


def _parts(length: float, folds: tuple[float, ...]) -> list[float]:
    return [end - start for start, end in pairwise((0.0, *folds, length))]
