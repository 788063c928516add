"""The files that the page itself is made of, each read once; nothing else of this machine's disk is served by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from brochure.resources import SHIPPED

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


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """Content and media type by name."""
    own = {path.name: path for path in _STATIC.iterdir() if path.suffix in _TYPES}
    faces = {name: _FONTS / file for name, file in _FACES.items()}
    return {name: (path.read_bytes(), _TYPES[path.suffix]) for name, path in {**own, **faces}.items()}
