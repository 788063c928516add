"""Founds a workspace: the shipped brochure.toml and articles are its first."""

from __future__ import annotations

from pathlib import Path

from brochure.build.publish import publish
from brochure.clinic.workspace import CONFIG
from brochure.errors import BadInput
from brochure.resources import SHIPPED

_FILES = (CONFIG, "assets/brochure.schema.json", "assets/articles/*.md")
_FOLDERS = ("assets/images", "assets/fonts", "layouts", "output")


def found(folder: Path) -> list[Path]:
    """Writes what a workspace begins with; returns the files, from `folder`.

    Raises BadInput where the folder is a workspace already, or cannot be written.
    """
    if (folder / CONFIG).exists():
        raise BadInput(f"{folder} is a workspace already.", hint="Build it with `brochure build`.")
    sources = [file for pattern in _FILES for file in sorted(SHIPPED.glob(pattern))]
    written = [file.relative_to(SHIPPED) for file in sources]
    for source, name in zip(sources, written, strict=True):
        if not (folder / name).exists():
            publish(source.read_bytes(), folder / name)
    try:
        for room in _FOLDERS:
            (folder / room).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written: {error.strerror}.", hint="Choose another folder.") from error
    return written
