"""Lines are filled: text that fits but for the space at its end stays whole."""

from __future__ import annotations

import pytest

from tests.typeset.conftest import Pages


@pytest.mark.parametrize(
    "words", ["The swelling soon fades without", "In most of them it fades without", "Call us before you take"]
)
def test_a_line_that_a_space_makes_too_long_is_not_broken_early(typeset: Pages, words: str) -> None:
    """WeasyPrint 70 breaks it after its first word, where an element follows: 'The / swelling soon fades without'.

    It does so in lines that are up to a space longer than the text; some of so many widths are.
    """
    copy = "".join(
        f"<p style='width: {quarters / 4}pt'>{words} <b>follow-up</b> or care.</p>" for quarters in range(400, 900, 4)
    )
    pages = typeset(copy, "p { hyphens: auto; hyphenate-limit-chars: 16 6 6; overflow-wrap: anywhere }")
    lines = [line.text for page in pages for line in page.lines]
    assert words in lines
    assert words.split()[0] not in lines


def test_a_line_from_right_to_left_does_not_stick_out_by_the_space_at_its_end(typeset: Pages) -> None:
    """The engine draws the space at the left of the last word, in the margin where the words fill the line."""
    words = "اشرب الماء وتناول شيئاً خفيفاً <span dir=ltr class=k>(555) 555-0110</span> اليوم."
    css = "p { direction: rtl } .k { white-space: nowrap }"
    for quarters in range(320, 560, 5):
        for page in typeset(f"<p>{words}</p>", f"@page {{ size: {quarters / 4 + 20}pt 300pt; margin: 10pt }} {css}"):
            assert not page.outside
    narrow = typeset(f"<p>{words}</p>", f"@page {{ size: 60pt 300pt; margin: 10pt }} {css}")
    assert [page.outside for page in narrow] == ["(555) 555-0110"]
