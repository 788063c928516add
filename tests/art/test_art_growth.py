"""Where the lights of a tree stand: as if each try were measured against all that were there before."""

from __future__ import annotations

from random import Random

import pytest

from brochure.art.growth import scatter
from brochure.art.pen import Point


def inside(u: float, v: float) -> Point:
    return 90 * u - 45, 40 * v * v - 5


def one_by_one(rng: Random, count: int, apart: float) -> list[Point]:
    points: list[Point] = []
    for _ in range(count * 40):
        x, y = inside(rng.random(), rng.random())
        if all((x - a) * (x - a) + (y - b) * (y - b) >= apart * apart for a, b in points) and len(points) < count:
            points.append((x, y))
    return points


@pytest.mark.parametrize(("count", "apart"), [(1, 5.0), (30, 4.0), (60, 9.0), (200, 2.5), (50, 0.3)])
def test_points_keep_apart_from_all_others(count: int, apart: float) -> None:
    for seed in range(3):
        assert scatter(Random(seed), inside, count, apart) == one_by_one(Random(seed), count, apart)
