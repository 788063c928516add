"""Booklets: sheets that are printed, stacked, folded and cut give pages in order, flush at their trims."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.geometry.signature import PlacedPage, SheetSide, creep, signatures
from brochure.geometry.stock import CALIPERS
from brochure.units import INCH, MM

SIZES = {"letter": (5.5 * INCH, 11 * INCH), "a4": (148 * MM, 297 * MM)}
booklets = st.tuples(
    st.integers(1, 20).map(lambda sheets: 4 * sheets),
    st.sampled_from(sorted(SIZES)),
    st.sampled_from(sorted(CALIPERS.values())),
    st.booleans(),
)
Booklet = tuple[int, str, float, bool]


def sides(booklet: Booklet) -> tuple[SheetSide, ...]:
    pages, paper, caliper, to_left = booklet
    return signatures(pages, *SIZES[paper], caliper, to_left=to_left)


def bound(made: tuple[SheetSide, ...], *, to_left: bool) -> list[PlacedPage]:
    """The pages as they are leafed through.

    Sheets lie on each other with their backs up, the outermost lowest; then one half of the pile comes over the other.
    """
    pile = [(front, back) for front, back in zip(made[::2], made[1::2], strict=True)]
    assert all((front.back, back.back) == (False, True) for front, back in pile)
    # Turned over on an upright axis, the left of the back lies behind the right of the front.
    leaves = [((back.left, front.right), (back.right, front.left)) for front, back in pile]
    if to_left:
        leaves = [(right, left) for left, right in leaves]
    over = [(below, above) for (above, below), _ in leaves]
    rest = [stays for _, stays in reversed(leaves)]
    return [page for leaf in (*over, *rest) for page in leaf]


@given(booklets)
def test_pages_come_in_order(booklet: Booklet) -> None:
    pages = bound(sides(booklet), to_left=booklet[3])
    assert [page.number for page in pages] == list(range(1, booklet[0] + 1))


@given(booklets)
def test_trims_are_flush_when_it_is_cut(booklet: Booklet) -> None:
    """An inner sheet lies further out by the sheets around it, and its pages are nearer to the spine by as much."""
    _, paper, caliper, _ = booklet
    width, sheet_width = SIZES[paper]
    for side in sides(booklet):
        out = (side.sheet - 1) * caliper
        assert side.right.x - sheet_width / 2 + out == pytest.approx(0, abs=1e-9)
        assert side.left.x + width - sheet_width / 2 - out == pytest.approx(0, abs=1e-9)


@given(booklets)
def test_front_and_back_register(booklet: Booklet) -> None:
    width, sheet_width = SIZES[booklet[1]]
    made = sides(booklet)
    for front, back in zip(made[::2], made[1::2], strict=True):
        assert front.sheet == back.sheet
        assert sheet_width - back.left.x - width == pytest.approx(front.right.x, abs=0.01)
        assert sheet_width - back.right.x - width == pytest.approx(front.left.x, abs=0.01)


def test_eight_pages() -> None:
    numbers = [(side.left.number, side.right.number) for side in signatures(8, 396, 792, 0.3)]
    assert numbers == [(8, 1), (2, 7), (6, 3), (4, 5)]
    to_left = [(side.left.number, side.right.number) for side in signatures(8, 396, 792, 0.3, to_left=True)]
    assert to_left == [(1, 8), (7, 2), (3, 6), (5, 4)]


def test_creep_is_the_caliper_of_the_sheets_around() -> None:
    assert [creep(sheet, 0.3) for sheet in (1, 2, 5)] == pytest.approx([0, 0.3, 1.2])
    lefts = [side.right.x for side in signatures(16, 396, 792, 0.3)][::2]
    assert [one - other for one, other in pairwise(lefts)] == pytest.approx([0.3] * 3)


@pytest.mark.parametrize("pages", [0, 2, 6, 9])
def test_pages_come_four_to_a_sheet(pages: int) -> None:
    with pytest.raises(ValueError, match="four to a sheet"):
        signatures(pages, 396, 792, 0.3)


def test_pages_that_do_not_go_on_the_sheet() -> None:
    with pytest.raises(ValueError, match="do not go on a sheet"):
        signatures(8, 400, 792, 0.3)
