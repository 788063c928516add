"""Sunrise: a new day over still water. Broad rays behind the sun, and its light broken on the waves below."""

from __future__ import annotations

from math import pi, sqrt
from random import Random

from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import Point, curve, fill, on_arc, polygon, sector, stroke, window


def sunrise(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    return _SHAPES[frame.shape](frame, inks, rng)


def _cover(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    w, h = frame.width, frame.height
    horizon = h * (0.8 if frame.landscape else 0.84)
    x = w * (rng.uniform(0.7, 0.78) if frame.landscape else 0.5 + rng.choice((-1, 1)) * rng.uniform(0.08, 0.16))
    reach = 0.97 * horizon if frame.landscape else horizon - 0.475 * h
    sun = (x, horizon)
    size = reach * (0.44 if frame.landscape else min(0.4, 0.3 * w / reach))
    drawn = _rays(sun, size * 1.28, reach, rng.choice((15, 17, 19)), inks)
    drawn += [
        fill(sector(sun, (0, size * share), pi, pi), inks.at(depth)) for share, depth in ((1.22, 0.5), (1.1, 0.75))
    ]
    drawn.append(fill(sector(sun, (0, size), pi, pi), inks.accent))
    corners = [(-0.04 * w, horizon), (1.04 * w, horizon), (1.04 * w, 1.05 * h), (-0.04 * w, 1.05 * h)]
    drawn.append(fill(polygon(corners), inks.at(0.25)))
    return [*drawn, *_water(frame, sun, size, inks, rng)]


def _rays(sun: Point, inner: float, outer: float, count: int, inks: Inks) -> list[str]:
    """Long rays and short ones in turn; those that lie lowest end nearer, so that the whole is round."""
    long = short = ""
    pitch = pi / count
    for ray in range(count):
        start = pi + ray * pitch + pitch * 0.19
        if ray % 2:
            short += sector(sun, (inner, inner + (outer - inner) * 0.5), start, pitch * 0.62)
        else:
            long += sector(sun, (inner, outer), start, pitch * 0.62)
    return [fill(long, inks.at(0.0)), fill(short, inks.at(0.5))]


def _water(frame: Frame, sun: Point, size: float, inks: Inks, rng: Random) -> list[str]:
    """Broken light: lenses that grow wider, sparser and paler from the horizon to the reader."""
    light = gold = ""
    depth = frame.height * 1.02 - sun[1]
    for row in range(7):
        share = (row + 0.7) / 7
        y = sun[1] + depth * share**1.25
        half = size * (0.95 - 0.35 * share + rng.uniform(-0.12, 0.12))
        x = sun[0] + rng.uniform(-0.12, 0.12) * size
        thick = max(0.4, depth * 0.022 * (0.7 + share))
        if row % 3 == 0:
            gold += _lens((x, y), half, thick)
        else:
            light += _lens((x, y), half * 0.8, thick)
        side = rng.choice((-1, 1))
        light += _lens((x + side * half * rng.uniform(1.5, 1.9), y + depth * 0.03), half * 0.28, thick * 0.7)
    return [fill(light, inks.at(0.75)), fill(gold, inks.accent)]


def _lens(centre: Point, half: float, thick: float) -> str:
    x, y = centre
    return (
        curve([(x - half, y), (x, y - thick), (x + half, y)])
        + curve([(x + half, y), (x, y + thick), (x - half, y)], move="L")
        + "Z"
    )


def _band(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    """One sun after another along the horizon, high and low, as the days go."""
    h = frame.height
    pitch = max(1.95 * h, frame.width / 26)
    horizon = 0.93 * h
    back: dict[float, str] = {0.0: "", 0.25: ""}
    suns: list[str] = []
    start = rng.random()
    for number in range(round(frame.width / pitch) + 2):
        centre = ((number - start) * pitch, horizon)
        radius = h * ((0.9, 0.62, 0.76, 0.55)[number % 4]) * rng.uniform(0.96, 1.02)
        for ray in range(9):
            back[0.0 if ray % 2 else 0.25] += sector(
                centre, (radius * 0.56, radius * (0.86 if ray % 2 else 1)), pi + (ray + 0.18) * pi / 9, pi / 9 * 0.64
            )
        tone = (inks.accent, inks.at(0.75), inks.at(1.0), inks.at(0.5))[number % 4]
        suns.append(fill(sector(centre, (0, radius * 0.45), pi, pi), tone))
    floor = polygon(
        [
            (-0.02 * frame.width, horizon),
            (1.04 * frame.width, horizon),
            (1.04 * frame.width, 1.05 * h),
            (-0.02 * frame.width, 1.05 * h),
        ]
    )
    return [*(fill(data, inks.at(depth)) for depth, data in back.items()), *suns, fill(floor, inks.at(0.75))]


def _emblem(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    centre, radius = (frame.width / 2, frame.height / 2), frame.short * 0.48
    level = 0.22
    sun = (centre[0], centre[1] + level * radius)
    count = rng.choice((9, 11))
    drawn = [
        fill(
            "".join(_ray(sun, centre, radius, (ray + 0.2) * pi / count + pi, pi / count * 0.6) for ray in range(count)),
            inks.at(0.5),
        )
    ]
    drawn.append(fill(sector(sun, (0, radius * 0.5), pi, pi), inks.accent))
    for at, depth in enumerate((level + 0.06, 0.42, 0.58, 0.73)):
        half = sqrt(1 - depth * depth)
        line = [(centre[0] + half * share * radius, centre[1] + depth * radius) for share in (-1, -0.5, 0, 0.5, 1)]
        if at == 0:
            drawn.append(fill(window(line, centre, radius), inks.at(1.0)))
        else:
            inset = [(x + (centre[0] - x) * (0.25 + 0.1 * at), y) for x, y in line]
            drawn.append(stroke(curve(inset), inks.at(0.0), radius * 0.05))
    return drawn


def _ray(sun: Point, centre: Point, radius: float, start: float, sweep: float) -> str:
    """A ray from the sun to the rim of the window."""
    a, b = (_rim(sun, centre, radius, angle) for angle in (start, start + sweep))
    inner = radius * 0.62
    return polygon(
        [
            on_arc(sun, inner, start),
            on_arc(sun, a, start),
            on_arc(sun, b, start + sweep),
            on_arc(sun, inner, start + sweep),
        ]
    )


def _rim(sun: Point, centre: Point, radius: float, angle: float) -> float:
    """How far the rim is from the sun in a direction."""
    x, y = on_arc((0, 0), 1, angle)
    dx, dy = sun[0] - centre[0], sun[1] - centre[1]
    along = dx * x + dy * y
    return max(radius * 0.63, -along + sqrt(along * along + radius * radius - dx * dx - dy * dy))


_SHAPES = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}
