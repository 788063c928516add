"""Tables of Word documents: no cell is lost, none falls apart in silence."""

from __future__ import annotations

from pathlib import Path

from tests.importers.word_files import (
    NAMES,
    STYLES,
    cell,
    docx,
    imported,
    is_whole,
    item,
    level,
    numbering,
    p,
    picture,
    png,
    r,
    table,
    told,
)

TITLE = p("Knee care", style="Title")
LISTS = numbering(level(0, "bullet", "•"), level(0, "decimal", "%1."))
SPAN, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEAD = "<w:trPr><w:tblHeader/></w:trPr>"


def rows(*lines: str) -> str:
    width = lines[0].count("|") - 1
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def body_of(folder: Path, body: str) -> str:
    copy = imported(folder, docx(TITLE + body, numbering=LISTS))
    assert is_whole(copy), told(copy)
    return copy.body


def test_merged_cells_repeat_their_words_and_are_told(tmp_path: Path) -> None:
    across = table(["Day", cell("Dose", SPAN)], ["One", "Half", "Noon"])
    copy = imported(tmp_path, docx(TITLE + across))
    assert copy.body == rows("| Day | Dose | Dose |", "| One | Half | Noon |")
    assert "a merged cell stand in each cell of it: “Dose”" in told(copy)
    assert is_whole(copy), told(copy)
    down = table(["Day", "Dose"], [cell("One", DOWN), "Half"], [cell("", ON), "Full"])
    assert body_of(tmp_path, down) == rows("| Day | Dose |", "| One | Half |", "| One | Full |")


def test_cells_that_only_align_are_one_column(tmp_path: Path) -> None:
    odd = table(["Day", cell("Dose", SPAN)], ["One", cell("Half", SPAN)])
    assert body_of(tmp_path, odd) == rows("| Day | Dose |", "| One | Half |")


def test_paragraphs_and_lists_in_a_cell_are_parted(tmp_path: Path) -> None:
    body = table(
        ["Day", "What to do"],
        ["One", cell(p("Rest") + p("Drink water"))],
        ["Two", cell(item("Rest") + item("Drink water"))],
        ["Three", cell(item("Sit.", list=2) + item("Stand.", list=2))],
        ["Four", cell(p(r("Rest."), "<w:r><w:br/></w:r>", r("Walk")))],
    )
    assert body_of(tmp_path, body) == rows(
        "| Day | What to do |",
        "| One | Rest; Drink water |",
        "| Two | • Rest • Drink water |",
        "| Three | 1. Sit. 2. Stand. |",
        "| Four | Rest. Walk |",
    )


def test_a_table_of_one_row_keeps_its_cells_and_one_cell_is_opened(tmp_path: Path) -> None:
    assert body_of(tmp_path, table(["Phone", "555-0142"])) == rows("|  |  |", "| Phone | 555-0142 |")
    copy = imported(tmp_path, docx(TITLE + table([cell(p("Call us.") + p("At any hour."))])))
    assert copy.body == "Call us.\n\nAt any hour."
    assert "a table of one cell (“Call us. At any hour.…”) became paragraphs" in told(copy)


def test_a_table_in_a_cell_is_lines_of_it(tmp_path: Path) -> None:
    inner = table(["Noon", "Half"], ["Night", "Full"])
    copy = imported(tmp_path, docx(TITLE + table(["Day", "Dose"], ["One", cell(inner + p(""))])))
    assert copy.body == rows("| Day | Dose |", "| One | Noon: Half; Night: Full |")
    assert "a table within a table" in told(copy)
    assert is_whole(copy), told(copy)


def test_a_table_that_lays_out_the_page_is_opened_and_told(tmp_path: Path) -> None:
    column = cell(p("Before", style="heading1") + p("Stop smoking."))
    other = cell(p("After", style="heading1") + p("Walk."))
    copy = imported(tmp_path, docx(TITLE + table([column, other])))
    assert copy.body == "## Before\n\nStop smoking.\n\n## After\n\nWalk."
    assert "became paragraphs" in told(copy)


def test_which_rows_are_heads(tmp_path: Path) -> None:
    look = '<w:tblLook w:val="0000" w:firstRow="0" w:firstColumn="0"/>'
    assert body_of(tmp_path, table(["a", "b"], ["c", "d"], properties=look)) == rows(
        "|  |  |", "| a | b |", "| c | d |"
    )
    hours = table(["Monday", "8–17"], ["Tuesday", "9–18"])
    assert body_of(tmp_path, hours) == rows("|  |  |", "| Monday | 8–17 |", "| Tuesday | 9–18 |")
    two = table(["", cell("Dose", SPAN)], ["Day", "noon", "night"], ["One", "1", "2"])
    two = two.replace("<w:tr>", f"<w:tr>{HEAD}", 2)
    assert body_of(tmp_path, two) == rows("| Day | Dose – noon | Dose – night |", "| One | 1 | 2 |")


def test_first_columns_that_a_style_sets_bold_are_heads_of_rows(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstCol"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr></w:style>"
    )
    look = '<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="1" w:firstColumn="1"/>'
    body = TITLE + table(["Day", "Dose"], ["One", "Half"], properties=look)
    assert imported(tmp_path, docx(body, STYLES + style)).body == rows("| Day | Dose |", "| **One** | Half |")


def test_signs_in_cells_stay_signs_and_notes_in_cells_stay_notes(tmp_path: Path) -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("Smith.")}</w:footnote></w:footnotes>'
    cited = cell(p(r("a|b *"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    copy = imported(tmp_path, docx(TITLE + table(["Day", "Dose"], ["One", cited]), footnotes=notes))
    assert copy.body == rows("| Day | Dose |", "| One | a\\|b \\*^1^ |")
    assert copy.front["references"] == ["Smith."]


def test_empty_cells_stay_and_columns_are_even(tmp_path: Path) -> None:
    body = table(["Day", "My notes"], ["One", ""], ["Two"])
    assert body_of(tmp_path, body) == rows("| Day | My notes |", "| One |  |", "| Two |  |")


def test_pictures_among_words_of_a_page_laid_out_by_a_table(tmp_path: Path) -> None:
    words = cell(p(r("Sit. "), picture("image_1", "A chair"), r("Rest.")) + p("Clinic", style="heading1"))
    copy = imported(tmp_path, docx(TITLE + table([words, cell(p("Walk."))]), image_1=png()))
    assert copy.body == "Sit. Rest.\n\n![A chair](../images/knee/picture-1.png)\n\n## Clinic\n\nWalk."
    assert is_whole(copy), told(copy)


def test_a_title_may_stand_in_a_table_that_lays_out_the_page_and_a_first_line_may_not(tmp_path: Path) -> None:
    laid_out = table([cell(p("Knees", style="Title") + p("Rest.")), cell(p("Before", style="heading1") + p("Walk."))])
    copy = imported(tmp_path, docx(laid_out))
    assert (copy.title, copy.body) == ("Knees", "Rest.\n\n## Before\n\nWalk.")
    assert imported(tmp_path, docx(table(["Clinic"]) + p("Rest."))).title == "Knee care"
