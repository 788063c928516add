"""Fonts that were made of others: in the private folder of the workspace, by what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from brochure.errors import CannotWrite
from brochure.storage.atomic import publish
from brochure.storage.files import read_file
from brochure.storage.private_folder import make_private

#: So many are kept; fonts change seldom, and each has a few faces.
_MOST = 200


@dataclass(frozen=True)
class Store:
    """`.brochure/fonts`: may be deleted, costs time."""

    folder: Path

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What lies under a key; else what is made, which lies there from now on, where the folder takes it."""
        file = self.file(key)
        with suppress(OSError):
            data = read_file(file)
            # Its own digest stands behind it, where fonts may have anything: what a disk spoilt is made again.
            if data[-32:] == sha256(data[:-32]).digest():
                return data[:-32]
        data = make()
        with suppress(OSError, CannotWrite):
            make_private(self.folder.parent)
            self._sweep()
            publish(data + sha256(data).digest(), file, private=True)
        return data

    def file(self, key: str) -> Path:
        """Where it lies: another place for another release of the library that makes it."""
        return self.folder / sha256(f"1 {version('fonttools')} {key}".encode()).hexdigest()[:32]

    def _sweep(self) -> None:
        with suppress(OSError):
            kept = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
            for path in kept[: max(0, len(kept) - _MOST)]:
                path.unlink(missing_ok=True)
