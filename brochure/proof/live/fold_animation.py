"""How a piece opens: its flaps, on which of the others each hangs, which way it turns, and when; or is leafed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from brochure.geometry.fold import FOLDS, Fold
from brochure.geometry.folded_sheet import FoldedSheet
from brochure.geometry.folding import Bend, bends, states
from brochure.geometry.opening import grid
from brochure.geometry.piece import Piece


@dataclass(frozen=True)
class Corner:
    """What a face shows: a side of the piece, counted from 0, from this place on (points)."""

    side: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Turn:
    """A flap's turn about the crease by which it hangs on its neighbour, at the stage after so many movements.

    `direction` is 1 where it closes towards the eye that sees the front, and -1 away from it. Between the flap and the
    one it hangs on, itself included, lie `layers` sheets of paper when all is closed, and `beneath` when all is open.
    """

    direction: int
    movement: int
    layers: int = 1
    beneath: int = 0


@dataclass(frozen=True)
class Flap:
    """Paper between creases and edges, as it lies when all is open: its size in points, and what is printed on it.

    It lies at its neighbour's `edge`. `hung` are the flaps that hang on it and move with it.
    """

    width: float
    height: float
    front: Corner | None
    back: Corner | None
    edge: Literal["", "left", "right", "above"] = ""
    turn: Turn | None = None
    hung: tuple[Flap, ...] = ()


#: What paper covers, from the upper left corner of the flap that lies still: left, upper, right and lower edge.
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class FoldAnimation:
    """A piece's flaps, the first of which lies still, and what they cover at each stage, from closed to the last."""

    root: Flap
    extents: tuple[Extent, ...]


def fold_animation(piece: Piece) -> FoldAnimation:
    """How `piece` opens; what does not fold is one flap, and shows its front."""
    if piece.fold == "saddle":
        return _leafed(piece)
    if piece.fold == "none":
        back = Corner(1) if len(piece.sides) > 1 else None
        root = Flap(piece.width, piece.height, Corner(0), back)
        return FoldAnimation(root, ((0, 0, piece.width, piece.height),))
    widths, heights = grid(piece)
    sequence = opening_sequence(piece.fold, len(widths), to_left=piece.to_left)
    root = _folded(piece, widths, heights, sequence)
    made = states(piece.fold, widths, heights, mirrored=piece.to_left)
    x, y = sum(widths[: sequence.fixed]), sum(heights[:-1])
    return FoldAnimation(root, tuple(_extent(state, x, y) for state in reversed(made)))


@dataclass(frozen=True)
class StripTurn:
    """The turn of a strip, which is what lies between two upright creases in the lowest row."""

    strip: int
    turn: Turn


@dataclass(frozen=True)
class OpeningSequence:
    """Strips are counted from the left on the inside. `left` and `right` hang on `fixed`, each on the one before it."""

    fixed: int
    left: tuple[StripTurn, ...] = ()
    right: tuple[StripTurn, ...] = ()


def opening_sequence(fold: Fold, count: int, *, to_left: bool = False) -> OpeningSequence:
    """How a piece of `count` strips opens; `to_left`, one that is read from right to left."""
    made = bends(fold, count, mirrored=to_left)
    left = tuple(map(_strip_turn, (bend for bend in reversed(made) if bend.moving < bend.line)))
    right = tuple(map(_strip_turn, (bend for bend in made if bend.moving == bend.line)))
    return OpeningSequence(len(left), left, right)


def _strip_turn(bend: Bend) -> StripTurn:
    return StripTurn(bend.moving, Turn(1 if bend.inward else -1, bend.movement, bend.layers))


def _folded(piece: Piece, widths: Sequence[float], heights: Sequence[float], sequence: OpeningSequence) -> Flap:
    """The flap that lies still, with all that hangs on it: strips beside it, and above each what folds over it."""
    lefts, tops = list(accumulate(widths, initial=0.0)), list(accumulate(heights, initial=0.0))
    level = FOLDS[piece.fold].turn == "level"

    def flap(column: int, row: int) -> Flap:
        x, y, width, height = lefts[column], tops[row], widths[column], heights[row]
        back = Corner(0, x, piece.height - y - height) if level else Corner(0, piece.width - x - width, y)
        return Flap(width, height, Corner(1, x, y) if len(piece.sides) > 1 else None, back)

    def strip(column: int) -> Flap:
        lowest = flap(column, len(heights) - 1)
        if len(heights) == 1:
            return lowest
        # The upper half comes over the lower one, before the sheet bends elsewhere.
        last = len(FOLDS[piece.fold].steps(len(widths))) - 1
        return replace(lowest, hung=(replace(flap(column, 0), edge="above", turn=Turn(1, last)),))

    fixed = strip(sequence.fixed)
    sides = (_chain(sequence.left, "left", strip), _chain(sequence.right, "right", strip))
    return replace(fixed, hung=(*fixed.hung, *(one for side in sides for one in side)))


def _chain(
    turns: Sequence[StripTurn], edge: Literal["left", "right"], strip: Callable[[int], Flap]
) -> tuple[Flap, ...]:
    """The first of the strips, with the others on it."""
    hung: tuple[Flap, ...] = ()
    for one in reversed(turns):
        flap = strip(one.strip)
        hung = (replace(flap, edge=edge, turn=one.turn, hung=(*flap.hung, *hung)),)
    return hung


def _leafed(piece: Piece) -> FoldAnimation:
    """A booklet: leaves of two pages that hang on the spine, and lie on the other side of it once they are turned."""
    leaves = len(piece.sides) // 2
    edge: Literal["left", "right"] = "right" if piece.to_left else "left"

    def leaf(number: int) -> Flap:
        turn = Turn(1, number, leaves - number, number + 1)
        return Flap(piece.width, piece.height, Corner(2 * number + 1), Corner(2 * number), edge, turn)

    root = Flap(0, piece.height, None, None, hung=tuple(map(leaf, range(leaves))))
    return FoldAnimation(root, tuple(_spreads(piece, leaves)))


def _spreads(piece: Piece, leaves: int) -> Iterator[Extent]:
    """What is covered when none of the leaves is turned, one, two, and all."""
    for turned in range(leaves + 1):
        before, after = piece.width * (turned > 0), piece.width * (turned < leaves)
        left, right = (after, before) if piece.to_left else (before, after)
        yield -left, 0, right, piece.height


def _extent(state: FoldedSheet, x: float, y: float) -> Extent:
    across = [edge - x for leaf in state.leaves for edge in leaf.span("upright")]
    down = [edge - y for leaf in state.leaves for edge in leaf.span("level")]
    return min(across), min(down), max(across), max(down)
