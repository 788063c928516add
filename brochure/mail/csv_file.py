"""A table in a text file (CSV) or a workbook, read a row at a time: a million rows take no more memory than a few.

The file is named on the command line, like one that is imported, so it may lie anywhere. It is copied first: each
reading sees the same rows, whoever saves the list meanwhile.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from io import TextIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from brochure.budget import Bounds, within
from brochure.errors import BadInput, CannotRead, Place
from brochure.mail import workbook
from brochure.storage.charset import Charset, guess_charset, other_format
from brochure.storage.files import open_file
from brochure.storage.os_errors import NotAFile, reason

#: Letters in a line, and lines in a row: more is a mistake, such as a quotation mark that is never closed.
_LONGEST_LINE = 50_000
_MOST_LINES = 50
_CHUNK = 1 << 20
_DELIMITERS = ",;\t"
_SAVE_AS_CSV = "Save it from your spreadsheet program as .xlsx, or as CSV in UTF-8."
#: How Excel is told what parts the cells; it stands above the names of the columns.
_SEPARATOR = re.compile(r'\ufeff?"?sep=([,;\t|])"?\s*', re.IGNORECASE)
_QUOTES = "a quotation mark in it is not closed, or stands in the midst of a cell"


@dataclass(frozen=True)
class CsvFile:
    """A copy of the list at `path`. It has no name and goes with the process, so nothing personal is left behind."""

    path: Path
    copy: IO[bytes]
    is_workbook: bool = False


@dataclass(frozen=True)
class Row:
    """The cells of a row that begins on `line`, counting from 1; none where a `fault` keeps it from being read."""

    line: int
    cells: list[str]
    fault: str = ""


class _Refused(csv.Error):
    """Our own limits, told in our own words."""


@contextmanager
def copied(path: Path, limits: Bounds | None = None) -> Iterator[CsvFile]:
    """The list as it is now, a workbook as a table of text, made within `limits`.

    Raises BadInput where it is not a file, or cannot be read or copied.
    """
    with ExitStack() as stack:
        with _reading(path), open_file(path) as file:
            copy = stack.enter_context(TemporaryFile())
            shutil.copyfileobj(file, copy, _CHUNK)
            copy.flush()
        copy.seek(0)
        start = copy.read(4)
        if start == workbook.OLD:
            workbook.refuse_old(copy, path)
        if start == workbook.ZIP:
            read = partial(workbook.as_table, copy, path)
            table = stack.enter_context(within(f"The list {path.name}", limits, read) if limits else read())
            yield CsvFile(path, table, is_workbook=True)
        else:
            yield CsvFile(path, copy)


def rows(table: CsvFile) -> Iterator[Row]:
    """The rows that are not empty. Raises BadInput, when the first is asked for, where this is no table of text."""
    charset = _charset(table)
    # A descriptor of its own, so that closing the text leaves the copy open. Both share one position in the file.
    copy = os.dup(table.copy.fileno())
    with _reading(table.path), os.fdopen(copy, encoding=charset.codec, errors=charset.errors, newline="") as file:
        file.seek(0)
        named = None if table.is_workbook else _SEPARATOR.fullmatch(file.readline(_LONGEST_LINE))
        if not named:
            file.seek(0)
        delimiter = "," if table.is_workbook else named[1] if named else _delimiter(file)
        file.seek(0)
        lines = _Lines(file)
        if named:
            next(lines)
            lines.taken.clear()
        yield from _rows(lines, delimiter)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except NotAFile as error:
        # A pipe could be read, but only once; a run that is interrupted goes on with the same list.
        raise CannotRead(
            f"The list cannot be read: {reason(error)}.", hint="Save the list as a file.", place=Place(path)
        ) from error
    except OSError as error:
        hint = "Look at the spelling of its name, at its permissions, and for room on the disk."
        raise CannotRead(f"The list cannot be read: {reason(error)}.", hint=hint, place=Place(path)) from error


def _charset(table: CsvFile) -> Charset:
    """How the letters are written; the whole list is read for it."""
    if kind := other_format(next(_chunks(table), b"")):
        raise BadInput(f"This is not a table of text but {kind}.", hint=_SAVE_AS_CSV, place=Place(table.path))
    if charset := guess_charset(lambda: _chunks(table)):
        return charset
    raise BadInput("This is not text: it holds binary data.", hint=_SAVE_AS_CSV, place=Place(table.path))


def _chunks(table: CsvFile) -> Iterator[bytes]:
    table.copy.seek(0)
    while chunk := table.copy.read(_CHUNK):
        yield chunk


def _delimiter(file: TextIOBase) -> str:
    """What parts the cells of the first line: spreadsheet programs write commas, semicolons or tabs, by country."""
    line = file.readline(_LONGEST_LINE)
    while line and not line.strip():
        line = file.readline(_LONGEST_LINE)
    return max(_DELIMITERS, key=line.count)


class _Lines:
    """The lines of a file for the csv module. `taken` are those of the row being read; they can be given back."""

    def __init__(self, file: TextIOBase) -> None:
        self._file = file
        self._number = 0
        self._returned: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = self._returned.popleft() if self._returned else self._read()
        self.taken.append((number, line))
        if len(line) > _LONGEST_LINE:
            raise _Refused(f"it is longer than {_LONGEST_LINE} letters")
        if len(self.taken) > _MOST_LINES:
            raise _Refused(_QUOTES)
        return line

    def _read(self) -> tuple[int, str]:
        line = self._file.readline(_LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) > _LONGEST_LINE:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):
                rest = self._file.readline(_LONGEST_LINE)
        return self._number, line

    def give_back(self) -> int:
        """All lines of the row but the first are read again as rows; returns the number of the first."""
        (first, _), *others = self.taken
        self._returned.extendleft(reversed(others))
        self.taken.clear()
        return first


def _rows(lines: _Lines, delimiter: str) -> Iterator[Row]:
    """Rows; after one with a fault, reading goes on with the line after its first, so that none is swallowed."""
    while True:
        try:
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                if any(cell and not cell.isspace() for cell in cells):
                    yield Row(lines.taken[0][0], cells)
                lines.taken.clear()
            return
        except csv.Error as error:
            yield Row(lines.give_back(), [], str(error) if isinstance(error, _Refused) else _QUOTES)
