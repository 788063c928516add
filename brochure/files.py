"""The one way to the user's files: nothing outside the workspace and the shipped data is ever read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from brochure.errors import BadInput, Place, nearest
from brochure.resources import SHIPPED

#: No file of a leaflet is larger than this; a larger one is a mistake or an attack (bytes).
LARGEST = 64 * 1024 * 1024


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Files:
    """Reads below two roots, the workspace and the shipped data; a link that leads out of them is refused."""

    workspace: Path

    def inside(self, path: Path, place: Place | None = None) -> Path:
        """`path` with links resolved. Raises BadInput where it lies outside both roots."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:  # a link that leads to itself, a name with a NUL in it
            raise BadInput(f"'{path.name}' leads nowhere.", hint="Name another file.", place=place) from error
        roots = (self.workspace.resolve(), SHIPPED)
        if not any(real.is_relative_to(root) for root in roots):
            raise BadInput(
                f"'{path.name}' lies outside the workspace.",
                hint=f"Copy it into {self.workspace} and name it there.",
                place=place,
            )
        return real

    def read(self, path: Path, place: Place | None = None) -> bytes:
        """The file's bytes. Raises BadInput where it is outside, missing, not a file, unreadable or too large."""
        real = self.inside(path, place)
        if not is_file(real):
            raise BadInput(f"There is no file {self.name(path)}.", hint=_neighbour(real), place=place)
        try:
            if real.stat().st_size > LARGEST:
                raise BadInput(
                    f"{self.name(path)} is larger than {LARGEST // 2**20} MB.", hint="Make it smaller.", place=place
                )
            return real.read_bytes()
        except OSError as error:
            raise BadInput(
                f"{self.name(path)} cannot be read: {error.strerror}.", hint="Check its permissions.", place=place
            ) from error

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

    def name(self, path: Path) -> str:
        """How messages call the file: by its path from the workspace, where it lies there."""
        return str(path.relative_to(self.workspace)) if path.is_relative_to(self.workspace) else str(path)


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that is too long for the system has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _neighbour(path: Path) -> str:
    """A hint that names the file beside the missing one whose name is most like it."""
    if not path.parent.is_dir():
        return f"There is no folder {path.parent.name}/ either."
    return nearest(path.name, [file.name for file in path.parent.iterdir() if file.is_file()])
