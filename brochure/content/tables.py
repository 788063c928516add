"""Which tables have a first column that heads its rows, as that of the days does in a table of opening hours.

Markdown has heads of columns only, and a screen reader says with each cell what heads it: a name too few leaves who
listens without the row, and one too many says what is no name. So where the author does not say it, by an empty corner
or by bold type, it takes short names beside what is plainly of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

#: A name of a row is of so many words at most, and no sentence.
_LONGEST = 4
_SENTENCE_END = re.compile(r"[.!?;:,…]$")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"\d")
#: So many times as long as the names is what they are beside, all in all.
_LONGER = 2

#: A cell: what opens it, its content, and what closes it.
_Cell = tuple[Token, Token, Token]


def mark_lines(tokens: Sequence[Token]) -> None:
    """Gives each table the line of the article that it begins on: by it the table is known, and named."""
    for token in tokens:
        if token.type == "table_open" and token.map:
            token.attrSet("data-line", str(token.map[0] + 1))


def head_rows(tokens: Sequence[Token]) -> None:
    """Makes the first cells of a table's rows headings of these rows, where they are."""
    for head, *rows in _tables(tokens):
        if rows and len(head) > 1 and _heads(head, rows):
            for opening, _, closing in (row[0] for row in rows):
                opening.tag = closing.tag = "th"
                opening.attrSet("scope", "row")


def _tables(tokens: Sequence[Token]) -> Iterator[list[list[_Cell]]]:
    """The cells of each table, row by row."""
    rows: list[list[_Cell]] = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append((token, tokens[at + 1], tokens[at + 2]))
        elif token.type == "table_close":
            yield rows


def _heads(head: Sequence[_Cell], rows: Sequence[Sequence[_Cell]]) -> bool:
    first = [row[0] for row in rows]
    names = [_text(cell) for cell in first]
    if not all(names):
        return False
    if not _text(head[0]) or all(map(_is_bold, first)):
        return True
    if len(set(names)) < len(names) or not all(map(_is_name, names)):
        return False
    columns = [[text for row in rows if (text := _text(row[at]))] for at in range(1, len(head))]
    return any(map(_is_figures, columns)) or any(_length(column) >= _LONGER * _length(names) for column in columns)


def _text(cell: _Cell) -> str:
    return cell[1].content.strip()


def _is_bold(cell: _Cell) -> bool:
    kinds = [child.type for child in cell[1].children or () if child.type != "text" or child.content]
    return kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1


def _is_name(text: str) -> bool:
    return bool(_LETTER.search(text)) and len(text.split()) <= _LONGEST and not _SENTENCE_END.search(text)


def _is_figures(column: Sequence[str]) -> bool:
    return bool(column) and all(map(_FIGURE.search, column))


def _length(column: Sequence[str]) -> int:
    return sum(map(len, column))
