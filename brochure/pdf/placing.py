"""Where pictures are placed, and so how large they are printed: through forms, patterns and soft masks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from brochure.errors import BadInput

#: a b c d e f, as the operator cm has them.
Matrix = tuple[float, float, float, float, float, float]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_MOST_PLACES = 200_000
_DEEPEST = 64


def times(first: Matrix, then: Matrix) -> Matrix:
    """`first`, seen through `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


@dataclass(eq=False)
class Node:
    """A content stream or a picture, and what it paints with which matrix."""

    name: str = ""
    picture: tuple[int, int] | None = None
    paints: list[tuple[Matrix, Node]] = field(default_factory=list)


@dataclass
class Placement:
    """The largest size in points at which a picture is printed, and the middle of its first place on the page."""

    page: int
    name: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


def placements(pages: list[Node]) -> dict[tuple[int, int], Placement]:
    """The placement of each picture, by its object number."""
    found: dict[tuple[int, int], Placement] = {}
    seen: set[tuple[int, Matrix]] = set()
    for number, page in enumerate(pages, 1):
        waiting = [(page, UNIT, 0)]
        while waiting:
            node, matrix, depth = waiting.pop()
            key = (id(node), _rounded(matrix))
            if key in seen:
                continue
            seen.add(key)
            if len(seen) > _MOST_PLACES or depth > _DEEPEST:
                raise BadInput("The PDF paints forms within forms without end.")
            if node.picture:
                first = Placement(number, node.name, *_middle(matrix))
                _grow(found.setdefault(node.picture, first), matrix)
            waiting += [(child, times(inner, matrix), depth + 1) for inner, child in reversed(node.paints)]
    return found


def _middle(matrix: Matrix) -> tuple[float, float]:
    """The middle of the unit square, which is where a picture is painted (ISO 32000-1, 8.9.5.1)."""
    a, b, c, d, e, f = matrix
    return e + (a + c) / 2, f + (b + d) / 2


def _grow(placement: Placement, matrix: Matrix) -> None:
    a, b, c, d, _, _ = matrix
    placement.width = max(placement.width, math.hypot(a, b))
    placement.height = max(placement.height, math.hypot(c, d))


def _rounded(matrix: Matrix) -> Matrix:
    # where a picture stands does not matter, only how large it is
    a, b, c, d, _, _ = (round(value, 4) for value in matrix)
    return a, b, c, d, 0.0, 0.0
