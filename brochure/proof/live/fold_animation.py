"""How a piece opens: its strips, which of them lies still, and which way, and when, each of the others turns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from brochure.geometry.fold import Fold
from brochure.geometry.folding import Bend, bends
from brochure.geometry.piece import Piece


@dataclass(frozen=True)
class Strip:
    """What lies between two folds: where it begins and how wide it is on the inside, and where on its back (points)."""

    x: float
    width: float
    back: float


@dataclass(frozen=True)
class StripTurn:
    """A strip's turn about the fold by which it hangs on its neighbour.

    `direction` is 1 where it closes towards the eye that sees the inside, and -1 away from it. While the piece opens
    from 0 to 1 the strip moves between `start` and `end`. `layers` is how many sheets of paper lie, when all is
    closed, between the strip and the one it hangs on, itself included.
    """

    strip: int
    direction: int
    start: float
    end: float
    layers: int = 1


@dataclass(frozen=True)
class OpeningSequence:
    """Strips are counted from the left on the inside. `left` and `right` hang on `fixed`, each on the one before it."""

    fixed: int
    left: tuple[StripTurn, ...] = ()
    right: tuple[StripTurn, ...] = ()


@dataclass(frozen=True)
class FoldAnimation:
    """The strips of a piece and how they turn; what does not fold is one strip."""

    strips: tuple[Strip, ...]
    sequence: OpeningSequence


def fold_animation(piece: Piece) -> FoldAnimation:
    """How `piece` opens. What folds on level creases, or not at all, lies flat and is only turned over."""
    if len(piece.sides) != 2 or not piece.sides[-1].upright_folds or piece.sides[-1].level_folds:
        # A flat sheet shows its front.
        return FoldAnimation((Strip(0, piece.width, 0),), OpeningSequence(0))
    outside, inside = (side.upright_folds for side in piece.sides)
    fronts = tuple(pairwise((0.0, *inside, piece.width)))
    backs = tuple(pairwise((0.0, *outside, piece.width)))[::-1]
    strips = tuple(Strip(left, right - left, back[0]) for (left, right), back in zip(fronts, backs, strict=True))
    return FoldAnimation(strips, opening_sequence(piece.fold, len(strips), to_left=piece.to_left))


def opening_sequence(fold: Fold, count: int, *, to_left: bool = False) -> OpeningSequence:
    """How a piece of `count` strips opens; `to_left`, one that is read from right to left."""
    made = bends(fold, count, mirrored=to_left)
    last = max((bend.movement for bend in made), default=0)
    left = tuple(_turn(bend, last) for bend in reversed(made) if bend.moving < bend.line)
    right = tuple(_turn(bend, last) for bend in made if bend.moving == bend.line)
    return OpeningSequence(len(left), left, right)


def _turn(bend: Bend, last: int) -> StripTurn:
    start, end = _span(bend.movement, last)
    return StripTurn(bend.moving, 1 if bend.inward else -1, start, end, bend.layers)


def _span(movement: int, last: int) -> tuple[float, float]:
    """When a movement begins and ends: the cover's first, and the others, one by one, before it is quite open."""
    if last == 0:
        return 0, 1
    if movement == 0:
        return 0, 0.55
    first, step = 0.4, 0.6 / last
    start = first + (movement - 1) * step
    return round(start, 3), round(start + step, 3)
