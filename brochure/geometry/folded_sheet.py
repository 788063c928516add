"""A sheet that is folded in software: leaves that hang together, turned about creases, one on the other.

A sheet is a grid of leaves, the paper between two creases. A leaf is known by its column and row on the inside of the
flat sheet, from the left and from the head. All lengths in one unit, `y` downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Literal

from brochure.geometry.fold import FOLDS, Axis, Crease, Fold

Face = Literal["outside", "inside"]
#: What lies across a crease by no more than this is as wide as it may be: the accuracy of sheets, 0.01 pt.
_HAIR = 0.01


@dataclass(frozen=True)
class Leaf:
    """A leaf where it lies now: turned over on an upright axis, on a level one, or on both, and upside down."""

    column: int
    row: int
    x: float
    y: float
    width: float
    height: float
    turned_x: bool = False
    turned_y: bool = False

    @property
    def up(self) -> Face:
        """Which of its faces the eye sees."""
        return "inside" if self.turned_x == self.turned_y else "outside"

    def span(self, axis: Axis) -> tuple[float, float]:
        """Where it begins and ends across that axis."""
        return (self.x, self.x + self.width) if axis == "upright" else (self.y, self.y + self.height)

    def edge(self, axis: Axis, line: int) -> float:
        """Where its edge lies that was `line` on the flat sheet."""
        if axis == "upright":
            return self.x + (self.width if (line > self.column) != self.turned_x else 0)
        return self.y + (self.height if (line > self.row) != self.turned_y else 0)

    def about(self, axis: Axis, place: float) -> Leaf:
        """The leaf after a turn about an axis at that place."""
        if axis == "upright":
            return replace(self, x=2 * place - self.x - self.width, turned_x=not self.turned_x)
        return replace(self, y=2 * place - self.y - self.height, turned_y=not self.turned_y)


@dataclass(frozen=True)
class Seen:
    """A face that is seen, and where; `rotation` (0 or 180) is how what is printed upright on the flat sheet looks."""

    face: Face
    column: int
    row: int
    x: float
    y: float
    width: float
    height: float
    rotation: int


@dataclass(frozen=True)
class FoldedSheet:
    """The sheet at one moment: its leaves from the lowest to the topmost. `turn` as FoldRule has it."""

    leaves: tuple[Leaf, ...]
    turn: Axis

    def bent(self, crease: Crease) -> FoldedSheet:
        """The sheet after one bend. All layers bend, each where its own leaves meet.

        Raises ValueError where a leaf that was folded in before is too wide and lies across the crease.
        """
        place = next(leaf.edge(crease.axis, crease.line) for leaf in self.leaves if _beside(leaf, crease))
        moving: list[Leaf] = []
        still: list[Leaf] = []
        for leaf in self.leaves:
            (moving if (sum(leaf.span(crease.axis)) / 2 < place) == (crease.moves == "before") else still).append(leaf)
        hinges = [_hinge(leaf, crease.axis, still) for leaf in moving]
        for leaf, hinge in (*zip(moving, hinges, strict=True), *((leaf, place) for leaf in still)):
            start, end = leaf.span(crease.axis)
            if start + _HAIR < hinge < end - _HAIR:
                raise ValueError("a panel that folds in is wider than the one it is folded into")
        moved = [leaf.about(crease.axis, hinge) for leaf, hinge in zip(moving[::-1], hinges[::-1], strict=True)]
        return replace(self, leaves=tuple([*still, *moved] if crease.over else [*moved, *still]))

    def row(self, number: int) -> dict[int, Leaf]:
        """The leaves of a row, by column."""
        return {leaf.column: leaf for leaf in self.leaves if leaf.row == number}

    def between(self, line: int, row: int) -> int:
        """How many sheets of paper a row's leaves before and after an upright line are apart, one of them included."""
        pair = [leaf for column, leaf in self.row(row).items() if column in (line - 1, line)]
        low, high = sorted(map(self.leaves.index, pair))
        ends = self.leaves[low], self.leaves[high]
        return 1 + sum(all(_overlap(leaf, end) for end in ends) for leaf in self.leaves[low + 1 : high])

    def turned_over(self) -> FoldedSheet:
        """As it lies once the reader has turned it like a page."""
        return replace(self, leaves=tuple(leaf.about("upright", 0) for leaf in reversed(self.leaves)))

    def seen(self) -> tuple[Seen, ...]:
        """The faces of which more than half is seen, from the head and from the left."""
        seen = [
            Seen(leaf.up, leaf.column, leaf.row, leaf.x, leaf.y, leaf.width, leaf.height, self._rotation(leaf))
            for at, leaf in enumerate(self.leaves)
            if _uncovered(leaf, self.leaves[at + 1 :]) > leaf.width * leaf.height / 2
        ]
        return tuple(sorted(seen, key=lambda one: (round(one.y), one.x)))

    def _rotation(self, leaf: Leaf) -> int:
        if leaf.up == "inside":
            return 180 if leaf.turned_x else 0
        # The outside was printed while the sheet was turned over on its own axis.
        return 0 if leaf.turned_x == (self.turn == "upright") else 180


def flat_sheet(fold: Fold, widths: Sequence[float], heights: Sequence[float]) -> FoldedSheet:
    """The sheet before it is folded, its inside up."""
    columns, rows = list(pairwise(accumulate(widths, initial=0.0))), list(pairwise(accumulate(heights, initial=0.0)))
    leaves = tuple(
        Leaf(column, row, left, top, right - left, foot - top)
        for row, (top, foot) in enumerate(rows)
        for column, (left, right) in enumerate(columns)
    )
    return FoldedSheet(leaves, FOLDS[fold].turn)


def _beside(leaf: Leaf, crease: Crease) -> bool:
    """Whether the leaf stays and ends at the crease."""
    return _at(leaf, crease.axis)[0] == (crease.line if crease.moves == "before" else crease.line - 1)


def _at(leaf: Leaf, axis: Axis) -> tuple[int, int]:
    """The leaf's place along its row or column, and which of these it is."""
    return (leaf.column, leaf.row) if axis == "upright" else (leaf.row, leaf.column)


def _hinge(leaf: Leaf, axis: Axis, still: Sequence[Leaf]) -> float:
    """Where the run of moving leaves that this one is of hangs on one that lies still: the nearest."""
    at, lane = _at(leaf, axis)
    nearest = min((one for one in still if _at(one, axis)[1] == lane), key=lambda one: abs(_at(one, axis)[0] - at))
    return nearest.edge(axis, max(_at(nearest, axis)[0], min(at, _at(nearest, axis)[0] + 1)))


def _overlap(one: Leaf, other: Leaf) -> bool:
    return min(one.span("upright")[1], other.span("upright")[1]) - max(one.x, other.x) > _HAIR


def _uncovered(leaf: Leaf, above: Sequence[Leaf]) -> float:
    """How much of its area no leaf above it covers."""
    xs = sorted({leaf.x, leaf.x + leaf.width, *(x for one in above for x in (one.x, one.x + one.width))})
    ys = sorted({leaf.y, leaf.y + leaf.height, *(y for one in above for y in (one.y, one.y + one.height))})
    return sum(
        (right - left) * (foot - top)
        for left, right in pairwise(xs)
        for top, foot in pairwise(ys)
        if _holds(leaf, left, top, right, foot) and not any(_holds(one, left, top, right, foot) for one in above)
    )


def _holds(leaf: Leaf, left: float, top: float, right: float, foot: float) -> bool:
    x, y = (left + right) / 2, (top + foot) / 2
    return leaf.x < x < leaf.x + leaf.width and leaf.y < y < leaf.y + leaf.height
