"""What must not part at the end of a line is tied, and tying never changes the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.typography import NO_BREAK_SPACE, tie, tie_end, together

text = st.text(st.sampled_from("ab D.r1 mg%–;"), max_size=80)


def ties(given: str) -> str:
    return tie(given).replace(NO_BREAK_SPACE, "~")


@pytest.mark.parametrize(
    ("given", "tied"),
    [
        ("take 25 mg at 9 pm", "take 25~mg at 9~pm"),
        ("a 3 month wait", "a 3 month wait"),
        ("Dr. Ruiz and Mrs. Lee", "Dr.~Ruiz and Mrs.~Lee"),
        ("No. 7, pp. 12–14", "No.~7, pp.~12–14"),
        ("No. It is not.", "No.~It is not."),
    ],
)
def test_ties(given: str, tied: str) -> None:
    assert ties(given) == tied


@given(text)
def test_tying_changes_spaces_only(given: str) -> None:
    assert tie(given).replace(NO_BREAK_SPACE, " ") == given
    assert tie(tie(given)) == tie(given)


@given(text, st.booleans())
def test_tying_the_end_changes_one_space_at_most(given: str, heading: bool) -> None:
    tied = tie_end(given, length=len(given), heading=heading)
    assert tied.replace(NO_BREAK_SPACE, " ") == given
    assert tied.count(NO_BREAK_SPACE) <= 1


def test_a_short_last_word_never_stands_alone() -> None:
    copy = "Ketamine does not remove memories, but some look at them with less fear."
    assert tie_end(copy, length=len(copy)).endswith(f"less{NO_BREAK_SPACE}fear.")
    assert tie_end("with less fear.", length=15) == "with less fear."
    assert tie_end("What happens in a session?", length=26, heading=True).endswith(f"a{NO_BREAK_SPACE}session?")


def test_a_long_pair_is_not_tied() -> None:
    copy = "It is a matter of neuroscience and of neurotransmitters today."
    assert tie_end(copy, length=len(copy)) == copy


def test_a_citation_stays_on_one_line() -> None:
    assert together("Science 2012;338:68–72.") == 'Science <span class="together">2012;338:68–72</span>.'
    assert together("In 2012 there were 3.") == "In 2012 there were 3."
