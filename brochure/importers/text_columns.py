"""Tables that were typed with spaces: below each other stand cells, and between them a gap in all lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brochure.importers.marks import item_of

#: Fewer lines stand below each other by chance, unless their gap is wide.
_FEWEST_LINES, _WIDE_GAP = 3, 4
#: Less is the space after a full stop.
_NARROWEST_GAP = 2
#: What is longer is prose.
_LONGEST_CELL = 40
_RULE = re.compile(r"[-=+|\s]*[-=]{2}[-=+|\s]*")


def columns(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """By the number of its line, from 0: the cells of each row; a rule below the head has none."""
    found: dict[int, tuple[str, ...]] = {}
    for first, last in _runs(lines):
        rules = [bool(_RULE.fullmatch(line)) for line in lines[first:last]]
        rows = [line for line, rule in zip(lines[first:last], rules, strict=True) if not rule]
        starts = _starts(rows)
        cells = [_cut(row, starts) for row in rows] if len(starts) > 1 else []
        if cells and _is_table(cells):
            taken = iter(cells)
            found.update({first + at: () if rule else next(taken) for at, rule in enumerate(rules)})
    return found


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines that stand together and may be rows: first and behind the last."""
    first = 0
    for at, line in enumerate([*lines, ""]):
        if not line.strip() or "\t" in line or item_of(line.strip()):
            if at - first > 1:
                yield first, at
            first = at + 1


def _starts(rows: Sequence[str]) -> list[int]:
    """Where columns begin: behind each gap that goes through all rows."""
    if len(rows) < 2:
        return []
    width = max(map(len, rows))
    blank = [all(at >= len(row) or row[at] == " " for row in rows) for at in range(width)]
    least = _NARROWEST_GAP if len(rows) >= _FEWEST_LINES else _WIDE_GAP
    first = min(len(row) - len(row.lstrip()) for row in rows)
    behind = range(first + least, width)
    return [first, *(at for at in behind if not blank[at] and all(blank[at - least : at]))]


def _cut(row: str, starts: Sequence[int]) -> tuple[str, ...]:
    ends = [*starts[1:], len(row)]
    return tuple(" ".join(row[start:end].split()) for start, end in zip(starts, ends, strict=True))


def _is_table(cells: Sequence[tuple[str, ...]]) -> bool:
    """Whether most rows have most cells, and none is prose."""
    filled = sum(bool(cell) for row in cells for cell in row)
    return (
        all(len(cell) <= _LONGEST_CELL for row in cells for cell in row)
        and sum(map(bool, cells[0])) > 1
        and 4 * filled >= 3 * len(cells) * len(cells[0])
    )
