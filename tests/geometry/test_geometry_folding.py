"""Every layout that folds, on every paper and stock, in both directions of reading, is folded in a model of paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.fold import FOLDS, Fold, panel_widths, steps
from brochure.geometry.folded_sheet import FoldedSheet, Leaf, flat_sheet
from brochure.geometry.folding import on_its_side, opening, reading_order
from brochure.geometry.opening import opened
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Panel, Piece, mirrored, pieces
from brochure.geometry.stock import COVER_TUCK
from brochure.units import INCH, MM
from tests.geometry.all_layouts import LAYOUTS, STOCKS, made
from tests.geometry.paper_model import Look, Model

ALL = [(name, paper, stock) for name, layout in LAYOUTS.items() for paper in layout.papers for stock in STOCKS]


@pytest.fixture(params=ALL, ids="-".join)
def both_ways(request: pytest.FixtureRequest) -> tuple[Piece, ...]:
    there = made(*request.param)
    return (*there, *map(mirrored, there))


@pytest.fixture(params=[case for case in ALL if FOLDS[LAYOUTS[case[0]].fold].closing], ids="-".join)
def folding(request: pytest.FixtureRequest) -> tuple[Piece, ...]:
    there = made(*request.param)
    return (*there, *map(mirrored, there))


def test_panels_tile_each_side(both_ways: tuple[Piece, ...]) -> None:
    for piece in both_ways:
        for side in piece.sides:
            assert sum(p.width * p.height for p in side.panels) == pytest.approx(piece.width * piece.height, rel=1e-9)
            for panel in side.panels:
                assert min(panel.x, panel.y) > -0.01
                assert panel.x + panel.width < piece.width + 0.01
                assert panel.y + panel.height < piece.height + 0.01
            assert not any(overlap(one, other) > 0.01 for one, other in combinations(side.panels, 2))


def overlap(one: Panel, other: Panel) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return min(wide, high)


def test_back_and_front_register_when_the_sheet_is_turned_over(folding: tuple[Piece, ...]) -> None:
    for piece in folding:
        outside, inside = piece.sides
        upright = piece.turn == "upright"
        turned = [piece.width - fold for fold in reversed(inside.upright_folds)] if upright else inside.upright_folds
        assert outside.upright_folds == pytest.approx(turned, abs=0.01)
        level = inside.level_folds if upright else [piece.height - fold for fold in reversed(inside.level_folds)]
        assert outside.level_folds == pytest.approx(level, abs=0.01)
        short_edge = upright == (piece.width > piece.height)
        assert piece.duplex == ("DuplexFlipShortEdge" if short_edge else "DuplexFlipLongEdge")


def test_a_folded_model_shows_each_panel_upright_as_it_is_read(folding: tuple[Piece, ...]) -> None:
    for piece in folding:
        model = Model(piece)
        stages = model.stages()
        read: list[str] = []
        for now, next_ in pairwise([*stages, []]):
            stays = {look.panel.name for look in next_}
            read += [look.panel.name for look in in_line(now, piece) if look.panel.name not in {*stays, *read}]
            assert all(look.upright for look in now)
        closed, flat = model.backs()
        last = [look for look in closed if look.panel.name not in read]
        ends = {look.panel.name for look in last}
        rest = [look for look in in_line(flat, piece) if look.panel.name not in {*read, *ends}]
        assert all(look.upright for look in (*last, *rest))
        assert [*read, *(look.panel.name for look in (*rest, *last))] == [panel.name for panel in piece.panels]


def in_line(looks: list[Look], piece: Piece) -> list[Look]:
    return sorted(looks, key=lambda look: (round(look.y), -look.x if piece.to_left else look.x))


def test_the_program_tells_what_the_model_shows(folding: tuple[Piece, ...]) -> None:
    for piece in folding:
        model, told = Model(piece), opened(piece)
        closed, flat = model.backs()
        shown = [*model.stages(), closed, flat]
        for looks, view in zip(shown, [*told.stages, told.closed_back, told.flat_back], strict=True):
            seen = {look.panel.name: look for look in looks}
            assert sorted(seen) == sorted(one.panel.name for one in view)
            for one in view:
                look = seen[one.panel.name]
                assert one.upright == look.upright
                # The middle of what is seen of a panel, which may lie a little under another.
                assert one.x + one.panel.width / 2 == pytest.approx(look.x, abs=5)
                assert one.y + one.panel.height / 2 == pytest.approx(look.y, abs=5)


def test_the_cover_opens_away_from_the_spine(folding: tuple[Piece, ...]) -> None:
    """Closed, the cover's spine is at the left, or at the right for readers from right to left."""
    for piece in folding:
        cover = piece.panels[0]
        if piece.turn == "upright" and piece.fold != "gate":
            at_right = cover.x + cover.width == pytest.approx(piece.width)
            assert at_right != piece.to_left
            assert (cover.x == pytest.approx(0)) == piece.to_left


@pytest.mark.parametrize("to_left", [False, True])
@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize(
    ("name", "paper"), [("trifold", "letter"), ("trifold", "a4"), ("fourfold", "letter"), ("fourfold", "legal")]
)
def test_what_folds_in_is_narrower(name: str, paper: str, stock: str, to_left: bool) -> None:
    (piece,) = made(name, paper, stock)
    model = Model(mirrored(piece) if to_left else piece)
    wanted = COVER_TUCK if stock == "cover" else {"letter": INCH / 16, "legal": INCH / 16, "a4": 3 * MM}[paper]
    layers = sorted(model.states[-1], key=lambda one: one.corner[2])
    outer = [one.bounds() for one in (layers[0], layers[-1])]
    assert outer[0] == pytest.approx(outer[1], abs=0.01)
    inner = [one.bounds() for one in layers[1:-1] if one.size[0] < layers[0].size[0] - 0.01]
    assert len(inner) == {"trifold": 1, "fourfold": 2}[name]
    spine = 2 if to_left else 0
    for bounds in inner:
        clear = max(abs(bounds[spine] - outer[0][spine]), abs(bounds[2 - spine] - outer[0][2 - spine]))
        assert clear == pytest.approx(wanted, abs=0.01) or clear == pytest.approx(2 * wanted, abs=0.01)
        assert outer[0][0] - 0.01 <= bounds[0]
        assert bounds[2] <= outer[0][2] + 0.01


def test_the_doors_of_a_gate_leave_a_gap() -> None:
    (piece,) = made("gatefold", "a4", "text")
    doors = sorted(one.bounds() for one in Model(piece).states[-1] if one.up[2] < 0)
    assert doors[1][0] - doors[0][2] == pytest.approx(INCH / 8)


@pytest.mark.parametrize(
    ("name", "paper", "inches"),
    [
        ("trifold", "letter", [3.625, 3.6875, 3.6875]),
        ("fourfold", "letter", [2.75 - 1 / 32, 2.75 - 1 / 32, 2.75 + 1 / 32, 2.75 + 1 / 32]),
        ("zfold", "letter", [11 / 3] * 3),
        ("halffold", "letter", [5.5] * 2),
        ("gatefold", "letter", [2.75 - 1 / 32, 5.5 + 1 / 16, 2.75 - 1 / 32]),
        ("accordion-card", "letter", [2.75] * 4),
        ("booklet", "letter", [5.5]),
        ("rack-card", "letter", [4]),
        ("card", "letter", [4]),
        ("trifold", "a4", [97 / 25.4, 100 / 25.4, 100 / 25.4]),
        ("halffold", "a4", [148.5 / 25.4] * 2),
        ("booklet", "a4", [148 / 25.4]),
        ("rack-card", "a4", [99 / 25.4]),
        ("card", "a4", [105 / 25.4]),
    ],
)
def test_print_shops_figures(name: str, paper: str, inches: list[float]) -> None:
    """Panels of the outside from the left, as shops' guides have them."""
    piece = made(name, paper, "text")[0]
    row = [panel for panel in piece.sides[0].panels if panel.y == 0]
    assert [panel.width / INCH for panel in row] == pytest.approx(inches, abs=1e-9)


def test_a_fold_of_its_own_on_a_paper() -> None:
    assert [made("fourfold", paper, "text")[0].fold for paper in ("letter", "a4", "legal")] == [
        *["parallel", "parallel", "roll"],
    ]
    (piece,) = made("fourfold", "legal", "text")
    names = [[panel.name for panel in side.panels] for side in piece.sides]
    assert names == [["second", "first", "back", "cover"], ["one", "two", "three", "four"]]
    (piece,) = made("fourfold", "letter", "text")
    assert [panel.name for panel in piece.sides[0].panels] == ["first", "second", "back", "cover"]


@pytest.mark.parametrize(
    ("name", "outside", "inside", "layers"),
    [
        ("trifold", "flap back cover", "left middle right", "1 2 0"),
        ("zfold", "verso back cover", "left middle right", "2 1 0"),
        ("halffold", "back cover", "left right", "1 0"),
        ("gatefold", "door-right back door-left", "left middle right", "1 0 2"),
        ("fourfold", "first second back cover", "one two three four", "1 2 3 0"),
        ("accordion-card", "back five six cover", "one two three four", "3 2 1 0"),
        ("tent-card", "back cover", "upper lower", "1 0"),
        ("cross-card", "greeting-right greeting-left back cover", "one two three four", "3 1 0 2"),
    ],
)
def test_panels_lie_where_the_trade_has_them(name: str, outside: str, inside: str, layers: str) -> None:
    """From the left on each side, row by row; `layers` has the leaves, counted so on the inside, from the lowest."""
    (piece,) = made(name, "letter", "text")
    assert [" ".join(panel.name for panel in side.panels) for side in piece.sides] == [outside, inside]
    model = Model(piece)
    names = [one.at for one in model.states[0]]
    lie = sorted(model.states[-1], key=lambda one: one.corner[2])
    expected = [int(layer) for layer in layers.split()]
    if name == "gatefold":
        assert {one.corner[2] > lie[0].corner[2] for one in lie[1:]} == {True}, "both doors lie on the middle"
        assert names.index(lie[0].at) == 1
    else:
        assert [names.index(one.at) for one in lie] == expected


def test_what_is_turned_both_ways_is_upside_down() -> None:
    (seen,) = FoldedSheet((Leaf(0, 0, 0, 0, 9, 9, turned_x=True, turned_y=True),), "upright").seen()
    assert (seen.face, seen.rotation) == ("inside", 180)


def test_the_fold_alone_gives_the_shipped_trifold() -> None:
    layout = LAYOUTS["trifold"]
    (arrangement,) = layout.arrangements
    assert arrangement.sides, "it says where its panels lie"
    untold = arrangement.model_copy(update={"sides": ()})
    for paper in map(PAPERS.__getitem__, layout.papers):
        assert pieces(layout.model_copy(update={"arrangements": (untold,)}), paper) == pieces(layout, paper)


def test_what_stands_on_its_head() -> None:
    (tent,) = made("tent-card", "letter", "text")
    assert [panel.name for panel in tent.panels if panel.rotation] == ["back"]
    assert [[panel.name for panel in side.panels] for side in tent.sides] == [["back", "cover"], ["upper", "lower"]]
    assert tent.duplex == "DuplexFlipShortEdge", "it stands, and is turned over on its level axis"
    (cross,) = made("cross-card", "letter", "text")
    assert [panel.name for panel in cross.panels if panel.rotation] == ["greeting-left", "greeting-right"]
    assert cross.duplex == "DuplexFlipLongEdge"


def test_copy_keeps_off_trims_and_folds(both_ways: tuple[Piece, ...]) -> None:
    for piece in both_ways:
        for side in piece.sides:
            for panel in side.panels:
                for margin, place, far, folds in edges(panel, piece):
                    if min(abs(place), abs(place - far)) < 0.01:
                        assert margin >= INCH / 4 - 0.01, (panel.name, "trim")
                    elif any(abs(place - fold) < 0.01 for fold in folds):
                        assert margin >= INCH / 8 - 0.01, (panel.name, "fold")


def edges(panel: Panel, piece: Piece) -> Iterator[tuple[float, float, float, tuple[float, ...]]]:
    """Of each edge: its margin, where it lies on the sheet, how far the sheet reaches, and where it folds that way."""
    side = next(side for side in piece.sides if side.name == panel.side)
    top, right, bottom, left = panel.margin[2:] + panel.margin[:2] if panel.rotation else panel.margin
    yield top, panel.y, piece.height, side.level_folds
    yield bottom, panel.y + panel.height, piece.height, side.level_folds
    yield left, panel.x, piece.width, side.upright_folds
    yield right, panel.x + panel.width, piece.width, side.upright_folds


@st.composite
def any_fold(draw: st.DrawFn) -> tuple[Fold, int]:
    fold = draw(st.sampled_from([fold for fold, rule in FOLDS.items() if rule.closing]))
    rule = FOLDS[fold]
    return fold, draw(st.integers(rule.least, rule.most or rule.least + 5))


@given(any_fold(), st.floats(200, 1300), st.floats(0, 9), st.booleans())
def test_any_sheet_folds_flat_and_each_face_is_read_once(
    which: tuple[Fold, int], width: float, tucked: float, to_left: bool
) -> None:
    fold, across = which
    inside = panel_widths(fold, across, width, tucked)[:: 1 if to_left else -1]
    down = FOLDS[fold].down
    told = opening(fold, inside, (300.0,) * down, mirrored=to_left)
    assert len(told.stages[-1]) == across * down
    sheet = flat_sheet(fold, inside, (300.0,) * down)
    for crease in (crease for step in steps(fold, across, mirrored=to_left) for crease in step):
        sheet = sheet.bent(crease)
    left, right = min(leaf.x for leaf in sheet.leaves), max(leaf.x + leaf.width for leaf in sheet.leaves)
    assert right - left == pytest.approx(max(inside), abs=1e-6), "nothing sticks out"
    assert {seen.face for seen in told.stages[0]} == {"outside"}
    order = reading_order(fold, across)
    places = {(seen.face, *on_its_side(seen, fold, across)) for seen in order}
    assert len(places) == len(order) == 2 * across * down
    assert [seen.face for seen in order].count("inside") == across * down


def test_a_booklet_is_leafed_through() -> None:
    piece = made("booklet", "letter", "text")[0]
    assert len(piece.sides) == 8
    assert [side.template for side in piece.sides] == ["cover.svg", *["page.svg"] * 6, "back.svg"]
    told = opened(piece)
    names = [[one.panel.name for one in view] for view in told.stages]
    assert names == [["cover"], ["page-2", "page-3"], ["page-4", "page-5"], ["page-6", "page-7"]]
    assert [one.panel.name for one in told.closed_back] == ["back"]
    assert [round(one.x) for one in told.stages[1]] == [0, 396]
    assert [one.panel.name for one in opened(mirrored(piece)).stages[1]] == ["page-3", "page-2"]


def test_a_flat_sheet_is_turned_over() -> None:
    told = opened(made("card", "letter", "text")[1])
    assert [[one.panel.name for one in view] for view in told.stages] == [["masthead", "copy"]]
    assert [one.panel.name for one in told.flat_back] == ["more", "foot"]
