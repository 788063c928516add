"""A table that no column is wide enough for runs across the columns of a flat sheet, with its section."""

from __future__ import annotations

import re

import pytest

from brochure.geometry.arranged import Arranged
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import let_in, mirrored, pieces
from brochure.production.plan import BuildRequest, plan
from brochure.release.areas import areas
from brochure.release.product_text import read_text
from brochure.storage.shipped import SHIPPED
from brochure.typeset.across import may_run_across, part
from brochure.workspace import toml
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

HANDOUT = SHIPPED / "layouts/handout/layout.toml"
TABLE = """\
| Medicine | What it is for | Morning | Midday | Evening | Bedtime | Stop after |
| --- | --- | --- | --- | --- | --- | --- |
| Acetaminophen | Pain, for the first days | 1,000 mg | 1,000 mg | 1,000 mg | none | five days |
| Ibuprofen | Swelling around the wound | 400 mg | 400 mg | 400 mg | none | three days |
"""
PARAGRAPH = "Walk a little every hour, and lift nothing that is heavier than a full kettle for two whole weeks. "


def long_copy(about: str) -> str:
    before = f"## Going home\n\n{PARAGRAPH * 6}\n\n## Before\n\n{PARAGRAPH * 5}"
    return f"{before}\n\n## When to take what\n\n{about}{TABLE}\n## Afterwards\n\n{PARAGRAPH * 8}"


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_panel_is_let_in_at_the_cost_of_the_columns_above_it(paper: PaperName) -> None:
    layout = toml.load(HANDOUT.read_text("utf-8"), Layout, HANDOUT)
    for piece in pieces(layout, PAPERS[paper]):
        assert "table" not in {panel.name for panel in piece.panels}
        wide = let_in(piece, 100)
        panel = wide.panel("table")
        assert panel.width == piece.width
        assert panel.depth == pytest.approx(100)
        assert [each.name for each in wide.panels[-2:]] == ["table", "foot"]
        assert panel.y + panel.height == pytest.approx(wide.panel("foot").y)
        for side in wide.sides:
            assert sum(each.width * each.height for each in side.panels) == pytest.approx(piece.width * piece.height)
        assert mirrored(let_in(piece, 100)) == let_in(mirrored(piece), 100)
        with pytest.raises(ValueError, match="no room for copy"):
            let_in(piece, max(each.depth for each in piece.flow))


def test_a_wide_table_stands_across_the_columns_and_is_told(desk: Desk) -> None:
    desk.article(long_copy("Take these with food.\n\n"))
    done = desk.build("test", "--layout", "handout", "--edition", "office", "--edition", "press", "--json")
    office, press = done.json["products"]
    assert {finding["rule"] for finding in office["findings"]} >= {"table-across"}
    assert "table-as-list" not in {finding["rule"] for finding in office["findings"]}
    workspace = open_workspace(desk.root)
    for product in (office, press):
        assert product["across"] > 0
        (task,) = plan(workspace, BuildRequest(("test",), "handout", "letter", (product["edition"],)))
        found = areas(workspace, task.products[0], Arranged(product["arrangement"], product["across"]))
        text = read_text((desk.root / product["path"]).read_bytes(), found)
        said = [word.text for word in text.words if found[word.panel].panel == "table"]
        assert said[:6] == ["When", "to", "take", "what", "Take", "these"]
        assert "Acetaminophen" in said
        assert "days" in said
        assert "kettle" not in said


def test_what_is_told_about_the_table_at_length_stays_with_it(desk: Desk) -> None:
    few_sizes(desk)
    desk.article(long_copy(f"{PARAGRAPH}\n\n" * 4))
    done = desk.build("test", "--layout", "handout", "--edition", "office", "--json")
    assert "table-across" not in {finding["rule"] for finding in done.json["products"][0]["findings"]}


def test_copy_that_has_no_room_beside_it_has_its_table_in_the_columns(desk: Desk) -> None:
    few_sizes(desk)
    rows = "".join(f"| Row {row} | a | b | c | d | e | f |\n" for row in range(10))
    desk.article(f"## Going home\n\n{PARAGRAPH}\n\n## When to take what\n\n{TABLE}{rows}\n## Afterwards\n\n{PARAGRAPH}")
    done = desk.build("test", "--layout", "handout", "--edition", "office", "--json")
    assert done.code == 0, done.err
    (product,) = done.json["products"]
    assert product["across"] == 0
    assert "table-as-list" in {finding["rule"] for finding in product["findings"]}


def few_sizes(desk: Desk) -> None:
    """Gives the workspace a handout of its own with few sizes of type, which are soon tried."""
    text = HANDOUT.read_text("utf-8").replace("least = 12.5\n", "")
    for old, new in (("smallest = { size = 9.6,", "smallest = { size = 10.8,"), ("{ size = 14,", "{ size = 11.2,")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    desk.write(
        "layouts/handout/layout.toml",
        text.replace("leading = 1.36", "leading = 1.42").replace("leading = 1.5", "leading = 1.42"),
    )


def test_the_section_is_the_tables_alone() -> None:
    table = '<table data-line="7" class="smaller"><tr><td>D</td></tr></table>'
    copy = f"<p>A</p>\n<h2>B</h2>\n<p>C</p>\n{table}\n<h2>E</h2>"
    assert may_run_across(copy, {7, 9}) == {7}
    parted = part(copy, {7})
    assert re.sub("<[^>]*>|\\s", "", parted.copy) == "AE"
    assert re.sub("<[^>]*>|\\s", "", parted.across) == "BCD"
    alone = copy.removeprefix("<p>A</p>\n").removesuffix("\n<h2>E</h2>")
    assert not may_run_across(alone, {7})
    assert not may_run_across(copy.replace("<p>C</p>", "<ul><li>C</li></ul>"), {7})
    assert not may_run_across(copy.replace("<h2>B</h2>", ""), {7})
    within = copy.replace("<h2>B</h2>", "<h2>Above</h2>\n<h3>B</h3>")
    assert not may_run_across(within, {7}), "a heading would be left alone"
    assert may_run_across(within.replace("<h2>E</h2>", "<h3>E</h3>\n<p>F</p>"), {7}) == {7}


def test_short_copy_stands_in_one_column_in_large_type(desk: Desk) -> None:
    desk.article(PARAGRAPH)
    one = desk.build("test", "--layout", "handout", "--edition", "office", "--json").json["products"][0]
    assert ([panel["name"] for panel in one["fit"]["panels"]], one["arrangement"]) == (["only"], 0)
    desk.article(PARAGRAPH * 20)
    two = desk.build("test", "--layout", "handout", "--edition", "office", "--json").json["products"][0]
    assert ([panel["name"] for panel in two["fit"]["panels"]], two["arrangement"]) == (["first", "second"], 1)
