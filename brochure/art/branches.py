"""Branches: a maple in leaf and, at a second glance, a neuron. Limbs swell and taper, tips carry buds and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sqrt
from random import Random
from typing import TypeVar

from brochure.art import LeafName
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.growth import Tree, grow, scatter
from brochure.art.leaf import LOBED, leaf
from brochure.art.pen import (
    HAIRLINE,
    Point,
    below,
    curve,
    dot,
    fill,
    limb,
    stroke,
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Plant:
    """Where one tree stands, in points: its root, and the ellipse that its crown fills."""

    root: Point
    crown: Point
    reach: Point
    twigs: int  # about how many tips
    layer: float  # 0 back to 1 front


def branches(frame: Frame, inks: Inks, rng: Random) -> list[str]:
    drawn = [_ground(frame, inks, rng)] if frame.shape is Shape.BAND else []
    for plant in _PLANTING[frame.shape](frame, rng):
        drawn += _draw(plant, inks, rng, frame.leaf)
    return drawn


def _cover(frame: Frame, rng: Random) -> list[_Plant]:
    """A tree in leaf that bleeds off both sides, and its shadow of a neighbour."""
    w, h = frame.width, frame.height
    if frame.landscape:
        back = _Plant((w * 0.6, h * 1.04), (w * 0.58, h * 0.74), (w * 0.16, h * 0.32), 60, 0.25)
        return [back, _Plant((w * 0.83, h * 1.05), (w * 0.84, h * 0.57), (w * 0.21, h * 0.43), 110, 1.0)]
    left, right = rng.choice(((0.0, 1.0), (1.0, 0.0)))  # mirrored or not

    def across(share: float) -> float:
        return w * (left + (right - left) * share)

    back = _Plant((across(0.08), h * 1.03), (across(0.2), h * 0.79), (w * 0.62, h * 0.25), 80, 0.25)
    front = _Plant((across(0.7), h * 1.03), (across(0.6), h * 0.755), (w * 0.6, h * 0.225), 110, 1.0)
    return [back, front]


def _band(frame: Frame, rng: Random) -> list[_Plant]:
    """A woodland edge: trees in slow waves of height, pale ones behind where the front ones are low."""
    w, h = frame.width, frame.height
    pitch = max(1.85 * h, w / 17)
    count = round(w / pitch) + 1
    twigs = max(7, min(20, 104 // count))
    start = rng.random()
    plants: list[_Plant] = []
    for layer, offset in ((0.25, 0.5), (1.0, 0.0)):
        for index in range(count):
            swell = 0.5 + 0.5 * cos(2 * pi * (index / 3.4 + offset + start))
            x = (index + offset + rng.uniform(-0.22, 0.22)) * pitch
            plants.append(_sapling(x, h, h * (0.54 + 0.31 * swell), layer, twigs, rng))
    return plants


def _ground(frame: Frame, inks: Inks, rng: Random) -> str:
    """A low rise of land that ties the trees of a band together across the folds."""
    start, beats = rng.uniform(0, 2 * pi), frame.width / frame.height / 3
    samples = round(4 * beats) + 3
    xs = [1.04 * i / samples - 0.02 for i in range(samples + 1)]
    rise = [(x * frame.width, frame.height * (0.9 + 0.06 * cos(start + beats * x * 5))) for x in xs]
    return fill(below(rise, frame.height * 1.05), inks.at(0.0))


def _sapling(x: float, floor: float, height: float, layer: float, twigs: int, rng: Random) -> _Plant:
    lean = rng.uniform(-0.12, 0.12) * height
    reach = (height * rng.uniform(0.52, 0.68), height * 0.33)
    return _Plant((x, floor + 1), (x + lean, floor - height * 0.57), reach, twigs, layer)


def _emblem(frame: Frame, rng: Random) -> list[_Plant]:
    w, h, r = frame.width, frame.height, frame.short
    root = (w / 2 + rng.uniform(-0.04, 0.04) * r, h / 2 + r * 0.48)
    return [_Plant(root, (w / 2, h / 2 - r * 0.07), (r * 0.4, r * 0.31), 26, 1.0)]


_PLANTING = {Shape.COVER: _cover, Shape.BAND: _band, Shape.EMBLEM: _emblem}


def _draw(plant: _Plant, inks: Inks, rng: Random, kind: LeafName) -> list[str]:
    tree, apart = _grow(plant, rng)
    twig = max(HAIRLINE / 2, apart * (0.03 + 0.35 / plant.twigs))
    radii = tree.radii(twig)
    limbs, twigs = "", ""
    for nodes in tree.limbs(radii):
        if radii[nodes[1]] > 2 * twig:
            limbs += _outline(tree, nodes, radii)
        else:
            twigs += curve(_spaced([tree.points[node] for node in nodes]))
    wood = inks.at(plant.layer)
    drawn = [fill(limbs, wood)] if limbs else []
    drawn += [stroke(twigs, wood, 2.2 * twig)] if twigs else []
    return drawn + _foliage(plant, tree, apart, inks, rng, kind)


def _grow(plant: _Plant, rng: Random) -> tuple[Tree, float]:
    (cx, cy), (rx, ry) = plant.crown, plant.reach

    def inside(u: float, v: float) -> Point:
        x, y = 2 * u - 1, 1.6 * v - 1
        squeeze = sqrt(1 - y * y / 2), sqrt(1 - x * x / 2)  # square to disc
        return cx + x * squeeze[0] * rx, cy + y * squeeze[1] * ry

    apart = sqrt(2.6 * rx * ry / plant.twigs)
    return grow(_trunk(plant), scatter(rng, inside, plant.twigs, apart * 0.8), apart * 0.25), apart


def _trunk(plant: _Plant) -> list[Point]:
    """A gentle S from the root to the lower third of the crown."""
    (x, y), (cx, cy) = plant.root, plant.crown
    top = cy + plant.reach[1] * 0.45
    shares = [step / 8 for step in range(9)]
    return [(x + (cx - x) * s * s * (3 - 2 * s), y + (top - y) * s) for s in shares]


def _spaced(nodes: Sequence[_T]) -> list[_T]:
    """Every third node and the last: enough for a smooth curve."""
    return [*nodes[:-2:3], nodes[-1]]


def _outline(tree: Tree, nodes: Sequence[int], radii: Sequence[float]) -> str:
    """One limb; where it leaves its parent it is little thicker than at its own first node."""
    kept = _spaced(nodes)
    widths = [radii[node] for node in kept]
    widths[0] = min(widths[0], radii[nodes[1]] * 1.25)
    return limb([tree.points[node] for node in kept], widths)


def _foliage(plant: _Plant, tree: Tree, apart: float, inks: Inks, rng: Random, kind: LeafName) -> list[str]:
    """A leaf at two tips of three, a bud at the rest; a tree in the back is a silhouette of one tone."""
    tips = [node for node, shoots in enumerate(tree.children()) if not shoots]
    rng.shuffle(tips)
    front = plant.layer > 0.5
    tones = (inks.accent, inks.at(0.75), inks.at(0.5)) if front else (inks.at(plant.layer),) * 3
    leaves = dict.fromkeys(tones, "")
    buds: list[str] = []
    for index, node in enumerate(tips):
        at, heading = tree.points[node], tree.heading(node)
        if index % 3 == 2:
            buds.append(dot(at, apart * rng.uniform(0.1, 0.19), tones[index % 2]))
        else:
            tone = tones[(0, 0, 1, 0, 2)[index % 5]]
            size = apart * rng.uniform(0.72, 1.2)
            leaves[tone] += leaf(at, heading, size, kind, lobed=size > (LOBED if front else 2 * LOBED))
    return [*buds, *(fill(data, tone) for tone, data in reversed(leaves.items()) if data)]
