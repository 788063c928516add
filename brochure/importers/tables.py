"""Tables brought into the shape that an article can hold: one head row, as many cells in each row, a line in each cell.

A merged cell is said again in each place that it covers; blocks in a cell are parted by a sign. What is no table but a
way to lay out a page, and what an article cannot hold, becomes paragraphs, and that is told.
"""

from __future__ import annotations

import copy

from bs4 import Tag
from bs4.element import NavigableString

from brochure import bounds
from brochure.importers.page_parts import words_of
from brochure.importers.report import ImportReport

#: What makes a cell a part of a page rather than of a table.
_LAID_OUT = "table, h1, h2, h3, h4, h5, h6, blockquote, dl, box"
_BLOCKS = ("p", "div", "li", "ul", "ol", "hr")
_LONGEST_CELL = 600
#: Between what stood on lines of its own in one cell.
PARTING = " · "


def settle_tables(scope: Tag, report: ImportReport) -> None:
    """Changes `scope` in place; inner tables come first, so that what held them is laid out round finished ones."""
    for table in reversed(scope.select("table")):
        _hoist_captions(table)
        if not table.get_text(strip=True) and not table.find("img"):
            table.decompose()
        elif fault := _fault(table):
            report.change(f"a table set as paragraphs, for {fault}", words_of(table))
            _flatten(table)
        else:
            _settle(table, report)
    for stray in scope.select("tr, td, th, thead, tbody, tfoot, caption"):
        if not stray.find_parent("table"):
            stray.name = "div"


def _hoist_captions(table: Tag) -> None:
    for caption in table.find_all("caption", recursive=False):
        caption.name = "p"
        table.insert_before(caption.extract())
    for text in table.find_all(string=True):
        if text.strip() and not text.find_parent(["td", "th", "caption"]):
            table.insert_before(text.wrap(Tag(name="p")).extract())  # browsers show it there


def _fault(table: Tag) -> str:
    """Why an article cannot hold it, as the end of a sentence; empty where it can."""
    rows = [row for row in table.select("tr") if row.find(["td", "th"])]
    widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
    cells = [cell for row in rows for cell in row.find_all(["td", "th"], recursive=False)]
    if table.find_parent(["li", "blockquote", "dd"]):
        return "it stands within an item or a quotation"
    if any(cell.select_one(_LAID_OUT) for cell in cells):
        return "its cells hold headings or tables"
    if widest < 2:
        return "it has one column"
    if len(rows) < 2:
        return "it has one row"
    if widest > bounds.MOST_CELLS or any(len(cell.get_text()) > _LONGEST_CELL for cell in cells):
        return "its cells hold whole columns of text"
    return ""


def _settle(table: Tag, report: ImportReport) -> None:
    rows = [row for row in table.select("tr") if row.find(["td", "th"])]
    heads = [_is_head(row) for row in rows]
    grid = _grid(rows, report)
    width = max(len(row) for row in grid)
    for row in grid:
        row.extend(Tag(name="td") for _ in range(width - len(row)))
    for row in grid:
        for cell in row:
            _on_one_line(cell)
    for row, is_head in zip(grid[1:], heads[1:], strict=True):
        if not is_head and row[0].name == "th":
            _embolden(row[0])
    table.clear()
    for at, row in enumerate(grid):
        line = Tag(name="tr")
        for cell in row:
            cell.name = "td" if at else "th"
            cell.attrs.clear()
            line.append(cell)
        table.append(line)


def _is_head(row: Tag) -> bool:
    return row.find_parent("thead") is not None or row.find("td", recursive=False) is None


def _grid(rows: list[Tag], report: ImportReport) -> list[list[Tag]]:
    """The cells of each row; one that covers several places stands in each of them."""
    grid: list[list[Tag]] = [[] for _ in rows]
    waiting: dict[tuple[int, int], Tag] = {}
    for down, row in enumerate(rows):
        cells = row.find_all(["td", "th"], recursive=False)
        across = 0
        while cells or (down, across) in waiting:
            if covered := waiting.pop((down, across), None):
                grid[down].append(copy.copy(covered))
                across += 1
                continue
            cell = cells.pop(0)
            wide, deep = (max(1, int(str(cell.get(name, "1")))) for name in ("colspan", "rowspan"))
            deep = min(deep, len(rows) - down)
            if (words := words_of(cell)) and wide * deep > 1:
                report.change(f"a cell that covers {wide * deep} is said in each", " ".join([words] * wide * deep))
            for right in range(min(wide, bounds.MOST_CELLS)):
                grid[down].append(copy.copy(cell) if right else cell)
                for below in range(1, deep):
                    waiting[down + below, across + right] = cell
            across += wide
    return grid


def _on_one_line(cell: Tag) -> None:
    """Paragraphs, items and lines of a cell one after another, with a sign between them."""
    for line_end in cell.find_all("br"):
        line_end.replace_with(NavigableString(PARTING))
    for block in cell.find_all(_BLOCKS):
        if block.decomposed:
            continue
        block.insert_before(NavigableString(PARTING))
        block.insert_after(NavigableString(PARTING))
        block.unwrap()
    cell.smooth()
    _trim_partings(list(cell.find_all(string=True)))


def _trim_partings(texts: list[NavigableString]) -> None:
    """One sign between two stretches of words, none at the ends."""
    said = False
    pending = False
    for text in texts:
        parts = str(text).split(PARTING)
        words: list[str] = []
        for at, part in enumerate(parts):
            pending = pending or at > 0
            if not part.strip():
                words.append(part if not pending else "")
                continue
            words.append((PARTING if pending and said else "") + (part if not pending else part.strip(" ")))
            said, pending = True, False
        new = "".join(words)
        if new != text:
            text.replace_with(NavigableString(new))


def _embolden(cell: Tag) -> None:
    """The name of a row is bold, by which a reader, and the article, knows it."""
    if cell.find("strong") or not cell.get_text(strip=True):
        return
    strong = Tag(name="strong")
    for child in list(cell.contents):
        strong.append(child.extract())
    cell.append(strong)


def _flatten(table: Tag) -> None:
    for part in table.find_all(["thead", "tbody", "tfoot", "tr", "td", "th"]):
        if part.find_parent("table") is table:
            part.name = "div"
    table.name = "div"
