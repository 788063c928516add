"""One sender at a time: a lock that the system lets go when the process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from brochure.errors import BadInput, Place
from brochure.files import open_lock

NAME = "sending.lock"


def take_turn(folder: Path) -> int:
    """The handle that holds the lock; closing it ends the turn. Raises BadInput while another process sends."""
    file = folder / NAME
    try:
        handle = open_lock(file, 0o600)
    except OSError as error:
        raise _refusal(file, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise _refusal(file, error) from error
    return handle


def _refusal(file: Path, error: OSError) -> BadInput:
    if isinstance(error, BlockingIOError):
        return BadInput(
            "Another `brochure send` is at work in this workspace.", hint="Wait until it is done.", place=Place(file)
        )
    return BadInput(
        f"The lock for sending cannot be taken: {error.strerror}.",
        hint="Mend the permissions of its folder, and keep the workspace on a disk of this computer.",
        place=Place(file),
    )
