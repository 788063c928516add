"""The folder `.brochure/` of a workspace: the program's own notes, for its owner alone and for no repository."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from brochure.storage.files import make_folder


def make_private(folder: Path) -> None:
    """Makes the folder, or closes one that others may look into. Raises OSError where it cannot."""
    make_folder(folder, 0o700)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="ascii") as file:
        file.write("*\n")
