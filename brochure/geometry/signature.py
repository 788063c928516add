"""The sheets of a saddle-stitched booklet: which pages lie beside each other, and how far each is shifted for creep.

Sheets lie in each other, the outermost with the cover. When the booklet is folded the inner ones stick out and are
trimmed, the more the further in they lie; so their pages move towards the spine by as much.
"""

from __future__ import annotations

from dataclasses import dataclass

from brochure.geometry.placement import PAGES_A_SHEET


@dataclass(frozen=True)
class PlacedPage:
    """A page of the booklet, counted from 1, and the left edge of its trim on the sheet, creep included (points)."""

    number: int
    x: float


@dataclass(frozen=True)
class SheetSide:
    """One side of a sheet. Sheets are counted from 1, the outermost; `back` is the side that faces the middle."""

    sheet: int
    back: bool
    left: PlacedPage
    right: PlacedPage


def creep(sheet: int, caliper: float) -> float:
    """How far the pages of this sheet, counted from 1 from outside, move towards the spine: points, as the caliper."""
    return (sheet - 1) * caliper


def signatures(
    pages: int, page_width: float, sheet_width: float, caliper: float, *, to_left: bool = False
) -> tuple[SheetSide, ...]:
    """The sides in the order in which they are printed: front and back of the outermost sheet, then of the next one.

    The spine is in the middle of the sheet; widths in points. `to_left`: it is bound at the right. Raises ValueError
    where pages are no multiple of 4 or do not go on the sheet.
    """
    if pages % PAGES_A_SHEET or pages < PAGES_A_SHEET:
        raise ValueError(f"a booklet's pages come four to a sheet; {pages} do not")
    if 2 * page_width > sheet_width + 0.01:
        raise ValueError(f"two pages of {page_width:g} pt do not go on a sheet of {sheet_width:g} pt")
    spine, sides = sheet_width / 2, []
    for sheet in range(1, pages // PAGES_A_SHEET + 1):
        first, last, shift = 2 * sheet - 1, pages - 2 * sheet + 2, creep(sheet, caliper)
        for back, pair in ((False, (last, first)), (True, (first + 1, last - 1))):
            left, right = reversed(pair) if to_left else pair
            placed = PlacedPage(left, spine - page_width + shift), PlacedPage(right, spine - shift)
            sides.append(SheetSide(sheet, back, *placed))
    return tuple(sides)
