"""Pasted plain text: title, headings and lists from their look alone, and not a word lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from brochure.importers import ImportedCopy, load
from brochure.importers.escape import escape
from brochure.importers.text import read

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"inline", "text", "text_special", "softbreak", "paragraph_open", "paragraph_close"}
LISTS = {
    f"{kind}_{end}" for kind in ("bullet_list", "ordered_list", "list_item", "heading") for end in ("open", "close")
}
TOLD_BY_LOOK = {"hr"} | {
    f"{kind}_{end}"
    for kind in ("em", "strong", "table", "thead", "tbody", "tr", "th", "td")
    for end in ("open", "close")
}
WORD = re.compile(r"[^\W_]+")
ARTICLES = Path(__file__).parents[2].parent / "shared" / "articles"

SLEEP = """\
Sleeping Well — What Helps, and What “Hygiene” Means
Sleep is not a switch. It comes when the body is tired, the room is dark and the mind has put the day away.
What Is Sleep Hygiene?
It is a set of habits that make room for sleep. Nobody keeps all of them, and nobody needs to.
How Evenings Shape the Night
Light in the evening tells the brain that it is still day. A dim hour before bed helps you to:
Feel tired at about the same time
Fall asleep faster
Wake less often
That is why we ask about your evenings first.
When “Trying” Keeps You Awake
People who lie awake often try harder, and trying wakes them further. Things worth leaving out include:
Clocks that can be seen from the bed
News on a telephone
Rest, Not Perfection
A bad night is a bad night and no more. If three weeks are hard, the clinic is here to talk with you."""


def text_file(folder: Path, text: str) -> Path:
    file = folder / "copy.txt"
    file.write_bytes(text.encode())
    return file


def imported(tmp_path: Path, text: str) -> ImportedCopy:
    return load(text_file(tmp_path, text))


def headings(copy: ImportedCopy) -> list[str]:
    return re.findall(r"^## (.+)$", copy.body, re.MULTILINE)


def lists(copy: ImportedCopy) -> list[list[str]]:
    blocks = [block.split("\n") for block in copy.body.split("\n\n")]
    return [[line.split(" ", 1)[1] for line in block] for block in blocks if re.match(r"- |\d+\. ", block[0])]


def visible_text(markdown: str) -> str:
    """What a reader sees: all text of the rendered Markdown, with the numbers of lists."""
    words: list[str] = []
    number = 0
    for token in PARSER.parse(markdown):
        if token.type == "list_item_open" and token.info:
            number = int(token.info)
            words.append(f"{number}.")
        words += [child.content for child in token.children or [] if child.content]
    return " ".join(words)


def letters(text: str) -> str:
    return "".join(text.split())


def test_title_headings_and_lists_of_pasted_copy(tmp_path: Path) -> None:
    copy = imported(tmp_path, SLEEP)
    assert copy.title == "Sleeping Well — What Helps, and What “Hygiene” Means"
    assert headings(copy) == [
        "What Is Sleep Hygiene?",
        "How Evenings Shape the Night",
        "When “Trying” Keeps You Awake",
        "Rest, Not Perfection",
    ]
    assert lists(copy) == [
        ["Feel tired at about the same time", "Fall asleep faster", "Wake less often"],
        ["Clocks that can be seen from the bed", "News on a telephone"],
    ]
    assert re.findall(r"\w+", f"{copy.title} {visible_text(copy.body)}") == re.findall(r"\w+", SLEEP)


@pytest.mark.parametrize(
    ("name", "count", "items"),
    [("ketamine-neuroplasticity-reset.txt", 4, []), ("science-of-ketamine-and-neuroplasticity.txt", 7, [4, 3, 4])],
)
def test_articles_of_the_clinic(name: str, count: int, items: list[int]) -> None:
    file = ARTICLES / name
    if not file.exists():
        pytest.skip("the clinic's own articles are not kept in this repository")
    copy = load(file)
    assert len(headings(copy)) == count
    assert [len(entries) for entries in lists(copy)] == items
    assert letters(copy.title + visible_text(copy.body)) == letters(file.read_text("utf-8"))


def test_a_blank_line_between_paragraphs_changes_nothing(tmp_path: Path) -> None:
    assert imported(tmp_path, SLEEP.replace("\n", "\n\n")) == imported(tmp_path, SLEEP)


def test_hard_wrapped_paragraphs_are_joined_and_short_lines_are_not(tmp_path: Path) -> None:
    text = (
        "Calm Evenings\n\nA dim hour before bed helps the body to\nnotice that the day is over, and a well-\n"
        "aired room helps it to stay asleep.\n\nCall us\n613 555 0100\nOttawa\n"
    )
    paragraphs = imported(tmp_path, text).body.split("\n\n")
    assert paragraphs[0] == (
        "A dim hour before bed helps the body to notice that the day is over, and a well-aired room helps it to "
        "stay asleep."
    )
    assert paragraphs[1:] == ["Call us", "613 555 0100", "Ottawa"]


@pytest.mark.parametrize("bullet", ["• ", "•", "- ", "* ", "\u2013 ", "· ", "o\t", "\uf0b7 "])
def test_bullets_make_a_list(tmp_path: Path, bullet: str) -> None:
    copy = imported(tmp_path, f"Title\nBring along.\n{bullet}A friend.\n{bullet}Water\nThank you.")
    assert lists(copy) == [["A friend.", "Water"]]


@pytest.mark.parametrize("mark", [".", ")"])
def test_numbers_make_a_list_that_keeps_its_numbers(tmp_path: Path, mark: str) -> None:
    copy = imported(tmp_path, f"Title\nSteps\n3{mark} Lie down.\n4{mark} Breathe.\nThank you for coming here today.")
    assert "3. Lie down.\n4. Breathe." in copy.body


def test_numbers_out_of_order_are_text(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Title\n1. Get More Light\nLight wakes the brain in the morning.\n2. Move\nWalk a while.")
    assert lists(copy) == []
    assert headings(copy)[0] == "1. Get More Light"
    assert "2. Move" in copy.body


def test_the_last_item_may_end_the_sentence(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Title\nIt helps you to:\nrest,\neat; and\nwalk.\nThat is all there is to say.")
    assert lists(copy) == [["rest,", "eat; and", "walk."]]


def test_a_list_set_close_ends_at_the_next_empty_line(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Title\n\nIt helps:\nThe heart\nThe head\n\nWith love from all of us")
    assert lists(copy) == [["The heart", "The head"]]
    assert copy.body.endswith("\n\nWith love from all of us")


def test_items_set_like_headlines_are_items(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Title\nWe offer:\nQuiet Rooms\nWarm Blankets\nAll of this is part of each session here.")
    assert lists(copy) == [["Quiet Rooms", "Warm Blankets"]]


def test_a_heading_in_sentence_case_is_told_by_its_place(tmp_path: Path) -> None:
    copy = imported(tmp_path, "Title\nSleep heals.\nWhy the evening matters\nLight in the evening keeps us awake.")
    assert headings(copy) == ["Why the evening matters"]


@pytest.mark.parametrize("line", ["By Jane Doe", "May 3, 2024", "Updated March 2024", "5 min read", "Good night."])
def test_what_stands_under_a_title_is_no_heading(tmp_path: Path, line: str) -> None:
    copy = imported(tmp_path, f"Title\n{line}\nSleep is not a switch that can be turned.")
    assert headings(copy) == []
    assert copy.body.startswith(line)


def test_text_without_a_body_is_a_title(tmp_path: Path) -> None:
    assert imported(tmp_path, "\n\n  Only this  \n") == ImportedCopy("Only this", "")


MARKUP = "*_#`[]()<>&!|~-+=:;.1234567890{}\\\"'"
LINE = st.text(st.sampled_from(MARKUP + "abcdeABCDEéŁ²…— \t"), min_size=1, max_size=30)


def kinds_in(body: str) -> set[str]:
    tokens = PARSER.parse(body)
    return {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}


@settings(database=None, deadline=None)
@example("a __b__ snake_case _c_!")
@example("1986. A year")
@example("::: box")
@example("![x](http://e.example/y.png) <b> &amp; <!-- -->")
@example("# # #")
@example("b. a")
@given(LINE.map(lambda line: " ".join(line.split())).filter(lambda line: line and "___" not in line))
def test_an_escaped_line_of_any_signs_is_shown_as_it_stands(line: str) -> None:
    body = escape(line)
    assert kinds_in(body) <= PLAIN
    assert letters(visible_text(body)) == letters(line)


@settings(database=None, deadline=None)
@example(["a __b__ snake_case _c_!"])
@example(["    indented"])
@example(["0\t0", "0\t0"])
@example(["a *b* c", "***", "A", "---", "> a", "> b"])
@given(st.lists(LINE, min_size=1, max_size=12))
def test_no_word_is_lost_or_moved(lines: list[str]) -> None:
    copy = read(("Title\n" + "\n".join(lines)).encode(), Path("x.txt"))
    assert kinds_in(copy.body) <= PLAIN | LISTS | TOLD_BY_LOOK
    assert WORD.findall(f"{copy.title} {visible_text(copy.body)}") == WORD.findall("Title " + " ".join(lines))
