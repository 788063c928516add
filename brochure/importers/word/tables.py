"""Tables as plain grids of cells of one paragraph each; those that only lay out a page are opened, which is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.importers.word import marks
from brochure.importers.word.names import (
    Element,
    local,
    paragraph,
    place,
    remove,
    replace,
    run,
    value,
    w,
    whole,
    words,
)
from brochure.importers.word.numbering import written
from brochure.importers.word.parts import Document
from brochure.importers.word.table_heads import Grid, bold_column, find_head, rows_of

#: Words of a cell, and paragraphs in it, from which on it is a column of a page and no cell.
_MOST_WORDS, _MOST_PARAGRAPHS = 120, 10
_MOST_COLUMNS = 20
#: Words of a cell of a row that stands alone.
_LONE_WORDS = 15
_ENDS = re.compile(r"[.!?:;,…]$")
#: Written on paragraphs that stood in a table, none of which is a title.
OPENED = "opened"


def settle(document: Document, root: Element) -> None:
    for table in list(root.iter(w("tbl"))):
        if table.getparent() is not None and not _is_inside(table):
            _settle(document, table)


def _is_inside(table: Element) -> bool:
    return any(around.tag == w("tc") for around in table.iterancestors())


def _settle(document: Document, table: Element) -> None:
    grid = _grid(table)
    if not words(table) and not marks.NUMBERED.search("".join(node.text or "" for node in table.iter(w("t")))):
        remove(table)
        return
    if reason := _layout(document, table, grid):
        _open(document, table, reason)
        return
    head, header_rows = find_head(document, table, grid)
    for nested in [each for each in table.iter(w("tbl")) if each is not table][::-1]:
        _flatten(document, nested)
    bold_column(document, table, grid)
    cells = {id(cell): cell for row in grid for cell in row if cell is not None}
    lines = {name: _line(document, cell) for name, cell in cells.items()}
    _tell_merged(document, grid, header_rows, lines)
    rows = [[[] if cell is None else lines[id(cell)] for cell in row] for row in grid]
    _picture_once(rows)
    if header_rows > 1:
        rows = [_joined(rows[:header_rows]), *rows[header_rows:]]
    if head:
        rows[0][0] = [run(marks.HEAD), *rows[0][0]]
    replace(table, [_plain(rows, next(table.iter(w("p"))))])


def _grid(table: Element) -> Grid:
    grid: Grid = []
    for row in rows_of(table):
        properties = row.find(w("trPr"))
        before = None if properties is None else properties.find(w("gridBefore"))
        places: list[Element | None] = [None] * min(_MOST_COLUMNS * 3, whole(value(before)))
        for cell in row.findall(w("tc")):
            at, marks_of_cell = len(places), cell.find(w("tcPr"))
            span = whole(value(None if marks_of_cell is None else marks_of_cell.find(w("gridSpan"))), 1)
            merge = None if marks_of_cell is None else marks_of_cell.find(w("vMerge"))
            above = grid[-1][at] if grid and at < len(grid[-1]) else None
            goes_on = merge is not None and value(merge) in ("", "continue") and not words(cell)
            shown = above if goes_on and above is not None else cell
            places += [shown] * min(_MOST_COLUMNS * 3, max(1, span))
        grid.append(places)
    grid = [row for row in grid if row]
    width = max(map(len, grid), default=0)
    padded: Grid = [row + [None] * (width - len(row)) for row in grid]
    kept = [at for at in range(width) if at == 0 or any(row[at] is not row[at - 1] for row in padded)]
    kept = [at for at in kept if any(row[at] is not None for row in padded)]
    return [[row[at] for at in kept] for row in padded]


def _layout(document: Document, table: Element, grid: Grid) -> str:
    """Why a table is none but lays out a page; empty for true tables."""
    width = len(grid[0]) if grid else 0
    cells = [cell for row in rows_of(table) for cell in row.findall(w("tc"))]
    if width <= 1:
        return "a table of one cell" if len(cells) <= 1 else "a table of one column"
    if width > _MOST_COLUMNS:
        return f"a table of {width} columns"
    if len(grid) == 1 and any(len(words(cell).split()) > _LONE_WORDS for cell in cells):
        return "a table of one row with long cells"
    for cell in cells:
        paragraphs = [each for each in cell.iter(w("p")) if words(each)]
        nested = cell.find(f".//{w('tbl')}")
        if len(words(cell).split()) > _MOST_WORDS or len(paragraphs) > _MOST_PARAGRAPHS:
            return "a table with long cells"
        if nested is not None and len(_grid(nested)) > 1 and len(_grid(nested)[0]) > 1 and len(grid) == 1:
            return "a table around a table"
        if len(paragraphs) > 1 and any(document.styles.level(document.styles.of(each)) for each in paragraphs):
            return "a table with headings in its cells"
    return ""


def _open(document: Document, table: Element, reason: str) -> None:
    content = [child for row in rows_of(table) for cell in row.findall(w("tc")) for child in cell]
    shown = [child for child in content if local(child) in ("p", "tbl") and (words(child) or _marked(child))]
    where = place(table)
    first = " ".join(words(table).split()[:6])
    document.change(f"{reason} (“{first}…”) became paragraphs", "", where)
    replace(table, shown)
    for each in [child for child in shown if local(child) == "p"]:
        each.set(OPENED, "1")
        _part_pictures(each)
    for nested in [child for child in shown if local(child) == "tbl"]:
        _settle(document, nested)


def _part_pictures(each: Element) -> None:
    """In a cell pictures stand among words; outside, each is a paragraph of its own."""
    at = each
    for node in list(each.iter(w("t"))):
        for match in marks.NUMBERED.finditer(node.text or ""):
            if match[0][0] == marks.PICTURE and words(each) != match[0]:
                made = paragraph(run(match[0]), like=each)
                at.addnext(made)
                at = made
                node.text = (node.text or "").replace(match[0], " ")


def _marked(child: Element) -> bool:
    return any(marks.NONCHARACTER.search(node.text or "") for node in child.iter(w("t")))


def _flatten(document: Document, nested: Element) -> None:
    """A table within a cell: each of its rows is a line."""
    lines = []
    for row in _grid(nested):
        runs: list[Element] = []
        for cell in dict.fromkeys(cell for cell in row if cell is not None):
            line = _line(document, cell)
            if runs and line:
                runs.append(run(": " if len(runs) == 1 or len(row) == 2 else ", "))
            runs += line
        if runs:
            lines.append(paragraph(*runs, like=next(nested.iter(w("p")), None)))
    document.change("a table within a table became lines of its cell", "", place(nested))
    replace(nested, lines)


def _line(document: Document, cell: Element) -> list[Element]:
    """The runs of a cell, on one line: paragraphs and items are parted by a sign."""
    runs: list[Element] = []
    said = ""
    for each in [child for child in cell.iter(w("p")) if words(child) or _marked(child)]:
        first = next((node for node in each.iter(w("t")) if marks.ITEM in (node.text or "")), None)
        bullet = ""
        if first is not None:
            match = marks.ITEMS.search(first.text)
            first.text = marks.ITEMS.sub("", first.text)
            if match:
                bullet = _SIGNS.get(match[2]) or f"{written(int(match[3]), match[2])}. "
        if said:
            runs.append(run(" " if bullet or _ENDS.search(said) else "; "))
        if bullet and (said or bullet != "• " or _items(cell)):
            runs.append(run(bullet))
            document.added.append(bullet)
        for line_end in list(each.iter(w("br"))):
            before = "".join(node.text or "" for node in line_end.itersiblings(w("t"), preceding=True)).strip()
            line_end.tag = w("t")
            line_end.text = " " if not before or _ENDS.search(before) else "; "
        runs += [child for child in each if local(child) != "pPr"]
        said = words(each) or said
    return runs


_SIGNS = {"bullet": "• ", "box": "☐ ", "tick": "☑ "}


def _items(cell: Element) -> bool:
    """Whether the cell holds more than its one item, which needs no bullet."""
    return sum(bool(words(each)) for each in cell.iter(w("p"))) > 1


def _tell_merged(document: Document, grid: Grid, header_rows: int, lines: dict[int, list[Element]]) -> None:
    places: dict[int, set[tuple[int, int]]] = {}
    cells: dict[int, Element] = {}
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            if cell is not None:
                places.setdefault(id(cell), set()).add((max(0, number - header_rows + 1), column))
                cells[id(cell)] = cell
    for name, found in places.items():
        count, text = len(found), marks.typed(words(paragraph(*_copies(lines[name]))))
        if count > 1 and text.strip():
            document.change_kept("the words of a merged cell stand in each cell of it", text, place(cells[name]))
            document.added.extend([text] * (count - 1))


def _joined(rows: list[list[list[Element]]]) -> list[list[Element]]:
    """Several rows of heads as one: what stands in a column, from above, a cell of several rows once."""
    result = []
    for column in zip(*rows, strict=True):
        runs: list[Element] = []
        above: list[Element] = []
        for cell in column:
            if cell and cell is not above:
                runs += [*([run(" – ")] if runs else []), *_copies(cell)]
            above = cell
        result.append(runs)
    return result


def _copies(runs: list[Element]) -> Iterator[Element]:
    from copy import deepcopy

    return (deepcopy(each) for each in runs)


def _picture_once(rows: list[list[list[Element]]]) -> None:
    """A picture in a merged cell is not repeated with the words."""
    seen: set[int] = set()
    without: dict[int, list[Element]] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if id(cell) not in seen:
                seen.add(id(cell))
                continue
            if any(map(_holds_picture, cell)):
                row[at] = without.setdefault(id(cell), [each for each in cell if not _holds_picture(each)])


def _holds_picture(each: Element) -> bool:
    return any(marks.PICTURE in (node.text or "") for node in each.iter(w("t")))


def _plain(rows: list[list[list[Element]]], like: Element) -> Element:
    table = run("").makeelement(w("tbl"))
    for row in rows:
        line = table.makeelement(w("tr"))
        for cell in row:
            made = line.makeelement(w("tc"))
            made.append(paragraph(*_copies(cell), like=like))
            line.append(made)
        table.append(line)
    return table
