"""The one way to the user's files: nothing outside the workspace and the shipped data is ever read.

How far one may look depends on who asks: a layout, which may come from anywhere, sees less than the person does.

`open_file` and `read_file` are for files from elsewhere too: they take nothing but files and never wait for a pipe.

What is read, or looked for in vain, is noted in the open read trace: a product is stale when that changes.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from brochure.errors import BadInput, Missing, Place, nearest
from brochure.storage import read_trace
from brochure.storage.os_errors import NotAFile, unreadable
from brochure.storage.shipped import READABLE, SHIPPED

#: No file of a leaflet is larger than this; a larger one is a mistake or an attack (bytes).
LARGEST = 64 * 1024 * 1024
SHIPPED_PREFIX = "brochure:"
#: The folder of the workspace that products lie in.
OUTPUT = "output"
_LAYOUT_ROOMS = ("layouts", "assets")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Reach(Enum):
    """Who asks for a file, and so what may be read."""

    #: The person at the machine: all of the workspace.
    WORKSPACE = "workspace"
    #: What brochure.toml or an article names (a picture, the logo, a profile): neither private folders nor products.
    NAMED = "named"
    #: A layout: `layouts/` and `assets/` alone.
    LAYOUT = "layout"


@dataclass(frozen=True)
class Files:
    """Reads in the workspace and the shipped data; a link that leads out of what may be read is refused."""

    workspace: Path
    reach: Reach = Reach.WORKSPACE

    def within(self, reach: Reach) -> Files:
        """The same files, as far as `reach` goes."""
        return replace(self, reach=reach)

    def inside(self, path: Path, place: Place | None = None) -> Path:
        """`path` with links resolved. Raises BadInput where it lies outside of what may be read."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:  # a link that leads to itself, a name with a NUL in it
            raise BadInput(f"'{path.name}' leads nowhere.", hint="Name another file.", place=place) from error
        if fault := self._fault(real):
            raise BadInput(f"'{path.name}' {fault[0]}.", hint=fault[1], place=place)
        return real

    def _fault(self, real: Path) -> tuple[str, str] | None:
        """Why a file may not be read, as the end of a sentence, and the mend; None where it may."""
        if any(_shows(real, root) for root in READABLE):
            return None
        if not real.is_relative_to(self._root):
            return "lies outside the workspace", f"Copy it into {self.workspace} and name it there."
        if self.reach is Reach.LAYOUT and not any(_shows(real, self._root / room) for room in _LAYOUT_ROOMS):
            return "lies outside layouts/ and assets/, and a layout sees nothing else", "Put it into one of them."
        if self.reach is Reach.NAMED and (not _shows(real.parent, self._root) or self._is_product(real)):
            return "lies in a folder that no leaflet is made from", "Copy it into assets/ and name it there."
        return None

    def _is_product(self, real: Path) -> bool:
        return real.relative_to(self._root).parts[:1] == (OUTPUT,)

    @cached_property
    def _root(self) -> Path:
        return self.workspace.resolve()

    def read(self, path: Path, place: Place | None = None) -> bytes:
        """The file's bytes. Raises BadInput where it is outside, missing, not a file, unreadable or too large."""
        real = self.inside(path, place)
        if not self._exists(path, place):
            raise Missing(f"There is no file {self.name(path)}.", hint=_neighbour(real), place=place)
        try:
            content = read_file(real, LARGEST + 1)
        except OSError as error:
            raise unreadable(self.name(path), error, place) from error
        if len(content) > LARGEST:
            raise BadInput(
                f"{self.name(path)} is larger than {LARGEST // 2**20} MB.", hint="Make it smaller.", place=place
            )
        if read_trace.current():
            self._note(path, read_trace.digest(content))
        return content

    def has(self, path: Path, place: Place | None = None) -> bool:
        """Whether there is such a file. What a link leads to is noted at once: tomorrow it may lead elsewhere.

        Raises BadInput where something else lies there: to pass over it in silence would mislead.
        """
        if not self._exists(path, place):
            return False
        if read_trace.current() and os.path.realpath(path) != os.path.normpath(Path.cwd() / path):
            with suppress(BadInput):
                self.read(path)
        return True

    def _exists(self, path: Path, place: Place | None) -> bool:
        try:
            if not (what := kind(path)):
                self._note(path, read_trace.ABSENT)
            elif what != A_FILE:
                raise _not_a_file(what)
        except OSError as error:
            raise unreadable(self.name(path), error, place) from error
        return bool(what)

    def names(self, folder: Path) -> list[str]:
        """The names of what lies in a folder, sorted; none where there is no such folder."""
        try:
            names = sorted(path.name for path in folder.iterdir())
        except OSError:
            names = []
        if trace := read_trace.current():
            trace.note_folder(self.known_as(folder), read_trace.digest_of_names(names))
        return names

    def _note(self, path: Path, content: str) -> None:
        # A name with a NUL in it is that of no file, neither now nor later.
        if (trace := read_trace.current()) and "\0" not in str(path):
            trace.note_file(self.known_as(path), content)

    def text(self, path: Path, place: Place | None = None) -> str:
        """The file as text. Raises BadInput as `read`, and where it is not UTF-8 text."""
        try:
            text = self.read(path, place).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput(
                f"{self.name(path)} is not UTF-8 text (byte {error.start + 1}).",
                hint="If it is copy from another program, use `brochure import`.",
                place=place or Place(path),
            ) from error
        if _CONTROL.search(text):
            raise BadInput(
                f"{self.name(path)} is a binary file, not text.",
                hint="If it is a document, use `brochure import`.",
                place=place or Place(path),
            )
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def known_as(self, path: Path) -> str:
        """The name of a file in read traces, the same wherever the workspace lies: brochure:… for shipped data."""
        plain = os.path.abspath(path)  # noqa: PTH100 (a build asks this sixty times for each product)
        for root, prefix in self._roots:
            if plain == root or plain.startswith(f"{root}/"):
                return prefix + (plain[len(root) + 1 :] or ".")
        return plain

    @cached_property
    def _roots(self) -> tuple[tuple[str, str], ...]:
        return (str(self.workspace), ""), (str(self._root), ""), (str(SHIPPED), SHIPPED_PREFIX)

    def of_name(self, name: str) -> Path:
        """The path of what read traces call `name`."""
        if name.startswith(SHIPPED_PREFIX):
            return SHIPPED / name.removeprefix(SHIPPED_PREFIX)
        return self.workspace / name

    def name(self, path: Path) -> str:
        """How messages call the file: by its path from the workspace, where it lies there."""
        return str(path.relative_to(self.workspace)) if path.is_relative_to(self.workspace) else str(path)


def _shows(real: Path, folder: Path) -> bool:
    """Whether a file lies in the folder, and in no folder within it whose name says that it is private."""
    return real.is_relative_to(folder) and not any(part.startswith(".") for part in real.relative_to(folder).parts)


# ---- What lies there ------------------------------------------------------------------------------------------------

A_FILE = "a file"
_KINDS = (
    (stat.S_ISREG, A_FILE),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def kind(path: Path) -> str:
    """What lies at `path`, as 'a file', 'a folder', 'a pipe' or 'a link that leads nowhere'; empty where nothing does.

    Raises OSError where the system does not say.
    """
    try:
        return _kind_of(path.stat().st_mode)
    except ValueError:  # a NUL in its name
        return ""
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
            raise
        return "a link that leads nowhere" if os.path.islink(path) else ""  # noqa: PTH114 (which does not raise)


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for the system has none."""
    try:
        return kind(path) == A_FILE
    except OSError:
        return False


def open_file(path: Path) -> BinaryIO:
    """Opens a file for reading, wherever it lies, and never waits. Raises NotAFile for what is none, and OSError."""
    # Looked at before: to open a device may do something, and a socket cannot be opened at all.
    refuse_other(path)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        check_regular(handle)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_file(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, or the first `most` of them. Raises as `open_file`."""
    with open_file(path) as file:
        return file.read(most)


def refuse_other(path: Path, what: str = "it") -> None:
    """Raises NotAFile where something other than a file lies; the reason calls that `what`."""
    if (present := kind(path)) not in ("", A_FILE):
        raise _not_a_file(present, what)


def check_regular(handle: int) -> None:
    """Raises NotAFile where what was opened is no file."""
    _check(os.fstat(handle).st_mode)


def check_replaceable(path: Path) -> None:
    """Raises NotAFile where a new file would destroy something: where anything but a file or a link lies."""
    with suppress(FileNotFoundError):
        if not stat.S_ISLNK((status := path.lstat()).st_mode):
            _check(status.st_mode)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Makes a folder and those above it. Raises OSError, which names what lies in the way if something does."""
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        way = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), folder)
        raise NotADirectoryError(error.errno, f"{way.name} is {kind(way)}, not a folder", str(folder)) from error


def _kind_of(mode: int) -> str:
    return next((name for is_one, name in _KINDS if is_one(mode)), "a device")


def _check(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise _not_a_file(_kind_of(mode))


def _not_a_file(kind: str, what: str = "it") -> NotAFile:
    return NotAFile(errno.EINVAL, f"{what} is {kind}, not a file")


def _neighbour(path: Path) -> str:
    """A hint that names the file beside the missing one whose name is most like it."""
    if not path.parent.is_dir():
        return f"There is no folder {path.parent.name}/ either."
    return nearest(path.name, [file.name for file in path.parent.iterdir() if is_file(file)])
