"""What copyfit may change of copy on paper: what stands on the flap, is optional, is split, or has to go."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Piece, pieces
from brochure.typeset import layouts
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk, Result
from tests.products.pdf import letters, panel_text, words

SENTENCE = "Most people can walk about on the day after their visit, and drive a week later.\n\n"
FLAP = "## Call us\n\nCall us when it hurts.\n\n- At night, too.\n- On Sundays, too.\n\n"
QUOTE = "::: quote {optional}\nI slept again.\n:::\n\n"


def office(desk: Desk, *arguments: str) -> dict[str, Any]:
    done = desk.build("test", "--layout", "trifold", "--edition", "office", "--json", *arguments)
    assert done.code == 0, done.err
    product: dict[str, Any] = done.json["products"][0]
    return product


def panels(desk: Desk, product: dict[str, Any]) -> dict[str, str]:
    """The letters of each flow panel."""
    piece = trifold(desk)
    pages = {side.name: page for page, side in enumerate(piece.sides)}
    path = desk.root / product["path"]
    return {panel.name: letters(panel_text(path, pages[panel.side], panel)) for panel in piece.flow}


def trifold(desk: Desk) -> Piece:
    (piece,) = pieces(layouts.load(open_workspace(desk.root), "trifold")[0], PAPERS["letter"])
    return piece


def in_email(desk: Desk) -> str:
    done = desk.build("test", "--edition", "email")
    assert done.code == 0, done.err
    with pikepdf.open(desk.root / "output/test/test-email.pdf") as pdf:
        count = len(pdf.pages)
    return letters(*(text_of(desk.root / "output/test/test-email.pdf", page) for page in range(count)))


def text_of(path: Path, page: int) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return str(pdf[page].get_textpage().get_text_bounded())


@pytest.mark.sample(1)
@pytest.mark.parametrize("times", [4, 22], ids=["short copy", "full panels"])
def test_the_section_that_is_named_has_the_flap_for_itself(desk: Desk, times: int) -> None:
    copy = f"## Before\n\n{SENTENCE * times}{FLAP}## Afterwards\n\n{SENTENCE * times}"
    desk.article(copy, front="title: A test\nflap: call us")
    product = office(desk)
    found = panels(desk, product)
    assert found["flap"] == letters(re.sub(r"[#-]", "•", FLAP).replace("••", "")), "and nothing else"
    assert found["left"].startswith(letters("Before"))
    # The email keeps the article's order.
    text = in_email(desk)
    assert text.index(letters("Before")) < text.index(letters("Call us when")) < text.index(letters("Afterwards"))
    assert product["fit"]["order"] != sorted(product["fit"]["order"])


def test_what_is_wanted_on_the_flap_must_be_there(desk: Desk) -> None:
    desk.article(FLAP, front="title: A test\nflap: Cal us")
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(3)
    assert message.startswith("brochure: assets/articles/test.md:3: There is no section and no box 'Cal us'")
    assert "'Call us'" in message


def test_an_optional_box_goes_before_type_gets_smaller(desk: Desk) -> None:
    def built(copy: str) -> dict[str, Any]:
        desk.article(copy)
        return office(desk)

    lines = next(count for count in range(59, 90) if built(SENTENCE * count + QUOTE)["fit"]["left_out"])
    (name,) = (product := built(SENTENCE * lines + QUOTE))["fit"]["left_out"]
    assert "I slept again" in name
    assert product["fit"]["type_size_pt"] == pytest.approx(10.4), "the ideal"
    assert [finding["rule"] for finding in product["findings"]] == ["left-out"]
    assert letters("I slept again.") not in "".join(panels(desk, product).values())
    assert letters("I slept again.") in in_email(desk)
    # All of the others are there, in their order.
    assert "".join(panels(desk, product).values()) == letters(SENTENCE * lines)


def test_a_box_deeper_than_a_panel_says_that_it_goes_on(desk: Desk) -> None:
    desk.article(f"{SENTENCE}::: callout Long\n{SENTENCE * 30}:::\n\n{SENTENCE}")
    found = panels(desk, office(desk))
    copy = "".join(found.values())
    assert copy.count(letters("(continued)")) == sum(letters("(continued)") in text for text in found.values()) > 0
    assert all(text.startswith(letters("(continued)")) for text in found.values() if letters("(continued)") in text)
    assert copy.replace(letters("(continued)"), "") == letters(SENTENCE, "Long", SENTENCE * 31)


def refusal(desk: Desk, copy: str) -> tuple[Result, dict[str, Any]]:
    desk.article(copy)
    done = desk.build("test", "--layout", "trifold", "--edition", "office", "--json")
    return done, done.json["products"][0]


@pytest.mark.sample(1)
@pytest.mark.parametrize("box", ["", "::: help Call us\nAt any time.\n:::\n"], ids=["paragraphs", "a box at the end"])
def test_the_words_that_are_said_to_be_too_many_are_enough(desk: Desk, box: str) -> None:
    copy, size = SENTENCE * 105, len(SENTENCE.split())
    done, product = refusal(desk, copy + box)
    assert done.code == 4
    words = product["fit"]["overset_words"]

    def without(count: int) -> int:
        left = copy.split()[: len(copy.split()) - count + (3 if box else 0)]
        paragraphs = [" ".join(left[at : at + size]) for at in range(0, len(left), size)]
        return refusal(desk, "\n\n".join(paragraphs) + (f"\n\n{box.replace('At any time.', '')}" if box else ""))[
            0
        ].code

    assert without(words) == 0
    assert without(int(words / 1.15) - 1) == 4


def test_a_tiny_picture_stands_beside_its_text(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    desk.write("assets/images/tiny.png", out.getvalue())
    desk.article(f"Words.\n\n![A leg](tiny.png)\n\n{SENTENCE * 2}")
    product = office(desk)
    (said,) = [finding["message"] for finding in product["findings"] if finding["rule"] == "tiny-picture"]
    assert said.startswith("assets/articles/test.md:7: The picture 'A leg'")
    (_, inside) = words(desk.root / product["path"])
    copy = [word for word in inside if word.within(trifold(desk).panel("left")) and word.text != "Words."]
    first = min(word.top for word in copy)
    right = {top: max(word.right for word in copy if abs(word.top - top) < 2) for top in {word.top for word in copy}}
    assert max(right.values()) - right[first] > 20, "its first line leaves room for the picture"
