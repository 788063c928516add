"""The recipient list: from the command line, or from a file that a spreadsheet program saved.

It is looked through before anything is sent: how many there are, in which languages, and who cannot be written to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from brochure.errors import BadInput, Place, UsageError
from brochure.importers.decode import tidy
from brochure.mail.address import parse
from brochure.mail.csv_file import CsvFile, Row, copied, rows
from brochure.mail.headers import unfit
from brochure.mail.policy import Recipient
from brochure.workspace.language import is_tag

_HEADER = "Its first line must name the columns, such as: email,name,language,consent"
_CONSENT = "Add a column 'consent' with yes, or the date of consent, for each person who agreed to get mail."
#: What columns are called, in English, Spanish and French; without accents, hyphens and capitals.
_COLUMNS = MappingProxyType(
    {
        "email": "email|e mail|mail|email address|e mail address|correo|correo electronico|direccion de correo|courriel"
        "|adresse e mail|adresse email|adresse electronique",
        "address": "address|direccion|adresse",
        "name": "name|full name|nombre|nombre completo|nom|nom complet",
        "language": "language|idioma|lengua|langue",
        "consent": "consent|consentimiento|consentement",
    }
)
_KINDS = MappingProxyType({title: kind for kind, titles in _COLUMNS.items() for title in titles.split("|")})

_YES = frozenset(("yes", "y", "true", "1", "x", "si", "oui", "vrai", "verdadero"))
#: 2026-09-14, 14/9/2026, 9/14/2026, and a time of day behind it.
_DATE = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([Tt ][\d:.+Zz -]{1,30})?")
_LONGEST_NAME = 120
_LONGEST_TAG = 36
#: What makes a spreadsheet program calculate, when the list is opened in one again.
_FORMULA = ("=", "+", "-", "@", "\t")
#: More languages than a clinic speaks; each may mean a leaflet to be made.
_MOST_LANGUAGES = 40
#: Rows that are passed over are remembered up to this number; after it they are only counted.
_MOST_REMEMBERED = 1000
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")


@dataclass(frozen=True)
class BadRow:
    """A row that is passed over. `why` is the end of a sentence about it, and never holds the address."""

    line: int
    why: str


@dataclass(frozen=True)
class RecipientList:
    """`bad_rows` holds the first of the rows that are passed over, which are `skipped` in all."""

    addresses: Sequence[str]
    table: CsvFile | None
    count: int
    languages: frozenset[str]
    bad_rows: tuple[BadRow, ...]
    skipped: int

    @property
    def file(self) -> Path | None:
        """The list, if there is one."""
        return self.table.path if self.table else None

    def people(self) -> Iterator[Recipient]:
        """Everyone who can be written to, in order; the copy of a list is read anew each time, row by row."""
        return (row for row in _all(self.addresses, self.table) if isinstance(row, Recipient))


@contextmanager
def recipient_list(addresses: Sequence[str], file: Path | None, *, strict: bool) -> Iterator[RecipientList]:
    """Looks through all of it in constant memory. What is looked through is what is sent to, even if `file` changes.

    Raises UsageError where nobody is named or an address among the arguments is wrong, BadInput where the list is none
    or, if `strict`, has a wrong row.
    """
    if bool(addresses) == bool(file):
        raise UsageError("Name who gets it.", hint="Either --to ADDRESS, or --recipients FILE.csv.")
    with copied(file) if file else nullcontext() as table:
        yield _scan(addresses, table, strict=strict)


def _scan(addresses: Sequence[str], table: CsvFile | None, *, strict: bool) -> RecipientList:
    count = skipped = 0
    languages: set[str] = set()
    bad_rows: list[BadRow] = []
    for row in _all(addresses, table):
        if isinstance(row, Recipient):
            count += 1
            languages.add(row.language)
            if len(languages) > _MOST_LANGUAGES:
                raise BadInput(
                    f"The list names more than {_MOST_LANGUAGES} languages.",
                    hint="Look at its column of languages: each should hold a tag such as en or es.",
                    place=_place(table, row.line),
                )
            continue
        if strict:
            place = _place(table, row.line)
            raise BadInput(f"This row cannot be used: {row.why}.", hint="Nothing was sent.", place=place)
        skipped += 1
        if len(bad_rows) < _MOST_REMEMBERED:
            bad_rows.append(row)
    return RecipientList(addresses, table, count, frozenset(languages), tuple(bad_rows), skipped)


def _place(table: CsvFile | None, line: int) -> Place | None:
    return Place(table.path, line) if table else None


def _all(addresses: Sequence[str], table: CsvFile | None) -> Iterator[Recipient | BadRow]:
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


def from_csv(table: CsvFile) -> Iterator[Recipient | BadRow]:
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
        yield _recipient(row, columns, len(header.cells))


def _columns(header: Row, path: Path) -> Mapping[str, int]:
    """The place of each column that is known, counting from 0."""
    place = Place(path, header.line)
    if header.fault or any("@" in cell for cell in header.cells):
        raise BadInput("The list does not begin with the names of its columns.", hint=_HEADER, place=place)
    columns: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        kind = _KINDS.get(_folded(cell), "")
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


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("-", " ").replace("_", " "))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


class _Unusable(Exception):
    """Why a row or a name cannot be used, as the end of a sentence."""


def _recipient(row: Row, columns: Mapping[str, int], width: int) -> Recipient | BadRow:
    try:
        return _checked(row, columns, width)
    except _Unusable as error:
        return BadRow(row.line, str(error))
    except BadInput as error:
        return BadRow(row.line, f"its address cannot be used: {error.message.rstrip('.')}")


def _checked(row: Row, columns: Mapping[str, int], width: int) -> Recipient:
    if row.fault:
        raise _Unusable(row.fault)
    if any(cell.strip() for cell in row.cells[width:]):
        raise _Unusable("it has more cells than there are columns")
    cells = {kind: row.cells[at] for kind, at in columns.items() if at < len(row.cells)}
    _check_consent(cells.get("consent", ""))
    name = _name(cells.get("name", ""))
    language = cells.get("language", "").strip()
    if language and not (len(language) < _LONGEST_TAG and is_tag(language)):
        raise _Unusable("its language is not a tag such as en or es")
    text = cells.get("email", "").strip()
    if not text:
        raise _Unusable("it has no address")
    if text.startswith(_FORMULA[0]):
        raise _Unusable("its address begins like a spreadsheet formula")
    address = parse(text)
    return Recipient(address.envelope, address.key, name, language, row.line)


def _check_consent(cell: str) -> None:
    if not (_DATE.fullmatch(cell.strip()) or _folded(cell) in _YES):
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
