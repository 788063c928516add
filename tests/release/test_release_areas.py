"""Where panels lie on what was made: the places by which a difference reads a sheet."""

from __future__ import annotations

import pytest

from brochure.build.plan import Product
from brochure.clinic.workspace import open_workspace
from brochure.editions import EditionName
from brochure.release.areas import areas
from brochure.release.manifest import Area
from tests.conftest import Desk


def panels(desk: Desk, edition: EditionName, pages: int | None = 2, layout: str | None = "trifold") -> tuple[Area, ...]:
    return areas(open_workspace(desk.root), Product("test", layout, "letter", edition), pages)


def test_the_panels_of_an_office_sheet_cover_it(desk: Desk) -> None:
    found = panels(desk, "office")
    assert found[0].panel == "cover"
    assert len({area.panel for area in found}) == len(found) == 6
    for page in (1, 2):
        sheet = sum(area.width * area.height for area in found if area.page == page)
        assert sheet == pytest.approx(792 * 612, rel=1e-4)


def test_a_press_sheet_has_all_panels_of_each_copy(desk: Desk) -> None:
    one = panels(desk, "press")
    assert min(area.x for area in one) > 9
    config = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f"{config}\n[printer]\nacross = 2\n")
    two = panels(desk, "press")
    assert [area.panel for area in two] == [area.panel for area in one] * 2
    assert two[:6] == one
    assert all(right.x > left.x + 792 - 0.1 for left, right in zip(two[:6], two[6:], strict=True))


@pytest.mark.parametrize(
    ("edition", "pages", "layout"), [("email", 8, None), ("office", 3, "trifold"), ("office", None, "trifold")]
)
def test_what_is_read_page_by_page_has_none(desk: Desk, edition: EditionName, pages: int, layout: str | None) -> None:
    assert panels(desk, edition, pages, layout) == ()
