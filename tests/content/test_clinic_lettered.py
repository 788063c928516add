"""Lists keep the signs that they were written with, and the number or letter that they begin with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.lettered import written
from tests.content.conftest import as_tree

Copy = Callable[..., BeautifulSoup]


def listed(tree: BeautifulSoup | Tag) -> list[tuple[str, str, int]]:
    """Each list with its type, where it begins, and how many items it has."""
    return [
        (str(found.get("type", "1")), str(found.get("start", "1")), len(found.find_all("li", recursive=False)))
        for found in tree.find_all("ol")
    ]


LISTS = [
    pytest.param("a. Left.\nb. Right.", [("a", "1", 2)], id="letters"),
    pytest.param("A) Left.\nB) Right.", [("A", "1", 2)], id="capitals"),
    pytest.param("i. x\nii. y\niii. z\niv. u", [("i", "1", 4)], id="romans"),
    pytest.param("I. x\nII. y", [("I", "1", 2)], id="capital romans"),
    pytest.param("h. x\ni. y\nj. z", [("a", "8", 3)], id="an i among letters"),
    pytest.param("c. x\nd. y", [("a", "3", 2)], id="from c"),
    pytest.param("a. x\n\nb. y\n\nc. z", [("a", "1", 3)], id="with empty lines"),
    pytest.param("a. x\nb. y\n\nRest.\n\nc. z", [("a", "1", 2), ("a", "3", 1)], id="continued"),
    pytest.param("a. x\nand\nb. y", [("a", "1", 2)], id="wrapped"),
    pytest.param("Do this:\na. x\nb. y", [("a", "1", 2)], id="below a paragraph"),
    pytest.param("1. x\n   a. y\n   b. z\n2. u", [("1", "1", 2), ("a", "1", 2)], id="in a list"),
    pytest.param("1. x\n     a. y\n        more\n     b. z", [("1", "1", 1), ("a", "1", 2)], id="in a list, far in"),
    pytest.param("a. x\n   1. y\n   2. z\nb. u", [("a", "1", 2), ("1", "1", 2)], id="with a list"),
    pytest.param("a. x\n\n   More.\n\nb. u", [("a", "1", 2)], id="with a paragraph"),
    pytest.param("::: steps\na. x\nb. y\n:::", [("a", "1", 2)], id="steps"),
    pytest.param("> a. x\n> b. y", [("a", "1", 2)], id="quotation"),
    pytest.param("Go on:\n3. x\n4. y", [("1", "3", 2)], id="numbers below a paragraph"),
    pytest.param("1. x\n2. y\n\nRest.\n\n3. z", [("1", "1", 2), ("1", "3", 1)], id="numbers continued"),
    pytest.param("1. x\n\n- y\n\n2. z", [("1", "1", 1), ("1", "2", 1)], id="bullets between"),
]


@pytest.mark.parametrize(("text", "found"), LISTS)
def test_signs_are_kept(copy: Copy, text: str, found: list[tuple[str, str, int]]) -> None:
    assert listed(copy(text)) == found


NO_LISTS = [
    "A. Nurse wrote this.",
    "i. e. to walk",
    "C. difficile is a germ.",
    "a. x\n\nc. y",
    "We met in\n1999. It was warm.",
    "Take vitamin\nD. It helps.\n\nE. coli does not.",
    "a.x\nb.y",
]


@pytest.mark.parametrize("text", NO_LISTS)
def test_a_letter_alone_is_copy(copy: Copy, text: str) -> None:
    tree = copy(text)
    assert listed(tree) == []
    assert "".join(tree.get_text().split()) == "".join(text.split())


def test_the_widest_sign_has_its_room(copy: Copy) -> None:
    assert copy("vii. a\nviii. b\nix. c").ol["style"] == "counter-reset: list-item 6; --digits: 4"  # type: ignore[index]
    assert copy("l. x\nm. y\nn. z").ol["style"] == "counter-reset: list-item 11; --digits: 2"  # type: ignore[index]
    assert "style" not in copy("a. x\nb. y").ol.attrs  # type: ignore[union-attr]


@given(st.integers(1, 26), st.integers(2, 12), st.sampled_from("aAiI1"))
def test_what_is_written_is_what_was_typed(first: int, count: int, kind: str) -> None:
    last = min(first + count, 26)
    if last <= first:
        return
    signs = [written(kind, number) for number in range(first, last + 1)]
    tree = as_tree("\n".join(f"{sign}. Item {sign}" for sign in signs))
    (found,) = listed(tree)
    assert (found[1], found[2]) == (str(first), len(signs))
    assert [written(found[0], number) for number in range(first, last + 1)] == signs
    assert [item.get_text() for item in tree.find_all("li")] == [f"Item {sign}" for sign in signs]
