"""Currents: lines that run together, swell and calm again. Hills, brain waves, a new path among the trodden ones."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin, sqrt
from random import Random

from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import (
    Point,
    below,
    curve,
    dot,
    fill,
    stroke,
)


@dataclass(frozen=True, slots=True)
class _Flow:
    """A bundle of lines between a crest and a bed, in shares of the frame; `beats` is how many swells fit its width."""

    crest: float
    bed: float
    swell: float
    slope: float
    phase: float
    beats: float = 0.85

    def y(self, x: float, depth: float) -> float:
        """Height of the line at `depth` (0 crest, 1 bed); the phase drifts with depth, so lines gather and part."""
        base = self.crest + (self.bed - self.crest) * depth
        turn = 2 * pi * self.beats * x + self.phase
        wave = sin(turn + 2.1 * depth) + 0.5 * sin(0.53 * turn - 2.6 * depth)
        return base + (1 - 0.6 * depth) * self.swell * wave + self.slope * (0.5 - x) * (1 - depth)


def currents(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _line(frame: Frame, flow: _Flow, depth: float) -> list[Point]:
    """One line from beyond the left edge to beyond the right one."""
    samples = round(8 + 7 * flow.beats)
    xs = [-0.04 + 1.08 * i / samples for i in range(samples + 1)]
    return [(x * frame.width, flow.y(x, depth) * frame.height) for x in xs]


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    slope = rng.choice((-1, 1)) * rng.uniform(0.1, 0.14)
    flow = _Flow(0.645, 1.08, 0.05, slope, rng.uniform(0, 2 * pi))
    if frame.landscape:
        flow = _Flow(0.66, 1.15, 0.07, 0.8, rng.uniform(0, 2 * pi))
    width = frame.short / 266
    return [
        *_hills(frame, flow, inks),
        *_lines(frame, flow, inks, 25, width),
        *_path(frame, flow, inks, 0.25, width * 2.6),
    ]


def _hills(frame: Frame, flow: _Flow, inks: Inks) -> list[str]:
    """Grounds of ever deeper tone under the lines."""
    depths = ((0.0, inks.at(0.0)), (0.42, inks.at(0.25)))
    return [fill(below(_line(frame, flow, depth), frame.height * 1.05), tone) for depth, tone in depths]


def _lines(frame: Frame, flow: _Flow, inks: Inks, count: int, width: float) -> list[str]:
    """Fine lines, and every fourth a strong one: the rhythm of contours on a map."""
    drawn = []
    for index in range(count):
        strong = index % 4 == 0
        data = curve(_line(frame, flow, index / (count - 1)))
        drawn.append(stroke(data, inks.at(1.0 if strong else 0.75), width * (1.2 if strong else 0.6)))
    return drawn


def _path(frame: Frame, flow: _Flow, inks: Inks, depth: float, width: float) -> list[str]:
    """The new path, with nodes where it has come a stretch further; a masthead's path rises into view late."""
    drawn = [stroke(curve(_line(frame, flow, depth)), inks.accent, width)]
    rising = frame.shape is Shape.COVER and frame.landscape
    for x in (0.58, 0.74, 0.9) if rising else (0.17, 0.5, 0.79):
        at = (x * frame.width, flow.y(x, depth) * frame.height)
        drawn += [dot(at, width * 2.3, inks.accent), dot(at, width * 1.2, inks.ground)]
    return drawn


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    beats = min(frame.width / frame.height / 3.2, frame.width / 120)
    flow = _Flow(0.42, 1.06, 0.17, 0, rng.uniform(0, 2 * pi), beats)
    width = frame.height / 48
    hills = [fill(below(_line(frame, flow, 0.12), frame.height * 1.05), inks.at(0.0))]
    return [*hills, *_lines(frame, flow, inks, 9, width), *_path(frame, flow, inks, 0.25, width * 1.5)]


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """A round window on the currents: each line is a chord of the circle."""
    radius, phase = frame.short * 0.48, rng.uniform(-0.5, 0.5)
    drawn: list[str] = []
    rows = 9 if frame.short >= 60 else 7
    for index in range(rows):
        level = 1.6 * index / (rows - 1) - 0.8
        half = sqrt(1 - level * level)
        points = []
        for step in range(13):
            x = half * (step / 6 - 1)
            calm = 1 - (x / half) ** 2
            y = level + 0.13 * calm * sin(2.6 * x + phase + 0.35 * index)
            points.append((frame.width / 2 + x * radius, frame.height / 2 + y * radius))
        path = index == 3
        tone = inks.accent if path else inks.at(1.0 if index % 2 else 0.75)
        drawn.append(stroke(curve(points), tone, radius / rows * (0.75 if path else 0.36)))
        if path:
            drawn.append(dot(points[8], radius * 0.13, inks.accent))
    return drawn


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
