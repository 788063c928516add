"""Which row of a Word table heads its columns, and whether its first column heads the rows."""

from __future__ import annotations

import re

from brochure.importers.word.names import Element, is_on, value, w, words
from brochure.importers.word.parts import Document

#: A grid: the cell that covers each place, None where there is none.
Grid = list[list[Element | None]]
_FIGURE = re.compile(r"\d")
#: Bits of a table's look.
_FIRST_ROW, _FIRST_COLUMN = 0x20, 0x80


def rows_of(table: Element) -> list[Element]:
    return list(table.findall(w("tr")))


def find_head(document: Document, table: Element, grid: Grid) -> tuple[bool, int]:
    """Whether the first row heads the columns, and how many rows do so together."""
    headed = 0
    for row in rows_of(table):
        if not is_on(row.find(f"{w('trPr')}/{w('tblHeader')}")):
            break
        headed += 1
    if headed and headed < len(grid):
        return True, headed
    if len(grid) < 2:
        return False, 1
    if any(_is_bold(document, cell) for cell in grid[0] if cell is not None):
        return True, 1
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if look is not None and not _looks(look, "firstRow", _FIRST_ROW):
        return False, 1
    return not _has_figures(grid), 1


def _looks(look: Element, name: str, bit: int) -> bool:
    if (said := look.get(w(name))) is not None:
        return said in ("1", "true", "on")
    text = value(look)
    return not text or bool(int(text, 16) & bit) if re.fullmatch("[0-9A-Fa-f]{0,8}", text) else True


def _has_figures(grid: Grid) -> bool:
    """Whether the first row has figures where the others have: then it is one of them."""
    for column in range(1, len(grid[0])):
        below = [cell for row in grid[1:] if (cell := row[column]) is not None and words(cell)]
        first = grid[0][column]
        if first is None or not below or not _FIGURE.search(words(first)):
            continue
        if 2 * sum(bool(_FIGURE.search(words(cell))) for cell in below) > len(below):
            return True
    return False


def _is_bold(document: Document, cell: Element) -> bool:
    runs = [each for each in cell.iter(w("r")) if words(each)]
    return bool(runs) and all(document.styles.sets(each, "b") for each in runs)


def bold_column(document: Document, table: Element, grid: Grid) -> None:
    """Where the style sets the first column in bold type, its cells head their rows."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if look is None or not _looks(look, "firstColumn", _FIRST_COLUMN) or len(grid[0]) < 2:
        return
    for style in document.styles.chain(value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))):
        for part in style.findall(w("tblStylePr")):
            if part.get(w("type")) == "firstCol" and is_on(part.find(f"{w('rPr')}/{w('b')}")):
                for row in grid[1:]:
                    _set_bold(row[0])
                return


def _set_bold(cell: Element | None) -> None:
    for each in [] if cell is None else cell.iter(w("r")):
        own = each.find(w("rPr"))
        if own is None:
            own = each.makeelement(w("rPr"))
            each.insert(0, own)
        if own.find(w("b")) is None:
            own.append(own.makeelement(w("b")))
