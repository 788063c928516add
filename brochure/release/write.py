"""Writes a difference to `output/SLUG/diff/`, and takes away the pictures of an earlier one."""

from __future__ import annotations

from pathlib import Path

from brochure.release.difference import Difference
from brochure.release.page import NAME, page
from brochure.storage.atomic import publish

_OURS = ("-diff.pdf", "-before.png", "-after.png")


def write(difference: Difference, output: Path) -> list[Path]:
    """The files that were written, the page first. Raises BadInput where the folder or the disk does not take them."""
    folder = output / difference.slug / "diff"
    paths = []
    for name, data in {NAME: page(difference), **difference.files}.items():
        publish(data, folder / name)
        paths.append(folder / name)
    for path in folder.iterdir():
        if path not in paths and path.name.startswith(f"{difference.slug}-") and path.name.endswith(_OURS):
            path.unlink(missing_ok=True)
    return paths
