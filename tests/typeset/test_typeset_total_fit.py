"""The lines of a paragraph are weighed together: no more of them, no forgotten word, as even as their kind asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from brochure.typeset.total_fit import LEAST_LETTERS, Paragraph

ROUNDING = 1e-6
words = st.lists(st.integers(1, 9), min_size=1, max_size=60)
measures = st.integers(9, 40)


def paragraph(lengths: Sequence[int]) -> Paragraph:
    """Words of so many letters, each as wide as its letters, with a space of one between them."""
    starts, ends, letters = [0.0], [0.0], [0]
    for length in lengths:
        ends.append(starts[-1] + length)
        starts.append(ends[-1] + 1)
        letters.append(letters[-1] + length)
    return Paragraph(starts, ends, letters, [0.0] * len(starts))


def filled(lengths: Sequence[int], measure: float) -> int:
    """How many lines there are where each takes all it can."""
    lines, room = 1, measure
    for at, length in enumerate(lengths):
        if at and length + 1 > room:
            lines, room = lines + 1, measure - length
        else:
            room -= length + bool(at)
    return lines


def wide(found: Paragraph, ends: Sequence[int]) -> list[float]:
    return [found.ends[end] - found.starts[begin] for begin, end in pairwise([0, *ends])]


def short(found: Paragraph, ends: Sequence[int]) -> bool:
    return len(ends) > 1 and found.letters[-1] - found.letters[ends[-2]] < LEAST_LETTERS


@given(words, measures)
def test_there_are_no_more_lines_than_if_each_were_filled(lengths: list[int], measure: int) -> None:
    for balanced in (False, True):
        found = paragraph(lengths)
        ends = found.ends_of_lines(measure + 0.1, ROUNDING, balanced=balanced)
        assert (len(ends) or 1) == filled(lengths, measure + 0.1)
        assert ends[-1:] in ([len(lengths)], [])
        assert max(wide(found, ends), default=0) <= measure + 0.1


@given(words, measures)
def test_a_last_line_is_short_only_where_each_way_leaves_it_so(lengths: list[int], measure: int) -> None:
    found = paragraph(lengths)
    ends = found.ends_of_lines(measure + 0.1, ROUNDING)
    if short(found, ends):
        # The last words that have enough letters do not fit together, or take a line more.
        lines = len(ends)
        for last in range(len(lengths) - 1, 0, -1):
            if sum(lengths[last:]) >= LEAST_LETTERS and sum(lengths[last:]) + len(lengths) - last - 1 <= measure:
                assert filled(lengths[:last], measure + 0.1) >= lines


@given(words, measures)
def test_the_lines_of_a_heading_are_of_the_narrowest_measure(lengths: list[int], measure: int) -> None:
    found = paragraph(lengths)
    ends = found.ends_of_lines(measure + 0.1, ROUNDING, balanced=True)
    widest = max(wide(found, ends), default=0)
    assert not ends or max(lengths) > widest - 1 or filled(lengths, widest - 1) > len(ends)


@given(words, measures)
def test_what_goes_on_goes_on_alike(lengths: list[int], measure: int) -> None:
    found = paragraph(lengths)
    ends = found.ends_of_lines(measure + 0.1, ROUNDING)
    for at, end in enumerate(ends[:-1]):
        rest = found.ends_of_lines(measure + 0.1, ROUNDING, end)
        assert (len(rest) or 1) == len(ends) - at - 1


def test_nothing_is_said_where_a_word_is_too_wide_or_a_hair_decides() -> None:
    assert paragraph([3, 12, 3]).ends_of_lines(10, ROUNDING) == []
    assert paragraph([4, 5, 4]).ends_of_lines(10, ROUNDING) == []
    assert paragraph([4, 5, 4]).ends_of_lines(10.1, ROUNDING) == [1, 3]


def test_lines_are_even_rather_than_filled() -> None:
    found = paragraph([4, 3, 2, 7, 8])
    assert wide(found, found.ends_of_lines(11.1, ROUNDING)) == [8.0, 10.0, 8.0]
