"""The list of a mailing, looked through before anything is sent: how many there are, and who cannot be written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from brochure.errors import BadInput, Place, UsageError
from brochure.mail.policy import Recipient
from brochure.mail.recipients import Wrong, from_arguments, from_csv
from brochure.mail.sheet import Sheet, copied

#: More languages than a clinic speaks; each may mean a leaflet to be made.
_MOST_LANGUAGES = 40
#: Rows that are passed over are remembered up to this number; after it they are only counted.
_MOST_TOLD = 1000


@dataclass(frozen=True)
class Roll:
    """`wrong` holds the first of the rows that are passed over, which are `skipped` in all."""

    addresses: Sequence[str]
    sheet: Sheet | None
    count: int
    languages: frozenset[str]
    wrong: tuple[Wrong, ...]
    skipped: int

    @property
    def file(self) -> Path | None:
        """The list, if there is one."""
        return self.sheet.path if self.sheet else None

    def people(self) -> Iterator[Recipient]:
        """Everyone who can be written to, in order; the copy of a list is read anew each time, row by row."""
        return (row for row in _rows(self.addresses, self.sheet) if isinstance(row, Recipient))


@contextmanager
def call_roll(addresses: Sequence[str], file: Path | None, *, strict: bool) -> Iterator[Roll]:
    """Looks through all of it in constant memory. What is looked through is what is sent to, even if `file` changes.

    Raises UsageError where nobody is named or an address among the arguments is wrong, BadInput where the list is none
    or, if `strict`, has a wrong row.
    """
    if bool(addresses) == bool(file):
        raise UsageError("Name who gets it.", hint="Either --to ADDRESS, or --recipients FILE.csv.")
    with copied(file) if file else nullcontext() as sheet:
        yield _called(addresses, sheet, strict=strict)


def _called(addresses: Sequence[str], sheet: Sheet | None, *, strict: bool) -> Roll:
    count = skipped = 0
    languages: set[str] = set()
    wrong: list[Wrong] = []
    for row in _rows(addresses, sheet):
        if isinstance(row, Recipient):
            count += 1
            languages.add(row.language)
            if len(languages) > _MOST_LANGUAGES:
                raise BadInput(
                    f"The list names more than {_MOST_LANGUAGES} languages.",
                    hint="Look at its column of languages: each should hold a tag such as en or es.",
                    place=_place(sheet, row.line),
                )
            continue
        if strict:
            place = _place(sheet, row.line)
            raise BadInput(f"This row cannot be used: {row.why}.", hint="Nothing was sent.", place=place)
        skipped += 1
        if len(wrong) < _MOST_TOLD:
            wrong.append(row)
    return Roll(addresses, sheet, count, frozenset(languages), tuple(wrong), skipped)


def _place(sheet: Sheet | None, line: int) -> Place | None:
    return Place(sheet.path, line) if sheet else None


def _rows(addresses: Sequence[str], sheet: Sheet | None) -> Iterator[Recipient | Wrong]:
    yield from from_csv(sheet) if sheet else from_arguments(addresses)
