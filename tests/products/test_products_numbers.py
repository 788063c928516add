"""Lists, steps and sources count as far as they like: their numbers hang from one edge, and so does their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.products.pdf import Word, words

#: Lists by the word that their items begin with, each from its first number to its last: short ones, long ones, those
#: with more digits, and those that begin anywhere.
LISTS = {"Item": (1, 12), "Third": (3, 4), "Hundredth": (98, 101), "Year": (2019, 2019)}
STEPS = {"Step": (1, 11), "Last": (99, 100), "Next": (3, 4)}
SOURCES = {"Source": (1, 10)}


def items(word: str, first: int, last: int) -> str:
    return "\n".join(f"{number}. {word}{number}" for number in range(first, last + 1))


FRONT = "title: A test\nreferences:\n" + "\n".join(f"  - Source{number}" for number in range(1, 11))
BODY = "\n\nWords.\n\n".join(
    [items(word, *run) for word, run in LISTS.items()]
    + [f"::: steps\n{items(word, *run)}\n:::" for word, run in STEPS.items()]
)
EDITIONS = [("office", "trifold"), ("office", "handout"), ("press", "trifold"), ("email", ""), ("large-print", "")]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("edition", "layout"), EDITIONS)
def test_numbers_of_any_length_hang_from_one_edge(desk: Desk, edition: str, layout: str) -> None:
    desk.article(BODY, FRONT)
    built = desk.build("test", "--edition", edition, *(["--layout", layout] if layout else []))
    assert built.code == 0, built.err
    found = beside(desk.root / f"output/test/test{f'-{layout}-letter' if layout else ''}-{edition}.pdf")
    for word, (first, last) in {**LISTS, **STEPS, **SOURCES}.items():
        run = [(number, *found[f"{word}{number}"]) for number in range(first, last + 1)]
        assert [mark.text.rstrip(".") for _, mark, _ in run] == [str(number) for number, _, _ in run]
        # In the disc of a step its number is centred; all others end where the text is so far away.
        gaps = [text.left - ((mark.left + mark.right) / 2 if word in STEPS else mark.right) for _, mark, text in run]
        assert min(gaps) > 0
        assert max(gaps) - min(gaps) < 0.7
        # As many edges as there are panels that the list runs over.
        assert len({round(text.left) for _, _, text in run}) == len({int(text.left // 100) for _, _, text in run})


def beside(path: Path) -> dict[str, tuple[Word, Word]]:
    """Each word that ends in a digit, with what stands nearest before it on its line."""
    found: dict[str, tuple[Word, Word]] = {}
    for page in words(path):
        for text in page:
            before = [word for word in page if word.right < text.left and abs(word.bottom - text.bottom) < 2]
            if before and text.text[-1].isdigit() and text.text[0].isalpha():
                found[text.text] = max(before, key=lambda word: word.right), text
    return found
