"""The piece: panels tile the sheet, and what is printed behind a panel is as wide as it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.fold import Fold
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS, Paper
from brochure.geometry.piece import Panel, Piece, pieces
from brochure.units import MM

Make = Callable[..., dict[str, Any]]

MARGIN = (9.0, 9.0, 9.0, 9.0)
TYPE = {
    name: {"size": size, "leading": 1.4, "spacing": 0.5}
    for name, size in (("smallest", 9), ("ideal", 10), ("largest", 12))
}
COUNTS: dict[Fold, tuple[int, int]] = {"none": (1, 6), "half": (2, 2), "z": (3, 6), "roll": (3, 6), "gate": (3, 3)}


def piece_of(fold: Fold, rows: Sequence[Sequence[float | None]], count: int, orientation: str, paper: Paper) -> Piece:
    """A piece with `count` panels a row, and for each side the heights of its rows."""
    sides = [
        {
            "name": f"s{side}",
            "rows": [
                {"panels": [f"p{side}{row}{n}" for n in range(count)], **({"height": height} if height else {})}
                for row, height in enumerate(heights)
            ],
        }
        for side, heights in enumerate(rows)
    ]
    names = [name for side in sides for row in side["rows"] for name in row["panels"]]  # type: ignore[index]
    arrangement = {"sides": sides, "reading": names, "flow": names[:1]}
    layout = {"title": "T", "fold": fold, "orientation": orientation, "papers": ["letter"], "margin": MARGIN}
    (piece,) = pieces(Layout.model_validate({**layout, "type": TYPE, "arrangements": [arrangement]}), paper)
    return piece


@st.composite
def any_piece(draw: st.DrawFn) -> Piece:
    fold = draw(st.sampled_from(sorted(COUNTS)))
    rows = st.lists(st.floats(60, 120), max_size=2).map(lambda heights: [*heights, None])
    return piece_of(
        fold,
        draw(st.lists(rows, min_size=1, max_size=2)),
        draw(st.integers(*COUNTS[fold])),
        draw(st.sampled_from(["portrait", "landscape"])),
        PAPERS[draw(st.sampled_from(sorted(PAPERS)))],
    )


def overlap(one: Panel, other: Panel) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return min(wide, high)


@given(any_piece())
def test_panels_tile_each_side(piece: Piece) -> None:
    for side in piece.sides:
        area = sum(panel.width * panel.height for panel in side.panels)
        assert area == pytest.approx(piece.width * piece.height)
        assert all(overlap(one, other) < 1e-6 for one, other in combinations(side.panels, 2))
        for panel in side.panels:
            assert min(panel.x, panel.y) >= 0
            assert panel.x + panel.width <= piece.width + 1e-6
            assert panel.y + panel.height <= piece.height + 1e-6


@given(any_piece())
def test_the_inside_mirrors_the_outside(piece: Piece) -> None:
    if len(piece.sides) == 2:
        outside, inside = (
            sorted({(round(panel.x, 6), round(panel.width, 6)) for panel in side.panels}) for side in piece.sides
        )
        mirrored = sorted((round(piece.width - x - width, 6), width) for x, width in inside)
        assert [value for pair in mirrored for value in pair] == pytest.approx(
            [value for pair in outside for value in pair], abs=1e-5
        )


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_behind_the_flap_stands_the_narrow_panel(spec: Make, paper: str) -> None:
    (piece,) = pieces(Layout.model_validate(spec()), PAPERS[paper])
    flap, right, cover, left = (piece.panel(name) for name in ("flap", "right", "cover", "left"))
    assert flap.x == 0
    assert right.x + right.width == pytest.approx(piece.width)
    assert flap.width == pytest.approx(right.width)
    assert flap.width < left.width == pytest.approx(cover.width)
    assert cover.x + cover.width == pytest.approx(piece.width)
    assert left.x == 0


def test_rows_with_heights() -> None:
    piece = piece_of("none", [[70 * MM, None, 50 * MM], [None, None]], 2, "portrait", PAPERS["a4"])
    front = piece.sides[0].panels[::2]
    assert [panel.y for panel in front] == pytest.approx([0, 70 * MM, 247 * MM])
    assert [panel.height for panel in front] == pytest.approx([70 * MM, 177 * MM, 50 * MM])
    assert [panel.height for panel in piece.sides[1].panels] == pytest.approx([148.5 * MM] * 4)


@pytest.mark.parametrize(
    ("heights", "fault"),
    [
        ([500, 400], "higher than"),
        ([792, None], "higher than"),
        ([792.5], "higher than"),
        ([900, None], "higher"),
        ([100, 200], "do not fill"),
        ([400, 391.98], "do not fill"),
    ],
)
def test_rows_that_cannot_be(heights: list[float | None], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        piece_of("none", [heights], 1, "portrait", PAPERS["letter"])


@pytest.mark.parametrize("heights", [[400, 392], [400, 391.995]])
def test_rows_fill_the_sheet_but_for_what_rounding_leaves(heights: list[float | None]) -> None:
    piece = piece_of("none", [heights], 1, "portrait", PAPERS["letter"])
    assert [panel.height for panel in piece.panels] == heights


def test_depth_and_measure_leave_the_margins(spec: Make) -> None:
    (piece,) = pieces(Layout.model_validate(spec(margin=[10, 20, 30, 40])), PAPERS["letter"])
    flap = piece.panel("flap")
    assert flap.depth == pytest.approx(612 - 40)
    widest = max(panel.width for panel in piece.flow)
    assert flap.width < widest, "it folds in"
    assert [panel.measure for panel in piece.flow] == pytest.approx([widest - 60] * 4), "copy breaks alike on all"
    assert flap.margin[1] - 20 == pytest.approx(flap.margin[3] - 40), "both margins give alike"
    assert piece.panel("cover").margin == pytest.approx((14 * MM, 10 * MM, 14 * MM, 10 * MM))


def test_panels_come_in_reading_order(spec: Make) -> None:
    (piece,) = pieces(Layout.model_validate(spec()), PAPERS["letter"])
    assert [panel.name for panel in piece.panels] == ["cover", "flap", "left", "middle", "right", "back"]
    assert [panel.name for panel in piece.flow] == ["flap", "left", "middle", "right"]
    assert [side.art for side in piece.sides] == ["sheet-outside", "sheet-inside"]
    with pytest.raises(KeyError):
        piece.panel("spine")


@pytest.mark.parametrize("height", [50.0, 53.9])
def test_margins_must_leave_room_for_copy(height: float) -> None:
    with pytest.raises(ValueError, match="margins of the panel 'p000' leave no room"):
        piece_of("none", [[height, None]], 1, "portrait", PAPERS["letter"])


def test_half_an_inch_is_room_for_copy() -> None:
    assert piece_of("none", [[54.0, None]], 1, "portrait", PAPERS["letter"]).panels[0].depth == 36


def test_a_panel_in_columns_is_as_wide_as_they_are(spec: Make) -> None:
    margin = ["10mm", "9mm", "10mm", "9mm"]

    def made(**style: Any) -> Piece:
        layout = Layout.model_validate(spec(panels={"middle": {"margin": margin, **style}}))
        (piece,) = pieces(layout, PAPERS["letter"])
        return piece

    whole, piece = made().panel("middle"), made(columns=2, gutter="8mm")
    columns = [piece.panel(name) for name in ("middle-1", "middle-2")]
    assert [panel.name for panel in piece.flow] == ["flap", "left", "middle-1", "middle-2", "right"]
    assert sum(column.width for column in columns) == pytest.approx(whole.width)
    assert columns[0].measure == pytest.approx(columns[1].measure)
    assert columns[0].x + columns[0].width == pytest.approx(columns[1].x)
    assert columns[0].margin[1] + columns[1].margin[3] == pytest.approx(8 * MM)
