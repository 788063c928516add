"""Telephone numbers, times, doses, prices and versions stay on one line; all other copy may part where it did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.figures import hold_ranges, tie_figures
from brochure.content.typography import NO_BREAK_SPACE
from tests.content.conftest import as_tree

WHOLE = [
    "(555) 555-0142", "+44 20 7946 0958", "1 800 555 0199", "020 7946 0958", "9 am", "9:30 p.m.", "10 Uhr", "250 mcg",
    "5 ml", "140 mmHg", "40 €", "120 zł", "$ 30", "EUR 25", "Version 1.0", "versión 2", "Версия 3",
]  # fmt: skip
RANGES = ["8:00–18:00", "7–9", "$20–30", "2.5–5", "1-800-FLOWERS"]
FREE = ["1 in 3", "in 2012 there were 300 people", "version control", "2 out of 10 people", "9 amber lamps", "4 Larks"]


@pytest.mark.parametrize("text", WHOLE)
def test_figures_are_tied(text: str) -> None:
    tree = as_tree(f"Call or take {text} today, or whatever else is said here.")
    assert text.replace(" ", NO_BREAK_SPACE) in tree.get_text()


@pytest.mark.parametrize("text", RANGES)
def test_ranges_are_held(text: str) -> None:
    assert f'<span class="together">{text}</span>' in str(as_tree(f"Open {text} each day, or **{text}**."))
    # The engine would make a second link of an element in a link.
    assert "together" not in str(as_tree(f"[{text}](https://clinic.example)"))


@pytest.mark.parametrize("text", FREE)
def test_other_copy_is_left_alone(text: str) -> None:
    assert tie_figures(text) == text
    assert hold_ranges(text) == text


@given(st.text(st.sampled_from("0123456789 ()+-–:.$€amvx"), max_size=40))
def test_no_letter_is_changed(text: str) -> None:
    assert tie_figures(text).replace(NO_BREAK_SPACE, " ") == text
    held = hold_ranges(text)
    assert held.replace('<span class="together">', "").replace("</span>", "") == text
    assert hold_ranges(held) == held
