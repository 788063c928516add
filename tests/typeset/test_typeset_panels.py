"""An article in the panels of a piece: how full they are said to be, and which are left for notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brochure.content.article import load
from brochure.geometry.arranged import FIRST
from brochure.geometry.piece import Piece
from brochure.typeset import layouts
from brochure.typeset.pages import BLEED
from brochure.typeset.panel_job import merge_panels
from brochure.typeset.panels import PanelSet, typeset_panels
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

PARAGRAPH = "You may rest here for as long as you like; nobody will ask you to leave before you feel ready.\n\n"
#: Of the handout's largest type, in points.
LINE = 14 * 1.5


def handout(desk: Desk, body: str) -> tuple[PanelSet, Piece]:
    desk.article(body)
    workspace = open_workspace(desk.root)
    article = load(workspace, Path("assets/articles/test.md"))
    layout, folder = layouts.load(workspace, "handout")
    in_columns = layouts.on_paper(layout, "handout", "letter")[1:]
    made = typeset_panels(workspace, article, layout, folder, in_columns)
    assert made.fit.type_size_pt == layout.type.largest.size
    return made, made.piece


@pytest.mark.parametrize(("times", "spare"), [(2, ("second",)), (8, ())])
def test_what_is_said_of_the_panels_is_so(desk: Desk, times: int, spare: tuple[str, ...]) -> None:
    made, piece = handout(desk, PARAGRAPH * times)
    assert (tuple(made.free), made.arrangement) == (spare, FIRST)
    assert made.names == ("masthead", "first", "second", "foot", "sheet-front")
    assert [panel.name for panel in made.fit.panels] == [panel.name for panel in piece.flow if panel.name not in spare]
    used = [panel.fill * piece.panel(panel.name).depth for panel in made.fit.panels]
    for panel, depth in zip(made.fit.panels, used, strict=True):
        free = (piece.panel(panel.name).depth - depth) / LINE
        assert panel.lines_free == int(free)
        assert free % 1 > 0.05, "a copy for which the last digit of the fill does not decide"
    # Three lines a paragraph, half a line between them, and none of that at a panel's head.
    here = times / len(used)
    assert used == pytest.approx([(3.5 * here - 0.5) * LINE] * len(used), abs=0.5 * LINE)
    assert made.fit.fill == pytest.approx(sum(used) / sum(panel.depth for panel in piece.flow), abs=0.001)


def test_art_is_drawn_as_large_as_the_sheet_with_its_bleed(desk: Desk) -> None:
    size = "{{ drawing.width }} {{ drawing.height }}"
    desk.write("layouts/handout/front.svg", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"/>')
    desk.article("Words.")
    workspace = open_workspace(desk.root)
    layout, folder = layouts.load(workspace, "handout")
    piece = layouts.on_paper(layout, "handout", "letter")[0]
    merged = merge_panels(workspace, load(workspace, Path("assets/articles/test.md")), folder, piece)
    (box,) = re.findall(rb'viewBox="0 0 (\S+) (\S+)"', merged.fetcher.made["front.svg"])
    assert [float(value) for value in box] == pytest.approx([612 + 18, 792 + 18])
    assert pytest.approx(9) == BLEED
