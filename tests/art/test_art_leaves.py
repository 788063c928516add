"""Leaves of branches: five kinds, each another tree; a maple's where nothing is said."""

from __future__ import annotations

from typing import get_args

import pytest

from brochure.art import LeafName
from brochure.art.colour import Colour
from brochure.art.frame import Inks, Shape
from brochure.art.leaf import OUTLINES
from brochure.art.motifs import draw
from brochure.art.palette import Palette

INKS = Inks.on_paper(Palette(*map(Colour.parse, ("#8a2a1f", "#2f5d57", "#e3a23b", "#2a2320", "#ffffff"))))


def drawn(**leaf: LeafName) -> str:
    return draw("branches", shape=Shape.COVER, width=270, height=612, inks=INKS, seed="s", **leaf)


def test_each_kind_is_another_tree() -> None:
    kinds = [drawn(leaf=kind) for kind in get_args(LeafName)]
    assert len(set(kinds)) == len(kinds) == len(OUTLINES)
    assert drawn() == drawn(leaf="maple")


@pytest.mark.parametrize("kind", get_args(LeafName))
def test_a_leaf_is_even_and_as_long_as_it_is_asked_for(kind: LeafName) -> None:
    outline = OUTLINES[kind]
    assert {(-x, y) for x, y in outline if y < 1} >= {(x, y) for x, y in outline if x > 0 and y < 1}
    assert max(y for _, y in outline) == 1
    assert max(x for x, _ in outline) < 0.6
