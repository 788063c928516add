"""Tables wider than their place: type, cells and words give way, then the table becomes a list; no letter is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import Desk
from tests.products.pdf import words

Built = Callable[[str, str], tuple[list[str], list[dict[str, str]]]]


def table(*rows: list[str]) -> str:
    head, *others = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *others))


HOURS = table(
    ["", "Harbour Street", "Northgate", "Oak Hill"],
    ["Monday", "8:00–18:00", "9:00–17:00", "closed"],
    ["Wednesday", "8:00–20:00", "closed", "8:00–13:00"],
)
PHONES = table(["Location", "Telephone", "Parking"], ["12 Harbour Street", "(555) 555-0110", "Behind the house, free"])
LONG = table(["Day", "Physiotherapist", "Physiotherapy", "Anticoagulant"], ["One", "Yes", "No", "Enoxaparin"])
SIX = table(
    ["Medicine", "Dose", "When", "How long", "Take care", "Seen in"],
    ["Hydrochlorothiazide", "12.5 mg", "morning", "4 weeks", "dizziness", "1 in 10"],
    ["Amitriptyline", "10 mg", "evening", "12 weeks", "drowsiness", "1 in 100"],
)

EIGHT = "\n".join(
    f"{row} {more} |"
    for row, more in zip(
        SIX.split("\n"), ("Price | Form", "--- | ---", "$20–30 | tablets", "$40–50 | tablets"), strict=True
    )
)


@pytest.fixture
def built(desk: Desk) -> Built:
    """Builds copy in a layout or an edition; its words in reading order, and the findings."""

    def make(body: str, place: str) -> tuple[list[str], list[dict[str, str]]]:
        desk.article(body)
        folded = place in ("trifold", "handout")
        done = desk.build(
            "test", "--layout", place if folded else "trifold", "--json", "--edition", "office" if folded else place
        )
        assert done.code == 0, done.err
        (product,) = done.json["products"]
        found = [word.text for page in words(desk.root / product["path"]) for word in page]
        return found, product["findings"]

    return make


def check_words(body: str, found: list[str]) -> None:
    """Each word is there, though letters may be parted by a hyphen; figures never are."""
    for word in re.findall(r"[^\s|]+", body.replace("---", "")):
        parted = any(f"{word[:at]}-" in found and word[at:] in found for at in range(4, len(word) - 3))
        assert word in found or (word.isalpha() and parted), (word, found)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("body", "place"),
    [
        pytest.param(HOURS, "handout", id="hours, smaller"),
        pytest.param(LONG, "trifold", id="long words, hyphenated"),
        pytest.param(SIX, "email", id="six columns on a screen"),
        pytest.param(SIX, "large-print", id="six columns in large print"),
    ],
)
def test_a_wide_table_gives_way(built: Built, body: str, place: str) -> None:
    found, findings = built(body, place)
    check_words(body, found)
    assert not [finding for finding in findings if finding["rule"] == "table-as-list"]


def test_a_table_becomes_a_list_beside_one_that_fits(built: Built) -> None:
    found, findings = built(f"{PHONES}\n\nWords.\n\n{EIGHT}", "trifold")
    check_words(PHONES + EIGHT, found)
    (told,) = [finding["message"] for finding in findings if finding["rule"] == "table-as-list"]
    assert told.startswith("assets/articles/test.md:11: ")
    # Each row has the names of the columns.
    assert [found.count(word) for word in ("Medicine", "Dose", "When", "Parking")] == [2, 2, 2, 1]
    assert found.index("Hydrochlorothiazide") < found.index("dizziness")
    assert found.index("Amitriptyline") < found.index("drowsiness")


def test_digits_stand_below_each_other(desk: Desk) -> None:
    desk.article(table(["Week", "People"], ["1", "1,111"], ["2", "888"], ["10", "7,117"]).replace("--- |\n", "--: |\n"))
    assert desk.build().code == 0
    pages = words(desk.root / "output/test/test-email.pdf")
    wide = {word.text: word.right - word.left for page in pages for word in page}
    assert wide["1,111"] == pytest.approx(wide["7,117"], abs=0.05)
