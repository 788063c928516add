"""What lies in the output folder at this moment: products, and what the last release froze."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from brochure.build.plan import Product
from brochure.files import read_file
from brochure.release.shelf import Shelf

#: When a file was written, how long it is, and which file it is: another stamp is another content.
Stamp = tuple[int, int, int]


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none, or a folder or a pipe in its place."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def stamp_within(path: Path, folder: Path) -> Stamp | None:
    """As `stamp`; None too where a link leads out of `folder`."""
    try:
        return stamp(path) if path.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def within(path: Path, folder: Path) -> bytes | None:
    """The file's bytes; None where it cannot be read, or a link leads out of `folder`."""
    try:
        return read_file(path) if stamp_within(path, folder) else None
    except OSError:
        return None


def released(releases: Path, product: Product) -> tuple[int, Path] | None:
    """The last release that has this product, by its number, and where that lies; never out of `releases`."""
    shelf = Shelf(releases / product.slug)
    for version in reversed(shelf.numbers()):
        path = shelf.path(version) / product.path.name
        if stamp_within(path, releases):
            return version, path
    return None


def signature(output: Path, releases: Path, products: Iterable[Product]) -> tuple[object, ...]:
    """Changes when a product or a release does: by another build, or by someone who tidies up."""
    asked = tuple(products)
    slugs = sorted({product.slug for product in asked})
    return (
        *(stamp(output / product.path) for product in asked),
        *(Shelf(releases / slug).numbers() for slug in slugs),
    )
