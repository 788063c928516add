"""What can go wrong, and the exit code that says so.

The codes are the contract of the command line; one place (`brochure.cli.run`) turns an exception into its code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from typing import Any


class ExitCode(IntEnum):
    DONE = 0
    BUG = 1
    USAGE = 2
    BAD_INPUT = 3
    OVERSET = 4
    CHECK_FAILED = 5
    LACKING = 6
    DELIVERY_FAILED = 7
    INTERRUPTED = 130


# With several products, the failure that ranks highest is the code of the whole run.
RANKING = (
    ExitCode.BUG,
    ExitCode.LACKING,
    ExitCode.BAD_INPUT,
    ExitCode.OVERSET,
    ExitCode.CHECK_FAILED,
    ExitCode.DELIVERY_FAILED,
)


def highest_ranking(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that a run with these outcomes ends with; DONE where nothing failed."""
    present = set(codes)
    return next((code for code in RANKING if code in present), ExitCode.DONE)


@dataclass(frozen=True)
class Place:
    """Where in the user's files something stands. `line` counts from 1."""

    file: Path
    line: int | None = None

    def __str__(self) -> str:
        return str(self.file) if self.line is None else f"{self.file}:{self.line}"


class Fault(ValueError):
    """What is wrong with a value while a file is validated: `keys` lead to it from where this is raised."""

    def __init__(self, message: str, *keys: str | int, hint: str = "") -> None:
        super().__init__(message)
        self.keys = keys
        self.hint = hint

    def within(self, *keys: str | int, on: str = "") -> Fault:
        """The same for who knows what these keys lead to; `on` says what it is so on."""
        return Fault(f"{self}{on}", *keys, *self.keys, hint=self.hint)


class BrochureError(Exception):
    """Something the user can mend: what is wrong, where, and what to do about it."""

    code = ExitCode.BUG

    def __init__(self, message: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message, hint, place)
        self.message = message
        self.hint = hint
        self.place = place

    def __str__(self) -> str:
        """One line: place, fault, mend."""
        where = f"{self.place}: " if self.place else ""
        mend = f" {self.hint}" if self.hint else ""
        return " ".join(f"{where}{self.message}{mend}".split())

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments are not in `args`; without this an error could not cross from a worker process.
        return _restore, (type(self), self.message, self.hint, self.place), self.__dict__


def _restore(kind: type[BrochureError], message: str, hint: str, place: Place | None) -> BrochureError:
    return kind(message, hint=hint, place=place)


class OurFault(BrochureError):
    """A bug of ours. `traceback` is for whoever mends it."""

    traceback = ""


class UsageError(BrochureError):
    """The command line asks for something that does not exist."""

    code = ExitCode.USAGE


class BadInput(BrochureError):
    """brochure.toml, an article, a layout, an image or a font is not as it should be."""

    code = ExitCode.BAD_INPUT


class Missing(BadInput):
    """What the job needs is not there: a file, an article, a setting, a password."""


class CannotRead(BadInput):
    """It is there, and the system does not give it to us."""


class CannotWrite(BadInput):
    """The disk does not take what was made: it is full, failing, or not ours to write to. What was there still is."""


class Busy(BadInput):
    """Another process holds what we need. The same command succeeds once that is done."""


class Overset(BrochureError):
    """Copy does not fit, even at the smallest type that the layout permits: so many lines and words are over.

    `layout` is one that would take it, by an estimate.
    """

    code = ExitCode.OVERSET
    lines = 0
    words = 0
    layout = ""


class CheckFailed(BrochureError):
    """A rule of severity error found something in a product."""

    code = ExitCode.CHECK_FAILED


class Lacking(BrochureError):
    """This machine lacks a library or a program."""

    code = ExitCode.LACKING


class DeliveryFailed(BrochureError):
    """The mail server does not take what is handed to it."""

    code = ExitCode.DELIVERY_FAILED


def our_fault(error: Exception) -> OurFault:
    """An exception that nobody foresaw, as an error that asks to be reported."""
    import traceback

    cause = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    fault = OurFault(f"This is a fault of brochure, not yours: {cause}.", hint="Please report it, with what -v prints.")
    fault.traceback = "".join(traceback.format_exception(error))
    return fault


def error_json(error: BrochureError) -> dict[str, Any]:
    """The shape of `error` in the JSON of every command."""
    place = error.place
    return {
        "code": int(error.code),
        "message": error.message,
        "hint": error.hint,
        "file": str(place.file) if place else None,
        "line": place.line if place else None,
    }


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like `word`, or all of them where none is like it."""
    choices = sorted(known)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    return f"Known: {', '.join(choices)}." if choices else ""
