"""The recipient list: from the command line, or from a file that a spreadsheet program saved.

It is looked through before anything is sent: how many there are, in which languages, and who cannot be written to.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from brochure.budget import Bounds
from brochure.errors import BadInput, Place, UsageError
from brochure.importers.decode import tidy
from brochure.mail.address import parse
from brochure.mail.csv_file import CsvFile, Row, copied, rows
from brochure.mail.headers import unfit
from brochure.mail.list_words import COLUMNS, LANGUAGES, YES, folded
from brochure.mail.policy import Recipient
from brochure.workspace.language import is_tag

_HEADER = "Its first line must name the columns, such as: email,name,language,consent"
_CONSENT = "Add a column 'consent' with yes, or the date of consent, for each person who agreed to get mail."
#: 2026-09-14, 14/9/2026, 9/14/2026, and a time of day behind it.
_DATE = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([Tt ][\d:.+Zz -]{1,30})?")
#: Between two languages of one cell, or a language and where it is spoken.
_BETWEEN_LANGUAGES = re.compile(r"\s*(?:[,;/|&+]|\(.*?\)|\s[-–—]\s.*|\s(?:and|y|et|und|e)\s)\s*")
_LONGEST_NAME = 120
_LONGEST_TAG = 36
#: What makes a spreadsheet program calculate, when the list is opened in one again.
_FORMULA = ("=", "+", "-", "@", "\t")
#: More languages than a clinic speaks; each may mean a leaflet to be made.
_MOST_LANGUAGES = 40
#: Rows that are passed over are remembered up to this number; after it they are only counted.
_MOST_REMEMBERED = 1000
#: Lines that are named of those who speak a language.
_MOST_LINES = 5
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")


@dataclass(frozen=True)
class BadRow:
    """A row that is passed over. `why` is the end of a sentence about it, and never holds the address."""

    line: int
    why: str


@dataclass(frozen=True)
class Remark:
    """What is worth knowing of a row that counts; `what` never holds the address."""

    line: int
    what: str


@dataclass(frozen=True)
class RecipientList:
    """`bad_rows` holds the first of the rows that are passed over, which are `skipped` in all.

    `speakers` are how many people there are for each language, and `lines` on which of the list the first of them are.
    Of the rows in `doubled` the people stand on an earlier row already, in another language; those in the languages
    `without` get nothing.
    """

    addresses: Sequence[str]
    table: CsvFile | None
    count: int
    speakers: Mapping[str, int]
    bad_rows: tuple[BadRow, ...]
    skipped: int
    remarks: tuple[Remark, ...] = ()
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)
    doubled: frozenset[int] = frozenset()
    without: frozenset[str] = frozenset()

    @property
    def languages(self) -> frozenset[str]:
        """All that are named, the empty one for a choice that is left to the article."""
        return frozenset(self.speakers)

    @property
    def file(self) -> Path | None:
        """The list, if there is one."""
        return self.table.path if self.table else None

    def people(self) -> Iterator[Recipient]:
        """Everyone who can be written to, in order; the copy of a list is read anew each time, row by row."""
        people = (row for row in _all(self.addresses, self.table) if isinstance(row, Recipient))
        return (one for one in people if one.line not in self.doubled and one.language not in self.without)


@contextmanager
def recipient_list(
    addresses: Sequence[str], file: Path | None, *, strict: bool, limits: Bounds | None = None
) -> Iterator[RecipientList]:
    """Looks through all of it in constant memory. What is looked through is what is sent to, even if `file` changes.

    A workbook is read within `limits`.

    Raises UsageError where nobody is named or an address among the arguments is wrong, BadInput where the list is none
    or, if `strict`, has a wrong row.
    """
    if bool(addresses) == bool(file):
        raise UsageError("Name who gets it.", hint="Either --to ADDRESS, or --recipients FILE.")
    with copied(file, limits) if file else nullcontext() as table:
        yield _scan(addresses, table, strict=strict)


def _scan(addresses: Sequence[str], table: CsvFile | None, *, strict: bool) -> RecipientList:
    speakers: Counter[str] = Counter()
    wrong = _Wrong(table, strict=strict)
    lines: defaultdict[str, list[int]] = defaultdict(list)
    remarks: list[Remark] = []
    for row in _all(addresses, table):
        if isinstance(row, Recipient):
            speakers[row.language] += 1
            if table and len(lines[row.language]) < _MOST_LINES:
                lines[row.language].append(row.line)
            if len(speakers) > _MOST_LANGUAGES:
                raise BadInput(
                    f"The list names more than {_MOST_LANGUAGES} languages.",
                    hint="Look at its column of languages: each should hold a tag such as en or es.",
                    place=_place(table, row.line),
                )
        elif isinstance(row, BadRow):
            wrong.add(row)
        elif len(remarks) < _MOST_REMEMBERED:
            remarks.append(row)
    doubled: set[int] = set()
    if table and len(speakers) > 1:
        for person, first, language in _in_two_languages(addresses, table):
            speakers[person.language] -= 1
            doubled.add(person.line)
            if person.line in lines[person.language]:
                lines[person.language].remove(person.line)
            other = f"in '{language}'" if language else "without a language"
            wrong.add(BadRow(person.line, f"this person stands on line {first} already, {other}, and that line counts"))
    bad_rows = tuple(sorted(wrong.remembered, key=lambda row: row.line))
    count = speakers.total()
    return RecipientList(
        addresses, table, count, +speakers, bad_rows, wrong.count, tuple(remarks), lines, frozenset(doubled)
    )


class _Wrong:
    """The rows that are passed over. Raises BadInput for the first where a list is to be `strict`ly right."""

    def __init__(self, table: CsvFile | None, *, strict: bool) -> None:
        self._table, self._strict = table, strict
        self.count = 0
        self.remembered: list[BadRow] = []

    def add(self, row: BadRow) -> None:
        if self._strict:
            place = _place(self._table, row.line)
            raise BadInput(f"This row cannot be used: {row.why}.", hint="Nothing was sent.", place=place)
        self.count += 1
        if len(self.remembered) < _MOST_REMEMBERED:
            self.remembered.append(row)


def _in_two_languages(addresses: Sequence[str], table: CsvFile) -> Iterator[tuple[Recipient, int, str]]:
    """Who stands on the list once more with another language, and on which line, with which, they stood first."""
    # A database without a name lies on the disk as far as it must, and goes when it is closed.
    with closing(sqlite3.connect("")) as seen:
        seen.execute("CREATE TABLE person (key TEXT PRIMARY KEY, line INTEGER, language TEXT) WITHOUT ROWID")
        for person in _all(addresses, table):
            if isinstance(person, Recipient):
                values = person.key, person.line, person.language
                if not seen.execute("INSERT OR IGNORE INTO person VALUES (?, ?, ?)", values).rowcount:
                    of_key = seen.execute("SELECT line, language FROM person WHERE key = ?", (person.key,))
                    line, language = of_key.fetchone()
                    if language != person.language:
                        yield person, line, language


def _place(table: CsvFile | None, line: int) -> Place | None:
    return Place(table.path, line) if table else None


def _all(addresses: Sequence[str], table: CsvFile | None) -> Iterator[Recipient | Remark | BadRow]:
    yield from from_csv(table) if table else from_arguments(addresses)


def from_arguments(addresses: Sequence[str]) -> list[Recipient]:
    """Recipients from addresses such as 'maria@example.org' or 'Maria Lopez <maria@example.org>'.

    Raises UsageError for the first that is none, naming it by its place, for addresses are kept out of logs.
    """
    return [_from_argument(text, place) for place, text in enumerate(addresses, start=1)]


def _from_argument(text: str, place: int) -> Recipient:
    named = _NAMED.fullmatch(text)
    name, address = (named["name"], named["address"]) if named else ("", text)
    try:
        parsed = parse(address)
        return Recipient(parsed.envelope, parsed.key, _name(re.sub(r'^"(.*)"$', r"\1", name)), line=place)
    except _Unusable as error:
        raise UsageError(f"Recipient {place} cannot be used: {error}.", hint="Write it plainly.") from None
    except BadInput as error:
        hint = f"{error.hint} Give each address a --to of its own."
        raise UsageError(f"Recipient {place} cannot be used: {error.message}", hint=hint) from None


def from_csv(table: CsvFile) -> Iterator[Recipient | Remark | BadRow]:
    """The recipients of a list in the order of its rows, read as they are asked for.

    Raises BadInput, when the first is asked for, where it is no such list: it cannot be read as text, its first
    row does not name the columns, or it has none of addresses or of consent.
    """
    rest = rows(table)
    header = next(rest, None)
    if header is None:
        raise BadInput("The list is empty.", hint=_HEADER, place=Place(table.path))
    columns = _columns(header, table.path)
    for row in rest:
        yield from _recipient(row, columns, len(header.cells))


def _columns(header: Row, path: Path) -> Mapping[str, int]:
    """The place of each column that is known, counting from 0."""
    place = Place(path, header.line)
    if header.fault or any("@" in cell for cell in header.cells):
        raise BadInput("The list does not begin with the names of its columns.", hint=_HEADER, place=place)
    columns: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        kind = COLUMNS.get(folded(cell), "")
        if kind in columns:
            raise BadInput(f"The list has two columns for '{kind}'.", hint="Delete or rename one.", place=place)
        if kind:
            columns[kind] = at
    # Where there is a column for e-mail, the one called address holds streets.
    if "email" not in columns and "address" in columns:
        columns["email"] = columns["address"]
    if "email" not in columns:
        raise BadInput("The list has no column of e-mail addresses.", hint=_HEADER, place=place)
    if "consent" not in columns:
        raise BadInput("The list does not say who agreed to get mail.", hint=_CONSENT, place=place)
    return columns


class _Unusable(Exception):
    """Why a row or a name cannot be used, as the end of a sentence."""


def _recipient(row: Row, columns: Mapping[str, int], width: int) -> Iterator[Recipient | Remark | BadRow]:
    try:
        yield from _checked(row, columns, width)
    except _Unusable as error:
        yield BadRow(row.line, str(error))
    except BadInput as error:
        yield BadRow(row.line, f"its address cannot be used: {error.message.rstrip('.')}")


def _checked(row: Row, columns: Mapping[str, int], width: int) -> Iterator[Recipient | Remark]:
    if row.fault:
        raise _Unusable(row.fault)
    if any(cell.strip() for cell in row.cells[width:]):
        raise _Unusable("it has more cells than there are columns")
    cells = {kind: row.cells[at] for kind, at in columns.items() if at < len(row.cells)}
    _check_consent(cells.get("consent", ""))
    name = _name(cells.get("name", ""))
    language, others = _language(cells.get("language", ""))
    text = cells.get("email", "").strip()
    if not text:
        raise _Unusable("it has no address")
    if text.startswith(_FORMULA[0]):
        raise _Unusable("its address begins like a spreadsheet formula")
    address = parse(text)
    if others:
        yield Remark(row.line, f"it names several languages; the first one, {language}, counts")
    yield Recipient(address.envelope, address.key, name, language, row.line)


@lru_cache(maxsize=1000)
def _language(cell: str) -> tuple[str, bool]:
    """The tag of the language in a cell, as a tag or by its name, and whether it names others too; empty for none."""
    first, *others = [part for part in _BETWEEN_LANGUAGES.split(cell.strip()) if part] or [""]
    if not first:
        return "", False
    tag = first.strip().replace("_", "-")
    known = LANGUAGES.get(folded(first)) or (tag if len(tag) < _LONGEST_TAG and is_tag(tag) else "")
    if not known:
        raise _Unusable("its language is neither a known one nor a tag such as en or es")
    return known, any(LANGUAGES.get(folded(other), other) != known for other in others)


def _check_consent(cell: str) -> None:
    if not (_DATE.fullmatch(cell.strip()) or folded(cell) in YES):
        raise _Unusable("it does not say that this person agreed to get mail (consent: yes, or a date)")


def _name(cell: str) -> str:
    """The name as it is written in a message. Raises _Unusable for what is none."""
    if fault := unfit(cell.strip(" ")):
        raise _Unusable(f"its name {fault}")
    name = " ".join(tidy(cell).split())
    if name.startswith(_FORMULA):
        raise _Unusable("its name begins like a spreadsheet formula")
    if len(name) > _LONGEST_NAME:
        raise _Unusable(f"its name is longer than {_LONGEST_NAME} letters")
    return name
