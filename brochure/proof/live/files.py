"""Every file that the page may read, and nothing else: its own, the products, and what the last release froze.

No part of an address becomes a path. Own files are looked up by name among those that were read once; products and
releases are found by the plan, and are not followed where a link leads out of their folder.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from brochure.production.plan import Product
from brochure.release.archive import Archive
from brochure.storage.files import read_file
from brochure.storage.shipped import SHIPPED

_STATIC = Path(__file__).parent / "static"
_FONTS = SHIPPED / "assets" / "fonts"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
#: By name in addresses: drawn so that no letter is taken for another, and the clinic's usual face for titles.
_FACES = {
    "text.ttf": "AtkinsonHyperlegibleNext-Regular.ttf",
    "bold.ttf": "AtkinsonHyperlegibleNext-Bold.ttf",
    "title.ttf": "SourceSerif4Display-Semibold.ttf",
}

#: When a file was written (ns), how long it is, and its inode: another stamp is another content.
FileStamp = tuple[int, int, int]


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Content and media type of the page's own files, by name."""
    own = {path.name: path for path in _STATIC.iterdir() if path.suffix in _TYPES}
    faces = {name: _FONTS / file for name, file in _FACES.items()}
    return {name: (path.read_bytes(), _TYPES[path.suffix]) for name, path in {**own, **faces}.items()}


def file_stamp(path: Path) -> FileStamp | None:
    """The stamp of a file; None where there is none, or a folder or a pipe in its place."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def stamp_within(path: Path, folder: Path) -> FileStamp | None:
    """As `file_stamp`; None too where a link leads out of `folder`."""
    try:
        return file_stamp(path) if path.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def read_within(path: Path, folder: Path) -> bytes | None:
    """The file's bytes; None where it cannot be read, or a link leads out of `folder`."""
    try:
        return read_file(path) if stamp_within(path, folder) else None
    except OSError:
        return None


def last_release(releases: Path, product: Product) -> tuple[int, Path] | None:
    """The last release that has this product, by its number, and where that lies; never out of `releases`."""
    archive = Archive(releases / product.slug)
    for version in reversed(archive.numbers()):
        path = archive.path(version) / product.path.name
        if stamp_within(path, releases):
            return version, path
    return None


def output_stamps(output: Path, releases: Path, products: Iterable[Product]) -> tuple[object, ...]:
    """Changes when a product or a release does: by another build, or by someone who tidies up."""
    listed = tuple(products)
    slugs = sorted({product.slug for product in listed})
    return (
        *(file_stamp(output / product.path) for product in listed),
        *(Archive(releases / slug).numbers() for slug in slugs),
    )
