"""The typesetter's only way to files: addresses such as `brochure:font/Name.ttf`, and no others.

brochure:workspace/PATH   a file of the workspace, below its root
brochure:layout/PATH      a file of the layout's folder
brochure:font/NAME        a font of assets/fonts
brochure:made/NAME        what was made for this leaflet: art, the QR code
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from brochure.errors import BadInput
from brochure.files import Files

SCHEME = "brochure:"
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}


@dataclass(frozen=True)
class Fetcher:
    """Answers what the engine asks for. `refused` keeps the first refusal, for the engine swallows exceptions."""

    files: Files
    layout: Path
    fonts: Mapping[str, Path]
    made: Mapping[str, bytes]
    refused: list[BadInput] = field(default_factory=list)

    def fetch(self, url: str) -> tuple[bytes, str]:
        """Content and media type. Raises BadInput for every address that is not ours."""
        try:
            return self._content(unquote(url)), _TYPES.get(Path(url).suffix.lower(), "application/octet-stream")
        except BadInput as error:
            self.refused.append(error)
            raise

    def shown(self, url: str) -> Path:
        """What an address of ours leads to, as messages call it."""
        room, _, name = unquote(url).removeprefix(SCHEME).partition("/")
        return Path("layouts") / self.layout.name / name if room == "layout" else Path(name)

    def _content(self, url: str) -> bytes:
        room, _, name = url.removeprefix(SCHEME).partition("/")
        if url.startswith(SCHEME):
            if room == "made" and name in self.made:
                return self.made[name]
            if room == "font" and name in self.fonts:
                return self.files.read(self.fonts[name])
            if room == "layout":
                return self.files.read(self.layout / name)
            if room == "workspace":
                return self.files.read(self.files.workspace / name)
        raise BadInput(f"'{url[:80]}' is not fetched.", hint="A layout may use brochure:layout/FILE addresses only.")
