"""A table as a list of records, for a place that is too narrow for its columns: each row with its cells by name."""

from __future__ import annotations

import re

_ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
_HEAD = re.compile(r"<thead>.*?</thead>", re.S)
#: What stands for a cell without words, so that its name is not followed by nothing.
_NONE = "–"


def as_records(table: str) -> str:
    """The HTML of a table, as the parser of Markdown writes it, as a list for each row below the name of the row.

    No word is lost: the names of the columns, where it has a head, stand before each cell.
    """
    head = _HEAD.search(table)
    names = _cells(head[0]) if head else []
    rows = [_CELL.findall(row) for row in _ROW.findall(table[head.end() if head else 0 :])]
    if not rows:
        return f'<div class="records"><p>{" ".join(filter(None, names))}</p></div>'
    return f'<div class="records">{"".join(_record(names or [""] * len(row), row) for row in rows)}</div>'


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL.findall(row)]


def _record(names: list[str], row: list[str]) -> str:
    first, *others = [*zip(names, row, strict=False)]
    items = "".join(f"<li>{_field(name, cell)}</li>" for name, cell in others if name or cell.strip())
    listed = f"<ul>{items}</ul>" if items else ""
    name = f"<p>{_field(*first, strong=True)}</p>" if first[0] or first[1].strip() else ""
    return f'<div class="record">{name}{listed}</div>'


def _field(name: str, cell: str, *, strong: bool = False) -> str:
    said = cell.strip() or _NONE
    said = f"<strong>{said}</strong>" if strong else said
    return f'<span class="field">{name}</span> {said}' if name else said
