"""How a title is set: what gives way, and in which order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from brochure.content.markdown import inline
from brochure.typeset.sandbox import Refused
from brochure.typeset.titles import SetTitle, Title, set_title

words = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=24)
title = st.lists(words, min_size=1, max_size=12).map(" ".join)


def half(text: str) -> float:
    """The width of a text whose letters are all half as wide as its type is large; soft hyphens take no room."""
    return 0.5 * len(text.replace("\u00ad", ""))


def made(text: str, measure: float = 200, lines: int = 4, less: int = 0, language: str = "en") -> SetTitle:
    forms = Markup(inline(text, language)), Markup(inline(text, language, end_tied=False))
    return set_title(forms, language, half, measure, 34, 15, lines, less)


def printed(found: SetTitle) -> list[str]:
    """The lines that are kept whole, a hyphen where one is drawn."""
    if "</span>" not in found.html:
        return [found.html.replace("\u00a0", " ")]
    parts = re.findall(r'<span class="together( parted)?">(.*?)</span>(?= |<span|$)', found.html)
    return [Markup(text).striptags().replace("\u00a0", " ") + ("-" if parted else "") for parted, text in parts]


@given(title, st.integers(120, 500), st.integers(1, 5), st.integers(0, 12))
def test_no_word_is_lost_and_every_line_fits(text: str, measure: int, lines: int, less: int) -> None:
    found = made(text, measure, lines, less)
    assert 15 <= found.size <= 34
    if not found.broken:
        said = printed(found)
        assert "".join(line.removesuffix("-") for line in said).replace(" ", "") == text.replace(" ", "")
        assert len(said) == found.lines
        assert all(half(line) * found.size <= measure for line in said)
    assert found.depth <= made(text, measure, lines).depth


@given(title, st.integers(120, 500))
def test_a_word_is_hyphenated_only_where_the_smallest_type_does_not_hold_it(text: str, measure: int) -> None:
    longest = max(map(half, text.split())) * 15
    assert bool(made(text, measure).hyphens or made(text, measure).broken) == (longest > measure * 0.99)


def test_no_line_is_much_narrower_than_another() -> None:
    said = printed(made("Your first visit to the sleep clinic", 290))
    assert min(map(len, said)) >= max(map(len, said)) / 2


def test_size_gives_way_first_then_the_tie_then_the_lines_then_words() -> None:
    """The two last words, tied, are 16 letters: 120 points wide in the smallest type."""
    kept = made("Living with bipolar disorder", 200, 2)
    assert printed(kept) == ["Living with", "bipolar disorder"]
    assert 15 < kept.size < 34
    untied = made("Living with bipolar disorder", 118, 3)
    assert printed(untied) == ["Living with", "bipolar", "disorder"]
    more = made("Living with bipolar disorder", 118, 2)
    assert printed(more) == ["Living with", "bipolar", "disorder"]
    broken = made("Living with schizophrenia", 90, 2)
    assert broken.hyphens == 1
    assert made("Living with schizophrenia", 100, 2).hyphens == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Kranken\u00adversicherung", "Kranken\u00ad-", id="soft hyphen"),
        pytest.param("Ultra-langesWort", "Ultra-", id="its own hyphen"),
        pytest.param("Krankenversicherung", "Krankenver-", id="syllable"),
    ],
)
def test_where_a_word_is_broken(text: str, said: str) -> None:
    found = made(text, 100, language="de")
    assert printed(found)[0] == said
    assert found.hyphens == (text != "Ultra-langesWort")


def test_markup_goes_on_in_the_next_line() -> None:
    found = made("Sleep *well again and then* walk", 150)
    assert "<em>" in found.html
    for line in re.findall(r'<span class="together">(.*?)</span>(?= |$)', found.html):
        assert line.count("<em>") == line.count("</em>")


def test_signs_without_spaces_part_anywhere_but_before_a_full_stop() -> None:
    said = printed(made("睡眠诊所的第一次就诊需要注意的事项。", 100, language="zh"))
    assert len(said) > 1
    assert all(not line.startswith("。") for line in said)


@pytest.mark.parametrize("given", [(200, 15, 34, 2), (0, 34, 15, 2), (200, 34, 15, 0), ("wide", 34, 15, 2)])
def test_what_is_no_range_is_refused(given: tuple[float, float, float, int]) -> None:
    with pytest.raises(Refused):
        Title("Sleep", "en", half, 0)(*given)
