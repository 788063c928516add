"""How a piece opens: which strip lies still, and which way, and when, each of the others turns about its fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brochure.geometry.fold import Fold


@dataclass(frozen=True)
class Hinge:
    """A strip's turn about the fold by which it hangs on its neighbour.

    `turn` is 1 where it closes towards the eye that sees the inside, and -1 away from it. While the piece opens from
    0 to 1 the strip moves between `begins` and `ends`. `above` is how many sheets of paper lie, when all is closed,
    between the strip and the one it hangs on, itself included.
    """

    strip: int
    turn: int
    begins: float
    ends: float
    above: int = 1


@dataclass(frozen=True)
class Opening:
    """Strips are counted from the left on the inside. `left` and `right` hang on `still`, each on the one before it."""

    still: int
    left: tuple[Hinge, ...] = ()
    right: tuple[Hinge, ...] = ()


def opening(fold: Fold, count: int, cover: int = 0) -> Opening:
    """How a piece of `count` strips opens; `cover` is the strip that has the cover on its back."""
    if fold == "none" or count < 2:
        return Opening(0)
    if cover > (count - 1) / 2 and fold != "gate":
        return _mirrored(opening(fold, count), count)
    if fold == "gate":
        return Opening(1, (Hinge(0, 1, 0, 0.9),), (Hinge(2, 1, 0.1, 1),))
    if fold == "z":
        rest = tuple(Hinge(strip, -1 if strip % 2 == 0 else 1, 0, 1) for strip in range(2, count))
        return Opening(1, (Hinge(0, 1, 0, 1),), rest)
    if count == 2:
        return Opening(1, (Hinge(0, 1, 0, 1),))
    return Opening(1, (Hinge(0, 1, 0, 0.55, above=count - 1),), _one_by_one(range(2, count)))


def _one_by_one(strips: Sequence[int]) -> tuple[Hinge, ...]:
    """A roll opens from its outermost strip; each further one follows."""
    start, step = 0.4, 0.6 / len(strips)
    return tuple(
        Hinge(strip, 1, round(start + number * step, 3), round(start + (number + 1) * step, 3), len(strips) - number)
        for number, strip in enumerate(strips)
    )


def _mirrored(other: Opening, count: int) -> Opening:
    def turned(hinges: tuple[Hinge, ...]) -> tuple[Hinge, ...]:
        return tuple(replace(hinge, strip=count - 1 - hinge.strip) for hinge in hinges)

    return Opening(count - 1 - other.still, turned(other.right), turned(other.left))
