"""Boxes: what each kind makes of the copy in it, and what it says where it cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from brochure.errors import BadInput

Copy = Callable[..., BeautifulSoup]

SHARES = [
    ("7 in 10", 7, 10),
    ("1 out of 5 people", 1, 5),
    ("30%", 30, 100),
    ("3 de cada 10", 3, 10),
    ("2 из 3", 2, 3),
    ("10人中7人", 7, 10),
]
NO_SHARES = ["24/7", "3 to 10 days", "$20", "1 in 1,000", "12 in 10", "7.5 in 10", "2,000 people"]


def box(kind: str, inside: str, title: str = "") -> str:
    return f"::: {kind} {title}\n{inside}\n:::\n"


def texts(tree: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().replace("\u00a0", " ").split()) for found in tree.select(selector)]


@pytest.mark.parametrize(("said", "part", "whole"), SHARES)
def test_a_share_is_drawn_as_icons(copy: Copy, said: str, part: int, whole: int) -> None:
    tree = copy(box("big-number", "feel better.", said))
    assert texts(tree, ".big-number > .numeral") == [said]
    assert len(tree.select(".icon")) == whole
    assert len(tree.select(".icon.filled")) == part
    assert texts(tree, ".icons") == [""]
    assert texts(tree, ".big-number > p:not(.numeral)") == ["feel better."]


@pytest.mark.parametrize("said", NO_SHARES)
def test_what_is_no_share_is_a_numeral_alone(copy: Copy, said: str) -> None:
    tree = copy(box("big-number", "Words.", said))
    assert texts(tree, ".numeral") == [said]
    assert tree.select(".icons") == []


def test_the_first_line_is_the_number_where_there_is_no_title(copy: Copy) -> None:
    tree = copy(box("big-number", "7 in 10\npeople sleep **better**."))
    assert texts(tree, ".numeral") == ["7 in 10"]
    assert texts(tree, ".big-number > p:not(.numeral)") == ["people sleep better."]


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("Text.\n\n" + box("big-number", "people.", "Most"), "The big number 'Most' has no number", 3),
        (box("big-number", "- a list"), "The big number has no number", 1),
        (box("compare", "One\n\n---\n\nTwo\n\n---\n\nThree"), "does not have two parts", 1),
        (box("compare", "- One\n- Two\n- Three"), "does not have two parts", 1),
        (box("compare", ""), "does not have two parts", 1),
        (box("timline", "- One"), "no box 'timline'", 1),
        (box("callout", "One", "{icon=pil} Title"), "no icon 'pil'", 1),
        (box("callout", "One", "{icon=pill}"), "stands before a title", 1),
        (box("big-number", "One", "{icon=pill} 7 in 10"), "stands before a title", 1),
    ],
)
def test_what_cannot_be_set_is_named_with_its_line_and_its_mend(copy: Copy, text: str, said: str, line: int) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        copy(text)
    assert caught.value.hint
    assert caught.value.place
    assert caught.value.place.line == line


def test_an_unknown_box_names_the_nearest(copy: Copy) -> None:
    with pytest.raises(BadInput) as caught:
        copy(box("time-line", "- One"))
    assert "timeline" in caught.value.hint


@pytest.mark.parametrize("kind", ["prices", "hours", "medicines"])
def test_a_list_of_two_parts_is_rows(copy: Copy, kind: str) -> None:
    tree = copy(box(kind, "- First **visit**: $180\n- Mon–Thu: 8:30 am: 5 pm\n- Copies：$7"))
    assert texts(tree, "th[scope=row]") == ["First visit", "Mon–Thu", "Copies"]
    assert texts(tree, "td") == ["$180", "8:30 am: 5 pm", "$7"]
    assert tree.select("ul, thead") == []


@pytest.mark.parametrize(
    "inside", ["- First visit $180\n- Other: $1", "- First: $1\n  - of that: $2", "- **First: $1**"]
)
def test_any_other_list_stays_one(copy: Copy, inside: str) -> None:
    tree = copy(box("prices", inside))
    assert tree.select("table") == []
    assert tree.select("ul")


def test_a_table_without_a_head_has_no_row_for_it(copy: Copy) -> None:
    rows = "| | |\n| --- | --- |\n| Monday | 8–5 |\n| Tuesday | 9–5 |"
    assert copy(box("hours", rows)).select("thead") == []
    assert len(copy(box("hours", rows.replace("| | |", "| Day | Open |", 1))).select("thead th")) == 2


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_bold_words_lead_the_items_of_a_timeline(copy: Copy, gap: str) -> None:
    tree = copy(
        box("timeline", gap.join(["- **Before**: eat nothing", "- Bring **ID**", "- **After** rest", "- **Home**"]))
    )
    assert texts(tree, "li .lead") == ["Before", "After", "Home"]
    assert texts(tree, "li") == ["Before eat nothing", "Bring ID", "After rest", "Home"]


@pytest.mark.parametrize("inside", ["**Now**\n\n- A\n\n---\n\n**Then**\n\n- B", "- **Now**\n  - A\n- **Then**\n  - B"])
def test_two_things_are_compared(copy: Copy, inside: str) -> None:
    tree = copy(box("compare", inside, "How it goes"))
    assert texts(tree, ".parts > .part") == ["Now A", "Then B"]
    assert texts(tree, ".part > .lead") == ["Now", "Then"]
    assert texts(tree, ".compare > .label") == ["How it goes"]


def test_only_short_parts_stand_beside_one_another(copy: Copy) -> None:
    for words, beside in ((10, 1), (60, 0)):
        tree = copy(box("compare", f"One\n\n---\n\n{'word ' * words}"))
        assert len(tree.select(".parts.beside")) == beside
        assert len(tree.select(".parts > .part")) == 2


@pytest.mark.parametrize(
    "head", ["{icon=pill} Take it daily", "Take it daily {icon=pill}", "{icon=pill} Take it daily {optional}"]
)
def test_a_box_names_its_icon(copy: Copy, head: str) -> None:
    tree = copy(box("callout", "One", head))
    assert [found["data-icon"] for found in tree.select(".callout")] == ["pill"]
    assert texts(tree, ".label") == ["Take it daily"]
    assert len(tree.select("[data-optional]")) == head.count("optional")
