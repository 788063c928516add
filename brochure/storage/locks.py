"""Locks between processes: each lies on an open file, and is let go when that is closed.

So a killed process leaves none behind; a file whose mere existence is the lock would stay.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brochure.storage.files import check_regular, refuse_other

_OPEN = os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC


def wait_for_lock(handle: int) -> None:
    """Holds the lock on an open file as soon as nobody else does. Raises OSError where the disk knows no locks."""
    fcntl.flock(handle, fcntl.LOCK_EX)


def try_lock(handle: int) -> None:
    """Holds the lock on an open file. Raises BlockingIOError where another holds it, OSError as `wait_for_lock`."""
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_lock(path: Path, mode: int) -> int:
    """The descriptor of a file to be locked, made if there is none. Raises NotAFile, OSError; never waits."""
    refuse_other(path, path.name)
    handle = os.open(path, _OPEN | os.O_CREAT, mode)
    try:
        check_regular(handle)
    except BaseException:
        os.close(handle)
        raise
    return handle


@contextmanager
def held(handle: int) -> Iterator[None]:
    """Waits for the lock on an open file, and closes that in the end."""
    try:
        wait_for_lock(handle)
        yield
    finally:
        os.close(handle)
