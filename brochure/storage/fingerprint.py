"""Which program made a product: brochure's own code, the packages and the libraries that shape the bytes."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from io import FileIO
from pathlib import Path

import brochure
from brochure.storage.shipped import SHIPPED

#: The packages whose next version may set a line otherwise or write other bytes.
_SHAPING = {
    *("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "brotli", "zopfli"),
    *("pillow", "pi_heif", "pikepdf", "jinja2", "markupsafe", "markdown_it_py", "mdit_py_plugins", "segno", "pyyaml"),
}
#: The rooms that come after the products, or before the articles: nothing that makes a product leans on them.
_APART = {"__pycache__", "cli", "importers", "mail", "proof", "release"}
#: The libraries that break lines and shape them, and what each answers when it is asked for its version.
_LIBRARIES = (("pango-1.0", "pango_version_string"), ("harfbuzz", "hb_version_string"))
#: What Linux and macOS call the file of one.
_FILES = ("lib{}.so.0", "lib{}.0.dylib", "/opt/homebrew/lib/lib{}.0.dylib")


@cache
def fingerprint() -> str:
    """A digest that changes with the program, its shipped press profiles, or its engine.

    A checkout changes without a new version, so the code itself counts. Takes milliseconds and imports nothing.
    """
    digest = sha256(f"{brochure.__version__} {sys.version_info} {zlib.ZLIB_RUNTIME_VERSION} {_libraries()}".encode())
    profiles = sorted(map(str, (SHIPPED / "assets" / "profiles").glob("*.icc")))
    for file in (*_code(str(Path(brochure.__file__).parent)), *profiles):
        with FileIO(file) as opened:
            digest.update(sha256(opened.read()).digest())
    for package_name in _installed():
        digest.update(package_name.encode())
    return digest.hexdigest()[:32]


def _code(folder: str) -> Iterator[str]:
    """The files of the rooms, what is no Python among them: the engine's settings."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_file():
            yield entry.path
        elif entry.is_dir() and entry.name not in _APART and entry.path != str(SHIPPED):
            yield from _code(entry.path)


def _installed() -> list[str]:
    """Names with versions, such as 'weasyprint-70.0.dist-info', of the packages that shape the bytes."""
    engine = find_spec("weasyprint")
    if not (engine and engine.origin):
        return []
    names = (path.name for path in Path(engine.origin).parent.parent.glob("*.dist-info"))
    return sorted(name for name in names if name.partition("-")[0].lower() in _SHAPING)


def _libraries() -> list[str]:
    """The system's libraries, which are brought up to date without us; '' for one that is not found."""
    import ctypes

    versions = []
    for name, question in _LIBRARIES:
        version = ""
        for file in _FILES:
            try:
                ask = getattr(ctypes.CDLL(file.format(name)), question)
            except (OSError, AttributeError):
                continue
            ask.restype = ctypes.c_char_p
            version = (ask() or b"").decode("ascii", "replace")
            break
        versions.append(version)
    return versions
