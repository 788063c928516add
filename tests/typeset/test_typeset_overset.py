"""What is over, sticks out or stands on other text is refused; what lies within a hair of it is not."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from brochure.content.article import Article, load
from brochure.errors import Overset
from brochure.geometry.layout import Setting
from brochure.typeset.breaks import Room
from brochure.typeset.fit import Depth
from brochure.typeset.galley import Block, Galley, Kind, Seam, Strip
from brochure.typeset.overset import Over, check, too_long
from brochure.typeset.plan import Instead, instead
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


NOT_ENOUGH = [
    pytest.param(
        Instead((), (), (("the table 'Month, Who'", 3.2), ("the box 'Words'", 0.5), ("the sources", 0.4))),
        "assets/articles/test.md:7: ",
        "Shorten the table 'Month, Who' (3.2 panels, and there are 2) or the box 'Words' (0.5 panels)",
        id="a table",
    ),
    pytest.param(
        Instead((), (), (("the sources", 2.4), ("the box 'Words'", 0.2))),
        "assets/articles/test.md: ",
        "Shorten the sources (2.4 panels, and there are 2)",
        id="sources",
    ),
    pytest.param(
        Instead(), "assets/articles/test.md: ", "Leave out sections with their headings", id="nothing that takes much"
    ),
]


@pytest.mark.parametrize(("others", "place", "mend"), NOT_ENOUGH)
def test_where_no_cut_of_sentences_is_enough_it_is_said_what_takes_most(
    typeset: Pages, desk: Desk, others: Instead, place: str, mend: str
) -> None:
    desk.article("Words.\n\n| Month | Who |\n| --- | --- |\n| June | All |")
    article = load(open_workspace(desk.root), Path("assets/articles/test.md"))
    over = Over(typeset("<p>line</p>" * 20), Depth(3.5, 2, 3.5), others)
    error = too_long(article, over, "card", Setting(size=9, leading=1.2, spacing=1), lambda _: Depth(3.4, 2, 3.4))
    assert str(error).startswith(f"{place}The copy is "), str(error)
    assert mend in error.hint
    assert "cutting sentences is not enough." in error.hint
    assert error.words


def block(kind: Kind, name: str, depth: float, gives: float = 0) -> Block:
    return Block(kind, (Strip(0, depth, Seam.NEVER, gives=gives),), 0, 0, 1, name=name)


def test_only_what_would_make_copy_fit_is_said_to_be_worth_leaving_out() -> None:
    shown = [
        block(Kind.DISPLAY, "the box 'Low'", 20),
        block(Kind.DISPLAY, "the picture 'A lake'", 80, 32),
        block(Kind.DISPLAY, "the box 'High'", 36),
        block(Kind.SOURCES, "the sources", 50),
    ]
    found = instead(Galley([block(Kind.COPY, "", 50), *shown], 1), [Room(130), Room(80)])
    assert found.spared == ("the box 'High'", "the picture 'A lake'")
    assert found.cropped == ("the picture 'A lake'",)
    deepest = ["the picture 'A lake'", "the sources", "the box 'High'", "the box 'Low'"]
    assert [name for name, _ in found.deepest] == deepest
    assert dict(found.deepest)["the sources"] == pytest.approx(50 / 105)
