"""The fold view on the live proof page: at each stage its flaps show what the folded sheet, or the booklet, shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from brochure.geometry.opening import opened
from brochure.geometry.piece import Piece, mirrored
from brochure.proof.live.fold_animation import Corner, Flap, Turn, fold_animation
from brochure.proof.live.fold_view import fold_view
from tests.geometry.all_layouts import LAYOUTS, made

#: One paper is enough: what differs on another is the size, and the fold of a four-fold leaflet.
CASES = [(name, layout.papers[0]) for name, layout in LAYOUTS.items()] + [("fourfold", "legal")]


@dataclass(frozen=True)
class Lying:
    """A flap that lies flat at some stage: what it shows, where it lies, and how high."""

    face: Corner | None
    x: float
    y: float
    width: float
    height: float
    z: float


@pytest.fixture(params=CASES, ids="-".join)
def both_ways(request: pytest.FixtureRequest) -> tuple[Piece, ...]:
    name, paper = request.param
    there = made(name, paper, "text")
    return (*there, *map(mirrored, there))


def test_each_stage_shows_what_faces_the_reader(both_ways: tuple[Piece, ...]) -> None:
    for piece in both_ways:
        found, animation = opened(piece), fold_animation(piece)
        stages = (*found.stages, *([found.closed_back] if piece.fold == "saddle" else []))
        assert len(stages) == len(animation.extents)
        for number, (stage, extent) in enumerate(zip(stages, animation.extents, strict=True)):
            flaps = list(lying(animation.root, number))
            shown = {panel for flap in on_top(flaps) for panel in panels_of(piece, flap)}
            assert shown == {seen.panel.name for seen in stage}
            edges = zip(*((flap.x, flap.y, flap.x + flap.width, flap.y + flap.height) for flap in flaps), strict=True)
            left, upper, right, lower = edges
            assert (min(left), min(upper), max(right), max(lower)) == pytest.approx(extent, abs=0.01)


def lying(flap: Flap, stage: int, x: float = 0, y: float = 0, z: float = 0, over: bool = False) -> Iterator[Lying]:
    """The flap and what hangs on it; its upper left corner as it lay, and whether it has been turned over since."""
    if flap.width:
        yield Lying(flap.back if over else flap.front, x, y, flap.width, flap.height, z)
    for one in flap.hung:
        turn = one.turn or Turn(1, 0)
        shut = turn.movement >= stage
        up = z + (-1 if over else 1) * turn.direction * (turn.layers if shut else turn.beneath)
        # A flap that is turned over has its left edge at the right, and what hangs there too.
        far = {"left": "right", "right": "left"}.get(one.edge, one.edge) if over else one.edge
        if one.edge == "above":
            yield from lying(one, stage, x, y if shut else y - one.height, up, over != shut)
        elif far == "left":
            yield from lying(one, stage, x if shut else x - one.width, y, up, over != shut)
        else:
            end = x + flap.width
            yield from lying(one, stage, end - one.width if shut else end, y, up, over != shut)


def on_top(flaps: list[Lying]) -> Iterator[Lying]:
    """Those of which most is seen: what lies between the doors of a gate is not."""
    for flap in flaps:
        x, y = flap.x + flap.width / 3, flap.y + flap.height / 2
        above = (one for one in flaps if one.x < x < one.x + one.width and one.y < y < one.y + one.height)
        if max(above, key=lambda one: one.z) == flap:
            yield flap


def panels_of(piece: Piece, flap: Lying) -> Iterator[str]:
    """The panels that are printed where the flap's face is."""
    if flap.face is None:
        return
    left, top = flap.face.x, flap.face.y
    for panel in piece.sides[flap.face.side].panels:
        x, y = panel.x + panel.width / 2, panel.y + panel.height / 2
        if left < x < left + flap.width and top < y < top + flap.height:
            yield panel.name


def test_stages_are_told_in_the_order_of_reading() -> None:
    (piece,) = made("trifold", "letter", "text")
    assert [stage.words for stage in fold_view(piece, ()).stages] == [
        "Cover",
        "Flap and left",
        "Left, middle and right",
    ]
    booklet = made("booklet", "letter", "text")[0]
    for one, leaves in ((booklet, "left"), (mirrored(booklet), "right")):
        view = fold_view(one, ())
        assert [stage.words for stage in view.stages] == [
            *("Cover", "Page 2 and page 3", "Page 4 and page 5", "Page 6 and page 7", "Back")
        ]
        assert {flap.edge for flap in view.animation.root.hung} == {leaves}
