"""Drawings of the plainest kind as PDF operators: what our pen and the shipped templates write of SVG, and no more.

The engine draws all of SVG, and takes its time for each number of it. Art is long paths in one colour each, which PDF
has alike, so they need little but another spelling. Whatever is not known here to the letter is left to the engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import pi, sqrt
from xml.etree.ElementTree import Element

from brochure.content.drawings.numbers import decimal, transform
from brochure.content.drawings.plotting import plotted
from brochure.content.drawings.reading import SVG

_SVG = f"{{{SVG}}}"
_NUMBER = r"-?\d{1,9}(?:\.\d+)?(?:e-\d+)?"
_IS_NUMBER = re.compile(_NUMBER)
_IS_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: What templates turn and move things with.
_IS_MOVE = re.compile(rf"translate\({_NUMBER} {_NUMBER}\)|matrix\({_NUMBER}(?: {_NUMBER}){{5}}\)")
#: A path as our pen writes it, with two decimal places at most; this alone may be long.
_P = r"-?\d++(?:\.\d\d?+)?+,-?\d++(?:\.\d\d?+)?+"
_OF_PEN = re.compile(rf"M{_P}(?:c{_P} {_P} {_P}|[Ll]{_P}(?: {_P})*+|M{_P}|Z)*+")
_STEP = re.compile(r"([MLCZlc])([^MLCZlc]*)")
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
#: By whether a path is filled, and whether it is stroked.
_PAINTING = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
_PAINT = {"fill", "stroke", "stroke-width"}
#: Dashes, ends, corners and their limit, as SVG has them at first.
_AT_FIRST = "[] 0 d 0 J 0 j 4 M"
#: How far from the ends of a quarter of a circle its curve is drawn, in radii: as the engine has it.
_ROUND = 1 / sqrt(pi)


class _Foreign(Exception):
    """What is left to the engine."""


def operators(root: Element, width: float, height: float) -> str | None:
    """The drawing as content of a PDF, on `width` × `height` units with y down; None for one of another kind.

    The points of what our pen drew have the two decimal places that they have there.
    """
    try:
        if root.tag != f"{_SVG}svg" or set(root.attrib) != {"viewBox"}:
            return None
        return "\n".join(["q", _AT_FIRST, _fitted(root, width, height), *_inside(root), "Q"])
    except _Foreign:
        return None


def _inside(parent: Element) -> Iterator[str]:
    for element in parent:
        known = _KNOWN.get(element.tag)
        if not known or not element.attrib.keys() <= known[0]:
            raise _Foreign
        yield from known[1](element)


def _page(element: Element) -> Iterator[str]:
    """A drawing within the drawing, cut at its edges."""
    x, y, width, height = _numbers(element.attrib, "x", "y", "width", "height")
    if element.get("overflow", "hidden") != "hidden" or not width > 0 < height:
        raise _Foreign
    yield f"q\n1 0 0 1 {decimal(x)} {decimal(y)} cm\n0 0 {decimal(width)} {decimal(height)} re W n"
    yield _fitted(element, width, height)
    yield from _inside(element)
    yield "Q"


def _fitted(element: Element, width: float, height: float) -> str:
    """The matrix by which what is seen of the plane is as large as fits, and in the middle."""
    box = element.get("viewBox", "").split(" ")
    if len(box) != 4:
        raise _Foreign
    left, top, across, down = map(_number, box)
    if not across > 0 < down:
        raise _Foreign
    scale = min(width / across, height / down)
    x, y = (width - across * scale) / 2 - left * scale, (height - down * scale) / 2 - top * scale
    return f"{decimal(scale)} 0 0 {decimal(scale)} {decimal(x)} {decimal(y)} cm"


def _group(element: Element) -> Iterator[str]:
    yield "q"
    if move := element.get("transform"):
        if not _IS_MOVE.fullmatch(move):
            raise _Foreign
        yield f"{' '.join(map(decimal, transform(move)))} cm"
    for name, operator in (("stroke-linecap", "J"), ("stroke-linejoin", "j")):
        if (value := element.get(name)) is not None:
            if value != "round":
                raise _Foreign
            yield f"1 {operator}"
    yield from _inside(element)
    yield "Q"


def _rectangle(element: Element) -> Iterator[str]:
    x, y, width, height = _numbers(element.attrib, "x", "y", "width", "height")
    if width > 0 < height:
        yield from _painted(element, f"{decimal(x)} {decimal(y)} {decimal(width)} {decimal(height)} re")


def _circle(element: Element) -> Iterator[str]:
    x, y, r = _numbers(element.attrib, "cx", "cy", "r")
    if r < 0:
        raise _Foreign
    k = r * _ROUND
    quarters = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0))
    curves = (" ".join(decimal((x, y)[at % 2] + step) for at, step in enumerate(quarter)) for quarter in quarters)
    if r:
        yield from _painted(
            element, "\n".join([f"{decimal(x + r)} {decimal(y)} m", *(f"{curve} c" for curve in curves), "h"])
        )


def _path(element: Element) -> Iterator[str]:
    data = element.get("d", "")
    steps = _of_pen(data) if _OF_PEN.fullmatch(data) else _of_others(plotted("path", element.attrib))
    yield from _painted(element, "\n".join(steps))


def _of_pen(data: str) -> Iterator[str]:
    """The steps of a path that our pen wrote, each to where its point lies."""
    x = y = 0.0
    start = x, y
    for command, written in _STEP.findall(data):
        values = map(float, written.replace(",", " ").split())
        if command == "c":
            for a, b, c, d, e, f in zip(*[values] * 6, strict=True):
                yield f"{x + a:.2f} {y + b:.2f} {x + c:.2f} {y + d:.2f} {x + e:.2f} {y + f:.2f} c"
                x, y = x + e, y + f
        elif command == "l":
            for a, b in zip(values, values, strict=True):
                x, y = x + a, y + b
                yield f"{x:.2f} {y:.2f} l"
        elif command == "L":
            for x, y in zip(values, values, strict=True):
                yield f"{x:.2f} {y:.2f} l"
        elif command == "M":
            start = x, y = next(values), next(values)
            yield f"{x:.2f} {y:.2f} m"
        else:
            x, y = start
            yield "h"


def _of_others(path: str | None) -> Iterator[str]:
    """The steps of a path between absolute points."""
    if path is None:
        raise _Foreign
    for command, written in _STEP.findall(path):
        yield " ".join([*map(decimal, map(float, written.split())), _OPERATORS[command]])


def _painted(element: Element, path: str) -> Iterator[str]:
    """The path, filled and stroked as its element says."""
    fill, stroke = element.get("fill", ""), element.get("stroke", "none")
    if fill != "none":
        yield f"{_colour(fill)} rg"
    if stroke != "none":
        (width,) = _numbers(element.attrib, "stroke-width")
        if width <= 0:
            raise _Foreign
        yield f"{_colour(stroke)} RG {decimal(width)} w"
    yield path
    yield _PAINTING[fill != "none", stroke != "none"]


def _colour(written: str) -> str:
    if not _IS_COLOUR.fullmatch(written):
        raise _Foreign
    return " ".join(decimal(channel / 255) for channel in bytes.fromhex(written[1:]))


def _numbers(attributes: Mapping[str, str], *names: str) -> list[float]:
    return [_number(attributes.get(name, "0")) for name in names]


def _number(written: str) -> float:
    if not _IS_NUMBER.fullmatch(written):
        raise _Foreign
    return float(written)


#: What is known of each element: its attributes, and how it is written.
_KNOWN: Mapping[str, tuple[frozenset[str], Callable[[Element], Iterator[str]]]] = {
    f"{_SVG}svg": (frozenset({"x", "y", "width", "height", "viewBox", "overflow"}), _page),
    f"{_SVG}g": (frozenset({"transform", "stroke-linecap", "stroke-linejoin"}), _group),
    f"{_SVG}rect": (frozenset({"x", "y", "width", "height", *_PAINT}), _rectangle),
    f"{_SVG}circle": (frozenset({"cx", "cy", "r", *_PAINT}), _circle),
    f"{_SVG}path": (frozenset({"d", *_PAINT}), _path),
}
