"""What `benchmarks/preflight_fuzz.py` found, each in its smallest form, and what rules once found wrongly."""

from __future__ import annotations

import re

import pytest

from brochure.preflight import catalogue
from brochure.preflight.document import Document
from brochure.preflight.paths import grid
from brochure.preflight.profiles import Wishes
from brochure.preflight.reading import in_order, plain_words
from tests.preflight.pdfs import press, press_bytes


def test_corners_that_are_infinite_lie_on_no_grid() -> None:
    path = " ".join(f"{x} 0 0.001 9 re" for x in range(100, 1200, 10)) + f" {'9' * 400} 0 1 1 re"
    assert grid(path.encode()) == 0.0


def test_a_damaged_file_is_told_of_without_what_it_is_called_in_memory() -> None:
    with pytest.raises(Exception, match="too damaged to be read") as told:
        Document(press_bytes()[:200])
    assert "BytesIO" not in str(told.value)


@pytest.mark.parametrize(
    ("copy", "read"),
    [
        ("Below 10⁹ per litre, call.", "Below 10 9 per litre, call."),
        ("Versicherungsgesellschaften " * 3 + "zahlen", "Versicherungs gesellschaften " * 3 + "zahlen"),
        ("Some feel lighter and others notice little. " * 600, "Some feel lighter and others notice little. " * 600),
    ],
)
def test_words_that_are_set_otherwise_are_in_order(copy: str, read: str) -> None:
    assert in_order(plain_words(copy), plain_words(read)) == ""


def test_long_copy_that_is_read_from_its_end_is_found() -> None:
    words = [f"word{number}" for number in range(4000)]
    assert in_order(words, words) == ""
    assert "are followed by others" in in_order(words, words[::-1])


@pytest.mark.parametrize(
    ("written", "instead", "rule", "reason"),
    [
        # PDFium believes what the tree of pages says of itself, others what they find in it.
        pytest.param(rb"/Count 2\b", b"/Count 1", "PRESS-BLEED-INKED", "programs differ about its pages", id="count"),
        # PDFium loads no page that says it is something else.
        pytest.param(rb"/Type /Page\b", b"/Type /Pane", "TYPE-NEAR-TRIM", "page 1 cannot be drawn", id="no page"),
    ],
)
def test_pages_that_cannot_be_drawn_are_judged_by_no_picture(
    written: bytes, instead: bytes, rule: str, reason: str
) -> None:
    document = Document(re.sub(written, instead, press_bytes(), count=1))
    outcomes = catalogue.judge_pdf(document, Wishes())
    told = {each.rule: each for each in outcomes if each.state in ("crashed", "not run")}
    assert reason in told[rule].reason
    assert not [each for each in told.values() if each.state == "crashed"]


def test_a_pale_ground_in_the_bleed_is_ink() -> None:
    content = "0 0 0 0.04 k 0 0 900 900 re f 0 0 0 0.5 k 28 100 40 200 re f"
    rule = catalogue.rule("PRESS-BLEED-INKED")
    (outcome,) = catalogue.check(press(content)(), [rule], Wishes())
    assert outcome.state == "pass"


def test_signs_that_only_say_how_letters_join_are_no_hidden_text() -> None:
    content = "BT 3 Tr /F 12 Tf 1 0 0 1 80 80 Tm (-) Tj 0 Tr ET"
    (outcome,) = catalogue.check(press(content)(), [catalogue.rule("TYPE-HIDDEN")], Wishes())
    assert outcome.state == "pass"
