"""Rings: the years of a tree and the ripples of a touch. Wide years and narrow ones, never quite round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, dot, loop, stroke


@dataclass(frozen=True, slots=True)
class _Slice:
    """One set of rings, in points. It covers what lies under it, so that no line ever crosses another."""

    centre: Point
    radius: float
    rings: int
    grounds: tuple[float, float]  # depths of the two tones that its years alternate in
    lines: float  # depth of its lines


def rings(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    drawn: list[str] = []
    for piece in _SLICES[frame.shape](frame, rng):
        drawn += _draw(piece, inks, rng)
    return drawn


def _cover(frame: Frame, rng: Random) -> list[_Slice]:
    w, h = frame.width, frame.height
    if frame.landscape:
        return [
            _Slice((w * 0.87, h * 0.86), h * 0.74, 13, (0.25, 0.0), 0.75),
            _Slice((w * 0.68, h * 1.06), h * 0.42, 8, (0.0, 0.25), 0.75),
        ]
    side = rng.choice((-1, 1))
    return [
        _Slice((w * (0.5 + 0.24 * side), h * 0.86), h * 0.335, 17, (0.25, 0.0), 0.75),
        _Slice((w * (0.5 - 0.4 * side), h * 0.99), h * 0.2, 10, (0.0, 0.25), 0.75),
    ]


def _band(frame: Frame, rng: Random) -> list[_Slice]:
    """Half discs along the bottom edge like a range of hills, tall and low in turn, the low ones in front."""
    w, h = frame.width, frame.height
    pitch = max(1.1 * h, w / 34)
    slices = []
    for index in range(round(w / pitch) + 2):
        tall = (0.94, 0.5, 0.74, 0.42)[index % 4] * rng.uniform(0.92, 1.02)
        x = (index - 0.3 + rng.uniform(-0.1, 0.1)) * pitch
        grounds = ((0.25, 0.0), (0.0, 0.25), (0.25, 0.0), (0.5, 0.0))[index % 4]
        years = round(min(1.8 + 2.5 * tall, h * tall / 4))
        slices.append(_Slice((x, h * 1.02), h * tall, max(years, 2), grounds, 0.75))
    return sorted(slices, key=lambda piece: -piece.radius)


def _emblem(frame: Frame, rng: Random) -> list[_Slice]:
    return [_Slice((frame.width / 2, frame.height / 2), frame.short * 0.45, rng.randint(6, 8), (0.0, 0.25), 1.0)]


_SLICES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}


def _draw(piece: _Slice, inks: Inks, rng: Random) -> list[str]:
    radii = _years(piece, rng)
    wobble = [(order, rng.uniform(0.6, 1.0) * share, rng.uniform(0, 2 * pi)) for order, share in _WOBBLE]
    tilt = rng.uniform(0, 2 * pi)
    width = 0.4 + piece.radius / 240
    drawn: list[str] = []
    for index, radius in enumerate(radii):
        line, weight = _year_line(index, len(radii), piece, inks)
        data = loop(_ring(piece, radius, wobble, tilt))
        drawn.append(stroke(data, line, weight * width, inks.at(piece.grounds[index % 2])))
    return [*drawn, dot(_pith(piece, 0, tilt), radii[-1] * 0.4, inks.accent)]


def _year_line(index: int, count: int, piece: _Slice, inks: Inks) -> tuple[Colour, float]:
    """Colour and relative weight: bark and every fourth year strong, one good year in accent, the rest fine."""
    if index == count * 2 // 5:
        return inks.accent, 2.6
    if index % 4 == 0:
        return inks.at(1.0), 1.4 if index else 1.9
    return inks.at(piece.lines), 0.8


_WOBBLE = ((2, 0.035), (3, 0.022), (5, 0.01))


def _years(piece: _Slice, rng: Random) -> list[float]:
    """Ring radii from the bark inwards: years grow wide and narrow in slow waves."""
    start = rng.uniform(0, 2 * pi)
    widths = [1 + 0.5 * sin(start + 1.25 * year) + rng.uniform(-0.12, 0.12) for year in range(piece.rings)]
    total, scale = 0.0, piece.radius / sum(widths)
    radii = []
    for width in widths:
        total += width * scale
        radii.append(total)
    return radii[::-1]


def _pith(piece: _Slice, radius: float, tilt: float) -> Point:
    """Where the ring is centred: the heart lies off the middle, as in a tree on a slope."""
    off = 0.16 * (piece.radius - radius)
    return piece.centre[0] + off * cos(tilt), piece.centre[1] + off * sin(tilt)


def _ring(piece: _Slice, radius: float, wobble: Sequence[tuple[int, float, float]], tilt: float) -> list[Point]:
    cx, cy = _pith(piece, radius, tilt)
    corners = 11 if piece.radius > 25 else 8
    points = []
    for corner in range(corners):
        angle = 2 * pi * corner / corners
        grown = radius / piece.radius
        bulge = 1 + sum(share * grown * sin(order * angle + start + 0.8 * grown) for order, share, start in wobble)
        points.append((cx + cos(angle) * radius * bulge, cy + sin(angle) * radius * bulge))
    return points
