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


@pytest.mark.parametrize(
    ("body", "place", "is_list"),
    [
        pytest.param(HOURS, "handout", False, id="hours, smaller"),
        pytest.param(PHONES, "trifold", False, id="telephones"),
        pytest.param(LONG, "trifold", False, id="long words, hyphenated"),
        pytest.param(SIX, "trifold", True, id="six columns"),
        pytest.param(SIX, "email", False, id="six columns on a screen"),
        pytest.param(SIX, "large-print", False, id="six columns in large print"),
    ],
)
def test_a_wide_table_gives_way(built: Built, body: str, place: str, is_list: bool) -> None:
    found, findings = built(body, place)
    for word in re.findall(r"[^\s|]+", body.replace("---", "")):
        parted = any(f"{word[:at]}-" in found and word[at:] in found for at in range(4, len(word) - 3))
        assert word in found or (word.isalpha() and parted), (word, found)
    told = [finding for finding in findings if finding["rule"] == "table-as-list"]
    assert bool(told) == is_list
    if is_list:
        assert "assets/articles/test.md:5: " in told[0]["message"]


def test_each_row_of_a_list_has_the_names_of_its_columns(built: Built) -> None:
    found, _ = built(SIX, "trifold")
    assert [found.count(word) for word in ("Medicine", "Dose", "When")] == [2, 2, 2]
    assert found.index("Hydrochlorothiazide") < found.index("dizziness") < found.index("Amitriptyline")


def test_tables_give_way_one_by_one(built: Built) -> None:
    """One that fits stays as it is beside one that does not."""
    _, findings = built(f"{PHONES}\n\nWords.\n\n{SIX}", "trifold")
    assert [finding["message"].partition(": ")[0] for finding in findings if finding["rule"] == "table-as-list"] == [
        "assets/articles/test.md:11"
    ]


def test_digits_stand_below_each_other(desk: Desk) -> None:
    desk.article(table(["Week", "People"], ["1", "1,111"], ["2", "888"], ["10", "7,117"]).replace("--- |\n", "--: |\n"))
    assert desk.build().code == 0
    pages = words(desk.root / "output/test/test-email.pdf")
    wide = {word.text: word.right - word.left for page in pages for word in page}
    assert wide["1,111"] == pytest.approx(wide["7,117"], abs=0.05)
