"""Where on the pages of a product stands what a finding quotes."""

from __future__ import annotations

import io

import pikepdf
import pytest

from brochure.findings import Finding
from brochure.geometry.flat import SideOnPage
from brochure.geometry.rect import Rect
from brochure.proof.found_pictures import Numbered, Panel, pictures
from brochure.proof.live.found_view import Place
from brochure.proof.quotations import Mark, Quotations
from brochure.release.product_text import PlacedWord
from tests.preflight.copy_examples import copy_of

BODY = "## Rest\n\nTake one pill. Rest well after it.\n\n## Pain\n\nTake **one** pill at night, and rest."


def words(text: str, page: int = 1) -> list[PlacedWord]:
    """Words as they are set: a line for each line of the text, 10 points deep, each letter 5 wide."""
    placed = []
    for row, line in enumerate(text.splitlines()):
        x = 0.0
        for word in line.split():
            placed.append(PlacedWord(word, page, (Rect(x, 100 - 10 * row, 5.0 * len(word), 10),), 0))
            x += 5 * (len(word) + 1)
    return placed


def at(quote: str, line: int, column: int) -> Finding:
    return Finding("COPY-X", "warning", "x", line=line, column=column, quote=quote)


def lines(finding: Finding, *pages: list[PlacedWord]) -> list[tuple[int, float]]:
    marks = Quotations(copy_of(BODY), [word for page in pages for word in page]).marks(finding)
    return [(mark.page, mark.box.y) for mark in marks]


def source_line(text: str) -> int:
    return next(number for number, line in enumerate(copy_of(BODY).lines, start=1) if text in line)


SET = "REST\nTake one pill.\nRest well after it.\nPAIN\nTake one pill at\nnight, and rest."


def test_of_two_places_it_is_the_one_with_the_same_neighbours() -> None:
    assert lines(at("one", source_line("well"), 6), words(SET)) == [(1, 90)]
    assert lines(at("one", source_line("night"), 8), words(SET)) == [(1, 60)]


def test_a_quotation_of_several_lines_is_marked_on_each() -> None:
    assert lines(at("pill at night, and…", source_line("night"), 14), words(SET)) == [(1, 60), (1, 50)]


def test_capitals_ligatures_hyphens_and_numbers_of_sources_do_not_matter() -> None:
    assert lines(at("Pain", source_line("## Pain"), 4), words("P-AIN\nelse")) == [(1, 100)]
    assert lines(at("night, and rest", source_line("night"), 22), words("night,2 and re\u00adst.")) == [(1, 100)]


def test_what_is_not_set_has_no_mark() -> None:
    assert lines(at("pill", source_line("night"), 14), words("nothing of that")) == []
    assert lines(Finding("COPY-X", "note", "x", line=1), words(SET)) == []
    assert lines(at("one", source_line("well"), 6)) == []


@pytest.mark.parametrize(("turned", "place"), [(False, (28.5, 48.5)), (True, (58.5, 38.5))])
def test_a_mark_lies_on_the_picture_of_its_side(turned: bool, place: tuple[float, float]) -> None:
    sides = [SideOnPage(1, Rect(10, 10, 100, 100), turned=False), SideOnPage(2, Rect(10, 10, 100, 100), turned)]
    found = Place((100, 100), sides).on_picture(Mark(2, 0, Rect(40, 50, 10, 10)))
    assert found
    assert (found[0], (found[1], found[2])) == (2, place)
    assert Place((100, 100), sides).on_picture(Mark(2, 0, Rect(150, 50, 10, 10))) is None
    assert Place((200,)).on_picture(Mark(1, 0, Rect(40, 50, 10, 10))) == (1, 38.5, 138.5, 13, 13)


def test_panels_are_drawn_on_which_something_was_found() -> None:
    with pikepdf.new() as made, io.BytesIO() as out:
        made.add_blank_page(page_size=(200, 200))
        made.save(out)
        pdf = out.getvalue()
    panels = [Panel("left", 1, Rect(0, 0, 100, 200)), Panel("right", 1, Rect(100, 0, 100, 200), turned=True)]
    found = [
        Numbered(1, "error", [Mark(1, -1, Rect(120, 50, 30, 10))]),
        Numbered(2, "note", [Mark(1, -1, Rect(120, 50, 30, 10))]),
    ]
    (picture,) = pictures(pdf, panels, found)
    assert (picture.panel, picture.numbers) == ("right", (1, 2))
    assert picture.data.startswith(b"\xff\xd8\xff")
    assert picture.said == "Right, with findings 1, 2"
