"""How a tree, or a neuron, grows: towards the light that nobody has reached yet (space colonisation).

Only + - * / and sqrt, which every machine rounds alike: the same seed is the same tree everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from random import Random

from brochure.art.pen import Point, unit

_INERTIA = 0.9  # how much a shoot keeps its direction; more gives longer, calmer curves
_CROWDED = 0.3  # squared, in steps: a second shoot this close to the first would be a blind stub
_TRIES = 40
_AROUND = tuple((column, row) for column in (-1, 0, 1) for row in (-1, 0, 1))


@dataclass(slots=True)
class Tree:
    """Nodes with their parents; the parent always stands before the child, -1 is the root's."""

    points: list[Point] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)

    def add(self, point: Point, parent: int) -> int:
        self.points.append(point)
        self.parents.append(parent)
        return len(self.points) - 1

    def heading(self, node: int) -> Point:
        """The direction in which the node grew out of its parent."""
        parent = self.parents[node]
        if parent < 0:
            return 0.0, -1.0
        (x, y), (px, py) = self.points[node], self.points[parent]
        return unit((x - px, y - py))

    def children(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.points]
        for node, parent in enumerate(self.parents):
            if parent >= 0:
                found[parent].append(node)
        return found

    def radii(self, tip: float) -> list[float]:
        """Da Vinci's rule: a limb's cross-section is the sum of those it carries. `tip` is a twig's radius in pt."""
        squares = [0.0] * len(self.points)
        for node in range(len(self.points) - 1, -1, -1):
            squares[node] = squares[node] or tip * tip
            if self.parents[node] >= 0:
                squares[self.parents[node]] += squares[node]
        return [sqrt(square) for square in squares]

    def limbs(self, radii: Sequence[float]) -> list[list[int]]:
        """The tree cut into limbs, thickest first: each runs from where it leaves its parent to a tip."""
        children = self.children()
        limbs: list[list[int]] = []
        starts = [(-1, 0)]
        while starts:
            origin, node = starts.pop()
            limb = [node] if origin < 0 else [origin, node]
            while children[limb[-1]]:
                heir, *others = sorted(children[limb[-1]], key=lambda child: -radii[child])
                starts += [(limb[-1], other) for other in others]
                limb.append(heir)
            limbs.append(limb)
        return sorted(limbs, key=lambda limb: -radii[limb[1] if len(limb) > 1 else limb[0]])


def scatter(rng: Random, inside: Callable[[float, float], Point], count: int, apart: float) -> list[Point]:
    """Up to `count` points at least `apart` from each other; `inside` maps the unit square to the area."""
    points: list[Point] = []
    cell = apart * 1.01  # so that whatever is too near to a point stands in its cell, or in one of those around it
    near: defaultdict[Point, list[Point]] = defaultdict(list)
    for _ in range(count * _TRIES):
        x, y = inside(rng.random(), rng.random())
        column, row = x // cell, y // cell
        for px, py in near[column, row]:  # written out: this loop and the one in `_reach` run most often
            if (x - px) * (x - px) + (y - py) * (y - py) < apart * apart:
                break
        else:
            points.append((x, y))
            for across, down in _AROUND:
                near[column + across, row + down].append((x, y))
        if len(points) == count:
            break
    return points


def _square(a: Point, b: Point) -> float:
    return (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])


def grow(trunk: Sequence[Point], lights: Sequence[Point], step: float, rounds: int = 160) -> Tree:
    """A tree that starts with the `trunk` and reaches for the `lights`, `step` pt at a time."""
    tree = Tree()
    for index, point in enumerate(trunk):
        tree.add(point, index - 1)
    bole = 2 * len(trunk) // 3  # nothing sprouts below: low shoots would fan out like spokes
    nearest = {light: _nearest(tree, light, bole) for light in lights}
    shoots: dict[int, list[int]] = {}
    for _ in range(rounds):
        pulls = _pulls(tree, nearest)
        first_new = len(tree.points)
        for node, (dx, dy) in pulls.items():
            hx, hy = tree.heading(node)
            ux, uy = unit((dx + hx * _INERTIA, dy + hy * _INERTIA))
            x, y = tree.points[node]
            shoot = (x + ux * step, y + uy * step)
            if all(_square(shoot, tree.points[other]) > _CROWDED * step * step for other in shoots.get(node, ())):
                shoots.setdefault(node, []).append(tree.add(shoot, node))
        if len(tree.points) == first_new:
            break
        _reach(tree, nearest, first_new, step)
    return tree


def _nearest(tree: Tree, light: Point, lowest: int) -> tuple[float, int]:
    return min((_square(tree.points[node], light), node) for node in range(lowest, len(tree.points)))


def _pulls(tree: Tree, nearest: dict[Point, tuple[float, int]]) -> dict[int, Point]:
    """For each node that is nearest to some light, the sum of the directions towards those lights, at length 1."""
    sums: dict[int, Point] = {}
    for light, (_, node) in nearest.items():
        x, y = tree.points[node]
        dx, dy = unit((light[0] - x, light[1] - y))
        sx, sy = sums.get(node, (0.0, 0.0))
        sums[node] = (sx + dx, sy + dy)
    return {node: unit(pull) for node, pull in sums.items()}


def _reach(tree: Tree, nearest: dict[Point, tuple[float, int]], first_new: int, step: float) -> None:
    """Measure the lights against the new nodes; a light that has been reached goes out."""
    new = [(*tree.points[node], node) for node in range(first_new, len(tree.points))]
    for light, (square, closest) in list(nearest.items()):
        lx, ly = light
        for x, y, node in new:
            apart = (x - lx) * (x - lx) + (y - ly) * (y - ly)
            if apart < square:
                square, closest = apart, node
        if square < 1.6 * step * step:
            del nearest[light]
        else:
            nearest[light] = square, closest
