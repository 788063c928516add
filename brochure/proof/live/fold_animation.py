"""How a piece opens: its strips, which of them lies still, and which way, and when, each of the others turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from brochure.geometry.fold import Fold
from brochure.geometry.piece import Piece

#: Two places on the sheet that are no further apart than this (points) are one.
_TOLERANCE = 0.01


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
    """How `piece` opens."""
    outside, inside = (side.upright_folds for side in (piece.sides[0], piece.sides[-1]))
    if len(piece.sides) < 2 or not inside:
        # A flat sheet shows its front; it is only turned over.
        return FoldAnimation((Strip(0, piece.width, 0),), OpeningSequence(0))
    fronts = tuple(pairwise((0.0, *inside, piece.width)))
    backs = tuple(pairwise((0.0, *outside, piece.width)))[::-1]
    strips = tuple(Strip(left, right - left, back[0]) for (left, right), back in zip(fronts, backs, strict=True))
    cover_x = piece.panels[0].x
    on_cover = (at for at, (left, right) in enumerate(backs) if left - _TOLERANCE <= cover_x < right - _TOLERANCE)
    return FoldAnimation(strips, opening_sequence(piece.fold, len(strips), next(on_cover, 0)))


def opening_sequence(fold: Fold, count: int, cover: int = 0) -> OpeningSequence:
    """How a piece of `count` strips opens; `cover` is the strip that has the cover on its back."""
    if fold == "none" or count < 2:
        return OpeningSequence(0)
    if cover > (count - 1) / 2 and fold != "gate":
        return _mirrored(opening_sequence(fold, count), count)
    if fold == "gate":
        return OpeningSequence(1, (StripTurn(0, 1, 0, 0.9),), (StripTurn(2, 1, 0.1, 1),))
    if fold in ("z", "accordion"):
        rest = tuple(StripTurn(strip, -1 if strip % 2 == 0 else 1, 0, 1) for strip in range(2, count))
        return OpeningSequence(1, (StripTurn(0, 1, 0, 1),), rest)
    if count == 2:
        return OpeningSequence(1, (StripTurn(0, 1, 0, 1),))
    return OpeningSequence(1, (StripTurn(0, 1, 0, 0.55, layers=count - 1),), _one_by_one(range(2, count)))


def _one_by_one(strips: Sequence[int]) -> tuple[StripTurn, ...]:
    """A roll opens from its outermost strip; each further one follows."""
    first, step = 0.4, 0.6 / len(strips)
    starts = (first + number * step for number in range(len(strips)))
    return tuple(
        StripTurn(strip, 1, round(start, 3), round(start + step, 3), len(strips) - number)
        for number, (strip, start) in enumerate(zip(strips, starts, strict=True))
    )


def _mirrored(sequence: OpeningSequence, count: int) -> OpeningSequence:
    def turned(turns: tuple[StripTurn, ...]) -> tuple[StripTurn, ...]:
        return tuple(replace(turn, strip=count - 1 - turn.strip) for turn in turns)

    return OpeningSequence(count - 1 - sequence.fixed, turned(sequence.right), turned(sequence.left))
