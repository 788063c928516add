"""Regions that look different, on pages drawn for it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from brochure.errors import BadInput
from brochure.geometry.rect import Rect
from brochure.release.manifest import Area
from brochure.release.regions import Region, regions


def sheet(
    *diamonds: tuple[float, float],
    dot: tuple[float, float] | None = None,
    pages: int = 1,
    size: tuple[float, float] = (792, 612),
) -> bytes:
    """Pages; on the first one diamonds of 8 pt at these places, and perhaps a dot of 1.2 pt, as in type of 10 pt."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=size)
            drawn = " ".join(_diamond(x, y) for x, y in diamonds) if number == 0 else ""
            drawn += f"{dot[0]} {dot[1]} 1.2 1.2 re f" if dot else ""
            page.obj.Contents = pdf.make_stream(drawn.encode())
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _diamond(x: float, y: float) -> str:
    """Slanting edges, for PDFium lays upright ones on whole pixels."""
    return f"{x + 4} {y} m {x + 8} {y + 4} l {x + 4} {y + 8} l {x} {y + 4} l f"


PANELS = [Area(panel=f"p{at}", page=1, x=at * 264, y=0, width=264, height=612) for at in range(3)]


def boxes(old: bytes, new: bytes, areas: list[Area] = PANELS) -> list[Rect]:
    return [region.box for region in regions(old, new, areas)]


def test_what_is_the_same_has_none() -> None:
    assert boxes(sheet((100, 100)), sheet((100, 100))) == []


def test_what_no_eye_sees_has_none_and_a_full_stop_has_one() -> None:
    assert boxes(sheet((100, 100)), sheet((100.15, 100))) == []
    assert len(boxes(sheet((100, 100)), sheet((100, 100), dot=(300, 400)))) == 1


def test_a_region_is_as_wide_as_its_panel() -> None:
    (box,) = boxes(sheet(), sheet((300, 400)))
    assert (box.x, box.right) == pytest.approx((264, 528), abs=1)
    assert box.y < 400
    assert box.top > 408
    assert box.height < 72


def test_neighbours_are_shown_together_and_others_apart() -> None:
    assert len(boxes(sheet(), sheet((300, 400), (310, 380)))) == 1
    apart = boxes(sheet(), sheet((300, 100), (300, 400), (600, 400)))
    assert len(apart) == 3
    assert apart[0].y > apart[2].y


def test_a_wide_page_is_shown_around_the_difference() -> None:
    (box,) = boxes(sheet(), sheet((300, 400)), [])
    assert box.x < 300 < 308 < box.right
    assert box.width == pytest.approx(324, abs=8)


def test_pages_that_came_and_went_are_shown_whole() -> None:
    (came,) = list(regions(sheet(), sheet(pages=2), []))
    assert (came.page, came.before, came.box.x, came.box.y) == (2, None, 0, 0)
    assert (came.box.width, came.box.height) == pytest.approx((792, 612), abs=0.5)
    (went,) = list(regions(sheet(pages=2), sheet(), []))
    assert (went.page, went.after) == (2, None)
    (other,) = list(regions(sheet(), sheet(size=(400, 400)), []))
    assert isinstance(other, Region)
    assert other.before
    assert other.after


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK"])
def test_what_is_no_pdf_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match="not a PDF"):
        list(regions(data, sheet(), []))
