"""Petals: blossoms as broad as the hand, wide open. Three rounds of petals, each over the gaps of the one behind it."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, cubics, curve, dot, fill, stroke

#: The side of a petal from its root at (0, 0) to its tip at (1, 0), as the two points that draw a curve: along, aside.
_ROUND = ((0.3, 0.64), (0.98, 0.58))
_LEAF = ((0.3, 0.5), (0.75, 0.3))


def petals(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    if frame.landscape:
        blossoms = [((w * 0.5, h * 0.98), h * 0.36, 8), ((w * 0.8, h * 0.56), h * 0.54, 11)]
    else:
        side = rng.choice((-1, 1))

        def across(share: float) -> float:
            return w * (0.5 + (share - 0.5) * side)

        large = min(0.36 * h, 0.8 * w)
        blossoms = [
            ((across(0.1), h * 0.665), large * 0.42, 8),
            ((across(0.08), h * 0.98), large * 0.62, 9),
            ((across(0.72), h * 0.845), large, 12),
        ]
    drawn: list[str] = []
    for centre, radius, _ in blossoms:
        drawn += _leaves(centre, radius, inks, rng)
    for centre, radius, count in blossoms:
        drawn += _blossom(centre, radius, count, inks, rng)
    corner = (w * 1.04, h * 1.02)
    return [*drawn, dot(corner, frame.short * 0.03, inks.at(0.0))]


def _leaves(centre: Point, radius: float, inks: Inks, rng: Random) -> list[str]:
    start = rng.uniform(0, 2 * pi)
    data = "".join(_petal(centre, start + leaf * 2 * pi / 5, radius * 1.0, radius * 0.5, _LEAF) for leaf in range(5))
    return [fill(data, inks.at(0.0))]


def _blossom(centre: Point, radius: float, count: int, inks: Inks, rng: Random) -> list[str]:
    start = rng.uniform(0, 2 * pi)
    drawn: list[str] = []
    rounds = ((1.0, 0.25, 0.0), (0.78, 0.5, 0.5), (0.52, 0.75, 0.0))
    for share, depth, turn in rounds:
        drawn += _round(
            centre, radius * share, (start + turn * 2 * pi / count, count), inks.at(depth), _veins(depth, inks)
        )
    drawn.append(dot(centre, radius * 0.17, inks.accent))
    seeds = [(centre[0] + radius * 0.1 * cos(a), centre[1] + radius * 0.1 * sin(a)) for a in _turns(start, 7)]
    return [*drawn, *(dot(seed, radius * 0.022, inks.at(0.25)) for seed in (centre, *seeds))]


def _veins(depth: float, inks: Inks) -> Colour:
    return inks.at(depth + 0.25)


def _turns(start: float, count: int) -> list[float]:
    return [start + 2 * pi * step / count for step in range(count)]


def _round(centre: Point, length: float, turns: tuple[float, int], tone: Colour, line: Colour) -> list[str]:
    """A round of petals that touch, and on each a vein or three."""
    start, count = turns
    breadth = min(2 * pi * length * 0.7 / count * 1.02, length * 0.8)
    outlines = "".join(_petal(centre, angle, length, breadth) for angle in _turns(start, count))
    veins = "".join(
        _vein(centre, angle + lean, length * reach)
        for angle in _turns(start, count)
        for lean, reach in ((-0.09, 0.66), (0, 0.8), (0.09, 0.66))
    )
    return [fill(outlines, tone), stroke(veins, line, length / 190)]


def _petal(root: Point, angle: float, length: float, breadth: float, side: tuple[Point, Point] = _ROUND) -> str:
    dx, dy = cos(angle), sin(angle)
    first, second = side
    outline = (first, second, (1.0, 0.0), (second[0], -second[1]), (first[0], -first[1]), (0.0, 0.0))
    return cubics(
        root,
        [
            (root[0] + length * a * dx - breadth * s * dy, root[1] + length * a * dy + breadth * s * dx)
            for a, s in outline
        ],
    )


def _vein(root: Point, angle: float, length: float) -> str:
    dx, dy = cos(angle), sin(angle)
    return curve([(root[0] + length * a * dx, root[1] + length * a * dy) for a in (0.35, 1.0)])


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """Blossoms half risen along the edge, great and small in turn, and leaves between them."""
    h = frame.height
    pitch = max(1.35 * h, frame.width / 26)
    leaves, drawn = "", []
    start = rng.random()
    for number in range(round(frame.width / pitch) + 2):
        x = (number - start) * pitch
        leaves += "".join(
            _petal((x + pitch / 2, h * 1.06), angle, h * 0.62, h * 0.34, _LEAF)
            for angle in (-pi * 0.72, -pi * 0.5, -pi * 0.28)
        )
        radius = h * ((0.95, 0.6, 0.8, 0.52)[number % 4])
        drawn += _rising((x, h * 1.04), radius, number, inks)
    return [fill(leaves, inks.at(0.0)), *drawn]


def _rising(centre: Point, radius: float, number: int, inks: Inks) -> list[str]:
    tones = ((0.25, 0.75), (0.25, 0.5), (0.5, 1.0), (0.25, 0.75))[number % 4]
    drawn = []
    for share, depth, count, turn in ((1.0, tones[0], 7, 0.0), (0.68, tones[1], 6, 0.5)):
        angles = [-pi + (step + 0.5 * (turn == 0)) * pi / count for step in range(count + (turn > 0))]
        breadth = pi * radius * share * 0.72 / count
        drawn.append(fill("".join(_petal(centre, angle, radius * share, breadth) for angle in angles), inks.at(depth)))
    return [*drawn, dot(centre, radius * 0.3, inks.accent)]


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    centre, radius, start = (frame.width / 2, frame.height / 2), frame.short * 0.49, rng.uniform(0, 2 * pi)
    drawn = []
    for share, depth, turn, count in ((1.0, 0.5, 0.0, 8), (0.74, 0.75, 0.5, 8), (0.46, 1.0, 0.0, 8)):
        angles = _turns(start + turn * 2 * pi / count, count)
        length = radius * share
        breadth = 2 * pi * length * 0.7 / count
        drawn.append(fill("".join(_petal(centre, angle, length, breadth) for angle in angles), inks.at(depth)))
    return [*drawn, dot(centre, radius * 0.18, inks.accent)]


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
