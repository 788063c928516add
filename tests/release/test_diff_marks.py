"""The marks on the panels: on the words that changed, and on no other. Poppler says where words are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Desk
from tests.products.pdf import Word, words
from tests.release.conftest import edit

OFFICE, EMAIL = "test-trifold-letter-office", "test-email"


@dataclass(frozen=True)
class Note:
    """An annotation: its kind, what it says, and its rectangles from the page's top left corner in points."""

    kind: str
    contents: str
    page: int
    boxes: tuple[tuple[float, float, float, float], ...]

    def covers(self, word: Word) -> bool:
        """Whether the middle of a word lies in one of the rectangles."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self.boxes)


def notes(path: Path) -> list[Note]:
    with pikepdf.open(path) as pdf:
        return [note for number, page in enumerate(pdf.pages) for note in _notes(page, number)]


def _notes(page: pikepdf.Page, number: int) -> Iterator[Note]:
    height = float(page.mediabox[3])
    for note in page.obj.get("/Annots", []):
        if note.Subtype == "/Link":
            continue
        assert int(note.F) & 4, "it does not print"
        assert "/N" in note.AP
        values = [float(value) for value in note.get("/QuadPoints", [])]
        quads = [values[at : at + 8] for at in range(0, len(values), 8)]
        boxes = [(min(q[::2]), height - max(q[1::2]), max(q[::2]), height - min(q[1::2])) for q in quads]
        if not boxes:
            left, low, right, high = (float(value) for value in note.Rect)
            boxes = [(left, height - high, right, height - low)]
        yield Note(str(note.Subtype), str(note.Contents), number, tuple(boxes))


def marked(path: Path) -> list[str]:
    """The words that highlights lie on, in the order of the file."""
    highlights = [note for note in notes(path) if note.kind == "/Highlight"]
    placed = [(number, word) for number, page in enumerate(words(path)) for word in page]
    return [word.text for number, word in placed if any(n.page == number and n.covers(word) for n in highlights)]


def proof(desk: Desk, product: str, *arguments: str) -> Path:
    assert desk.build("test", *arguments).code == 0
    assert desk.brochure("diff", "test").code == 0
    return desk.root / f"output/test/diff/{product}-diff.pdf"


def test_marks_lie_on_the_new_words_of_both_products(leaflet: Desk) -> None:
    edit(leaflet, "Nobody has to ask for it.", "It comes unasked.")
    edit(leaflet, "Children come along for nothing.", "")
    leaflet.swap("brochure.toml", "(555) 555-0142", "(555) 555-0199")
    proof(leaflet, OFFICE)
    for product in (OFFICE, EMAIL):
        path = leaflet.root / f"output/test/diff/{product}-diff.pdf"
        phones = ["555-0199"] * (2 if product == OFFICE else 1)  # on a cover in print, too
        assert sorted(marked(path)) == sorted(["It", "comes", "unasked.", *phones]), product
        annotations = notes(path)
        assert {note.contents for note in annotations if note.kind == "/Highlight"} == {
            "Before: Nobody has to ask for it.",
            "Before: 555-0142",
        }
        (caret,) = [note for note in annotations if note.kind == "/Caret"]
        assert caret.contents == "Cut, 5 words: Children come along for nothing."
        (left, top, right, bottom) = caret.boxes[0]
        (before,) = [word for word in words(path)[caret.page] if word.text == "drink."]
        assert abs((left + right) / 2 - before.right) < 4
        assert before.top < bottom
        assert top < before.bottom + 4
        (count,) = [note for note in annotations if note.kind == "/Square"]
        assert count.boxes[0][0] < before.left
        with pikepdf.open(path) as pdf:
            assert "/Metadata" not in pdf.Root
            assert str(pdf.docinfo["/Title"]) == "A test of the tide: changes since v1"


def test_words_that_only_moved_are_not_marked(leaflet: Desk) -> None:
    """A long addition at the beginning moves everything to other lines and pages."""
    edit(leaflet, "An opening line about water.", "An opening line about water.\n\n" + "Quux zonk. " * 80)
    path = proof(leaflet, EMAIL, "--edition", "email")
    assert set(marked(path)) == {"Quux", "zonk."}
    assert len(marked(path)) == 160
    assert [note for note in notes(path) if note.kind != "/Highlight"] == []


def test_a_paragraph_that_was_moved_is_told_as_moved(leaflet: Desk) -> None:
    paragraph = "Sailors wait for the tide as others wait for a train. It has never yet been late.\n\n"
    edit(leaflet, paragraph, "")
    edit(leaflet, "- a coat\n", f"{paragraph}- a coat\n")
    path = proof(leaflet, EMAIL, "--edition", "email")
    assert {note.contents for note in notes(path)} == {"Moved."}
    assert marked(path) == paragraph.split()


def test_a_reflow_without_new_words_marks_nothing(leaflet: Desk) -> None:
    """In a wider face all lines and pages are others; no word is."""
    leaflet.swap("brochure.toml", 'body = "Atkinson Hyperlegible Next"', 'body = "Source Serif 4"')
    path = proof(leaflet, EMAIL, "--edition", "email")
    assert notes(path) == []


@pytest.mark.parametrize(("old", "new"), [("A test of the tide", "Ein Prüfstück"), ("Ebb and flow", "¡Mañana, señor!")])
def test_letters_of_other_languages_are_found(leaflet: Desk, old: str, new: str) -> None:
    leaflet.swap("assets/articles/test.md", old, new)
    path = proof(leaflet, EMAIL, "--edition", "email")
    assert marked(path) == new.split()


def test_a_name_on_every_page_is_marked_where_it_changes(leaflet: Desk) -> None:
    leaflet.swap("brochure.toml", 'name = "Red Maple Wellness"', 'name = "Blue Maple Wellness"')
    path = proof(leaflet, EMAIL, "--edition", "email")
    assert set(marked(path)) == {"Blue"}
    assert len(marked(path)) >= 2
