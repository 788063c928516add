"""A list as a workbook (.xlsx): its first sheet that holds anything, as a table of text.

Workbooks come from anywhere: what they unpack to is measured first, no formula, macro or link in them is followed, and
they are read in one job with bounds of time and memory.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from brochure import bounds
from brochure.errors import BadInput, Place

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
SAVE = "Open it in your spreadsheet program and save it as .xlsx, or as CSV in UTF-8."
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
#: What else is a ZIP archive, by the beginning of a part's name.
_OTHERS = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "Index/": "a file of Apple Numbers or Pages",
    "xl/workbook.bin": "a workbook of the kind .xlsb",
    "content.xml": "an OpenDocument file (.ods)",
    "META-INF/": "a packed program or book",
}
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 1 << 16
#: Columns beyond these, and letters in a cell, are no list of people.
_MOST_COLUMNS, _LONGEST_CELL = 200, 5_000


class _Unfit(Exception):
    """Why it is refused, as a sentence."""


def refuse_old(copy: IO[bytes], path: Path) -> None:
    """Raises BadInput for a workbook of the old kind, or one that has a password, which looks the same."""
    copy.seek(0)
    has_password = any(_PASSWORD in chunk for chunk in iter(lambda: copy.read(1 << 20), b""))
    kind = "has a password" if has_password else "is of the old kind (.xls)"
    hint = "Save it without a password, as .xlsx or as CSV in UTF-8." if has_password else SAVE
    raise BadInput(f"This workbook {kind}.", hint=hint, place=Place(path))


def as_table(copy: IO[bytes], path: Path) -> IO[bytes]:
    """The workbook's rows as CSV in UTF-8, with commas, each on the line of its number; a file without a name.

    Raises BadInput for what is no such workbook, is damaged, or goes beyond a bound of `bounds`.
    """
    try:
        copy.seek(0)
        with zipfile.ZipFile(copy) as archive:
            _check(archive)
        return _written(copy)
    except _Unfit as fault:
        raise BadInput(str(fault), hint=SAVE, place=Place(path)) from None
    except ModuleNotFoundError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as fault:
        raise BadInput("The workbook is damaged.", hint=SAVE, place=Place(path)) from fault
    except Exception as fault:  # whatever the library stumbles over, the file is at fault
        raise BadInput("The workbook cannot be read.", hint=SAVE, place=Place(path)) from fault


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        other = next((what for start, what in _OTHERS.items() if any(name.startswith(start) for name in names)), "")
        raise _Unfit(f"This is {other or 'a ZIP archive'}, not a list.")
    if len(parts) > bounds.MOST_PARTS or len({name.casefold() for name in names}) < len(names):
        raise _Unfit(f"The workbook has {len(parts)} parts, more than {bounds.MOST_PARTS}, or two of one name.")
    if any(part.compress_type not in _PACKED or part.flag_bits & 1 for part in parts):
        raise _Unfit("The workbook is packed in a way that spreadsheet programs do not use, or has a password.")
    total = 0
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        before = b""
        with archive.open(part) as unpacked:
            while chunk := unpacked.read(_CHUNK):
                total += len(chunk)
                if total > bounds.LARGEST_WORKBOOK:
                    raise _Unfit(f"The workbook is more than {bounds.LARGEST_WORKBOOK // 1_000_000} MB when unpacked.")
                if b"<!DOCTYPE" in (before + chunk).replace(b"\0", b""):
                    raise _Unfit(f"The workbook has a DOCTYPE in {part.filename}, which no spreadsheet program writes.")
                before = chunk[-32:]


def _written(copy: IO[bytes]) -> IO[bytes]:
    import openpyxl

    copy.seek(0)
    with ExitStack() as stack, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library leaves out, such as styles and charts, is no matter here
        book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
        table = stack.enter_context(TemporaryFile())
        text = io.TextIOWrapper(table, "utf-8", newline="", write_through=True)
        csv.writer(text, lineterminator="\n").writerows(_rows(book))
        text.detach()
        stack.pop_all()
        return table


def _rows(book: Any) -> Iterator[list[str]]:
    """The rows of the first sheet that is not hidden and has words; an empty one where a number is left out."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        filled = empty = 0
        for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                empty += 1
                continue
            filled += 1
            if filled > bounds.MOST_WORKBOOK_ROWS:
                raise _Unfit(f"The list has more than {bounds.MOST_WORKBOOK_ROWS} rows.")
            yield from ([] for _ in range(empty))
            yield cells
            empty = 0
        if filled:
            return
    raise _Unfit("The workbook has no sheet with words on it.")


def _text(value: object) -> str:
    """A cell as a person would type it. What stands on several lines is put on one, for a row is one line here."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value)[:_LONGEST_CELL].split("\n")).replace("\r", " ").strip()
