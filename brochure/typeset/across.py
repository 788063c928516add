"""A table that no column is wide enough for, with what is said about it, apart from the rest of the copy.

It stands below the columns and as wide as all of them, at the end of the copy: only a section of its own can do so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

#: So many paragraphs may stand around the table in its section; with more it is told about, not looked up.
_MOST_AROUND = 3
_TABLE = re.compile(r'<table data-line="(\d+)"')
#: Elements without an end.
_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(frozen=True)
class Parted:
    """The copy without the sections that run across, and those; HTML."""

    copy: str
    across: str


@dataclass(frozen=True)
class _Block:
    tag: str
    html: str

    @property
    def line(self) -> int | None:
        """The line of the article that the table begins on; None for what is no table."""
        found = _TABLE.match(self.html)
        return int(found[1]) if found else None

    @property
    def is_heading(self) -> bool:
        return self.tag in ("h2", "h3", "h4")


def may_run_across(copy: str, lines: Collection[int]) -> frozenset[int]:
    """The tables, by the lines they begin on, that have a section of their own. Some copy must remain beside them."""
    blocks = _blocks(copy)
    found = {line: section for line in lines if (section := _section(blocks, line))}
    moved = {at for section in found.values() for at in section}
    return frozenset(found) if len(moved) < len(blocks) else frozenset()


def part(copy: str, lines: Collection[int]) -> Parted:
    """Takes the sections of these tables out of the copy."""
    if not lines:
        return Parted(copy, "")
    blocks = _blocks(copy)
    moved = {at for line in lines for at in _section(blocks, line)}
    rest = (block.html for at, block in enumerate(blocks) if at not in moved)
    return Parted("\n".join(rest), "\n".join(blocks[at].html for at in sorted(moved)))


def _section(blocks: list[_Block], line: int) -> range:
    """The blocks from the table's heading to the next heading; none where more than the table stands there."""
    table = next((at for at, block in enumerate(blocks) if block.line == line), None)
    if table is None:
        return range(0)
    start = next((at for at in range(table, -1, -1) if blocks[at].is_heading), None)
    if start is None:
        return range(0)
    end = next((at for at in range(table, len(blocks)) if blocks[at].is_heading), len(blocks))
    around = [block for at, block in enumerate(blocks[start + 1 : end], start + 1) if at != table]
    fits = len(around) <= _MOST_AROUND and all(block.tag == "p" for block in around)
    return range(start, end) if fits and not _is_all_of_a_section(blocks, start, end) else range(0)


def _is_all_of_a_section(blocks: list[_Block], start: int, end: int) -> bool:
    """Whether a heading would be left with nothing below it: that above these blocks."""
    if start == 0 or not (above := blocks[start - 1]).is_heading:
        return False
    return end == len(blocks) or blocks[end].tag <= above.tag


def _blocks(copy: str) -> list[_Block]:
    """What stands in the copy one below the other. Its tags are ours, and each is closed."""
    parser = _Parser(copy)
    return list(parser.blocks())


class _Parser(HTMLParser):
    def __init__(self, copy: str) -> None:
        super().__init__(convert_charrefs=False)
        self._copy = copy
        self._lines = [0, *(found.end() for found in re.finditer("\n", copy))]
        self._depth = 0
        self._starts: list[tuple[str, int]] = []

    def blocks(self) -> Iterator[_Block]:
        """The blocks of the whole copy."""
        self.feed(self._copy)
        self.close()
        for (tag, start), (_, end) in pairwise([*self._starts, ("", len(self._copy))]):
            yield _Block(tag, self._copy[start:end].rstrip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._depth == 0:
            line, column = self.getpos()
            self._starts.append((tag, self._lines[line - 1] + column))
        self._depth += tag not in _VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._depth -= tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID
