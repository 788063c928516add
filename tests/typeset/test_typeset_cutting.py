"""The search for the words that have to go: close, and with few trials."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import ceil

import pytest

from brochure.errors import BadInput
from brochure.typeset.cutting import MOST_TRIALS, fewest_words
from brochure.typeset.fit import Depth

#: Of copy with so many words, how many panels it takes without some of them; it has four.
TAKES: dict[str, Callable[[int], float]] = {
    "evenly": lambda gone: 5.3 - gone / 200,
    "a table at its end": lambda gone: 4.6 - gone / 900,
    "a hole until it goes": lambda gone: 4.2 if gone < 330 else 3.3,
    "nothing at first": lambda gone: 4.9 if gone < 150 else 4.9 - (gone - 150) / 250,
    "hardly any": lambda gone: 4.002 - gone / 250,
}


@pytest.mark.parametrize("takes", TAKES.values(), ids=TAKES)
@pytest.mark.parametrize("guess", [60, 260, 900])
def test_the_words_that_have_to_go_are_found_in_few_trials(takes: Callable[[int], float], guess: int) -> None:
    trials: list[int] = []

    def tried(words: int) -> Depth:
        trials.append(words)
        return Depth(takes(words), 4, takes(words))

    found = fewest_words(tried, takes(0) - 4, 1000, guess)
    least = next(gone for gone in range(1001) if takes(gone) <= 4)
    assert found in trials
    assert found is not None
    assert least <= found <= ceil(1.15 * least) + 1
    assert len(trials) <= MOST_TRIALS
    assert all(one != other for one, other in pairwise(sorted(trials)))


def test_where_no_cut_is_enough_that_is_known_soon() -> None:
    trials: list[int] = []

    def tried(words: int) -> Depth:
        trials.append(words)
        return Depth(9 - words / 1000, 4, 9 - words / 1000)

    assert fewest_words(tried, 5, 300, 40) is None
    assert trials[-1] == 300
    assert len(trials) <= 5


def test_a_cut_that_cannot_be_set_is_not_enough() -> None:
    def tried(words: int) -> Depth:
        if words < 100:
            raise BadInput("Torn.")
        return Depth(3.9, 4, 3.9)

    assert fewest_words(tried, 0.5, 400, 50) == pytest.approx(100, rel=0.15)
