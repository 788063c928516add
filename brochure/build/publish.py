"""Puts a product in its place: beside it first, then renamed over it, so that an old good product is never lost."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from brochure.errors import BadInput


def publish(data: bytes, path: Path) -> None:
    """Writes `data` to `path` whole or not at all. Raises BadInput where the folder or the disk does not take it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(data, path)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Make room or mend the folder's permissions; the file that was there is untouched.",
        ) from error


def _replace(data: bytes, path: Path) -> None:
    # Named before it is made: an interrupt may come between any two steps, and must find what to take away.
    beside = path.with_name(f".{token_hex(8)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
