"""Weave: ribbons over and under one another, with loose ends at the edge. Many threads that hold together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, pi
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import arc, ellipse, fill, number, polygon


@dataclass(slots=True)
class _Cloth:
    """Ribbons of one loom: whole `level` ones, the `upright` ones on them, and level ones where they lie over.

    Each colour of a layer is one path.
    """

    width: float
    level: dict[Colour, str] = field(default_factory=dict)
    upright: dict[Colour, str] = field(default_factory=dict)
    over: dict[Colour, str] = field(default_factory=dict)

    def rise(self, x: float, top: float, foot: float, tone: Colour, *, rounded: bool = True) -> None:
        """A ribbon from its loose end at `top` down to `foot`, around x."""
        half = self.width / 2
        head = f"M{number(x - half)},{number(top + half)}{arc((x, top + half), half, pi, pi)}"
        if not rounded:
            head = f"M{number(x - half)},{number(top)}L{number(x + half)},{number(top)}"
        data = f"{head}L{number(x + half)},{number(foot)} {number(x - half)},{number(foot)}Z"
        self.upright[tone] = self.upright.get(tone, "") + data

    def cross(self, left: float, right: float, y: float, tone: Colour, *, rounded: bool = False) -> None:
        """A level ribbon, below the upright ones; rounded, its ends are loose."""
        self.level[tone] = self.level.get(tone, "") + self._piece(left, right, y)
        if rounded:
            self.level[tone] += ellipse((left, y), self.width / 2, 1) + ellipse((right, y), self.width / 2, 1)

    def cover(self, x: float, y: float, tone: Colour, gap: float) -> None:
        """The level ribbon over the upright one at x."""
        half = self.width / 2 + gap
        self.over[tone] = self.over.get(tone, "") + self._piece(x - half, x + half, y)

    def _piece(self, left: float, right: float, y: float) -> str:
        half = self.width / 2
        return polygon([(left, y - half), (right, y - half), (right, y + half), (left, y + half)])

    def drawn(self) -> list[str]:
        return [fill(data, tone) for layer in (self.level, self.upright, self.over) for tone, data in layer.items()]


def weave(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _tones(inks: Inks, rng: Random) -> tuple[tuple[Colour, ...], tuple[Colour, ...]]:
    """The stripes of the upright and of the level ribbons."""
    dark, shade, ember, warm, bright = (inks.at(depth) for depth in (0.0, 0.25, 0.5, 0.75, 1.0))
    uprights = rng.choice(((shade, ember, shade, warm), (ember, shade, dark, shade), (shade, shade, ember, warm)))
    levels = rng.choice(((warm, bright, warm, ember), (ember, warm, bright, warm), (bright, warm, ember, warm)))
    return uprights, levels


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return (_masthead if frame.landscape else _upright)(frame, inks, rng)


def _upright(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    pitch = w / 8.5
    cloth = _Cloth(pitch * 0.84)
    uprights, levels = _tones(inks, rng)
    columns, first = 10, 0.655 * h
    golden = rng.randrange(2, 7)
    for column in range(columns):
        top = h * (0.475 + 0.13 * rng.random())
        cloth.rise((column - 0.1) * pitch, top, 1.05 * h, inks.accent if column == golden else uprights[column % 4])
    for row in range(ceil((1.05 * h - first) / pitch)):
        y, tone = first + row * pitch, levels[row % 4]
        cloth.cross(-0.04 * w, 1.04 * w, y, tone)
        _over(cloth, [(column - 0.1) * pitch for column in range(row % 2, columns, 2)], y, tone)
    return cloth.drawn()


def _over(cloth: _Cloth, xs: Iterable[float], y: float, tone: Colour) -> None:
    for x in xs:
        cloth.cover(x, y, tone, cloth.width * 0.06)


def _masthead(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """Level ribbons come in from the right with loose ends, woven where the upright ones are."""
    w, h = frame.width, frame.height
    rows = 6
    pitch = h / rows
    cloth = _Cloth(pitch * 0.84)
    uprights, levels = _tones(inks, rng)
    columns = ceil(w * 0.5 / pitch) + 1
    left = w * 1.03 - (columns - 1) * pitch
    golden = rng.randrange(1, rows)
    for column in range(columns):
        cloth.rise(left + column * pitch, 0, 1.05 * h, uprights[column % 4], rounded=False)
    for row in range(rows):
        y, tone = (row + 0.5) * pitch, inks.accent if row == golden else levels[row % 4]
        start = left - pitch * (1.2 + 3.2 * rng.random())
        cloth.cross(start, 1.06 * w, y, tone, rounded=True)
        _over(cloth, [left + column * pitch for column in range(row % 2, columns, 2)], y, tone)
    return cloth.drawn()


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    pitch = max(h / 4.2, w / 130)
    cloth = _Cloth(pitch * 0.8)
    uprights, levels = _tones(inks, rng)
    columns = ceil(w / pitch) + 2
    first = 0.42 * h
    rows = ceil((1.04 * h - first) / pitch)
    for column in range(columns):
        tone = inks.accent if column % 11 == 5 else uprights[column % 4]
        cloth.rise((column - 0.3) * pitch, max(0.0, first - pitch * rng.uniform(0.65, 1.5)), 1.04 * h, tone)
    for row in range(rows):
        y, tone = first + row * pitch, levels[row % 4]
        cloth.cross(-0.02 * w, 1.02 * w, y, tone)
        _over(cloth, [(column - 0.3) * pitch for column in range(row % 2, columns, 2)], y, tone)
    return cloth.drawn()


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """Three ribbons each way, all ends loose."""
    side = frame.short * 0.94
    pitch = side / 3.9
    cloth = _Cloth(pitch * 0.74)
    x0, y0 = frame.width / 2, frame.height / 2
    golden, over = rng.randrange(3), rng.randrange(2)
    half = side / 2
    for column in range(3):
        x = x0 + (column - 1) * pitch
        cloth.rise(x, y0 - half, y0 + half - cloth.width / 2, inks.at(0.75))
        cloth.upright[inks.at(0.75)] += ellipse((x, y0 + half - cloth.width / 2), cloth.width / 2, 1)
    for row in range(3):
        y, tone = y0 + (row - 1) * pitch, inks.accent if row == golden else inks.at(1.0)
        cloth.cross(x0 - half + cloth.width / 2, x0 + half - cloth.width / 2, y, tone, rounded=True)
        _over(cloth, [x0 + (column - 1) * pitch for column in range(3) if (row + column) % 2 == over], y, tone)
    return cloth.drawn()


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
