"""Stones: pebbles from a river, one laid on another until they hold. Balance, and the patience that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, below, curve, fill, loop, stroke

_ROUND = 2.6  # the exponent of its outline: 2 is an ellipse, more is squarer


@dataclass(frozen=True, slots=True)
class _Stone:
    """A pebble, in points: half its width and half its depth; `tilt` in radians."""

    centre: Point
    half: float
    deep: float
    tilt: float

    def at(self, x: float, y: float) -> Point:
        """A point of it, in shares of its halves."""
        dx, dy = x * self.half, y * self.deep
        return self.centre[0] + dx * cos(self.tilt) - dy * sin(self.tilt), self.centre[1] + dx * sin(
            self.tilt
        ) + dy * cos(self.tilt)


def stones(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    if frame.landscape:
        ground, places = 0.86, [(0.76, 5, 0.8, 0.74), (0.5, 3, 0.42, 0.5), (0.97, 2, 0.3, 0.6)]
    else:
        side = rng.choice((-1, 1))
        ground = 0.915
        places = [
            (0.5 + 0.14 * side, 6, 0.425, 0.6),
            (0.5 - 0.36 * side, 3, 0.17, 0.36),
            (0.5 + 0.47 * side, 2, 0.09, 0.3),
        ]
    start = rng.uniform(0, 2 * pi)
    shore = [(x / 10 * w, h * (ground - 0.03 + 0.012 * sin(start + x * 0.7))) for x in range(-1, 12)]
    drawn = [fill(below(shore, h * 1.05), inks.at(0.0))]
    for x, count, tall, wide in reversed(places):
        foot = (x * w, h * (ground + (0.0 if tall > 0.4 else 0.035)))
        broad = wide * (h if frame.landscape else w)
        drawn += _cairn(foot, count, tall * h, broad, inks, rng)
    return [*drawn, *_lines(frame, ground, inks, rng)]


def _lines(frame: Frame, ground: float, inks: Inks, rng: Random) -> list[str]:
    """Sand: a few long lines before the stones, and on into the bleed."""
    drawn = []
    for row in range(4):
        y = frame.height * (ground + 0.045 + 0.022 * row)
        start = rng.uniform(0, 2 * pi)
        xs = [-0.05 + 1.1 * step / 12 for step in range(13)]
        points = [(x * frame.width, y + frame.height * 0.006 * sin(start + 6 * x)) for x in xs]
        drawn.append(stroke(curve(points), inks.at(0.5), frame.short / 300))
    return drawn


def _cairn(foot: Point, count: int, tall: float, broad: float, inks: Inks, rng: Random) -> list[str]:
    """Stones one on another, the broad ones below; together they are `tall`."""
    halves = [broad / 2 * (1 - 0.72 * at / count) * rng.uniform(0.9, 1.06) for at in range(count)]
    deeps = [half * rng.uniform(0.36, 0.5) if at < count - 1 else half * 0.7 for at, half in enumerate(halves)]
    scale = tall / (2 * sum(deeps) * 0.97)
    drawn: list[str] = []
    y = foot[1]
    tones = _tones(count, inks, rng)
    for at, (half, deep) in enumerate(zip(halves, deeps, strict=True)):
        deep *= scale
        drift = rng.uniform(-0.13, 0.13) * half if at else 0.0
        stone = _Stone((foot[0] + drift, y - deep), half, deep, rng.uniform(-0.06, 0.06))
        y -= 2 * deep * 0.965
        drawn += _draw(stone, tones[at], inks, rng, veined=at % 2 == 0)
    return drawn


def _tones(count: int, inks: Inks, rng: Random) -> list[Colour]:
    """No two alike on one another; one of them is the accent."""
    turn = rng.randrange(3)
    order = (0.25, 0.75, 0.5, 1.0)
    tones = [inks.at(order[(at + turn) % 4]) for at in range(count)]
    tones[-2 if count > 2 else -1] = inks.accent
    return tones


def _draw(stone: _Stone, tone: Colour, inks: Inks, rng: Random, *, veined: bool) -> list[str]:
    drawn = [fill(_outline(stone, rng), tone)]
    if veined:
        line = inks.at(0.25) if tone != inks.at(0.25) else inks.at(0.75)
        level = rng.uniform(-0.35, 0.1)
        for offset, weight in ((0.0, 0.07), (0.28, 0.035)):
            drawn.append(stroke(_vein(stone, level + offset), line, stone.deep * weight))
    return drawn


def _outline(stone: _Stone, rng: Random) -> str:
    lean, points = rng.uniform(-0.12, 0.12), []
    for corner in range(12):
        angle = 2 * pi * corner / 12
        x, y = cos(angle), sin(angle)
        x = (1 if x > 0 else -1) * abs(x) ** (2 / _ROUND)
        y = (1 if y > 0 else -1) * abs(y) ** (2 / _ROUND)
        points.append(stone.at(x * (1 + lean * 0.3 * y), y * (1 + lean * x * 0.6)))
    return loop(points)


def _vein(stone: _Stone, level: float) -> str:
    """A line from edge to edge, bent as the stone is round."""
    edge = (1 - abs(level) ** _ROUND) ** (1 / _ROUND) * 0.94
    return curve([stone.at(edge * share, level + 0.2 * (1 - share * share)) for share in (-1, -0.5, 0, 0.5, 1)])


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """A bank of pebbles: pale ones behind, strong ones before them, here and there three on one another."""
    h = frame.height
    drawn: list[str] = []
    for depth, least, most in ((0, 0.5, 0.8), (1, 0.28, 0.5)):
        x = -rng.uniform(0.1, 0.5) * h
        number = 0
        scale = max(1.0, frame.width / h / 24)
        while x < frame.width * 1.01:
            half = h * rng.uniform(least, most) * scale
            deep = min(half * rng.uniform(0.42, 0.56), h * 0.3)
            stone = _Stone((x + half, h * 1.03 - deep), half, deep, rng.uniform(-0.05, 0.05))
            if depth and number % 5 == 2:
                drawn += _cairn((x + half, h * 1.02), 3, h * 0.82, half * 2, inks, rng)
            elif depth:
                drawn += _draw(stone, inks.at((0.75, 0.5, 1.0)[number % 3]), inks, rng, veined=number % 4 == 0)
            else:
                drawn.append(fill(_outline(stone, rng), inks.at(0.25 * (number % 2))))
            x += half * (2.1 if depth else 1.7)
            number += 1
    return drawn


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    r, x, y = frame.short * 0.46, frame.width / 2, frame.height / 2
    drawn: list[str] = []
    for at, (half, deep, middle) in enumerate(((0.95, 0.36, 0.6), (0.66, 0.27, -0.02), (0.4, 0.27, -0.55))):
        stone = _Stone((x + rng.uniform(-0.04, 0.04) * r, y + middle * r), half * r, deep * r, rng.uniform(-0.05, 0.05))
        tone = (inks.at(1.0), inks.at(0.75), inks.accent)[at]
        drawn += _draw(stone, tone, Inks((inks.at(0.0),), inks.accent, inks.ground), rng, veined=at == 0)
    return drawn


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
