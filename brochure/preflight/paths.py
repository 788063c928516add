"""Paths as a page's content has them: the boxes around them, and the grid that a code's corners lie on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from brochure.pdf.reading import Matrix
from brochure.preflight.marks import Box

#: Paths whose corners lie in so many columns may be codes to scan.
_LEAST_COLUMNS = 18
#: No page is wider (points).
_FAR = 1e6
#: Longer paths are not remembered.
_LONG = 60_000
_SEGMENT = re.compile(rb"((?:[-+]?(?:\d+\.?\d*|\.\d+)\s+)*)(re|[mlcvyh])")


def path_box(segments: bytes, matrix: Matrix) -> Box | None:
    """The box of a path's points, seen through the matrix; None where there are none."""
    if len(segments) > _LONG or not (matrix[1] == matrix[2] == 0 or matrix[0] == matrix[3] == 0):
        points = _points(segments)
        return box_of(points, matrix) if points else None
    # Upright boxes stay upright: the same drawing is seen again on other pages, and in other editions.
    box = _own_box(segments)
    return box_of((box[:2], box[2:]), matrix) if box else None


@lru_cache(maxsize=512)
def _own_box(segments: bytes) -> Box | None:
    points = _points(segments)
    return box_of(points, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)) if points else None


def _points(segments: bytes) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for said, operator in _SEGMENT.findall(segments):
        numbers = [float(each) for each in said.split()]
        if operator == b"re" and len(numbers) >= 4:
            x, y, width, height = numbers[-4:]
            points += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        else:
            points += zip(numbers[::2], numbers[1::2], strict=False)
    return points


def grid(segments: bytes) -> float:
    """The step on which all corners of a path lie from left to right; 0 where they do not, or are curves."""
    if b"c" in segments or b"v" in segments or b"y" in segments:
        return 0.0
    return _grid(segments) if len(segments) > _LONG else _known_grid(segments)


@lru_cache(maxsize=128)
def _known_grid(segments: bytes) -> float:
    return _grid(segments)


def _grid(segments: bytes) -> float:
    xs: set[float] = set()
    for said, operator in _SEGMENT.findall(segments):
        numbers = [float(each) for each in said.split()]
        if operator == b"re" and len(numbers) >= 4:
            xs |= {round(numbers[0], 3), round(numbers[0] + numbers[2], 3)}
        else:
            xs |= {round(x, 3) for x in numbers[::2]}
    places = sorted(xs)
    # Numbers may be as long as a file likes, and then are infinite.
    if len(places) < _LEAST_COLUMNS or not places[-1] - places[0] < _FAR:
        return 0.0
    step = min(after - before for before, after in pairwise(places))
    even = all(abs((x - places[0]) / step - round((x - places[0]) / step)) < 0.1 for x in places)
    return step if even else 0.0


def box_of(points: Sequence[tuple[float, float]], matrix: Matrix) -> Box:
    """The box around points, seen through a matrix."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)
