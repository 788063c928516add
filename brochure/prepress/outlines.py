"""Text as outlines of the shipped typeface, for lines beside the product that must not need a font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from brochure.storage.shipped import SHIPPED

Point = tuple[float, float]
#: Operator of a content stream and its points, in ems.
Step = tuple[Literal["m", "l", "c", "h"], tuple[Point, ...]]

_FONT = SHIPPED / "assets" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"


@dataclass(frozen=True)
class Shape:
    """A line of text from 0, 0 on its baseline; `width` and the steps of its path in ems, to be filled non-zero."""

    width: float
    steps: tuple[Step, ...]


def outlines(text: str) -> Shape:
    """The text as a path, without kerning. What the typeface lacks shows as its empty box."""
    steps: list[Step] = []
    x = 0.0
    for character in text:
        width, glyph = _glyph(character)
        steps += [(operator, tuple((x + across, up) for across, up in points)) for operator, points in glyph]
        x += width
    return Shape(x, tuple(steps))


def can_draw(text: str) -> bool:
    """Whether the typeface has all its letters, each of which stands by itself."""
    return all(ord(letter) in _font().getBestCmap() for letter in text)


@cache
def _font() -> TTFont:
    return TTFont(_FONT, lazy=True)


@cache
def _glyph(character: str) -> tuple[float, tuple[Step, ...]]:
    glyphs = _font().getGlyphSet()
    glyph = glyphs[_font().getBestCmap().get(ord(character), ".notdef")]
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    em = float(_font()["head"].unitsPerEm)
    steps = _steps(pen.value)
    return glyph.width / em, tuple((step, tuple((x / em, y / em) for x, y in points)) for step, points in steps)


def _steps(recorded: Sequence[tuple[str, Sequence[Any]]]) -> list[Step]:
    """A pen's record as steps of a path; every curve is made a cubic one, the only kind that PDF has."""
    steps: list[Step] = []
    for method, points in recorded:
        if method == "moveTo":
            steps.append(("m", (points[0],)))
        elif method == "lineTo":
            steps.append(("l", (points[0],)))
        elif method == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                steps.append(("c", _cubic(steps[-1][1][-1], control, end)))
        elif method == "closePath":
            steps.append(("h", ()))
    return steps


def _cubic(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """The cubic curve that equals a quadratic one (its control points lie two thirds of the way to the other's)."""
    first, last = ((x + 2 * (control[0] - x) / 3, y + 2 * (control[1] - y) / 3) for x, y in (start, end))
    return first, last, end
