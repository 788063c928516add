"""Ripples: a drop falls into still water, and what it moves goes on. Rings seen from the bank, strong at the front."""

from __future__ import annotations

from math import pi, sin
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import HAIRLINE, Point, ellipse, fill, loop

_FLAT = 0.34  # depth of a ring to its width


def ripples(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    if frame.landscape:
        place, reach = (w * rng.uniform(0.72, 0.8), h * 0.64), h * 1.5
        others = [((w * 0.99, h * 0.97), h * 0.8), ((w * 0.42, h * 1.02), h * 0.62)]
    else:
        side = rng.choice((-1, 1))
        place, reach = (w * (0.5 + 0.13 * side), h * 0.79), min(w * 0.98, h * 0.42)
        others = [((w * (0.5 - 0.42 * side), h * 0.7), reach * 0.5), ((w * (0.5 + 0.5 * side), h * 1.0), reach * 0.62)]
    drawn = [
        fill(ellipse(place, reach * 1.12, _FLAT), inks.at(0.0)),
        fill(ellipse(place, reach * 0.62, _FLAT), inks.at(0.25)),
    ]
    for at, (centre, size) in enumerate(others):
        drawn += _rings(centre, size, 6 + at, frame.short, inks, rng, accented=False)
    drawn += _rings(place, reach, 11, frame.short, inks, rng, accented=True)
    size = h * 0.13 if frame.landscape else min(w * 0.085, h * 0.045)
    top = place[1] - size * (4.2 if frame.landscape else 2.9) - (0 if frame.landscape else h * 0.1)
    return [*drawn, fill(_drop((place[0], top), size), inks.accent)]


def _rings(
    centre: Point, reach: float, count: int, short: float, inks: Inks, rng: Random, *, accented: bool
) -> list[str]:
    """Rings wide apart outside and close inside, the outer ones faint."""
    drawn = []
    phase = rng.uniform(0, 2 * pi)
    for ring in range(count):
        share = 1 - ring / count
        radius = reach * (share**1.25) * (1 + 0.025 * sin(phase + 2.1 * ring))
        tone = inks.at(0.5 if share > 0.8 else 0.75 if share > 0.5 else 1.0)
        weight = short / 150 * (0.45 + 1.0 * (1 - share)) * (1.6 if ring % 3 == 0 else 1)
        if accented and ring == count // 2:
            tone, weight = inks.accent, weight * 1.9
        drawn.append(fill(_ring(centre, radius, weight), tone))
    return drawn


def _ring(centre: Point, radius: float, front: float) -> str:
    """A ring that is `front` thick at the reader's side and a hairline at the far one."""
    back = max(HAIRLINE, front * 0.3)
    front = max(front, HAIRLINE)
    depth = radius * _FLAT
    inner = max(depth - (front + back) / 2, 0.1)
    across = max(radius - (front + back) / 2 * 1.3, 0.2)
    lifted = (centre[0], centre[1] - (front - back) / 2)
    return ellipse(centre, radius, _FLAT) + ellipse(lifted, across, inner / across, backwards=True)


def _drop(tip: Point, size: float) -> str:
    """A drop whose tip is at `tip`, `size` wide at each side of its middle."""
    x, y = tip
    outline = ((0, 0), (0.3, 0.75), (0.78, 1.55), (0.86, 2.25), (0.5, 2.85), (0, 3.02))
    right = [(x + size * a * 0.8, y + size * b * 0.8) for a, b in outline]
    return loop([*right, *((2 * x - a, b) for a, b in right[-2:0:-1])])


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    pitch = max(2.9 * h, w / 18)
    drawn: list[str] = []
    for number in range(round(w / pitch) + 2):
        x = (number - 0.3 + rng.uniform(-0.15, 0.15)) * pitch
        low = number % 2
        centre = (x, h * (0.92 if low else 0.66))
        reach = h * (2.4 if low else 1.8)
        drawn.append(fill(ellipse(centre, reach * 0.7, _FLAT), inks.at(0.0)))
        drawn += _rings(centre, reach, 5, h * 2.4, inks, rng, accented=number % 3 == 0)
        if not low:
            drawn.append(fill(_drop((x, h * 0.04), h * 0.13), inks.accent))
    return drawn


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    radius, x = frame.short * 0.48, frame.width / 2
    centre = (x + rng.uniform(-0.01, 0.01) * radius, frame.height / 2 + radius * 0.52)
    drawn = [fill(ellipse(centre, radius, _FLAT * 1.1), inks.at(0.0))]
    tones: tuple[Colour, ...] = (inks.at(0.5), inks.at(0.75), inks.at(1.0))
    for share, tone in zip((0.98, 0.68, 0.38), tones, strict=True):
        drawn.append(fill(_ring(centre, radius * share, radius * 0.09), tone))
    return [*drawn, fill(_drop((centre[0], frame.height / 2 - radius * 0.96), radius * 0.46), inks.accent)]


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
