"""Where panels lie on what was made: the places by which a difference reads a sheet."""

from __future__ import annotations

import pytest

from brochure.editions import EditionName
from brochure.errors import BadInput
from brochure.geometry.arranged import Arranged
from brochure.production.plan import Product
from brochure.release.areas import areas
from brochure.release.manifest import Area
from brochure.storage.shipped import SHIPPED
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk


def panels(
    desk: Desk, edition: EditionName, chosen: int | None = 0, layout: str | None = "trifold"
) -> tuple[Area, ...]:
    arranged = None if chosen is None else Arranged(chosen)
    return areas(open_workspace(desk.root), Product("test", layout, "letter", edition), arranged)


def test_the_panels_of_an_office_sheet_cover_it(desk: Desk) -> None:
    areas = panels(desk, "office")
    assert areas[0].panel == "cover"
    assert len({area.panel for area in areas}) == len(areas) == 6
    for page in (1, 2):
        sheet = sum(area.width * area.height for area in areas if area.page == page)
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
    ("edition", "chosen", "layout"), [("email", None, None), ("email", 0, None), ("office", None, "trifold")]
)
def test_what_is_read_page_by_page_has_none(
    desk: Desk, edition: EditionName, chosen: int | None, layout: str | None
) -> None:
    assert panels(desk, edition, chosen, layout) == ()


def test_an_arrangement_that_the_layout_has_no_more(desk: Desk) -> None:
    with pytest.raises(BadInput, match="other arrangements"):
        panels(desk, "office", 3)


def test_the_arrangement_that_was_chosen_counts_not_its_number_of_sides(desk: Desk) -> None:
    """Two arrangements of one side each: the second has its masthead below the copy."""
    toml = (SHIPPED / "layouts/handout/layout.toml").read_text("utf-8").partition("# On one side, in two.")[0]
    first = toml[toml.index("[[arrangements]]") :]
    rows = [line for line in first.splitlines() if line.startswith("  {")]
    second = first.replace("\n".join(rows), "\n".join([rows[1], rows[2], rows[0], rows[3]]))
    desk.write("layouts/handout/layout.toml", toml + second)
    one, two = (panels(desk, "office", chosen, "handout") for chosen in (0, 1))
    assert [area.panel for area in one] == [area.panel for area in two]
    assert one[0].y > one[1].y
    assert two[0].y < two[1].y
