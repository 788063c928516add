"""Puts a product in its place: beside it first, then renamed over it, so that an old good product is never lost."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from brochure.storage.files import check_regular, check_replaceable, make_folder
from brochure.storage.locks import try_lock, wait_for_lock
from brochure.storage.os_errors import NotAFile, unwritable

#: What is being written, beside its place. The writer holds a lock on it, which ends with the process at the latest.
_BESIDE = re.compile(r"\.[0-9a-f]{16}\.tmp")


def publish(data: bytes, path: Path, *, private: bool = False, lasting: bool = True) -> None:
    """Writes `data` to `path` whole or not at all; where it is `private`, nobody but its owner may read it.

    What is not `lasting` a power cut may still damage; who reads it must be able to tell.
    Raises CannotWrite where the folder or the disk does not take it.
    """
    try:
        make_folder(path.parent)
        check_replaceable(path)
        sweep(path.parent)
        _replace(data, path, private=private, lasting=lasting)
    except NotAFile as error:
        raise unwritable(str(path), error, hint="Move it away.") from error
    except OSError as error:
        hint = "Make room or mend the folder's permissions; the file that was there is untouched."
        raise unwritable(str(path), error, hint=hint) from error


def _replace(data: bytes, path: Path, *, private: bool, lasting: bool) -> None:
    # Named before it is made: an interrupt may come between any two steps, and must find what to take away.
    beside = path.with_name(f".{token_hex(8)}.tmp")
    try:
        with beside.open("xb") as file:
            if private:  # before there is anything in it
                os.fchmod(file.fileno(), 0o600)
            with suppress(OSError):  # a system without locks leaves what a killed run began
                wait_for_lock(file.fileno())
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            if os.fstat(file.fileno()).st_nlink:
                beside.replace(path)
                return
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _replace(
        data, path, private=private, lasting=lasting
    )  # another process removed it between its creation and the lock


def sweep(folder: Path) -> None:
    """Removes what a run was writing in `folder` when it was killed; nothing that is still being written."""
    try:
        with os.scandir(folder) as entries:
            leftovers = [folder / entry.name for entry in entries if _BESIDE.fullmatch(entry.name)]
    except (OSError, ValueError):  # not there, or of a name that no folder has
        return
    for path in leftovers:
        with suppress(OSError):
            _take_away(path)


def _take_away(path: Path) -> None:
    # Something else of such a name, such as a pipe, is not waited for.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        check_regular(handle)
        try_lock(handle)
        path.unlink()
    finally:
        os.close(handle)
