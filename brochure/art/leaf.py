"""Leaves: a maple's, and a plain one for sizes at which the lobes would be lost."""

from __future__ import annotations

from brochure.art.pen import Point, polygon

LOBED = 5.5  # pt; in a shorter leaf the lobes would clot in print

# Half a maple leaf, stalk at the origin, tip at (0, 1): sideways, along.
_HALF = (
    (0.03, 0.0), (0.05, 0.2), (0.32, 0.1), (0.29, 0.22), (0.55, 0.37), (0.47, 0.42), (0.53, 0.62),
    (0.36, 0.55), (0.31, 0.61), (0.16, 0.5), (0.22, 0.82), (0.13, 0.79), (0.0, 1.0),
)  # fmt: skip
_PLAIN = ((0.0, 0.0), (0.24, 0.24), (0.3, 0.5), (0.2, 0.76), (0.0, 1.0), (-0.2, 0.76), (-0.3, 0.5), (-0.24, 0.24))
_MAPLE = _HALF + tuple((-x, y) for x, y in _HALF[-2::-1])


def leaf(at: Point, heading: Point, size: float, *, lobed: bool) -> str:
    """The outline of a leaf `size` pt long that grows from `at` towards `heading` (a vector of length 1)."""
    (x, y), (dx, dy) = at, heading
    outline = _MAPLE if lobed else _PLAIN
    return polygon([(x + (a * dx - s * dy) * size, y + (a * dy + s * dx) * size) for s, a in outline])
