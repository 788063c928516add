"""A11Y: headings, lists and tables as somebody who listens needs them tagged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.structure import Tag

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def headings(document: Document) -> Iterator[Found]:
    found = document.structure.of("H", *HEADINGS)
    if not found:
        # A page or two of plain copy need none.
        if document.page_count > 2:
            yield Found("No heading is tagged.")
        return
    level = 0
    for tag in found:
        own = int(tag.kind[1:] or 1)
        if own > level + 1:
            before = f"H{level}" if level else "nothing"
            yield Found(f"A heading {tag.kind} follows {before}: a level is left out.", page=tag.page)
        level = own


def first_heading(document: Document) -> Iterator[Found]:
    found = document.structure.of("H", *HEADINGS)
    if not found:
        raise NotApplicable("it has no headings")
    tops = sum(tag.kind == "H1" for tag in found)
    if tops == 0 and found[0].kind != "H":
        yield Found(f"The first heading is {found[0].kind}, and none is H1.", page=found[0].page)


def empty_heading(document: Document) -> Iterator[Found]:
    for tag in document.structure.of("H", *HEADINGS):
        if not tag.has_content:
            yield Found(f"A heading ({tag.kind}) has no words.", page=tag.page)


def lists(document: Document) -> Iterator[Found]:
    structure = document.structure
    for tag in structure.of("L"):
        wrong = [kid.kind for kid in tag.kids if kid.kind not in ("LI", "L", "Caption", "Artifact")]
        if wrong:
            yield Found(f"A list holds {wrong[0]} where an item belongs.", page=tag.page)
        elif not tag.kids:
            yield Found("A list has no items.", page=tag.page)
    for tag in structure.of("LI"):
        if tag.parent is None or tag.parent.kind != "L":
            yield Found("An item of a list stands in no list.", page=tag.page)
        elif any(kid.kind not in ("Lbl", "LBody", "Artifact", "L") for kid in tag.kids):
            yield Found("An item of a list has parts that are neither its mark nor its body.", page=tag.page)


def tables(document: Document) -> Iterator[Found]:
    found = document.structure.of("Table")
    if not found:
        raise NotApplicable("it has no tables")
    for table in found:
        cells = list(table.within())
        if not any(cell.kind == "TH" for cell in cells):
            yield Found("A table has no header cells.", page=table.page)


def table_rows(document: Document) -> Iterator[Found]:
    found = document.structure.of("Table")
    if not found:
        raise NotApplicable("it has no tables")
    for table in found:
        rows = [tag for tag in table.within() if tag.kind == "TR"]
        if not rows:
            yield Found("A table has no rows.", page=table.page)
        widths = {sum(_span(cell) for cell in row.kids if cell.kind in ("TH", "TD")) for row in rows}
        spans = any(_number(cell.attribute("/RowSpan")) > 1 for row in rows for cell in row.kids)
        if len(widths) > 1 and not spans:
            counts = " and ".join(map(str, sorted(widths)))
            yield Found(f"A table's rows have {counts} cells.", page=table.page)
        for row in rows:
            wrong = [cell.kind for cell in row.kids if cell.kind not in ("TH", "TD", "Artifact")]
            if wrong:
                yield Found(f"A row of a table holds {wrong[0]} where a cell belongs.", page=table.page)


def _span(cell: Tag) -> int:
    return max(_number(cell.attribute("/ColSpan")), 1)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 1


def scopes(document: Document) -> Iterator[Found]:
    found = document.structure.of("TH")
    if not found:
        raise NotApplicable("it has no header cells")
    for cell in found:
        if cell.attribute("/Scope") is None and cell.attribute("/Headers") is None and not cell.said("/ID"):
            yield Found("A header cell does not say whether it heads a row or a column.", page=cell.page)


RULES = (
    Rule(
        "A11Y-HEADINGS",
        "Headings level by level",
        "error",
        "Headings must be tagged, and no level may be left out.",
        "People who listen go from heading to heading, as others skim.",
        "Use heading styles in their order.",
        "PDF/UA-1, 7.4.2; WCAG 1.3.1",
        headings,
    ),
    Rule(
        "A11Y-FIRST-HEADING",
        "Begins with a main heading",
        "error",
        "One of the headings must be H1.",
        "By it a reader knows where the document begins.",
        "Make the title a heading 1.",
        "PDF/UA-1, 7.4.2",
        first_heading,
    ),
    Rule(
        "A11Y-EMPTY-HEADING",
        "Headings with words",
        "error",
        "Each heading must have words.",
        "A reader says 'heading', and then nothing.",
        "Delete empty lines that have a heading's style.",
        "PDF/UA-1, 7.1; WCAG 2.4.6",
        empty_heading,
    ),
    Rule(
        "A11Y-LISTS",
        "Lists are lists",
        "error",
        "Lists must hold items, and items stand in lists.",
        "A reader tells how many items there are, and which it is at.",
        "Use the program's own lists.",
        "PDF/UA-1, 7.6; ISO 32000-1, 14.8.4.3.3",
        lists,
    ),
    Rule(
        "A11Y-TABLE-HEADS",
        "Tables have headers",
        "error",
        "Each table must have header cells.",
        "Without them a reader reads figures that belong to nothing.",
        "Mark the first row, or column, as headers.",
        "PDF/UA-1, 7.5; WCAG 1.3.1",
        tables,
    ),
    Rule(
        "A11Y-TABLE-ROWS",
        "Tables with even rows",
        "error",
        "Each table must have rows, each with as many cells as the others.",
        "Readers lose the column where a cell is missing.",
        "Fill empty cells, and undo merged ones.",
        "PDF/UA-1, 7.2 and 7.5",
        table_rows,
    ),
    Rule(
        "A11Y-TABLE-SCOPE",
        "Headers say what they head",
        "error",
        "Each header cell must say whether it heads its row or its column.",
        "A reader says the right header with each figure by that.",
        "Set the header's scope.",
        "PDF/UA-1, 7.5",
        scopes,
    ),
)
