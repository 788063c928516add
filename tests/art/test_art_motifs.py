"""Every motif in every shape: valid, small, printable, in its place, and the same each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.art import MotifName
from brochure.art.colour import Colour
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.motifs import MOTIFS, draw, motif_for
from brochure.art.palette import Palette

NAMES: tuple[MotifName, ...] = get_args(MotifName)
GREY = Inks(tuple(Colour(level, level, level) for level in (220, 160, 90)), Colour(200, 80, 0), Colour(255, 255, 255))
SIZES = {
    Shape.COVER: [(266, 612), (283, 595), (396, 612), (612, 180), (300, 300)],
    Shape.BAND: [(792, 20), (792, 48), (792, 70), (842, 48), (266, 40)],
    Shape.EMBLEM: [(40, 40), (64, 64), (90, 90), (80, 50)],
}
KILOBYTES = {Shape.COVER: 45, Shape.BAND: 40, Shape.EMBLEM: 8}
CASES = [
    pytest.param(name, shape, width, height, seed, id=f"{name}-{shape}-{width}x{height}-{seed}")
    for name in MOTIFS
    for shape, sizes in SIZES.items()
    for width, height in sizes
    for seed in ("sleep", "focus-at-school", "2")
]
names = st.sampled_from(sorted(MOTIFS))
shapes = st.sampled_from(Shape)


def art(name: MotifName, shape: Shape, width: float, height: float, seed: str) -> str:
    return draw(name, shape=shape, width=width, height=height, inks=GREY, seed=seed)


def points(fragment: str) -> Iterator[tuple[float, float]]:
    """Every point that the outlines pass through, and the rims of dots."""
    for element in ElementTree.fromstring(fragment):
        if element.tag == "circle":
            x, y, r = (float(element.attrib[key]) for key in ("cx", "cy", "r"))
            yield from ((x - r, y - r), (x + r, y + r))
        else:
            yield from path_points(element.attrib["d"])


def path_points(data: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, arguments in re.findall(r"([MLlcZ])([^MLlcZ]*)", data):
        numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", arguments)]
        stride = 6 if command == "c" else 2
        for end in range(stride, len(numbers) + 1, stride):
            dx, dy = numbers[end - 2 : end]
            x, y = (dx, dy) if command in "ML" else (x + dx, y + dy)
            yield x, y


@pytest.mark.parametrize(("name", "shape", "width", "height", "seed"), CASES)
def test_fragment_is_fit_for_print(name: MotifName, shape: Shape, width: float, height: float, seed: str) -> None:
    fragment = art(name, shape, width, height, seed)
    root = ElementTree.fromstring(fragment)
    assert root.tag == "g"
    assert {element.tag for element in root} <= {"path", "circle"}
    assert len(root) > 3
    assert len(fragment) < KILOBYTES[shape] * 1000
    assert not re.search(r"opacity|url\(|gradient|filter|clip|mask|<text|nan|inf|\de-|\.\d{3}", fragment)
    assert all(float(width) >= 0.35 for width in re.findall(r'stroke-width="([^"]+)"', fragment))
    known = {colour.hex for colour in (*GREY.tones, GREY.accent, GREY.ground)}
    assert set(re.findall(r"#[0-9a-f]+", fragment)) <= known
    assert GREY.accent.hex in fragment


@pytest.mark.parametrize(("name", "shape", "width", "height", "seed"), CASES)
def test_art_keeps_to_its_place(name: MotifName, shape: Shape, width: float, height: float, seed: str) -> None:
    xs, ys = zip(*points(art(name, shape, width, height, seed)), strict=True)
    if shape is Shape.EMBLEM:
        assert -0.02 * width < min(xs) < max(xs) < 1.02 * width
        assert -0.02 * height < min(ys) < max(ys) < 1.02 * height
        return
    title = 0.46 if shape is Shape.COVER and not Frame(shape, width, height).landscape else 0.0
    assert min(ys) >= title * height
    assert height <= max(ys) < 2.2 * height, "art should stand on the bottom edge"
    assert max(xs) > width, "art should bleed off the side"


@given(name=names, shape=shapes, width=st.floats(20, 1300), height=st.floats(20, 1300), seed=st.text(max_size=20))
@settings(max_examples=settings().max_examples, deadline=None)
def test_any_size_and_seed_can_be_drawn_and_comes_out_the_same(
    name: MotifName, shape: Shape, width: float, height: float, seed: str
) -> None:
    first = art(name, shape, width, height, seed)
    assert first == art(name, shape, width, height, seed)
    assert ElementTree.fromstring(first).tag == "g"


@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_another_process_with_another_hash_seed_draws_the_same(name: MotifName) -> None:
    code = (
        "from brochure.art.motifs import *; from brochure.art.colour import *\n"
        f"inks = Inks({GREY.tones!r}, {GREY.accent!r}, {GREY.ground!r})\n"
        f"print(draw({name!r}, shape=Shape.BAND, width=792, height=48, inks=inks, seed='sleep'))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
    assert there.strip() == art(name, Shape.BAND, 792, 48, "sleep")


@pytest.mark.parametrize("name", sorted(MOTIFS))
@pytest.mark.parametrize("shape", Shape)
def test_articles_differ(name: MotifName, shape: Shape) -> None:
    width, height = SIZES[shape][1]
    assert art(name, shape, width, height, "sleep") != art(name, shape, width, height, "focus")


def test_each_article_has_a_motif_and_each_motif_an_article() -> None:
    slugs = [f"article-{number}" for number in range(120)]
    assert {motif_for(slug, NAMES) for slug in slugs} == set(MOTIFS) == set(NAMES)
    assert motif_for("sleep") == motif_for("sleep")


def test_what_the_clinic_left_open_stays_as_it_was_and_a_new_motif_moves_no_other() -> None:
    slugs = [f"article-{number}" for number in range(60)]
    assert {motif_for(slug) for slug in slugs} == {"branches", "currents", "rings"}
    fewer, more = NAMES[:-1], NAMES
    assert all(motif_for(slug, more) in (motif_for(slug, fewer), NAMES[-1]) for slug in slugs)


def test_inks_follow_the_palette() -> None:
    red, spruce, gold, ink, white = map(Colour.parse, ("#812", "#255", "#ea3", "#222", "#fff"))
    palette = Palette(red, spruce, gold, ink, white)
    on_primary, on_paper = Inks.on_primary(palette), Inks.on_paper(palette)
    assert (on_primary.ground, on_primary.accent) == (red, gold)
    assert (on_paper.ground, on_paper.at(1)) == (white, red)
    assert Inks((ink,), gold, white).at(0.5) == ink


def test_refuses_no_tones_and_no_area() -> None:
    with pytest.raises(ValueError, match="at least one tone"):
        Inks((), GREY.accent, GREY.ground)
    with pytest.raises(ValueError, match="cannot draw"):
        art("rings", Shape.BAND, 792, 0, "sleep")
