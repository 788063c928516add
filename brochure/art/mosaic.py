"""Mosaic: tiles of quarter, half and whole rounds, laid from below, the upper rows not yet finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, pi
from random import Random

from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, ellipse, fill, polygon, sector


@dataclass(slots=True)
class _Floor:
    """What is laid, in three layers: grounds, figures, and what lies on figures; each colour of a layer is one path."""

    inks: Inks
    rng: Random
    layers: tuple[dict[Colour, str], ...] = field(default_factory=lambda: ({}, {}, {}))
    laid: int = 0

    def add(self, layer: int, tone: Colour, data: str) -> None:
        self.layers[layer][tone] = self.layers[layer].get(tone, "") + data

    def drawn(self) -> list[str]:
        return [fill(data, tone) for layer in self.layers for tone, data in layer.items()]


def mosaic(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    floor = _Floor(inks, rng)
    _SHAPES[frame.shape](frame, floor)
    return floor.drawn()


def _cover(frame: Frame, floor: _Floor) -> None:
    w, h = frame.width, frame.height
    side = h / 3.4 if frame.landscape else max(w / 5.5, h / 16)
    rows = int(1.02 * h / side) if frame.landscape else int(0.535 * h / side)
    columns = ceil(w / side) + 1
    for row in range(rows):
        for column in range(columns):
            x, y = w * 1.02 - (column + 0.6) * side, h * 1.02 - (row + 1) * side
            if frame.landscape:
                laid = floor.rng.random() < 1.45 - 1.3 * (w - x) / w - 0.12 * row
            else:
                laid = floor.rng.random() < (1.0, 0.8, 0.45, 0.2)[max(0, row - rows + 4)]
            if laid or (row, column) == (0, 0):
                _tile((x, y), side, floor, even=(row + column) % 2 == 0)


def _band(frame: Frame, floor: _Floor) -> None:
    side = frame.height / 2.05
    for column in range(ceil(frame.width / side) + 1):
        for row in range(2):
            if row == 0 or floor.rng.random() < 0.55:
                at = ((column - 0.4) * side, frame.height * 1.02 - (row + 1) * side)
                _tile(at, side, floor, even=(row + column) % 2 == 0)


def _emblem(frame: Frame, floor: _Floor) -> None:
    """Three rows of three, the middle one a whole round."""
    side = frame.short * 0.31
    left, top = frame.width / 2 - 1.5 * side, frame.height / 2 - 1.5 * side
    for row in range(3):
        for column in range(3):
            at = (left + column * side, top + row * side)
            if (row, column) == (1, 1):
                floor.add(0, floor.inks.at(1.0), _square(at, side))
                floor.add(1, floor.inks.accent, ellipse((at[0] + side / 2, at[1] + side / 2), side * 0.36, 1))
            else:
                _tile(at, side, floor, even=(row + column) % 2 == 0)


def _tile(at: Point, side: float, floor: _Floor, *, even: bool) -> None:
    inks, rng = floor.inks, floor.rng
    dark, light = (0.0, 0.25) if even else (0.25, 0.0)
    ground = inks.at(dark if rng.random() < 0.8 else 0.5)
    figure = inks.at(rng.choice((0.5, 0.75, 0.75, 1.0)))
    if figure == ground:
        figure = inks.at(1.0 if light == 0.0 else 0.75)
    # Gold is dealt out and not drawn by lot: it is never missing, and never in a heap.
    floor.laid += 1
    if floor.laid % 7 == 3:
        figure = inks.accent
    floor.add(0, ground, _square(at, side))
    rng.choice(_FIGURES)(at, side, figure, floor)


def _square(at: Point, side: float) -> str:
    x, y = at
    return polygon([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])


def _corner(at: Point, side: float, rng: Random) -> tuple[Point, float]:
    """A corner of the tile, and the angle at which the tile begins there."""
    turn = rng.randrange(4)
    x, y = ((0, 0), (1, 0), (1, 1), (0, 1))[turn]
    return (at[0] + x * side, at[1] + y * side), turn * pi / 2


def _quarter(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    corner, start = _corner(at, side, floor.rng)
    floor.add(1, tone, sector(corner, (0, side), start, pi / 2))


def _rainbow(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    """A quarter round of three bands."""
    corner, start = _corner(at, side, floor.rng)
    for inner, outer in ((0.0, 0.34), (0.56, 0.78)):
        floor.add(1, tone, sector(corner, (inner * side, outer * side), start, pi / 2))


def _leaf(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    """What two quarter rounds of opposite corners share."""
    corner, start = _corner(at, side, floor.rng)
    other = (2 * at[0] + side - corner[0], 2 * at[1] + side - corner[1])
    edge = sector(corner, (side, side), start, pi / 2)
    back = sector(other, (side, side), start + pi, pi / 2)
    floor.add(1, tone, f"{edge.partition('L')[0]}{'c' + back.partition('c')[2].partition('L')[0]}Z")


def _round(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    centre = (at[0] + side / 2, at[1] + side / 2)
    floor.add(1, tone, ellipse(centre, side * 0.4, 1))
    if floor.rng.random() < 0.5:
        inks = floor.inks
        floor.add(2, inks.at(0.25) if tone != inks.at(0.25) else inks.at(1.0), ellipse(centre, side * 0.17, 1))


def _half(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    turn = floor.rng.randrange(4)
    x, y = ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))[turn]
    floor.add(1, tone, sector((at[0] + x * side, at[1] + y * side), (0, side / 2), turn * pi / 2, pi))


def _triangle(at: Point, side: float, tone: Colour, floor: _Floor) -> None:
    x, y = at
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    del corners[floor.rng.randrange(4)]
    floor.add(1, tone, polygon(corners))


_FIGURES = (_quarter, _quarter, _rainbow, _leaf, _leaf, _round, _half, _triangle)
_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
