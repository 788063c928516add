"""Makes a new workspace, which begins with the shipped brochure.toml and articles."""

from __future__ import annotations

import os
from pathlib import Path

from brochure.errors import BadInput, nearest
from brochure.storage.atomic import publish
from brochure.storage.files import make_folder
from brochure.storage.os_errors import unwritable
from brochure.storage.shipped import SHIPPED
from brochure.workspace.workspace import CONFIG

# brochure.toml comes last: it makes the folder a workspace, so one that was interrupted can be made once more.
_FILES = ("assets/brochure.schema.json", "assets/articles/*.md", CONFIG)
_SAMPLES = "assets/articles/"
#: Before the first of these stands all that is not about the samples.
_LEAFLETS = b"[[leaflet]]"
#: How brochure.toml names the look.
_LOOK = b'\nlook = "maple"'
_FOLDERS = ("assets/articles", "assets/images", "assets/fonts", "layouts", "output")


def scaffold(folder: Path, *, empty: bool = False, look: str | None = None) -> list[Path]:
    """Writes what a workspace begins with; returns those that were not there, from `folder`.

    An `empty` one has no sample articles, and no leaflets in its brochure.toml. A `look` is written into that.

    Raises BadInput where the folder is a workspace already, or cannot be written, and where there is no such look.
    """
    looks = sorted(file.parent.name for file in (SHIPPED / "layouts" / "looks").glob("*/look.toml"))
    if look is not None and look not in looks:
        raise BadInput(f"There is no look '{look}'.", hint=nearest(look, looks))
    if os.path.lexists(folder / CONFIG):
        raise BadInput(f"{folder} is a workspace already.", hint="Build it with `brochure build`.")
    patterns = [pattern for pattern in _FILES if not (empty and pattern.startswith(_SAMPLES))]
    sources = [file for pattern in patterns for file in sorted(SHIPPED.glob(pattern))]
    new = [source for source in sources if not os.path.lexists(folder / source.relative_to(SHIPPED))]
    try:
        for room in _FOLDERS:
            make_folder(folder / room)
    except OSError as error:
        raise unwritable(str(folder), error, hint="Choose another folder.") from error
    for source in new:
        data = source.read_bytes()
        if empty and source.name == CONFIG:
            data = data.partition(_LEAFLETS)[0].rstrip() + b"\n"
        if look and source.name == CONFIG:
            data = data.replace(_LOOK, b'\nlook = "%s"' % look.encode())
        publish(data, folder / source.relative_to(SHIPPED))
    return [source.relative_to(SHIPPED) for source in new]
