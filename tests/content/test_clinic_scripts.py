"""What copy needs beyond Markdown: scripts, lines to write on, boxes to tick, comments, names of pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from brochure.content.markdown import inline
from brochure.content.scripts import as_letters
from tests.content.conftest import as_tree

Copy = Callable[..., BeautifulSoup]

SCRIPTS = [
    ("below 10^9^/L", [("sup", "9")]),
    ("CO~2~ and H~2~O, B~12~", [("sub", "2"), ("sub", "2"), ("sub", "12")]),
    ("Ca^2+^, 10^−9^, ^14^C", [("sup", "2+"), ("sup", "−9"), ("sup", "14")]),
    ("the 4^th^ of May, helps^1^.", [("sup", "th"), ("sup", "1")]),
    ("10^**9**^ and a^\\*^", [("sup", "9"), ("sup", "*")]),
    ("**10^9^** [CO~2~](https://clinic.example)", [("sup", "9"), ("sub", "2")]),
]


@pytest.mark.parametrize(("text", "found"), SCRIPTS)
def test_scripts(copy: Copy, text: str, found: list[tuple[str, str]]) -> None:
    tree = copy(text)
    assert [(part.name, part.get_text()) for part in tree.find_all(["sup", "sub"])] == found
    assert not set("^~*\\") & set(tree.get_text().replace("*", "", 1) if "\\*" in text else tree.get_text())


PLAIN = [
    "take ~5 to ~10 of them, or ~ 6",
    "2^3 is 8, and ^b is not",
    "$5 ~ $6 and a^{2}+b^{2}=c^{2}, x^y=z^2",
    "10^ 9^ and CO~ 2~",
    "a_b__c",
    "C. difficile",
    "i. e. so",
]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_copy_stays_as_it_is(copy: Copy, text: str) -> None:
    tree = copy(text)
    assert tree.get_text().strip().replace("\u00a0", " ") == text
    assert [part.name for part in tree.find_all()] == ["p"]


def test_marks_that_are_escaped_are_text(copy: Copy) -> None:
    tree = copy(r"10\^9\^ and \~5\~ and \____")
    assert tree.get_text().strip() == "10^9^ and ~5~ and ____"


def test_front_matter_has_scripts_and_no_notes() -> None:
    assert inline("CO~2~ helps^1^ us[^1]", "en") == "CO<sub>2</sub> helps<sup>1</sup>\u00a0us[^1]"


def test_front_matter_has_comments() -> None:
    assert inline("Knee care<!-- draft -- 2 -->", "en") == "Knee care"


def test_letters_are_told_apart() -> None:
    assert as_letters("10,9", "sup") == "¹⁰,⁹"
    assert as_letters("12", "sub") == "₁₂"
    assert (as_letters("th", "sup"), as_letters("9", "p")) == ("th", "9")


def test_struck_words(copy: Copy) -> None:
    assert copy("~~Never~~ drink H~2~O").find("s").get_text() == "Never"  # type: ignore[union-attr]


@example("\n~~~1")
@given(st.text(st.sampled_from("_^~ a1.)\n-"), max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    tree = as_tree(f"a {text}\n\na 1")
    # Numbers of lists are printed by the style sheet.
    numbers = sum(len(found.find_all("li", recursive=False)) for found in tree.find_all("ol"))
    kept = [letter for letter in tree.get_text() if letter in "a1"]
    assert len(kept) + 9 * numbers >= sum(letter in "a1" for letter in text) + 3
    assert numbers or len(kept) == sum(letter in "a1" for letter in text) + 3


LINES = [
    ("____", [("hr", None)]),
    ("________\n\n___", [("hr", None), ("hr", None)]),
    ("Name: ____________", [("span", "--length: 12")]),
    ("Name: ______ Date: ___.", [("span", "--length: 6"), ("span", "--length: 3")]),
    ("Name____", [("span", "--length: 4")]),
    ("| Name | Hour |\n| --- | --- |\n| ____ | 9 |", [("span", "--length: 4")]),
    ("- Name: ____", [("span", "--length: 4")]),
]


@pytest.mark.parametrize(("text", "found"), LINES)
def test_lines_to_write_on(copy: Copy, text: str, found: list[tuple[str, str | None]]) -> None:
    tree = copy(text)
    assert [(line.name, line.get("style")) for line in tree.find_all(class_="fill-in")] == found
    assert "_" not in tree.get_text()


@pytest.mark.parametrize("text", ["___bold___", "---", "* * *", "a__b", "snake_case_name"])
def test_other_underscores_and_breaks_are_no_lines(copy: Copy, text: str) -> None:
    assert not copy(text).find_all(class_="fill-in")


def test_items_to_tick(copy: Copy) -> None:
    tree = copy("- [ ] card\n- [x] list\n- [X] keys\n- [y] no\n- plain\n\n1. [ ] first")
    assert [item.get("class") for item in tree.find_all("li")] == [
        ["task"],
        ["task", "done"],
        ["task", "done"],
        None,
        None,
        ["task"],
    ]
    assert tree.find_all("li")[0].get_text() == "card"
    assert not tree.find_all("input")
    assert [item.get("class") for item in tree.find_all(["ul", "ol"])] == [None, None]


COMMENTS = [
    pytest.param("<!-- a -->\n\nText", "Text", id="of its own"),
    pytest.param("<!-- a\n\nb\n-->\n\nText", "Text", id="with an empty line"),
    pytest.param("<!-- a\n\nb --> Text", "Text", id="before words"),
    pytest.param("<!-- a --> <!-- b -->\nText", "Text", id="two"),
    pytest.param("Te<!-- a -->xt", "Text", id="among words"),
    pytest.param("Text\n<!-- a -->", "Text", id="below words"),
    pytest.param("Text\n<!-- a\n\nb -->", "Text", id="below words, long"),
    pytest.param("> Text <!-- a -->", "Text", id="in a quotation"),
    pytest.param("<!--more-->Text", "Text", id="more"),
]


@pytest.mark.parametrize(("text", "said"), COMMENTS)
def test_comments_are_not_printed(copy: Copy, text: str, said: str) -> None:
    assert copy(text).get_text().strip() == said


def test_a_comment_ends_neither_list_nor_table(copy: Copy) -> None:
    assert len(copy("1. a\n<!-- x -->\n2. b").find_all("ol")) == 1
    assert len(copy("| a | b |\n| - | - |\n| c | d |\n<!-- x -->").find_all("tr")) == 2


def test_a_comment_without_end_is_text(copy: Copy) -> None:
    assert "Text" in copy("<!-- Text\n\nMore").get_text()


@pytest.mark.parametrize("written", ["a\\\nb", "a  \nb", "a<br>b", "a <br/> b", "a<BR />\nb"])
def test_a_line_ends_where_it_is_said(copy: Copy, written: str) -> None:
    assert str(copy(written).p) == "<p>a<br/>\nb</p>"


def test_a_cell_has_lines(copy: Copy) -> None:
    cell = copy("| a |\n| - |\n| Rest<br>Drink |").find("td")
    assert cell is not None
    assert str(cell) == "<td>Rest<br/>\nDrink</td>"


PICTURES = [
    ('![A cup](../images/Break room (1).png "Coffee")', "found:../images/Break room (1).png"),
    ("![A cup](Break Room.JPG)", "found:Break Room.JPG"),
    ("![A cup](a(b) [c].PNG 'Coffee')", "found:a(b) [c].PNG"),
    ("![A cup](<Break room.svg>)", "found:Break room.svg"),
    ("![A cup](Caf\u00e9 50% off.png)", "found:Caf\u00e9 50% off.png"),
]


@pytest.mark.parametrize(("text", "source"), PICTURES)
def test_pictures_have_any_name(copy: Copy, text: str, source: str) -> None:
    tree = copy(text)
    image = tree.find("img")
    assert image is not None
    assert (image["src"], image["alt"]) == (source, "A cup")
    assert bool(tree.find("figcaption")) == ("Coffee" in text)
    assert "(" not in tree.get_text()


def test_definitions_have_a_list(copy: Copy) -> None:
    tree = copy("Ibuprofen\n: for pain\n: for fever\n\nWater\n: always")
    assert [part.name for part in tree.dl.find_all()] == ["dt", "dd", "dd", "dt", "dd"]  # type: ignore[union-attr]


def test_a_quantity_with_a_power_stays_on_one_line(copy: Copy) -> None:
    tied = copy("above 4 × 10^9^/L, and CO~2~ below").find_all(class_="together")
    assert [part.get_text() for part in tied] == ["109/L,"]


def test_three_colons_that_are_escaped_are_copy(copy: Copy) -> None:
    assert copy("Write \\::: here,\n\\::: and here").get_text().split() == [
        "Write",
        ":::",
        "here,",
        ":::",
        "and",
        "here",
    ]
