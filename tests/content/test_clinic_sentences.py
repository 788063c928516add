"""Which words of an article are its sentences', and what its file is without the last of them."""

from __future__ import annotations

import pytest

from brochure.content.sentences import Sentences

HEAD = '---\ntitle: "A title of words"\nlanguage: en\n---\n\n'
#: What a file ends with; how many of its words may be cut; and the end without all of them.
KEPT = [
    pytest.param("One two\nthree.", 3, "", id="a paragraph of two lines"),
    pytest.param("## A heading\n\nOne **two** three.", 3, "## A heading", id="a heading"),
    pytest.param("- One two\n- Three\n  four", 4, "", id="items"),
    pytest.param("1. One\n\n   two\n2. Three", 3, "", id="numbers"),
    pytest.param("- [ ] One\n- [x] Two", 2, "", id="tasks"),
    pytest.param("| One | Two |\n| --- | --- |\n| 1 | 2 |", 0, "| One | Two |\n| --- | --- |\n| 1 | 2 |", id="a table"),
    pytest.param('![A lake](lake.png "A lake in summer")', 0, '![A lake](lake.png "A lake in summer")', id="a picture"),
    pytest.param("::: callout At home\nOne two.\n\n- Three\n:::", 2, "::: callout At home\nOne\n\n\n:::", id="a box"),
    pytest.param("Term of words\n: One two.", 1, "Term of words\n: One", id="a term"),
    pytest.param("One.[^1]\n\n[^1]: A note of words.", 1, "[^1]: A note of words.", id="a note"),
    pytest.param("One <!-- not a word --> two.", 2, "", id="a comment"),
    pytest.param("> One two.", 2, "", id="a quotation"),
    pytest.param("走路很好。", 3, "", id="letters without spaces"),
]


@pytest.mark.parametrize(("body", "count", "left"), KEPT)
def test_only_sentences_are_cut(body: str, count: int, left: str) -> None:
    sentences = Sentences(f"{HEAD}{body}\n", "zh-Hans" if "走" in body else "en")
    assert len(sentences) == count
    assert sentences.without_last(0) == f"{HEAD}{body}\n"
    assert sentences.without_last(count).removeprefix(HEAD).strip() == left
    assert sentences.without_last(count).count("\n") == f"{HEAD}{body}\n".count("\n")


CUT = [
    pytest.param("One two three.", 1, "One two", id="a word"),
    pytest.param("One **two three** four.", 2, "One **two**", id="in stress"),
    pytest.param("One [two three](https://a.example) four.", 2, "One [two three](https://a.example)", id="in a link"),
    pytest.param("One\ntwo three.\n\nFour.", 2, "One\ntwo", id="over two paragraphs"),
    pytest.param("- One\n- Two three.", 1, "- One\n- Two", id="in an item"),
]


@pytest.mark.parametrize(("body", "count", "left"), CUT)
def test_words_go_from_the_end_and_nothing_is_torn(body: str, count: int, left: str) -> None:
    assert Sentences(HEAD + body, "en").without_last(count).removeprefix(HEAD).strip() == left


PLACES = [
    pytest.param(7, ("Before.", "", 6), id="before the first heading"),
    pytest.param(6, ("One two three four, five six.", "At home", 8), id="in a section"),
    pytest.param(2, ("…two three four, five six.", "At home", 8), id="few words, with some before them"),
]


@pytest.mark.parametrize(("count", "place"), PLACES)
def test_the_place_of_a_cut_is_told_in_the_words_of_the_file(count: int, place: tuple[str, str, int]) -> None:
    sentences = Sentences(
        f"{HEAD}Before.\n\n## *At* home\n\nOne **two** [three](https://a.example) four, five six.\n", "en"
    )
    cut = sentences.first_of_last(count)
    assert (cut.text, cut.section, cut.line) == place
