"""Plain text as people paste it: the title, headings, lists and tables are told by their look alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from brochure import bounds
from brochure.content import markup
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.decode import decode_raw, tidy
from brochure.importers.escape import FILL_IN_LINE, escape, with_fill_in
from brochure.importers.lines import TO_WRITE_ON, TextLine, is_rule, lines_of
from brochure.importers.marks import item_of
from brochure.importers.report import ImportReport
from brochure.importers.text_headings import heading_level, unmarked_at
from brochure.importers.text_lists import items_at, list_at
from brochure.importers.text_pages import without_pages, without_quoting
from brochure.importers.title_lines import is_short

_LONGEST_CALL = 60
_LONGEST_BROKEN = 40
#: Put before a text, it makes it one that stands within a line.
_BEFORE = "zz"
_MARKED = re.compile(
    r"(?<![\w*_\\])(?P<sign>\*\*?|__?)(?=[^\W_]|[\"“‘(])(?P<words>[^*_\n]{1,200}?)(?<=[^\s*_])(?P=sign)(?![\w*_])"
)


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from a plain text file; a short line at its top is the title."""
    report = ImportReport()
    raw = decode_raw(data, file, encoding=options.encoding, report=report)
    text = tidy(raw)
    markup.check(text, file)
    lines = lines_of(without_quoting(tidy(without_pages(raw, report)), report))
    if not lines:
        return ImportedCopy("", "", report=report)
    first = 1 if _is_title(lines) else 0
    title = lines[0].text if first else ""
    report.title_from = "the first line" if first else ""
    blocks = list(_Blocks(lines, report).from_line(first))
    return ImportedCopy(title, "\n\n".join(blocks), report=report, source=text)


def _is_title(lines: Sequence[TextLine]) -> bool:
    """Whether the first line is the title: short, no item, no row, and not the whole text in a sentence."""
    line = lines[0]
    if line.cells or item_of(line.text) or is_rule(line.text) or TO_WRITE_ON.fullmatch(line.text):
        return False
    if len(lines) > 1 and len(line.text) > _LONGEST_BROKEN and not lines[1].gap and lines[1].text[0].islower():
        return False  # a sentence that goes on
    call = line.text.endswith("!") and len(line.text) <= _LONGEST_CALL and len(lines) > 1
    return bool(line.underlined) or is_short(line.text) or call


class _Blocks:
    """Markdown for the lines, block by block."""

    def __init__(self, lines: Sequence[TextLine], report: ImportReport) -> None:
        self._lines = lines
        self._report = report

    def from_line(self, at: int) -> Iterator[str]:
        lines = self._lines
        while at < len(lines):
            if count := list_at(lines, at):
                yield self._list(at, count)
            elif count := _table_at(lines, at):
                yield self._table(at, count)
            elif count := self._unmarked(at):
                self._tell(lines[at], "lines without bullets taken for a list", " ".join(self._texts(at, count)))
                yield "\n".join(f"- {self._inline(text)}" for text in self._texts(at, count))
            else:
                count = 1
                yield self._line(at)
            at += count

    def _unmarked(self, at: int) -> int:
        below_heading = at > 0 and heading_level(self._lines, at - 1) > 0
        return unmarked_at(self._lines, at, below_heading=below_heading)

    def _texts(self, at: int, count: int) -> list[str]:
        return [line.text for line in self._lines[at : at + count]]

    def _line(self, at: int) -> str:
        line = self._lines[at]
        if is_rule(line.text):
            return "---"
        if TO_WRITE_ON.fullmatch(line.text):
            return FILL_IN_LINE
        if level := heading_level(self._lines, at):
            return f"{'#' * level} {self._inline(line.text, heading=True)}"
        return self._inline(line.text)

    def _list(self, at: int, count: int) -> str:
        written: list[str] = []
        rooms: list[int] = []
        for depth, item in items_at(self._lines, at, count):
            del rooms[depth:]
            room = sum(rooms)
            written.append(f"{' ' * room}{item.mark} {self._inline(item.text)}")
            rooms.append(len(item.mark.split(" ", 1)[0]) + 1)
        return "\n".join(written)

    def _table(self, at: int, count: int) -> str:
        rows = [line.cells for line in self._lines[at : at + count]]
        width = max(map(len, rows))
        if self._lines[at].spaced:
            self._tell(self._lines[at], "lines aligned by spaces taken for a table", " ".join(self._texts(at, count)))
        rows = [(*row, *[""] * (width - len(row))) for row in rows]
        written = [f"| {' | '.join(self._inline(cell) for cell in row)} |" for row in rows]
        return "\n".join([written[0], f"|{' --- |' * width}", *written[1:]])

    def _inline(self, text: str, *, heading: bool = False) -> str:
        """The words of a line, with emphasis that was typed with signs, and lines to write on."""
        text = with_fill_in(text)
        parts: list[str] = []
        done = 0
        for match in _MARKED.finditer(text):
            parts += [text[done : match.start()], match["words"]]
            done = match.end()
            self._tell(None, "emphasis typed with signs", match["words"])
        parts.append(text[done:])
        if len(parts) == 1:
            return _escaped(text, heading=heading)
        signs = [match["sign"].replace("_", "*") for match in _MARKED.finditer(text)]
        written = [_escaped(parts[0], heading=heading)]
        for sign, words, rest in zip(signs, parts[1::2], parts[2::2], strict=True):
            written.append(f"{sign}{_within(words)}{sign}{_within(rest)}")
        return "".join(written)

    def _tell(self, line: TextLine | None, what: str, words: str) -> None:
        self._report.change(what, words, f"line {line.number}" if line else "")


def _escaped(text: str, *, heading: bool) -> str:
    """A line as it stands; in a heading its number needs no escape."""
    return _within(text) if heading and not text.startswith("#") else escape(text)


def _within(text: str) -> str:
    """Text within a line, where no sign begins anything but emphasis."""
    return escape(f"{_BEFORE}{text}")[len(_BEFORE) :] if text else ""


def _table_at(lines: Sequence[TextLine], at: int) -> int:
    """How many lines from here are rows of one table: parted by tabs into as many cells, or fewer."""
    width = len(lines[at].cells)
    end = at
    while end < len(lines) and lines[end].cells and (end == at or not lines[end].gap):
        if abs(len(lines[end].cells) - width) > 1 and len(lines[end].cells) > width:
            break
        end += 1
    return end - at if end - at > 1 and width <= bounds.MOST_CELLS else 0
