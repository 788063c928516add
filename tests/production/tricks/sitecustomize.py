"""For processes with this folder in PYTHONPATH: reading an article of a certain name does what no input should do.

Imported at the start of the program and of its workers. TRICKS names a folder for notes. An article's name begins with
that of the trick; where the first process reads it, a name that ends in '-worker' is without one.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from brochure import budget
from brochure.content import article

WORKER = "brochure.production.worker" in sys.orig_argv[-1]
NOTES = Path(os.environ["TRICKS"])
_held: list[BinaryIO] = []


class _Clock:
    """The time of `budget`, in which hours pass at once, and at work."""

    sleep = staticmethod(time.sleep)

    def __init__(self) -> None:
        self.ahead = 0.0
        self.speed = 0.0

    def monotonic(self) -> float:
        self.ahead += self.speed
        return time.monotonic() + self.ahead

    def process_time(self) -> float:
        return time.process_time() + self.ahead


CLOCK = _Clock()
budget.time = CLOCK  # type: ignore[assignment, attr-defined]


def slow() -> None:
    """Takes for ever."""
    CLOCK.ahead += 3600
    while True:
        pass


def deaf() -> None:
    """Goes on after whatever is thrown at it, a while."""
    CLOCK.ahead += 3600
    for _ in range(2):
        with suppress(BaseException):
            while True:
                pass


def stuck() -> None:
    """Is in a library that listens to nobody."""
    CLOCK.speed = 60
    hashlib.pbkdf2_hmac("sha512", b"", b"", 2**31 - 1)


def hungry() -> None:
    """Takes ever more memory."""
    pieces = []
    while True:
        pieces.append(bytes(1_000_000).replace(b"\0", b"x"))


def huge() -> None:
    """Takes all memory at once."""
    bytearray(10**11)


def crash() -> None:
    """As a C library that got no memory."""
    os.write(2, b"GLib-ERROR: failed to allocate 1234 bytes")
    os.abort()


def gone() -> None:
    """As a process that the system ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def wait() -> None:
    """Says that it is there, and is busy."""
    note("busy")
    ctypes.CDLL(None).sleep(1000)


def host() -> None:
    """Waits until a worker has taken three others."""
    while len(list(NOTES.glob("took-*.there"))) < 3:
        time.sleep(0.005)


def note(what: str) -> None:
    """A file that is locked as long as this process lives."""
    file = (NOTES / f"{what}-{os.getpid()}").open("xb")
    fcntl.flock(file, fcntl.LOCK_EX)
    _held.append(file)
    Path(f"{file.name}.there").touch()


TRICKS: dict[str, Callable[[], None]] = {
    trick.__name__: trick for trick in (slow, deaf, stuck, hungry, huge, crash, gone, wait, host)
}
_load = article.load


def load(workspace: Any, path: Path) -> Any:
    """Plays its trick, and reads the article."""
    name, _, where = path.stem.partition("-")
    if WORKER:
        note(f"took-{path.stem}")
    if name in TRICKS and (WORKER or where != "worker"):
        TRICKS[name]()
    return _load(workspace, path)


article.load = load

if WORKER and "STARTING" in os.environ:
    parent = os.getppid()
    note("starting")
    while os.getppid() == parent:
        time.sleep(0.001)
