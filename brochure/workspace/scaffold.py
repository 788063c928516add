"""Makes a new workspace, which begins with the shipped brochure.toml and articles."""

from __future__ import annotations

import os
from pathlib import Path

from brochure.errors import BadInput
from brochure.storage.atomic import publish
from brochure.storage.files import make_folder
from brochure.storage.os_errors import unwritable
from brochure.storage.shipped import SHIPPED
from brochure.workspace.workspace import CONFIG

# brochure.toml comes last: it makes the folder a workspace, so one that was interrupted can be made once more.
_FILES = ("assets/brochure.schema.json", "assets/articles/*.md", CONFIG)
_FOLDERS = ("assets/images", "assets/fonts", "layouts", "output")


def scaffold(folder: Path) -> list[Path]:
    """Writes what a workspace begins with; returns those that were not there, from `folder`.

    Raises BadInput where the folder is a workspace already, or cannot be written.
    """
    if os.path.lexists(folder / CONFIG):
        raise BadInput(f"{folder} is a workspace already.", hint="Build it with `brochure build`.")
    sources = [file for pattern in _FILES for file in sorted(SHIPPED.glob(pattern))]
    new = [source for source in sources if not os.path.lexists(folder / source.relative_to(SHIPPED))]
    try:
        for room in _FOLDERS:
            make_folder(folder / room)
    except OSError as error:
        raise unwritable(str(folder), error, hint="Choose another folder.") from error
    for source in new:
        publish(source.read_bytes(), folder / source.relative_to(SHIPPED))
    return [source.relative_to(SHIPPED) for source in new]
