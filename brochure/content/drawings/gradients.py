"""How often the engine repeats a gradient to fill a shape: it adds colours one by one until the shape is covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, hypot, inf, isfinite

from brochure.content.drawings.numbers import (
    IDENTITY,
    Box,
    Matrix,
    applied,
    length,
    product,
    transform,
)


def stops(tag: str, get: Mapping[str, str], offsets: Sequence[str], box: Box) -> float:
    """Colours of a gradient as drawn over a shape in `box`, its repeats included; infinite where they never end.

    `get` and `offsets` are what the gradient has, with what it takes from those that it refers to.
    """
    count = len(offsets) + 2
    if get.get("spreadMethod") not in ("repeat", "reflect") or len(offsets) < 2:
        return count
    own = get.get("gradientUnits") == "userSpaceOnUse"
    frame = box if own else Box(0, 0, 1, 1)
    matrix: Matrix = IDENTITY if own else (box.width, 0, 0, box.height, box.left, box.top)
    if "gradientTransform" in get:
        matrix = product(transform(get["gradientTransform"]), matrix)
    try:
        times = _linear(get, frame, matrix, box) if tag == "linearGradient" else _radial(get, frame, matrix)
    except (ZeroDivisionError, OverflowError):
        return inf
    return count * (1 + times) if isfinite(times) else inf


def _linear(get: Mapping[str, str], frame: Box, matrix: Matrix, box: Box) -> float:
    start = length(get.get("x1"), frame.width), length(get.get("y1"), frame.height)
    end = length(get.get("x2"), frame.width, frame.width), length(get.get("y2"), frame.height)
    x, y = applied(matrix, *start)
    across, down = (there - here for there, here in zip(applied(matrix, *end), (x, y), strict=True))
    square = across**2 + down**2
    corners = [(left, top) for left in (box.left, box.right) for top in (box.top, box.bottom)]
    along = [((left - x) * across + (top - y) * down) / square for left, top in corners]
    return max(0, max(along) - 1) + max(0, -min(along))


def _radial(get: Mapping[str, str], frame: Box, matrix: Matrix) -> float:
    across = hypot(frame.width, frame.height)
    focus = (
        length(get.get("fx", get.get("cx", "50%")), frame.width),
        length(get.get("fy", get.get("cy", "50%")), frame.height),
    )
    inner, outer = length(get.get("fr"), across), length(get.get("r", "50%"), across)
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    wide = (d * (frame.width - e) - c * (frame.height - f)) / area
    high = (a * (frame.height - f) - b * (frame.width - e)) / area
    furthest = hypot(max(abs(focus[0]), abs(wide - focus[0])), max(abs(focus[1]), abs(high - focus[1])))
    step = outer - inner
    return max(0, ceil((furthest - outer) / step)) + max(0, inner / step)
