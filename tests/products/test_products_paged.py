"""What the e-mail and the large-print edition have in common: contents, links to tap, outline, every language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as checker
import pikepdf
import pytest
from pikepdf import Name

from tests.conftest import Desk
from tests.products.accessible import is_element, walk
from tests.products.conftest import HOW, WINDOW
from tests.products.pdf import letters, sizes, tool

EDITIONS = pytest.mark.parametrize("edition", ["email", "large-print"])
MAP = "https://www.google.com/maps/search/?api=1&query=12%20Sample%20Street%2C%20Suite%203%2C%20Springfield%2C%20ST%2000000"
#: CSS pixels that a finger needs (WCAG 2.2, 2.5.8), and how many of them a telephone's screen is wide.
FINGER, TELEPHONE = 24, 390
PARAGRAPH = "Some people feel lighter, and others notice little change at all, so ask for follow-up. " * 6


def build(desk: Desk, edition: str, name: str = "test", *more: str) -> Path:
    done = desk.build(name, "--edition", edition, *more)
    assert done.code == 0, done.err
    return desk.root / f"output/{name}/{name}-{edition}.pdf"


def sections(count: int, copy: str = f"{PARAGRAPH}\n\n{PARAGRAPH}") -> str:
    return "\n\n".join(f"## What helps in week {number}?\n\n{copy}" for number in range(1, count + 1))


def page_texts(path: Path) -> list[str]:
    return [" ".join(page.split()) for page in tool("pdftotext", path, "-").split("\f")[:-1]]


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == Name.Link]


@pytest.mark.sample(2)
@EDITIONS
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize(("slug", "paper"), [(HOW, "letter"), (WINDOW, "a4")], ids=["how-letter", "window-a4"])
def test_conforms_in_every_language(desk: Desk, edition: str, language: str, slug: str, paper: str) -> None:
    desk.swap(f"assets/articles/{slug}.md", "language: en", f"language: {language}")
    path = build(desk, edition, slug, "--paper", paper)
    report = checker.validate_pdf(path, profile="pdf/ua-1")
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant
    said = {"en": "Contact us", "es": "Contacto", "fr": "Nous joindre"}
    assert said[language] in page_texts(path)[-1]


@pytest.mark.sample(1)
@EDITIONS
def test_everything_that_copy_can_hold_conforms(desk: Desk, edition: str) -> None:
    boxes = "".join(
        f"::: {kind}\n{copy}\n:::\n\n"
        for kind, copy in (
            ("key-facts", "- A fact"),
            ("callout Mind this", "Beside it."),
            ("steps", "1. First.\n2. Then."),
            ("questions", "- How long?"),
            ("quote", "A sentence."),
            ("help", "**Call 911.**"),
        )
    )
    table = "| Day | Do |\n| --- | --- |\n| Wednesday | Walk |\n"
    nested = "- One\n  - within it\n    1. and deeper\n- Two\n\nTerm\n: Meaning\n"
    body = f"## Table\n\n{table}\n### Lists\n\n{nested}\n\n{boxes}[A link](https://clinic.example/x) in copy."
    desk.article(body)
    path = build(desk, edition)
    report = checker.validate_pdf(path, profile="pdf/ua-1")
    assert [failure.message for failure in report.failures] == []
    # Narrow columns do not break words that have room.
    assert "Wednesday" in " ".join(page_texts(path))


@pytest.mark.sample(1)
@EDITIONS
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_copy_has_contents_that_are_right(desk: Desk, edition: str, paper: str) -> None:
    desk.article(sections(12), front="title: Sleep\nsummary: Sleep well.")
    path = build(desk, edition, "test", "--paper", paper)
    pages = page_texts(path)
    contents = pages[1]
    assert contents.startswith("Contents ")
    told = {int(number): int(page) for number, page in re.findall(r"What helps in week (\d+)\? (\d+)", contents)}
    assert list(told) == list(range(1, 13))
    for number, page in told.items():
        assert f"What helps in week {number}?" in pages[page - 1]
    assert f"Contact us {len(pages)}" in contents
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        inner = [note for note in pdf.pages[1].Annots if "/URI" not in note.get("/A", {})]
        assert [str(note.Contents) for note in inner[::12]] == ["What helps in week 1?", "Contact us"]
        assert len(inner) == 13
        assert [child.title for child in outline.root[0].children][:2] == [
            "What helps in week 1?",
            "What helps in week 2?",
        ]
        kinds = [str(found.S) for _, found in walk(pdf.Root.StructTreeRoot.K) if is_element(found)]
        at = kinds.index("/TOC")
        assert kinds[at + 1 : at + 40] == ["/TOCI", "/Reference", "/Link"] * 13
        assert kinds.count("/TOC") == 1
    assert checker.validate_pdf(path, profile="pdf/ua-1").is_compliant


@pytest.mark.sample(1)
@EDITIONS
def test_boxes_are_in_the_outline_where_they_stand(desk: Desk, edition: str) -> None:
    box = "::: help\nCall us.\n:::\n\n::: callout\nA word.\n:::\n\n"
    desk.article(f"{box}## One\n\n{box}### Two\n\n{box}#### Three\n\nWords.\n\n## Four\n\nWords.", "title: A test")
    with pikepdf.open(build(desk, edition)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        found = [(entry.title, [inner.title for inner in entry.children]) for entry in title.children]
    help_ = "When to get help"
    assert found == [(help_, []), ("One", [help_, help_]), ("Four", []), ("Contact us", [])]


@pytest.mark.sample(1)
@EDITIONS
def test_contents_of_many_sections_run_on(desk: Desk, edition: str) -> None:
    desk.article(sections(40, PARAGRAPH[:90]))
    pages = page_texts(build(desk, edition))
    listed = [page for page in pages if re.search(r"week \d+\? \d+ ", page)]
    assert 2 <= len(listed) <= 4
    # The last of them is not for one forgotten line.
    assert len(re.findall(r"week \d+\? \d+ ", listed[-1])) >= 3


@pytest.mark.sample(1)
@EDITIONS
def test_short_copy_has_no_contents(desk: Desk, edition: str) -> None:
    desk.article(sections(4))
    assert "Contents" not in " ".join(page_texts(build(desk, edition)))
    desk.article("\n\n".join([PARAGRAPH] * 40))
    assert "Contents" not in " ".join(page_texts(build(desk, edition)))


@pytest.mark.sample(1)
@EDITIONS
def test_every_way_to_the_clinic_is_a_link_as_large_as_a_finger(desk: Desk, edition: str) -> None:
    desk.article("Words.")
    with pikepdf.open(build(desk, edition)) as pdf:
        found = [(str(note.A.URI), sorted(float(y) for y in list(note.Rect)[1::2])) for note in links(pdf)][-4:]
        pixels = TELEPHONE / float(pdf.pages[0].mediabox[2])
    assert [address for address, _ in found] == [
        "tel:5555550142",
        "mailto:hello@redmaple.example",
        "https://redmaple.example",
        MAP,
    ]
    assert all((top - foot) * pixels >= FINGER for _, (foot, top) in found)
    for (_, (foot, _)), (_, (_, next_top)) in pairwise(found):
        assert foot - next_top > 4


@pytest.mark.sample(1)
@EDITIONS
def test_headings_keep_copy_with_them(desk: Desk, edition: str, pytestconfig: pytest.Config) -> None:
    """Whatever the length of the copy before it, no heading is the last of its page, nor followed by a line alone."""
    for lines in range(1, 9, 1 if pytestconfig.getoption("whole") else 3):
        desk.article(
            "\n\n".join(
                ["## Rest\n\n" + "Sleep is good for you and for everyone. " * (lines + 5 * n) for n in range(7)]
            )
        )
        for page in tool("pdftotext", "-layout", build(desk, edition), "-").split("\f")[:-1]:
            rows = [row.strip() for row in page.splitlines() if row.strip()][:-1]
            assert "Rest" not in rows[-2:], rows


def test_no_type_in_the_email_edition_is_too_small_for_a_telephone(desk: Desk) -> None:
    for slug in (HOW, WINDOW):
        found = sizes(build(desk, "email", slug))
        # The foot of the page is 10 pt; all that has to be read is 12 pt or more, and copy 14 pt.
        assert set(found) >= {10, 12, 14}
        assert [size for size in found if size < 12] == [10]


def test_the_samples_read_well_without_pictures(desk: Desk) -> None:
    """No picture in them but decoration: a code to scan would be on the telephone that should scan it."""
    for slug in (HOW, WINDOW):
        text = letters(*page_texts(build(desk, "email", slug)))
        assert letters("Scan to visit") not in text


def test_the_editions_of_the_defaults(desk: Desk) -> None:
    desk.article("Some people feel lighter, and others notice little change at all. " * 25)
    done = desk.build("test", "--layout", "trifold", "--json")
    assert done.code == 0, done.err
    made: Sequence[str] = [product["edition"] for product in done.json["products"]]
    assert made == ["office", "email", "large-print"]


def test_only_a_box_s_own_list_counts_steps(desk: Desk) -> None:
    desk.article("::: steps What to do\n1. First\n   - beside it\n2. Second\n:::\n\n## More\n\nWords.")
    assert desk.build().code == 0
    found = tool("pdftotext", "-raw", desk.root / "output/test/test-email.pdf", "-")
    assert [line for line in found.splitlines() if line.isdigit()] == ["1", "2"]


def test_a_table_breaks_no_short_word(desk: Desk) -> None:
    long = "You may feel sleepy, dizzy or far away, and this passes within some hours"
    desk.article(
        f"| Dose | When | What to expect |\n|---|---|---|\n| 0.5 mg | Morning | {long} |\n| 1 mg | Evening | {long} |"
    )
    assert desk.build().code == 0
    text = tool("pdftotext", "-layout", desk.root / "output/test/test-email.pdf", "-")
    for word in ("Dose", "When", "Morning", "Evening"):
        assert word in text
