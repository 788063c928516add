"""Hills: ridge behind ridge in the morning, each nearer and stronger, fields on their slopes and a way over one."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin, sqrt
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, below, curve, dot, ellipse, fill, limb, loop, stroke, window


@dataclass(frozen=True, slots=True)
class _Ridge:
    """One line of hills, in shares of the frame; `fall` is how far it lies lower at the left."""

    base: float
    swell: float
    beats: float
    phase: float
    fall: float = 0.0

    def y(self, x: float) -> float:
        turn = 2 * pi * self.beats * x + self.phase
        wave = 0.7 * sin(turn) + 0.3 * sin(2.3 * turn + self.phase)
        return self.base + self.swell * wave + self.fall * (1 - x) * (1 - x)

    def line(self, frame: Frame, lower: float = 0.0) -> list[Point]:
        samples = round(10 + 9 * self.beats)
        xs = [-0.04 + 1.08 * step / samples for step in range(samples + 1)]
        return [(x * frame.width, (self.y(x) + lower) * frame.height) for x in xs]


def hills(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    fall = 0.55 if frame.landscape else 0.0
    top, pitch = (0.4, 0.145) if frame.landscape else (0.645, 0.082)
    beats = (0.8, 0.95, 0.7, 0.85, 0.6)
    ridges = [
        _Ridge(top + pitch * at, 0.06 - 0.004 * at, beats[at], rng.uniform(0, 2 * pi), fall * (1 - 0.12 * at))
        for at in range(5)
    ]
    x = rng.uniform(0.66, 0.86) if frame.landscape else rng.uniform(0.22, 0.78)
    size = min(0.11 * frame.width, 0.075 * frame.height if not frame.landscape else 0.15 * frame.height)
    sun = (x * frame.width, ridges[0].y(x) * frame.height - size * 0.35)
    drawn = [dot(sun, size, inks.accent)]
    for at, ridge in enumerate(ridges):
        tone = inks.at((0.0, 0.25, 0.5, 0.75, 0.25)[at])
        drawn.append(fill(below(ridge.line(frame), frame.height * 1.05), tone))
        if at in (1, 2):
            drawn += _furrows(frame, ridge, inks, at, pitch)
        if at == 3:
            drawn += _grove(frame, ridge, inks.at(0.25), rng, frame.short * 0.1)
    # In a masthead the slope is too short for a way.
    way = [] if frame.landscape else _way(frame, ridges[3], inks, rng)
    return [*drawn, *way, fill(below(ridges[4].line(frame), frame.height * 1.05), inks.at(0.25))]


def _furrows(frame: Frame, ridge: _Ridge, inks: Inks, at: int, pitch: float) -> list[str]:
    """Lines of a field that follow the slope."""
    tone = inks.at(0.5 if at == 1 else 0.75)
    return [
        stroke(curve(ridge.line(frame, pitch * share)), tone, frame.short / 420)
        for share in (0.2, 0.42, 0.66, 0.92, 1.2, 1.5)
    ]


def _grove(frame: Frame, ridge: _Ridge, tone: Colour, rng: Random, tall: float) -> list[str]:
    """Three poplars together on a ridge."""
    start = (
        rng.uniform(0.55, 0.85) if frame.landscape else rng.choice((rng.uniform(0.08, 0.3), rng.uniform(0.68, 0.88)))
    )
    data = ""
    for at, share in enumerate((0.75, 1.0, 0.6)):
        x = start + at * tall * 0.36 / frame.width
        data += _poplar((x * frame.width, ridge.y(x) * frame.height + tall * 0.08), tall * share)
    return [fill(data, tone)]


def _poplar(foot: Point, tall: float) -> str:
    x, y = foot
    half = tall * 0.13
    return loop(
        [
            (x, y),
            (x + half, y - tall * 0.3),
            (x + half * 0.75, y - tall * 0.7),
            (x, y - tall),
            (x - half * 0.75, y - tall * 0.7),
            (x - half, y - tall * 0.3),
        ]
    )


def _way(frame: Frame, ridge: _Ridge, inks: Inks, rng: Random) -> list[str]:
    """A way that winds up the slope and over it: broad before the reader, a thread at the crest."""
    end = rng.uniform(0.4, 0.6)
    side = rng.choice((-1, 1))
    points, widths = [], []
    for step in range(9):
        share = step / 8
        y = 1.04 + (ridge.y(end) - 1.04) * share
        swing = side * 0.16 * sin(2.2 * pi * share) * (1 - share)
        points.append(((end + swing) * frame.width, y * frame.height + frame.short * 0.004))
        widths.append(frame.short * (0.005 + 0.085 * (1 - share) ** 1.7))
    return [fill(limb(points, widths), inks.at(1.0))]


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    beats = frame.width / frame.height / 4.6
    ridges = [
        _Ridge(base, swell, beats * quick, rng.uniform(0, 2 * pi))
        for base, swell, quick in ((0.42, 0.17, 0.7), (0.58, 0.16, 1.0), (0.76, 0.13, 0.8), (0.93, 0.08, 1.2))
    ]
    suns = max(1, round(frame.width / (7 * frame.height)))
    drawn = []
    for number in range(suns):
        x = (number + rng.uniform(0.25, 0.75)) / suns
        y = max(ridges[0].y(x) * frame.height - frame.height * 0.06, frame.height * 0.2)
        drawn.append(dot((x * frame.width, y), frame.height * 0.15, inks.accent))
    for at, ridge in enumerate(ridges):
        drawn.append(fill(below(ridge.line(frame), frame.height * 1.05), inks.at((0.0, 0.25, 0.5, 0.75)[at])))
        if at == 2:
            drawn += _trees(frame, ridge, inks, rng, suns * 2)
    return drawn


def _trees(frame: Frame, ridge: _Ridge, inks: Inks, rng: Random, groves: int) -> list[str]:
    data = ""
    for number in range(groves):
        start = (number + rng.uniform(0.15, 0.85)) / groves
        for at in range(rng.randint(1, 3)):
            x = start + at * frame.height * 0.1 / frame.width
            tall = frame.height * rng.uniform(0.2, 0.32)
            data += _poplar((x * frame.width, ridge.y(x) * frame.height + frame.height * 0.04), tall)
    return [fill(data, inks.at(1.0))]


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """A round window on the hills."""
    radius, centre = frame.short * 0.48, (frame.width / 2, frame.height / 2)
    drawn = [fill(ellipse(centre, radius, 1), inks.at(0.0))]
    x = rng.uniform(-0.35, 0.35)
    drawn.append(dot((centre[0] + x * radius, centre[1] - 0.3 * radius), radius * 0.27, inks.accent))
    for level, tone, swell in ((-0.08, 0.25, 0.16), (0.2, 0.5, 0.14), (0.46, 0.75, 0.1), (0.7, 1.0, 0.05)):
        half, phase = sqrt(1 - level * level), rng.uniform(0, 2 * pi)
        ridge = []
        for step in range(11):
            share = step / 5 - 1
            y = level + swell * (1 - share * share) * sin(3.4 * share + phase)
            ridge.append((centre[0] + share * half * radius, centre[1] + y * radius))
        drawn.append(fill(window(ridge, centre, radius), inks.at(tone)))
    return drawn


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
