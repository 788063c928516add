"""What was made of other things and may be wanted again: in the private folder, by what it was made from.

All of it may be deleted at any time; it costs time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from brochure.errors import CannotWrite
from brochure.storage.atomic import publish
from brochure.storage.files import read_file
from brochure.storage.private_folder import make_private


@dataclass(frozen=True)
class Store:
    """A `folder` in `.brochure`. `program` names what makes what lies there; at most `most` are kept, the newest."""

    folder: Path
    program: Callable[[], str]
    most: int = 200

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What lies under a key; else what is made, which lies there from now on, where the folder takes it."""
        file = self.file(key)
        with suppress(OSError):
            data = read_file(file)
            # Its own digest stands behind it, where any of it may have anything: what a disk spoilt is made again.
            if data[-32:] == sha256(data[:-32]).digest():
                return data[:-32]
        data = make()
        with suppress(OSError, CannotWrite):
            make_private(self.folder.parent)
            self._sweep()
            publish(data + sha256(data).digest(), file, private=True, lasting=False)
        return data

    def file(self, key: str) -> Path:
        """Where it lies: another place for another release of the program that makes it."""
        return self.folder / sha256(f"1 {self.program()} {key}".encode()).hexdigest()[:32]

    def _sweep(self) -> None:
        """Where there are as many as may be, the oldest tenth goes: to ask each for its age takes ten times a write."""
        with suppress(OSError):
            kept = list(self.folder.iterdir())
            if len(kept) < self.most:
                return
            kept.sort(key=lambda path: path.stat().st_mtime)
            for path in kept[: len(kept) - self.most * 9 // 10]:
                path.unlink(missing_ok=True)
