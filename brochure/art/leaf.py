"""Leaves: of five trees, and a plain one for sizes at which their lobes would be lost."""

from __future__ import annotations

from brochure.art import LeafName
from brochure.art.pen import Point, polygon

LOBED = 5.5  # pt; in a shorter leaf the lobes would clot in print

# Half of each leaf, stalk at the origin, the middle of its tip last: sideways, along.
_HALVES: dict[LeafName, tuple[Point, ...]] = {
    "maple": (
        (0.03, 0.0), (0.05, 0.2), (0.32, 0.1), (0.29, 0.22), (0.55, 0.37), (0.47, 0.42), (0.53, 0.62),
        (0.36, 0.55), (0.31, 0.61), (0.16, 0.5), (0.22, 0.82), (0.13, 0.79), (0.0, 1.0),
    ),
    "birch": (
        (0.02, 0.0), (0.02, 0.16), (0.24, 0.2), (0.37, 0.32), (0.36, 0.46), (0.28, 0.6), (0.17, 0.76), (0.06, 0.92),
        (0.0, 1.0),
    ),
    "ginkgo": (
        (0.02, 0.0), (0.03, 0.36), (0.2, 0.45), (0.42, 0.55), (0.58, 0.7), (0.56, 0.8), (0.44, 0.9), (0.28, 0.97),
        (0.1, 1.0), (0.04, 0.86), (0.0, 0.8),
    ),
    "oak": (
        (0.02, 0.0), (0.04, 0.14), (0.15, 0.15), (0.18, 0.24), (0.1, 0.32), (0.24, 0.34), (0.29, 0.44), (0.15, 0.51),
        (0.31, 0.54), (0.35, 0.66), (0.18, 0.71), (0.28, 0.76), (0.27, 0.88), (0.13, 0.9), (0.09, 0.98), (0.0, 1.0),
    ),
    "willow": ((0.015, 0.0), (0.07, 0.2), (0.1, 0.42), (0.085, 0.64), (0.045, 0.84), (0.0, 1.0)),
}  # fmt: skip
_PLAIN = ((0.0, 0.0), (0.24, 0.24), (0.3, 0.5), (0.2, 0.76), (0.0, 1.0), (-0.2, 0.76), (-0.3, 0.5), (-0.24, 0.24))
#: The whole of each.
OUTLINES = {name: half + tuple((-x, y) for x, y in half[-2::-1]) for name, half in _HALVES.items()}


def leaf(at: Point, heading: Point, size: float, kind: LeafName, *, lobed: bool) -> str:
    """The outline of a leaf `size` pt long that grows from `at` towards `heading` (a vector of length 1)."""
    (x, y), (dx, dy) = at, heading
    outline = OUTLINES[kind] if lobed or kind == "willow" else _PLAIN
    return polygon([(x + (a * dx - s * dy) * size, y + (a * dy + s * dx) * size) for s, a in outline])
