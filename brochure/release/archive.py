"""The archive of releases: `output/releases/SLUG/`, where a version stands whole or not at all, and never changes."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from brochure.errors import BadInput, CannotWrite
from brochure.release.manifest import Manifest, read
from brochure.storage.files import kind, make_folder
from brochure.storage.locks import held, open_lock, try_lock
from brochure.storage.os_errors import unwritable
from brochure.workspace.workspace import Workspace

_VERSION = re.compile(r"v([1-9][0-9]{0,5})")
_LOCK = ".lock"
#: The folder in which a version is assembled; what bears such a name was left by a run that was killed.
_SCRATCH = ".new-"
_READ_ONLY, _READ_ONLY_FOLDER = 0o444, 0o555


@dataclass(frozen=True)
class Archive:
    """The releases of one article."""

    folder: Path

    def numbers(self) -> tuple[int, ...]:
        """The versions that there are, from the oldest."""
        try:
            names = [entry.name for entry in os.scandir(self.folder) if entry.is_dir()]
        except OSError:
            return ()
        return tuple(sorted(int(match[1]) for name in names if (match := _VERSION.fullmatch(name))))

    def path(self, n: int) -> Path:
        """Where version `n` stands."""
        return self.folder / f"v{n}"

    def latest(self) -> Manifest | None:
        """The manifest of the last release; None where there is none. Raises BadInput where it is damaged."""
        numbers = self.numbers()
        return read(self.path(numbers[-1])) if numbers else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One release at a time; a second one waits. Raises CannotWrite where the folder cannot be written."""
        try:
            make_folder(self.folder)
            handle = open_lock(self.folder / _LOCK, 0o644)
        except OSError as error:
            raise _refusal(self.folder, error) from error
        with held(handle):
            self._sweep()
            yield

    def tidy(self) -> None:
        """Takes away what killed runs left, unless a release is being made; never waits, and never fails."""
        with suppress(OSError):
            handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
            try:
                try_lock(handle)
                self._sweep()
            finally:
                os.close(handle)

    def add(self, n: int, files: Mapping[str, bytes]) -> Path:
        """Adds version `n` with these files by name, whole or not at all; to be called within `locked`."""
        scratch = self.folder / f"{_SCRATCH}{token_hex(8)}"
        try:
            _assemble(scratch, files)
            if obstacle := kind(self.path(n)):
                raise FileExistsError(errno.EEXIST, f"v{n} is {obstacle}, not a release")
            scratch.rename(self.path(n))
            _flush(self.folder)
        except OSError as error:
            raise _refusal(self.folder, error) from error
        finally:
            _remove(scratch)
        return self.path(n)

    def _sweep(self) -> None:
        for leftover in self.folder.glob(f"{_SCRATCH}*"):
            _remove(leftover)


def open_archive(workspace: Workspace, slug: str) -> Archive:
    """The archive of an article. Raises BadInput for a slug that would lead out of the releases."""
    if slug.startswith(".") or slug != Path(slug).name:
        raise BadInput(f"'{slug}' cannot be released by this name.", hint="Give the article's file another name.")
    return Archive(workspace.releases / slug)


def _assemble(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _READ_ONLY)
            os.fsync(file.fileno())
    rooms = [path for path in folder.rglob("*") if path.is_dir()]
    for room in (*sorted(rooms, reverse=True), folder):
        room.chmod(_READ_ONLY_FOLDER)
        _flush(room)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    """Takes away what was never finished; it may be read-only already."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    for room in (folder, *folder.rglob("*")):
        if room.is_dir() and not room.is_symlink():
            room.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)


def _refusal(folder: Path, error: OSError) -> CannotWrite:
    hint = "Make room or mend the folder's permissions; nothing half-released is left."
    return unwritable(str(folder), error, hint=hint)
