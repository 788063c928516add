"""Editions that are read page by page leave no page half empty: copy begins at once, boxes part, a card is a page."""

from __future__ import annotations

import re
from pathlib import Path

import page as checker
import pikepdf
import pytest

from tests.conftest import Desk
from tests.products.accessible import is_element, walk
from tests.products.pdf import picture, tool

EDITIONS = pytest.mark.parametrize("edition", ["email", "large-print"])
EVERYDAY = Path(__file__).parents[1] / "data" / "everyday"
SENTENCE = "Some people feel lighter, and others notice little change at all. "


def pages(desk: Desk, edition: str, *more: str) -> tuple[Path, list[str]]:
    assert desk.build("test", "--edition", edition, *more).code == 0
    (path,) = (desk.root / "output/test").glob(f"test*-{edition}.pdf")
    return path, [" ".join(page.split()) for page in tool("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def hole(path: Path, number: int) -> float:
    """How much of a page is white above its foot."""
    grey = picture(path, number, 36)
    foot = grey.height * 9 // 10
    box = grey.crop((0, 0, grey.width, foot)).point(lambda value: 255 * (value < 200)).getbbox()
    return 1 - box[3] / foot if box else 1


@EDITIONS
@pytest.mark.parametrize("look", ["maple", "studio"])
def test_a_card_is_one_page(desk: Desk, edition: str, look: str) -> None:
    desk.write("assets/articles/test.md", (EVERYDAY / "crisis-card.md").read_text("utf-8"))
    path, (page,) = pages(desk, edition, "--look", look)
    for said in ("Red Maple Wellness", "In a crisis", "You are not alone", "feeling will pass", "(555) 555-0142"):
        assert said in page
    assert page.index("call or text 988") < page.index("Contact us") < page.index("Version 1.0")
    assert checker.validate_pdf(path, profile="pdf/ua-1").is_compliant


@EDITIONS
def test_what_is_no_card_has_its_pages(desk: Desk, edition: str) -> None:
    desk.article("\n\n".join(f"## Part {number}\n\n{SENTENCE * 3}" for number in range(3)))
    assert len(pages(desk, edition)[1]) > 1


def test_large_print_begins_with_its_copy(desk: Desk) -> None:
    desk.article(SENTENCE * 40, front="title: Rest and sleep\nsubtitle: A guide\nsummary: Sleep well.")
    path, said = pages(desk, "large-print")
    assert said[0].index("Sleep well.") < said[0].index("Some people feel lighter")
    assert hole(path, 0) < 0.15


@EDITIONS
def test_a_box_is_parted_before_a_page_stays_half_empty(desk: Desk, edition: str) -> None:
    items = "\n".join(f"- Item {number}: ask the nurse what to do." for number in range(1, 11))
    before = SENTENCE * (8 if edition == "email" else 3)
    body = f"## Before\n\n{before}\n\n::: key-facts All of them\n{items}\n:::\n\n{SENTENCE * 20}"
    desk.article(body, front="title: A test\nsummary: Sleep well.")
    path, said = pages(desk, edition)
    first = 1 if edition == "email" else 0
    assert said[first + 1].startswith("(continued)")
    numbers = [[int(found) for found in re.findall(r"Item (\d+)", page)] for page in said[first : first + 2]]
    assert [*numbers[0], *numbers[1]] == list(range(1, 11))
    assert all(len(found) >= 2 for found in numbers)
    assert hole(path, first) < 1 / 3
    with pikepdf.open(path) as pdf:
        kinds = [str(found.S) for _, found in walk(pdf.Root.StructTreeRoot.K) if is_element(found)]
        at = kinds.index("/L")
        assert kinds[at : at + 31] == ["/L", *["/LI", "/Lbl", "/LBody"] * 10], "who listens hears one list"
    assert checker.validate_pdf(path, profile="pdf/ua-1").is_compliant


@EDITIONS
def test_a_box_goes_whole_to_the_next_page_where_little_is_left(desk: Desk, edition: str) -> None:
    items = "\n".join(f"- Item {number}: ask the nurse what to do." for number in range(1, 7))
    desk.article(
        f"{SENTENCE * (18 if edition == 'email' else 13)}\n\n::: key-facts All of them\n{items}\n:::",
        front="title: A test",
    )
    _, said = pages(desk, edition)
    assert not any("(continued)" in page for page in said)
    assert [len(re.findall(r"Item \d", page)) for page in said].count(6) == 1
