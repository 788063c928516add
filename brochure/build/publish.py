"""Puts a product in its place: beside it first, then renamed over it, so that an old good product is never lost."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
