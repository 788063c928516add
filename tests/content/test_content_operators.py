"""Drawings as PDF operators: which are spelt so, and which are left to the engine."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from brochure.art import MotifName
from brochure.art.colour import Colour
from brochure.art.frame import Inks, Shape
from brochure.art.motifs import MOTIFS, draw
from brochure.content.drawings.operators import operators

INKS = Inks((Colour(138, 42, 31), Colour(47, 93, 87)), Colour(227, 162, 59), Colour(255, 255, 255))


def written(inside: str, root: str = 'viewBox="0 0 200 100"') -> str | None:
    """The operators of a drawing on 200 × 100 points."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'
    return operators(ElementTree.fromstring(svg), 200, 100)


def test_a_path_of_our_pen_gets_absolute_points() -> None:
    path = '<path d="M10,20c1,2 3.5,4 5,6l-5,0 0,-0.25L1,2 3,4ZM7,8l1,1Z" fill="#ff0080"/>'
    assert (written(path) or "").splitlines() == [
        "q",
        "[] 0 d 0 J 0 j 4 M",
        "1 0 0 1 0 0 cm",
        "1 0 0.501961 rg",
        "10.00 20.00 m",
        "11.00 22.00 13.50 24.00 15.00 26.00 c",
        "10.00 26.00 l",
        "10.00 25.75 l",
        "1.00 2.00 l",
        "3.00 4.00 l",
        "h",
        "7.00 8.00 m",
        "8.00 9.00 l",
        "h",
        "f",
        "Q",
    ]


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("name", MOTIFS)
def test_each_motif_is_written(name: MotifName, shape: Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brochure.content.drawings.operators.plotted", None)  # for paths that no pen of ours wrote
    assert written(draw(name, shape=shape, width=200, height=100, inks=INKS, seed="one"))


RED = 'fill="#ff0000"'


@pytest.mark.parametrize(
    "inside",
    [
        f'<rect width="9" height="9" {RED} opacity="0.5"/>',
        f'<rect width="9" height="9" rx="2" {RED}/>',
        '<rect width="9" height="9" style="fill: red"/>',
        '<rect width="9" height="9" fill="red"/>',
        '<rect width="9" height="9" fill="#f00"/>',
        '<rect width="9" height="9" fill="url(#a)"/>',
        '<rect width="9" height="9"/>',
        f'<rect width="9mm" height="9" {RED}/>',
        f'<rect width="50%" height="9" {RED}/>',
        f'<rect width="9" height="1e9" {RED}/>',
        f'<circle r="-1" {RED}/>',
        f'<ellipse rx="9" ry="9" {RED}/>',
        '<line x2="9" y2="9" stroke="#ff0000"/>',
        '<path d="M0,0l9,9" fill="none" stroke="#ff0000"/>',
        '<path d="M0,0l9,9" fill="none" stroke="#ff0000" stroke-width="0"/>',
        '<path d="M0,0l9,9" fill="none" stroke="#ff0000" stroke-width="1" stroke-dasharray="1"/>',
        f'<path d="M0,0l9" {RED}/>',
        f'<path d="9,9" {RED}/>',
        f'<g {RED}><rect width="9" height="9" {RED}/></g>',
        f'<g transform="rotate(9)"><rect width="9" height="9" {RED}/></g>',
        '<g stroke-linecap="square"/>',
        '<g clip-path="url(#a)"/>',
        '<svg width="9" height="9"/>',
        '<svg width="9" height="9" viewBox="0 0 9 9" overflow="visible"/>',
        '<svg width="9" height="9" viewBox="0 0 9 9" preserveAspectRatio="none"/>',
        '<svg width="0" height="9" viewBox="0 0 9 9"/>',
        "<text>Words</text>",
        "<style>rect { fill: red }</style>",
        '<image href="brochure:layout/a.png" width="9" height="9"/>',
        f'<defs><rect id="a" width="9" height="9" {RED}/></defs><use href="#a"/>',
        f'<rect xmlns="" width="9" height="9" {RED}/>',
    ],
)
def test_what_is_left_to_the_engine(inside: str) -> None:
    assert written(f'<rect width="9" height="9" {RED}/>')
    assert written(f'<rect width="9" height="9" {RED}/>{inside}') is None


@pytest.mark.parametrize("root", ["", 'viewBox="0 0 9"', 'viewBox="0 0 9 0"', 'viewBox="0 0 9 9" width="9" height="9"'])
def test_roots_that_are_left_to_the_engine(root: str) -> None:
    assert written(f'<rect width="9" height="9" {RED}/>', root) is None
