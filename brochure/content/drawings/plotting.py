"""Shapes as paths of straight lines and cubic curves between absolute points, the only ones that PDF has.

Each program has its own idea of round corners, flags of arcs and points that are left out; of these there is but one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from brochure.content.drawings.numbers import length, numbers

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
#: What of a shape says where it lies; its path says it instead.
PLACES = frozenset(("d", "points", "x", "y", "width", "height", "rx", "ry", "r", "cx", "cy", "x1", "y1", "x2", "y2"))
Point = tuple[float, float]
_N = r"[-+]?(?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?\d++)?+[\s,]*+"
_FLAG = r"[01][\s,]*+"
#: The grammar of paths (SVG 2, 9.3.9), a little wider: programs go on after a fault, each in another way.
_GRAMMAR = re.compile(
    rf"none|\s*+(?:[Mm]\s*+(?:{_N}{_N})++(?:[LlTt]\s*+(?:{_N}{_N})++|[HhVv]\s*+(?:{_N})++|[Cc]\s*+(?:(?:{_N}){{6}})++"
    rf"|[SsQq]\s*+(?:(?:{_N}){{4}})++|[Aa]\s*+(?:{_N}{_N}{_N}{_FLAG}{_FLAG}{_N}{_N})++|[Zz]\s*+)*+)*+"
)


def is_path(path: str) -> bool:
    """Whether every program reads it alike."""
    return bool(_GRAMMAR.fullmatch(path.strip()))


def plotted(tag: str, get: Mapping[str, str]) -> str | None:
    """The path of a shape; empty where it shows nothing, None where its numbers are damaged."""
    from fontTools.svgLib.path import parse_path

    try:
        pen = _Pen()
        parse_path(_as_path(tag, get), pen)
        return pen.written
    except (ValueError, ArithmeticError, IndexError, TypeError, AssertionError):
        return None


def _as_path(tag: str, get: Mapping[str, str]) -> str:
    if tag == "path":
        path = get.get("d", "").strip()
        if not is_path(path):
            raise ValueError("no path")
        return "" if path == "none" else path
    if tag in ("polyline", "polygon"):
        points = numbers(get.get("points", ""))
        if len(points) % 2:
            raise ValueError("a point has one number")
        path = "L".join(f"{x} {y}" for x, y in zip(points[::2], points[1::2], strict=True))
        return f"M{path}{'Z' if tag == 'polygon' else ''}" if points else ""
    if any(get.get(name, "").strip().startswith("-") for name in ("width", "height", "r", "rx", "ry")):
        raise ValueError("a length below zero")
    size = {name: length(value, 0) for name, value in get.items() if name in PLACES and value != "auto"}
    if tag == "line":
        x1, y1, x2, y2 = (size.get(name, 0) for name in ("x1", "y1", "x2", "y2"))
        return f"M{x1} {y1}L{x2} {y2}"
    return _box(size) if tag == "rect" else _round(tag, size)


def _box(size: Mapping[str, float]) -> str:
    x, y, width, height = (size.get(name, 0) for name in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return ""
    across, down = size.get("rx", -1), size.get("ry", -1)
    across, down = (across if across >= 0 else down), (down if down >= 0 else across)
    across, down = min(max(across, 0), width / 2), min(max(down, 0), height / 2)
    if not across or not down:
        return f"M{x} {y}H{x + width}V{y + height}H{x}Z"
    turn = f"A{across} {down} 0 0 1 "
    return (
        f"M{x + across} {y}H{x + width - across}{turn}{x + width} {y + down}V{y + height - down}"
        f"{turn}{x + width - across} {y + height}H{x + across}{turn}{x} {y + height - down}V{y + down}"
        f"{turn}{x + across} {y}Z"
    )


def _round(tag: str, size: Mapping[str, float]) -> str:
    across = size.get("r", 0) if tag == "circle" else size.get("rx", size.get("ry", 0))
    down = across if tag == "circle" else size.get("ry", across)
    x, y = size.get("cx", 0), size.get("cy", 0)
    if across <= 0 or down <= 0:
        return ""
    turn = f"A{across} {down} 0 0 1 "
    return f"M{x + across} {y}{turn}{x} {y + down}{turn}{x - across} {y}{turn}{x} {y - down}{turn}{x + across} {y}Z"


class _Pen:
    """Writes what fontTools reads of a path; the names are those that it calls."""

    def __init__(self) -> None:
        self._made: list[tuple[str, tuple[Point, ...]]] = []
        self._start: Point = (0, 0)
        self._at: Point = (0, 0)

    @property
    def written(self) -> str:
        return "".join(step + " ".join(f"{_number(x)} {_number(y)}" for x, y in points) for step, points in self._made)

    def moveTo(self, point: Point) -> None:  # noqa: N802
        self._start = self._at = point
        self._made.append(("M", (point,)))

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._at = point
        self._made.append(("L", (point,)))

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        self._at = points[-1]
        self._made.append(("C", points))

    def qCurveTo(self, *points: Any) -> None:  # noqa: N802
        control, end = points
        first, last = (
            (there[0] + 2 * (control[0] - there[0]) / 3, there[1] + 2 * (control[1] - there[1]) / 3)
            for there in (self._at, end)
        )
        self.curveTo(first, last, end)

    def closePath(self) -> None:  # noqa: N802
        # fontTools goes back to the start before it closes.
        if self._made[-1] == ("L", (self._start,)) and self._made[-2][0] != "M":
            self._made.pop()
        self._at = self._start
        self._made.append(("Z", ()))

    def endPath(self) -> None: ...  # noqa: N802


def _number(value: float) -> str:
    return f"{value:.7g}" if abs(value) < 1e6 else f"{value:.2f}"
