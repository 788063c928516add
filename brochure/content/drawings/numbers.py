"""Numbers of a drawing as the engine reads them: lengths, transformations, and the box round a shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import cos, hypot, inf, isfinite, radians, sin, tan
from typing import NamedTuple

from brochure import bounds

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"\s*({_NUMBER.pattern})\s*(%|[a-z]*)\s*", re.IGNORECASE)
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_COMMAND = re.compile(r"([a-df-zA-DF-Z])([^a-df-zA-DF-Z]*)")
#: CSS pixels; em and ex as of the largest type that is likely, for a box that is too large does no harm.
_UNITS = {
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 24 / 25.4,
    "em": 16,
    "rem": 16,
}
#: What may be a number beyond the bound, or none at all: many digits, or a power of ten.
_SUSPECT = re.compile(r"\d{9}|\d[eE]\+?\d")
_NO_NUMBER = re.compile(r"(?<!\w)(?:nan|inf|infinity)(?!\w)", re.IGNORECASE)

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """What a shape covers, in its own units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def numbers(text: str) -> list[float]:
    """Every number in `text`."""
    return [float(number) for number in _NUMBER.findall(text)]


def decimal(value: float) -> str:
    """As short as a millionth allows, which is what the engine writes; never '-0'."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def absurd(value: str) -> bool:
    """Whether a number in it is infinite, none, or beyond all drawings."""
    if _NO_NUMBER.search(value):
        return True
    return bool(_SUSPECT.search(value)) and any(abs(number) > bounds.LARGEST_NUMBER for number in numbers(value))


def is_length(value: str) -> bool:
    """Whether it is a length or a share of one, and not below zero."""
    return value.strip() == "auto" or ((found := _LENGTH.fullmatch(value)) is not None and float(found[1]) >= 0)


def length(value: str | None, whole: float, default: float = 0) -> float:
    """A length in user units; percents are of `whole`. What is none is 0, as for the engine."""
    if value is None:
        return default
    found = _LENGTH.fullmatch(value)
    if not found:
        return 0
    unit = found[2].lower()
    return float(found[1]) * (whole / 100 if unit == "%" else _UNITS.get(unit, 1 if not unit else 0))


def transform(text: str) -> Matrix:
    """The matrix of a list of transformations."""
    matrix = IDENTITY
    for kind, inside in _TRANSFORM.findall(text):
        matrix = product(_step(kind, numbers(inside)), matrix)
    return matrix


def _step(kind: str, values: list[float]) -> Matrix:
    first, second = (*values, 0, 0)[:2]
    if kind == "matrix" and len(values) == 6:
        return (values[0], values[1], values[2], values[3], values[4], values[5])
    if kind.startswith("translate"):
        return (1, 0, 0, 1, first, second) if kind != "translateY" else (1, 0, 0, 1, 0, first)
    if kind.startswith("scale") and values:
        across, down = (first, second if len(values) > 1 else first)
        return (across if kind != "scaleY" else 1, 0, 0, down if kind != "scaleX" else 1, 0, 0)
    if kind.startswith("skew"):
        lean = tan(radians(first))
        return (1, 0, lean, 1, 0, 0) if kind != "skewY" else (1, lean, 0, 1, 0, 0)
    if kind == "rotate":
        turn = radians(first)
        turned: Matrix = (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
        if len(values) == 3:
            turned = product((1, 0, 0, 1, -values[1], -values[2]), product(turned, (1, 0, 0, 1, values[1], values[2])))
        return turned
    return IDENTITY


def product(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    m, n, o, p, q, r = other
    return (a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r)


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(tag: str, get: Mapping[str, str], page: Box) -> Box:
    """What a shape covers at most, its stroke with it. Text and what is unknown count as the page."""
    box = _bare(tag, get, page)
    around = 0.0 if get.get("stroke", "none") == "none" else length(get.get("stroke-width"), page.width, 1) / 2
    around = around if isfinite(around) else 0
    return Box(box.left - around, box.top - around, box.right + around, box.bottom + around)


def _bare(tag: str, get: Mapping[str, str], page: Box) -> Box:
    wide, high, across = page.width, page.height, hypot(page.width, page.height) / 2**0.5
    if tag == "rect":
        x, y = length(get.get("x"), wide), length(get.get("y"), high)
        return Box(x, y, x + length(get.get("width"), wide), y + length(get.get("height"), high))
    if tag in ("circle", "ellipse"):
        cx, cy = length(get.get("cx"), wide), length(get.get("cy"), high)
        rx = length(get.get("r"), across) if tag == "circle" else length(get.get("rx"), wide)
        ry = rx if tag == "circle" else length(get.get("ry"), high)
        return Box(cx - rx, cy - ry, cx + rx, cy + ry)
    if tag == "line":
        return _around(
            [length(get.get("x1"), wide), length(get.get("x2"), wide)],
            [length(get.get("y1"), high), length(get.get("y2"), high)],
        )
    if tag in ("polyline", "polygon"):
        points = numbers(get.get("points", ""))
        return _around(points[::2], points[1::2])
    return _of_path(get.get("d", "")) if tag == "path" else page


def _around(xs: list[float], ys: list[float]) -> Box:
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs and ys else Box(0, 0, 0, 0)


def _of_path(path: str) -> Box:
    """A square that holds the path: relative steps are added up as if all led the same way."""
    least, most, steps = inf, -inf, 0.0
    for command, inside in _COMMAND.findall(path):
        values = numbers(inside)
        if command.islower():
            steps += sum(map(abs, values))
        elif values:
            least, most = min(least, *values), max(most, *values)
    least, most = (least, most) if least <= most else (0.0, 0.0)
    return Box(least - steps, least - steps, most + steps, most + steps)
