"""What is over, sticks out or stands on other text is refused; what lies within a hair of it is not."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from brochure.content.article import Article, load
from brochure.errors import Overset
from brochure.typeset.overset import check
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.typeset.conftest import Pages

#: Rounding, and what an italic or a serif sticks out of its box, in points: half a point is allowed.
WITHIN, BEYOND = 0.4, 0.7


@pytest.fixture
def article(desk: Desk) -> Article:
    desk.article("Words.")
    return load(open_workspace(desk.root), Path("assets/articles/test.md"))


def test_a_fixed_panel_on_a_second_page_is_too_long(typeset: Pages, article: Article) -> None:
    """Two pages are one too many; six lines fill the first."""
    document = "<div style='page: cover; break-after: page'>{}</div><p>flow</p>"
    check(typeset(document.format("<p>line</p>" * 6)), article)
    pages = typeset(document.format("<p>line</p>" * 7))
    assert [page.name for page in pages] == ["cover", "cover", ""]
    with pytest.raises(Overset, match="The copy of the panel 'cover' is too long for it"):
        check(pages, article)


@pytest.mark.parametrize("edge", ["margin-left", "left", "top"])
def test_text_may_stick_out_by_no_more_than_a_hair(typeset: Pages, article: Article, edge: str) -> None:
    out = "<p style='position: relative; {}: -{}pt'>out</p>"
    check(typeset(out.format(edge, WITHIN)), article)
    with pytest.raises(Overset, match="'out' sticks out of its panel"):
        check(typeset(out.format(edge, BEYOND)), article)


@pytest.mark.parametrize(("up", "hits"), [(2 * WITHIN, False), (2 * BEYOND, True)])
def test_lines_may_meet_by_no_more_than_two_hairs(typeset: Pages, article: Article, up: float, hits: bool) -> None:
    pages = typeset(f"<p>upper</p><p style='margin-top: -{up}pt'>lower</p>")
    with pytest.raises(Overset, match="stands on other text") if hits else nullcontext():
        check(pages, article)
