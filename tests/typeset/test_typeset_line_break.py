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
