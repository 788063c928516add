"""Lists of Word documents: their numbers are those that Word prints, whoever made them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.word_files import STYLES, docx, imported, is_whole, item, level, numbering, p, r, told

TITLE = p("Knee care", style="Title")
DECIMAL = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%3.")
BULLETS = level(0, "bullet", "•") + level(1, "bullet", "o")
FOURTH = level(0, "decimal", "%1.", start=4)
LISTS = numbering(DECIMAL, BULLETS, FOURTH)


def body_of(folder: Path, body: str, lists: str = LISTS, styles: str = STYLES) -> str:
    copy = imported(folder, docx(TITLE + body, styles, numbering=lists))
    assert is_whole(copy), told(copy)
    return copy.body


def test_a_list_goes_on_after_a_paragraph_and_starts_where_it_says(tmp_path: Path) -> None:
    body = item("Wash.") + item("Lift.") + p("It is dry.") + item("Cover.") + p("Later") + item("Rest.", list=3)
    assert body_of(tmp_path, body) == "1. Wash.\n2. Lift.\n\nIt is dry.\n\n3. Cover.\n\nLater\n\n4. Rest."


def test_lists_in_lists(tmp_path: Path) -> None:
    body = (
        item("One") + item("a", level=1) + item("b", level=1) + item("i", level=2) + item("ii", level=2) + item("Two")
    )
    assert body_of(tmp_path, body) == "1. One\n   a. a\n   b. b\n      i. i\n      ii. ii\n2. Two"
    body = item("One", list=2) + item("inner", list=2, level=1) + item("Two", list=2)
    assert body_of(tmp_path, body) == "- One\n  - inner\n- Two"


def test_a_list_that_starts_again_is_another_list(tmp_path: Path) -> None:
    again = (
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    lists = numbering(DECIMAL, more=again)
    body = item("One") + item("Two") + item("New one", list=9) + item("New two", list=9)
    assert body_of(tmp_path, body, lists) == "1. One\n2. Two\n\n1) New one\n2) New two"


def test_two_kinds_of_lists_beside_each_other(tmp_path: Path) -> None:
    body = item("Card", list=2) + item("List", list=2) + item("Sit.") + item("Stand.")
    assert body_of(tmp_path, body) == "- Card\n- List\n\n1. Sit.\n2. Stand."


def test_items_by_style_alone(tmp_path: Path) -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="My Step"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Last"><w:name w:val="Last"/>'
        '<w:basedOn w:val="Step"/></w:style>'
    )
    assert body_of(tmp_path, p("Sit.", style="Step") + p("Stand.", style="Last"), styles=styles) == "1. Sit.\n2. Stand."


def test_a_letter_alone_is_text_that_says_it(tmp_path: Path) -> None:
    assert body_of(tmp_path, item("One") + item("only", level=1) + item("Two")) == "1. One\n\n   a\\. only\n2. Two"


def test_boxes_as_bullets_are_tasks_and_words_as_numbers_are_kept(tmp_path: Path) -> None:
    lists = numbering(level(0, "bullet", "\uf0a8", font="Wingdings"), level(0, "decimal", "Step %1:"))
    body = item("Ride home") + item("Sit.", list=2) + item("Stand.", list=2)
    assert body_of(tmp_path, body, lists) == "- [ ] Ride home\n\nStep 1: Sit.\n\nStep 2: Stand."


def test_the_number_of_a_heading_is_part_of_it(tmp_path: Path) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("Before", style="heading1", properties=number) + p("Stop.") + p("After", style="heading1", properties=number)
    )
    assert body_of(tmp_path, body + p("Walk.")) == "## 1. Before\n\nStop.\n\n## 2. After\n\nWalk."


def test_a_paragraph_of_a_list_without_a_number_goes_on_in_its_item(tmp_path: Path) -> None:
    body = item("Wash.") + p("Use soap.", style="ListParagraph") + item("Lift.")
    assert body_of(tmp_path, body) == "1. Wash.\n\n   Use soap.\n2. Lift."


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["•\tYour card", "•\tYour list", "- A friend"], "- Your card\n- Your list\n- A friend"),
        (["1. Sit down.", "2. Stand up."], "1. Sit down.\n2. Stand up."),
        (["(1) Sit down.", "(2) Stand up."], "1. Sit down.\n2. Stand up."),
        (["3) Sit down.", "4) Stand up."], "3. Sit down.\n4. Stand up."),
        (["a) Sit down.", "b) Stand up."], "a. Sit down.\nb. Stand up."),
        (["1. Sit down.", "• on a chair", "2. Stand up."], "1. Sit down.\n   - on a chair\n2. Stand up."),
        (["✓ Walk", "✓ Rest"], "- Walk\n- Rest"),
        (["o\tWalk", "o\tRest"], "- Walk\n- Rest"),
        (["• Walk"], "- Walk"),
        (["– a dash alone is a dash"], "– a dash alone is a dash"),
        (["1. is no list alone"], "1\\. is no list alone"),
        (["2024. It was dry.", "2026. It rained."], "2024\\. It was dry.\n\n2026\\. It rained."),
        (["☐ I ate", "☐ I slept"], "☐ I ate\n\n☐ I slept"),
    ],
)
def test_signs_that_were_typed(tmp_path: Path, lines: list[str], body: str) -> None:
    assert body_of(tmp_path, p("Bring with you:") + "".join(map(p, lines))) == f"Bring with you:\n\n{body}"


def test_items_typed_on_the_lines_of_one_paragraph(tmp_path: Path) -> None:
    line = "<w:r><w:br/></w:r>"
    body = p("Bring:") + p(r("• Your "), r("card", "<w:b/>"), line, r("• Your list"), line, r("• A friend"))
    assert body_of(tmp_path, body) == "Bring:\n\n- Your **card**\n- Your list\n- A friend"
