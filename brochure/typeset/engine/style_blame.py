"""Which statement of which style sheet it is that breaks the engine, or that it complains of.

The engine tells a line at best and never a file, and where it breaks it tells nothing. So it is made to do the same
again without parts of the style sheets, which takes seconds, but only where there is a fault to be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from tinycss2 import serialize

from brochure.errors import Place
from brochure.typeset.engine.style_sheet import Sheet, Statement, statements, tokens_within

#: Whether the engine does it again when it gets these sheets instead of those that were given.
Again = Callable[[Sequence[Sheet]], bool]

#: So long a statement is searched for, in seconds; then the beginning of what is left will do.
LONGEST = 20

_AT = re.compile(r"\bat (\d+):(\d+)")
_PROPERTY = re.compile(r"`([\w-]+):")
_ADDRESS = re.compile(r"\b[a-z]+:[^\s'\"]*[^\s'\":.,]")


@dataclass(frozen=True)
class Guilty:
    """A statement that is to blame."""

    place: Place
    text: str


def named(complaints: Iterable[str], sheets: Sequence[Sheet]) -> Guilty | None:
    """The first statement that complaints of the engine name, by its line and column or by the address of a file.

    Not one of ours: if that does not do all at once, it is because of something else, such as a variable.
    """
    for complaint in complaints:
        for sheet in reversed([sheet for sheet in sheets if sheet.file and not sheet.shipped]):
            for statement in statements(sheet.text):
                if _names(complaint, statement, sheet):
                    return _guilty(sheet, statement)
    return None


def _names(complaint: str, statement: Statement, sheet: Sheet) -> bool:
    at, name = _AT.search(complaint), _PROPERTY.search(complaint)
    if name and name[1].lower() != statement.name.lower():
        return False
    if at and not sheet.sought:
        here = int(at[1]), int(at[2])
        starts = ((token.source_line, token.source_column) for token, _ in tokens_within(statement.tokens))
        return here == (statement.line, statement.column) or here in starts
    if name:
        return "".join(serialize(statement.tokens).split()) in "".join(complaint.split())
    return any(address in statement.text for address in _ADDRESS.findall(complaint))


def found(sheets: Sequence[Sheet], again: Again) -> Guilty | None:
    """The first statement with which the engine does it `again`; None where it does so without any style sheet."""
    kept = list(sheets)
    if not again(kept):
        return None
    for at in sorted((at for at, sheet in enumerate(sheets) if sheet.file), key=lambda at: _trust(sheets[at])):
        without = [*kept[:at], replace(kept[at], text=""), *kept[at + 1 :]]
        if not again(without):
            return _bisected(kept, at, again)
        kept = without
    return None


def _trust(sheet: Sheet) -> int:
    """The order in which sheets are suspected, for it may take two together: a workspace's own, templates, ours."""
    if sheet.sought:
        place = sheet.place(1)
        return 1 if place and place.line else 3  # which a macro of ours put together
    return 2 if sheet.shipped else 0


def _bisected(sheets: Sequence[Sheet], at: int, again: Again) -> Guilty | None:
    """The last statement of the shortest beginning of a sheet that is enough; roughly, where that takes too long."""
    end = monotonic() + LONGEST
    sheet = sheets[at]
    cuts = list(_beginnings(sheet.text))

    def enough(count: int) -> bool:
        return again([*sheets[:at], replace(sheet, text=cuts[count - 1]), *sheets[at + 1 :]])

    low, high = 0, len(cuts)
    while high - low > 1 and monotonic() < end:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return _guilty(sheet, statements(sheet.text)[low])


def _beginnings(text: str) -> Iterator[str]:
    """For each statement the text up to its end, or, of a rule, to the beginning of what is in it, all closed."""
    starts = [0]
    for line in text.replace("\f", "\n").split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for following in statements(text)[1:]:
        end = starts[following.line - 1] + following.column - 1
        yield text[:end] + "}" * following.depth
    yield text


def _guilty(sheet: Sheet, statement: Statement) -> Guilty | None:
    place = sheet.place(statement.line)
    return Guilty(place, statement.short) if place else None
