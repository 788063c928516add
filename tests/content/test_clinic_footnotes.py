"""Footnotes become references, cited by their numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brochure.content.article import Article, load
from brochure.errors import BadInput
from brochure.release.sections import of_article
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

FRONT = "title: A test\nreferences:\n  - Berman 2000."


def loaded(desk: Desk, body: str, front: str = "title: A test") -> Article:
    path = desk.article(body, front)
    return load(open_workspace(desk.root), path)


def test_a_note_is_a_reference(desk: Desk) -> None:
    article = loaded(desk, "Walking helps[^1] most people.\n\n[^1]: Smith, *Journal of Knees*, 2020.")
    assert article.html == '<p>Walking <span class="together">helps<sup>1</sup></span> most people.</p>\n'
    assert article.front.references == ("Smith, *Journal of Knees*, 2020.",)


def test_notes_follow_the_references_in_the_order_of_their_signs(desk: Desk) -> None:
    notes = "[^a]: First.\n[^b]: Second, see [^c].\n\n[^c]: Third.\n[^d]: Last."
    article = loaded(desk, f"A[^b] b^1^ c[^a][^b] d^[Within the line.]\n\n{notes}", FRONT)
    signs = re.findall("<sup>(.*?)</sup>", article.html)
    assert signs == ["2", "1", "3,2", "4"]
    assert article.front.references == (
        "Berman 2000.",
        "Second, see ^5^.",
        "First.",
        "Within the line.",
        "Third.",
        "Last.",
    )


def test_a_long_note_is_one_line(desk: Desk) -> None:
    note = "See [the paper](https://knees.example/a), or\n    <https://b.example>.\n\n    More\\\n    of it."
    references = loaded(desk, f"A[^1]\n\n[^1]: {note}").front.references
    assert references == ("See the paper, https://knees.example/a, or https://b.example. More of it.",)


@pytest.mark.parametrize("body", ["A.\n\nHelps[^9].", "A.\n\nHelps[^1].\n\n[^1]: See [^9]."])
def test_a_sign_without_a_note_has_its_line(desk: Desk, body: str) -> None:
    with pytest.raises(BadInput, match=r"no note for \[\^9\]") as refused:
        loaded(desk, body)
    assert refused.value.place
    assert refused.value.place.line == (9 if "\n[^1]" in body else 7)


def test_a_sign_that_is_escaped_is_text(desk: Desk) -> None:
    assert "[^9]" in loaded(desk, r"Type \[^9].").html


def test_too_many_notes_are_refused(desk: Desk) -> None:
    body = "\n\n".join(f"A[^{number}]\n\n[^{number}]: Note." for number in range(501))
    with pytest.raises(BadInput, match="501 references and footnotes"):
        loaded(desk, body)


def test_notes_in_notes_without_end(desk: Desk) -> None:
    body = "A[^0]\n\n" + "\n\n".join(f"[^{number}]: See [^{(number + 1) % 400}]." for number in range(400))
    assert loaded(desk, body).front.references[0] == "See ^2^."


def test_a_difference_knows_notes_and_scripts() -> None:
    source = "---\ntitle: A\n---\n\nBelow 10^9^/L.[^1]\n\n[^1]: Smith.\n"
    front, (section,) = of_article(source, Path("a.md"))
    assert front.references == ("Smith.",)
    assert section.words == ("Below", "10⁹/L.¹")


def test_comments_are_no_copy(desk: Desk) -> None:
    with pytest.raises(BadInput, match="no words after its head"):
        loaded(desk, "<!-- to be written -->\n\n- <!-- and this -->")


def test_comments_and_lines_are_no_long_words(desk: Desk) -> None:
    body = f"Sign: {'_' * 300}\n\n<!-- {'x' * 300} -->"
    assert 'style="--length: 300"' in loaded(desk, body).html
