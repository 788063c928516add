"""Temporary files: each process has one folder for them, in the workspace's private folder, and removes it at its end.

It is `.brochure/tmp/NAME/`. On `NAME.lock` beside it the process holds a lock; folders whose locks nobody holds were
left by killed processes, and the next one takes them away. The engine's fonts lie there, and what libraries write.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from brochure.storage.locks import try_lock, wait_for_lock
from brochure.storage.private_folder import make_private

_LOCK = ".lock"
_OPEN = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK

_folder: Path | None = None
_lock: int | None = None


@contextmanager
def process_folder(records: Path) -> Iterator[Path]:
    """The folder of this process; in this block all temporary files lie there. It stays for the next block.

    It lies below `records` of the first workspace that asks for it, or in the system's own folder where that cannot be
    written. One that has gone, as with a workspace that was deleted and came back, is made anew.
    """
    before = tempfile.tempdir
    tempfile.tempdir = str(_own_folder(records))
    try:
        yield Path(tempfile.tempdir)
    finally:
        tempfile.tempdir = before


def _own_folder(records: Path) -> Path:
    global _folder
    if _folder and _folder.is_dir():
        return _folder
    remove()
    try:
        make_private(records)
        sweep(records)
        folder = _new_folder(records / "tmp")
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="brochure-"))
    atexit.register(remove)
    _folder = folder
    return folder


def use_folder(folder: Path) -> None:
    """This process's temporary files lie in the folder of the one that started it, which takes them away."""
    tempfile.tempdir = str(folder)


def remove() -> None:
    """Takes away the folder of this process and all that is in it."""
    global _folder, _lock
    atexit.unregister(remove)
    if _folder:
        shutil.rmtree(_folder, ignore_errors=True)
    if _folder and _lock is not None:
        with suppress(OSError):
            _folder.with_name(_folder.name + _LOCK).unlink()
        os.close(_lock)
    _folder = _lock = None


def sweep(records: Path) -> None:
    """Takes away what killed processes left."""
    try:
        with os.scandir(records / "tmp") as entries:
            names = {entry.name for entry in entries}
    except OSError:
        return
    for name in {name.removesuffix(_LOCK) for name in names}:
        with suppress(OSError):
            _take_away(records / "tmp" / name)


def _take_away(folder: Path) -> None:
    """Raises OSError where its process still runs. The lock file is made before the folder, and removed after it."""
    lock = folder.with_name(folder.name + _LOCK)
    try:
        handle = os.open(lock, _OPEN)
    except FileNotFoundError:
        handle = -1
    try:
        if handle >= 0:
            try_lock(handle)
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
        else:  # something else of that name, such as a pipe, for which rmtree would wait
            folder.unlink(missing_ok=True)
        lock.unlink(missing_ok=True)
    finally:
        if handle >= 0:
            os.close(handle)


def _new_folder(room: Path) -> Path:
    """A new folder in `room`, held by this process. Raises OSError where that cannot be."""
    global _lock
    room.mkdir(mode=0o700, exist_ok=True)
    while True:
        folder = room / token_hex(8)
        handle = os.open(folder.with_name(folder.name + _LOCK), _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            wait_for_lock(handle)
            if os.fstat(handle).st_nlink:
                folder.mkdir(mode=0o700)
                _lock = handle
                return folder
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # another process removed it between its creation and the lock
