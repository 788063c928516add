"""A model of paper, for tests: rigid rectangles in space that hang together and are turned about creases.

It shares nothing with the program but the creases. A face of a rectangle bears what is printed on it, a point of the
flat sheet at a time: which panel it is, and which way its letters run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from brochure.geometry.fold import Crease, steps
from brochure.geometry.piece import Panel, Piece, Side

Vector = tuple[float, float, float]
#: Where a face is looked at, as parts of its width and its height: from edge to edge but for a hair.
_SAMPLES = [0.02 + 0.96 * part / 8 for part in range(9)]
#: Creases of inner layers lie this near the outer one's (points): a tuck of cover stock twice, and a hair.
_NEAR = 20.0


@dataclass(frozen=True)
class Rectangle:
    """`corner` is where its top left corner is now, `right`, `down` and `up` the ways that led so at first.

    `up` is the normal of the inside. `first` says where it began on the flat sheet, inside up.
    """

    at: tuple[int, int]
    first: tuple[float, float]
    size: tuple[float, float]
    corner: Vector
    right: Vector = (1, 0, 0)
    down: Vector = (0, 1, 0)
    up: Vector = (0, 0, 1)

    def point(self, across: float, below: float) -> Vector:
        x, y, z = (c + across * r + below * d for c, r, d in zip(self.corner, self.right, self.down, strict=True))
        return x, y, z

    def bounds(self) -> tuple[float, float, float, float]:
        (x0, y0, _), (x1, y1, _) = self.point(0, 0), self.point(*self.size)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def edge(self, axis: int, line: int) -> float:
        """Where the edge that was `line` is, across the axis (0: of upright creases)."""
        far = self.size[axis] if line > self.at[axis] else 0
        return self.point(far if axis == 0 else 0, far if axis == 1 else 0)[axis]

    def turned(self, axis: int, place: float, height: float) -> Rectangle:
        """Half a turn about the line that runs through `place` at that height."""

        def way(vector: Vector) -> Vector:
            values = [-value if at in (axis, 2) else value for at, value in enumerate(vector)]
            return values[0], values[1], values[2]

        corner = list(way(self.corner))
        corner[axis] += 2 * place
        corner[2] += 2 * height
        moved = corner[0], corner[1], corner[2]
        return replace(self, corner=moved, right=way(self.right), down=way(self.down), up=way(self.up))


@dataclass(frozen=True)
class Look:
    """What an eye above sees of a panel: its middle, and whether its letters are upright and not in a mirror."""

    panel: Panel
    x: float
    y: float
    upright: bool


class Model:
    """A piece of paper that lies on a table, inside up, and is folded step by step."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.outside, self.inside = piece.sides
        columns = _spans(piece.width, self.inside.upright_folds)
        rows = _spans(piece.height, self.inside.level_folds)
        self.rectangles = [
            Rectangle((c, r), (x0, y0), (x1 - x0, y1 - y0), (x0, y0, 0.0))
            for r, (y0, y1) in enumerate(rows)
            for c, (x0, x1) in enumerate(columns)
        ]
        self.states = [list(self.rectangles)]
        for step in steps(piece.fold, len(columns), mirrored=piece.to_left):
            for crease in step:
                self._bend(crease)
            self.states.append(list(self.rectangles))

    def _bend(self, crease: Crease) -> None:
        axis = 0 if crease.axis == "upright" else 1
        by_place = {one.at: one for one in self.rectangles}
        ends = {one.at: one for one in self.rectangles if one.at[axis] in (crease.line - 1, crease.line)}
        staying = crease.line if crease.moves == "before" else crease.line - 1
        place = next(one.edge(axis, crease.line) for one in ends.values() if one.at[axis] == staying)
        hinges: dict[tuple[int, int], float] = {}
        parted: set[frozenset[tuple[int, int]]] = set()
        for one in self.rectangles:
            other = by_place.get(_next(one.at, axis))
            if other and abs(one.edge(axis, other.at[axis]) - place) < _NEAR and one.up == other.up:
                parted.add(frozenset((one.at, other.at)))
        heights = [one.corner[2] for one in self.rectangles]
        height = max(heights) + 0.5 if crease.over else min(heights) - 0.5
        for group in self._groups(parted):
            if self._before(group, axis, place) != (crease.moves == "before"):
                continue
            for pair in parted:
                for at in pair & group:
                    hinges[at] = by_place[at].edge(axis, max(end[axis] for end in pair))
            for at in group:
                near = min(
                    (hinge for hinge in hinges if hinge in group and hinge[1 - axis] == at[1 - axis]),
                    key=lambda hinge: abs(hinge[axis] - at[axis]),
                )
                by_place[at] = by_place[at].turned(axis, hinges[near], height)
        self.rectangles = list(by_place.values())

    def _groups(self, parted: set[frozenset[tuple[int, int]]]) -> Iterator[set[tuple[int, int]]]:
        """Rectangles that still hang together across no bend."""
        left = {one.at for one in self.rectangles}
        while left:
            group = {left.pop()}
            while more := {
                other
                for other in left
                for at in group
                if sum(abs(a - b) for a, b in zip(at, other, strict=True)) == 1 and frozenset((at, other)) not in parted
            }:
                group |= more
                left -= more
            yield group

    def _before(self, group: set[tuple[int, int]], axis: int, place: float) -> bool:
        bounds = [one.bounds() for one in self.rectangles if one.at in group]
        ends = [(bound[axis], bound[axis + 2]) for bound in bounds]
        assert all(end <= place + _NEAR for _, end in ends) or all(start >= place - _NEAR for start, _ in ends)
        return max(end for _, end in ends) <= place + _NEAR

    def stages(self) -> list[list[Look]]:
        """What is seen, closed and after each step of opening."""
        return [self.looks(state) for state in reversed(self.states)]

    def backs(self) -> tuple[list[Look], list[Look]]:
        """Of the closed and of the flat piece, turned as a page is."""
        closed, flat = ([one.turned(0, 0, 0) for one in self.states[at]] for at in (-1, 0))
        return self.looks(closed), self.looks(flat)

    def looks(self, state: list[Rectangle]) -> list[Look]:
        seen: dict[str, list[Look]] = {}
        for one in state:
            for look, covered in self._samples(one, state):
                if not covered:
                    seen.setdefault(look.panel.name, []).append(look)
        totals: dict[str, int] = {}
        for one in state:
            for look, _ in self._samples(one, state):
                totals[look.panel.name] = totals.get(look.panel.name, 0) + 1
        whole = [looks for name, looks in seen.items() if len(looks) > totals[name] / 2]
        return [
            Look(
                looks[0].panel,
                sum(look.x for look in looks) / len(looks),
                sum(look.y for look in looks) / len(looks),
                all(look.upright for look in looks),
            )
            for looks in whole
        ]

    def _samples(self, one: Rectangle, state: list[Rectangle]) -> Iterator[tuple[Look, bool]]:
        above = [other.bounds() for other in state if other.corner[2] > one.corner[2] + 0.1]
        facing = self.inside if one.up[2] > 0 else self.outside
        for across in _SAMPLES:
            for below in _SAMPLES:
                dx, dy = across * one.size[0], below * one.size[1]
                x, y, _ = one.point(dx, dy)
                panel, right, down = self._printed(facing, one.first[0] + dx, one.first[1] + dy)
                run, fall = (_carried(one, way) for way in (right, down))
                upright = run == (1, 0, 0) and fall == (0, 1, 0)
                covered = any(x0 < x < x1 and y0 < y < y1 for x0, y0, x1, y1 in above)
                yield Look(panel, x, y, upright), covered

    def _printed(self, side: Side, x: float, y: float) -> tuple[Panel, Vector, Vector]:
        """The panel at a point of the flat sheet, inside up, and where its letters run and its lines follow there."""
        right, down = 1, 1
        if side is self.outside:
            if self.piece.turn == "upright":
                x, right = self.piece.width - x, -1
            else:
                y, down = self.piece.height - y, -1
        panel = next(
            panel
            for panel in side.panels
            if panel.x <= x <= panel.x + panel.width and panel.y <= y <= panel.y + panel.height
        )
        sign = -1 if panel.rotation == 180 else 1
        return panel, (sign * right, 0, 0), (0, sign * down, 0)


def _carried(one: Rectangle, way: Vector) -> Vector:
    x, y, z = (way[0] * r + way[1] * d for r, d in zip(one.right, one.down, strict=True))
    return x, y, z


def _next(at: tuple[int, int], axis: int) -> tuple[int, int]:
    return (at[0] + 1, at[1]) if axis == 0 else (at[0], at[1] + 1)


def _spans(length: float, folds: Iterable[float]) -> list[tuple[float, float]]:
    ends = [0.0, *folds, length]
    return list(pairwise(ends))
