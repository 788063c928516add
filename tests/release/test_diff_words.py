"""The word diff: what it says turns the old words into the new ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.release.alignment import align
from brochure.release.changes import Operation, operations

#: Few words, so that many are equal; and such as stand in Spanish, German and French leaflets.
WORDS = st.lists(st.sampled_from(["the", "tide", "straße", "mañana", "l’été", "¶", "a", "(555)"]), max_size=40)


@settings(database=None, deadline=None)
@given(WORDS, WORDS)
def test_the_operations_turn_the_old_words_into_the_new(old: list[str], new: list[str]) -> None:
    result = operations(old, new)
    assert [word for operation in result if operation.kind != "new" for word in operation.words] == old
    assert [word for operation in result if operation.kind != "cut" for word in operation.words] == new
    assert all(operation.words for operation in result)


@settings(database=None, deadline=None)
@given(WORDS, WORDS)
def test_kinds_take_turns_and_nothing_moves(old: list[str], new: list[str]) -> None:
    spans = align(old, new)
    for one, other in pairwise(spans):
        assert (one.end, one.new_end) == (other.start, other.new_start)
        assert one.same != other.same
    for span in spans:
        assert not span.same or old[span.start : span.end] == new[span.new_start : span.new_end]


@settings(database=None, deadline=None)
@given(WORDS)
def test_equal_words_have_no_change(words: list[str]) -> None:
    assert all(operation.kind == "same" for operation in operations(words, words))


@settings(database=None, deadline=None)
@given(WORDS, WORDS)
def test_words_at_both_ends_stay(old: list[str], new: list[str]) -> None:
    framed = operations(["first", *old, "last"], ["first", *new, "last"])
    assert framed[0].kind == framed[-1].kind == "same"


def marked_up(old: str, new: str) -> str:
    signs = {"same": "{}", "cut": "[-{}-]", "new": "{{+{}+}}"}
    edits = operations(old.split(), new.split())
    return " ".join(signs[edit.kind].format(" ".join(edit.words)) for edit in edits)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("call us at noon", "call us at one", "call us at [-noon-] {+one+}"),
        ("we sail", "we sail, and sing", "we [-sail-] {+sail, and sing+}"),
        ("a b c", "a c", "a [-b-] c"),
        ("the sea is calm today", "the lake was calm today", "the [-sea is-] {+lake was+} calm today"),
        ("one red two", "uno red dos", "[-one red two-] {+uno red dos+}"),
        ("", "all new", "{+all new+}"),
        ("all gone", "", "[-all gone-]"),
    ],
)
def test_changes_are_told_as_people_tell_them(old: str, new: str, wanted: str) -> None:
    assert marked_up(old, new) == wanted


def test_a_sentence_between_two_like_it_is_found_whole() -> None:
    verse = ["row", "row", "row", "the", "boat", "gently", "down", "the", "stream"]
    added = ["merrily", "we", "go", "ashore"]
    assert operations(verse * 2, verse + added + verse) == (
        Operation("same", tuple(verse)),
        Operation("new", tuple(added)),
        Operation("same", tuple(verse)),
    )


def test_the_longest_article_of_few_words_is_compared_without_end_in_sight() -> None:
    """The worst there is for a matcher: 20,000 words, of which every one stands everywhere."""
    old, new = ["a", "b"] * 10_000, ["b", "a", "a"] * 6_600
    found = operations(old, new)
    assert [word for operation in found if operation.kind != "cut" for word in operation.words] == new
