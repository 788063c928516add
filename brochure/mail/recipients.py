"""Who gets a message: from the command line, or from a list that a spreadsheet program saved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from brochure.clinic.importers.decode import tidy
from brochure.clinic.language import is_tag
from brochure.errors import BadInput, Place, UsageError
from brochure.mail.address import parse
from brochure.mail.header import unfit
from brochure.mail.policy import Recipient
from brochure.mail.sheet import Row, Sheet, rows

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
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")


@dataclass(frozen=True)
class Wrong:
    """A row that is passed over. `why` is the end of a sentence about it, and never holds the address."""

    line: int
    why: str


def from_arguments(addresses: Sequence[str]) -> list[Recipient]:
    """Recipients from addresses such as 'maria@example.org' or 'Maria Lopez <maria@example.org>'.

    Raises UsageError for the first that is none, naming it by its place, for addresses are kept out of logs.
    """
    return [_from_argument(text, place) for place, text in enumerate(addresses, start=1)]


def _from_argument(text: str, place: int) -> Recipient:
    found = _NAMED.fullmatch(text)
    name, address = (found["name"], found["address"]) if found else ("", text)
    try:
        parsed = parse(address)
        return Recipient(parsed.envelope, parsed.key, _name(re.sub(r'^"(.*)"$', r"\1", name)), line=place)
    except _Unusable as error:
        raise UsageError(f"Recipient {place} cannot be used: {error}.", hint="Write it plainly.") from None
    except BadInput as error:
        hint = f"{error.hint} Give each address a --to of its own."
        raise UsageError(f"Recipient {place} cannot be used: {error.message}", hint=hint) from None


def from_csv(sheet: Sheet) -> Iterator[Recipient | Wrong]:
    """The recipients of a list in the order of its rows, read as they are asked for.

    Raises BadInput, when the first is asked for, where it is no such list: it cannot be read as text, its first
    row does not name the columns, or it has none of addresses or of consent.
    """
    found = rows(sheet)
    header = next(found, None)
    if header is None:
        raise BadInput("The list is empty.", hint=_HEADER, place=Place(sheet.path))
    columns = _columns(header, sheet.path)
    for row in found:
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


def _recipient(row: Row, columns: Mapping[str, int], width: int) -> Recipient | Wrong:
    try:
        return _checked(row, columns, width)
    except _Unusable as error:
        return Wrong(row.line, str(error))
    except BadInput as error:
        return Wrong(row.line, f"its address cannot be used: {error.message.rstrip('.')}")


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
