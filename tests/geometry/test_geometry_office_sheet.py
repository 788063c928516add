"""The office's sheets: what is cut out lies on each other's back, is as the press has it, and comes in order."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.geometry.flat import ImposedPage, PlacedSide, first_copies, in_reading_order
from brochure.geometry.layout import Layout
from brochure.geometry.office_settings import Flip, OfficeSettings, Order
from brochure.geometry.office_sheet import EDGES, OfficeSheets, office_sheets
from brochure.geometry.paper import PAPERS, SheetName
from brochure.geometry.piece import Piece, mirrored, pieces
from brochure.geometry.press import press_sheet
from brochure.geometry.press_settings import PressSettings
from brochure.geometry.rect import Line, Rect
from brochure.geometry.stock import CALIPERS
from brochure.units import MM

BLEED, EDGE = 9.0, 5 * MM
_TYPE = {
    name: {"size": size, "leading": 1.4, "spacing": 0.5}
    for name, size in (("smallest", 9), ("ideal", 10), ("largest", 11))
}


def piece_of(fold: str, sheet: str, orientation: str, paper: str, names: int, *, to_left: bool = False) -> Piece:
    """A piece whose panels, or pages, lie where the fold has them; two sides of one panel each without one."""
    reading = [f"p{number}" for number in range(1, names + 1)]
    sides = [{"name": f"side-{name}", "rows": [{"panels": [name]}]} for name in reading] if fold == "none" else None
    arrangement = {"reading": reading, "flow": reading, **({"sides": sides} if sides else {})}
    layout = {"title": "T", "fold": fold, "sheet": sheet, "orientation": orientation, "papers": [paper]}
    made = pieces(
        Layout.model_validate({**layout, "margin": (9, 9, 9, 9), "type": _TYPE, "arrangements": [arrangement]}),
        PAPERS[paper],
    )[0]
    return mirrored(made) if to_left else made


FLAT = [
    ("none", ("half", "rack-card", "card", "full", "double", "strip"), 2),
    ("none", ("card", "rack-card"), 1),
    ("tent", ("card", "full"), 4),
    ("half", ("card", "half", "full"), 4),
    ("accordion", ("strip", "full"), 8),
    ("saddle", ("half", "card"), 8),
    ("saddle", ("half", "card"), 20),
]


@st.composite
def imposed(draw: st.DrawFn) -> tuple[Piece, OfficeSheets, OfficeSettings]:
    fold, sheets, names = draw(st.sampled_from(FLAT))
    paper, sheet = draw(st.sampled_from(sorted(PAPERS))), draw(st.sampled_from(sheets))
    lies = fold == "accordion" or (fold != "saddle" and draw(st.booleans()))
    piece = piece_of(fold, sheet, "landscape" if lies else "portrait", paper, names, to_left=draw(st.booleans()))
    wanted = OfficeSettings(
        BLEED,
        EDGE,
        draw(st.sampled_from(sorted(CALIPERS.values()))),
        draw(st.sampled_from(get_args(Order))),
        draw(st.sampled_from([None, *get_args(Flip)])),
    )
    return piece, office_sheets(piece, PAPERS[paper], wanted), wanted


Imposed = tuple[Piece, OfficeSheets, OfficeSettings]


def trims(page: ImposedPage) -> list[Rect]:
    return [page.printed(placed.trim) for placed in page.sides]


def behind(page: ImposedPage, area: Rect, duplex: str) -> Rect:
    """Where an area of the back lies, seen from the front, when the sheet was turned over on that edge."""
    long_is_upright = page.width < page.height
    upright = (duplex == "DuplexFlipLongEdge") == long_is_upright
    x = page.width - area.right if upright else area.x
    y = area.y if upright else page.height - area.top
    return Rect(x, y, area.width, area.height)


def same(one: Rect, other: Rect, within: float = 0.01) -> bool:
    return all(
        abs(a - b) <= within
        for a, b in ((one.x, other.x), (one.y, other.y), (one.width, other.width), (one.height, other.height))
    )


@given(imposed())
def test_nothing_lies_on_anything_else(made: Imposed) -> None:
    _, sheets, _ = made
    for page in sheets.pages:
        for one, other in combinations((placed.within for placed in page.sides), 2):
            across = min(one.right, other.right) - max(one.x, other.x)
            down = min(one.top, other.top) - max(one.y, other.y)
            assert min(across, down) < 0.01
        for placed in page.sides:
            assert placed.trim.y >= -0.01
            assert placed.trim.top <= page.height + 0.01
        for mark in sheets.marks:
            assert min(mark.x0, mark.x1, mark.y0, mark.y1) >= 0
            assert max(mark.x0, mark.x1) <= page.width
            assert max(mark.y0, mark.y1) <= page.height


@given(imposed())
def test_backs_lie_behind_their_fronts_on_either_edge(made: Imposed) -> None:
    piece, sheets, wanted = made
    if sheets.duplex is None:
        assert len(piece.sides) == 1
        return
    if wanted.flip:
        assert sheets.duplex == EDGES[wanted.flip]
    for front, back in zip(sheets.pages[::2], sheets.pages[1::2], strict=True):
        for placed in back.sides:
            seen = behind(back, back.printed(placed.trim), sheets.duplex)
            (on,) = [one for one in front.sides if same(front.printed(one.trim), seen)]
            assert on.copy == placed.copy
        # Whoever turns the piece over on its own axis finds the back upright: printed on its head, where the printer
        # turned the sheet over on the other one.
        long_is_upright = back.width < back.height
        axis = "upright" if (sheets.duplex == "DuplexFlipLongEdge") == long_is_upright else "level"
        assert back.turned == (axis != piece.turn)
        assert not front.turned


@given(imposed(), st.floats(0, BLEED), st.booleans())
def test_panels_lie_as_on_the_press_creep_apart(made: Imposed, bleed: float, signatures: bool) -> None:
    piece, sheets, wanted = made
    settings_ = PressSettings(bleed=bleed, offset=bleed + 1, signatures=signatures, caliper=wanted.caliper)
    press = press_sheet(piece, settings_).pages
    office = {side.name: place for side, place in zip(piece.sides, placed(sheets.pages, piece), strict=True)}
    for side, at in zip(piece.sides, placed(press, piece), strict=True):
        on = office[side.name]
        for panel in side.panels:
            ours, theirs = on.area(panel), at.area(panel)
            moved = Rect(
                theirs.x - at.trim.x + on.trim.x, theirs.y - at.trim.y + on.trim.y, theirs.width, theirs.height
            )
            assert same(ours, moved)
            assert (ours.width, ours.height) == pytest.approx((panel.width, panel.height), abs=0.01)


def placed(pages: tuple[ImposedPage, ...], piece: Piece) -> list[PlacedSide]:
    """Each side where it is first placed."""
    found: dict[str, PlacedSide] = {}
    for page in pages:
        for one in page.sides:
            found.setdefault(one.side.name, one)
    return [found[side.name] for side in piece.sides]


@pytest.mark.parametrize("stock", sorted(CALIPERS))
@pytest.mark.parametrize("to_left", [False, True])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_pages_creep_towards_the_spine(stock: str, to_left: bool, paper: str) -> None:
    piece = piece_of("saddle", "half", "portrait", paper, 16, to_left=to_left)
    caliper = CALIPERS[stock]  # type: ignore[index]
    sheets = office_sheets(piece, PAPERS[paper], OfficeSettings(BLEED, EDGE, caliper))
    assert len(sheets.pages) == 8
    numbers = [side.name for side in piece.sides]
    for sheet, page in enumerate(
        page for pair in zip(sheets.pages[::2], sheets.pages[1::2], strict=True) for page in pair
    ):
        spine, out = page.width / 2, sheet // 2 * caliper
        for one in page.sides:
            number = numbers.index(one.side.name) + 1
            right = (number % 2 == 1) != to_left
            inner = one.trim.x if right else one.trim.right
            assert inner - spine == pytest.approx(-out if right else out, abs=1e-9)
            # Nothing is drawn beyond the spine, and there is colour up to the edge that stays white.
            assert (one.within.x if right else one.within.right) == pytest.approx(spine)
            assert (one.within.right > page.width - EDGE) if right else (one.within.x < EDGE)


@settings(max_examples=30)
@given(st.integers(2, 9))
def test_what_is_cut_and_stacked_comes_in_order(leaves: int) -> None:
    piece = piece_of("saddle", "card", "portrait", "legal", 4 * leaves)
    sheets = office_sheets(piece, PAPERS["legal"], OfficeSettings(BLEED, EDGE, 0.3, "cut-and-stack"))
    assert sheets.up == 2
    fronts = sheets.pages[::2]
    rows = sorted({round(one.trim.top) for page in fronts for one in page.sides}, reverse=True)
    pile = [
        [one.side.name for one in page.sides if round(one.trim.top) == row]
        for row in rows
        for page in fronts
        if any(round(one.trim.top) == row for one in page.sides)
    ]
    wanted = [[f"p{4 * leaves - 2 * at}", f"p{2 * at + 1}"] for at in range(leaves)]
    assert pile[: len(wanted)] == wanted
    assert pile[len(wanted) :] in ([], wanted)


@pytest.mark.parametrize(
    ("sheet", "orientation", "paper", "up"),
    [
        ("card", "portrait", "letter", 2),
        ("card", "portrait", "a4", 2),
        ("card", "portrait", "legal", 4),
        ("rack-card", "portrait", "letter", 2),
        ("rack-card", "portrait", "a4", 2),
        ("strip", "landscape", "letter", 2),
        ("strip", "landscape", "a4", 2),
        ("full", "landscape", "letter", 1),
        ("double", "portrait", "a4", 1),
    ],
)
def test_as_many_as_go_on_the_sheet(sheet: SheetName, orientation: str, paper: str, up: int) -> None:
    piece = piece_of("none", sheet, orientation, paper, 2)
    sheets = office_sheets(piece, PAPERS[paper], OfficeSettings(BLEED, EDGE))
    assert sheets.up == up == len(sheets.pages[0].sides)
    assert bool(sheets.marks) == (up > 1)
    page = sheets.pages[0]
    assert page.whole == (up == 1)
    if up == 1:
        assert (page.width, page.height) == (piece.width, piece.height)
    else:
        assert sorted((page.width, page.height)) == [PAPERS[paper].short, PAPERS[paper].long]


@pytest.mark.parametrize(("sheet", "paper"), [("card", "letter"), ("card", "a4"), ("rack-card", "letter")])
def test_cut_marks_stand_at_each_cut_and_on_no_copy(sheet: SheetName, paper: str) -> None:
    sheets = office_sheets(piece_of("none", sheet, "portrait", paper, 2), PAPERS[paper], OfficeSettings(BLEED, EDGE))
    copies = trims(sheets.pages[0])
    for name, edges in (
        ("x", {round(edge, 2) for copy in copies for edge in (copy.x, copy.right)}),
        ("y", {round(edge, 2) for copy in copies for edge in (copy.y, copy.top)}),
    ):
        marked = [round(getattr(line, f"{name}0"), 2) for line in sheets.marks if line_along(line, name)]
        assert sorted(marked) == sorted([*edges, *edges])
    for line in sheets.marks:
        for placed_ in sheets.pages[0].sides:
            area = placed_.within
            assert not (
                min(line.x0, line.x1) < area.right - 0.01
                and max(line.x0, line.x1) > area.x + 0.01
                and min(line.y0, line.y1) < area.top - 0.01
                and max(line.y0, line.y1) > area.y + 0.01
            )


def line_along(line: Line, name: str) -> bool:
    return abs(line.x0 - line.x1 if name == "x" else line.y0 - line.y1) < 0.001


@given(imposed())
def test_every_copy_is_known_in_reading_order(made: Imposed) -> None:
    piece, sheets, wanted = made
    found = in_reading_order(sheets.pages, piece)
    names = [panel.name for panel in piece.panels]
    assert [panel.name for panel, _, _ in found][: len(names)] == names
    assert len(found) % len(names) == 0
    assert len(first_copies(sheets.pages, piece)) == len(piece.sides)
    for _, number, area in found:
        page = sheets.pages[number - 1]
        assert -wanted.bleed - 0.01 <= area.x
        assert area.right <= page.width + wanted.bleed + 0.01
