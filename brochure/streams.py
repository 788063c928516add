"""Standard input, output and error, also where whoever started the program gave it none: a service, cron, `2>&-`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_missing: set[int] = set()


def complete() -> None:
    """Puts the null device in the place of what is missing; to be called before anything else opens a file.

    Else the next file that is opened, be it a product or the ledger, would be standard error, and take our messages.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            _missing.add(number)
            # The lowest number that is free is this one. The processes that we start shall have it, too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if 0 in _missing:
        sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False), "utf-8")
    if 1 in _missing:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", "backslashreplace")
    messages = io.BufferedWriter(_Unfailing(2, "w", closefd=False))
    encoding = sys.stderr.encoding if sys.stderr else "utf-8"
    sys.stderr = io.TextIOWrapper(messages, encoding, "backslashreplace", line_buffering=True)


def output_is_missing() -> bool:
    """Whether there is no standard output, so that what is written to it goes nowhere."""
    return 1 in _missing


@contextmanager
def hushed() -> Iterator[None]:
    """Within it nothing is seen of what C libraries write to standard error: we tell what is wrong, in one line."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


class _Unfailing(io.FileIO):
    """Standard error. That nobody can be told, for the disk is full or who read it has gone, stops no work."""

    def write(self, data: ReadableBuffer) -> int:
        with suppress(OSError):
            if (written := super().write(data)) is not None:
                return written
        return memoryview(data).nbytes
