"""Pictures that copy names: found beside it or in it, looked at, and given a name in the workspace."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from brochure.content import images
from brochure.errors import BadInput, Lacking, Place
from brochure.importers.report import ImportReport
from brochure.storage.files import is_file, read_file

#: Gives the bytes of a picture by what the copy calls it; None where there is none.
FindPicture = Callable[[str], bytes | None]
_LARGEST = 64_000_000
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?[^,]{0,200}?(;base64)?,", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_SUFFIX_OF = {"svg+xml": "svg", "jpeg": "jpg", "x-png": "png", "pjpeg": "jpg", "tiff": "tif"}
_SUFFIXES = ("svg", "png", "jpg", "jpeg", "webp", "gif", "tif", "tiff", "heic", "heif", "avif")


@dataclass
class Shelf:
    """The pictures of one article as they are found: `taken` are their bytes by the names they get."""

    slug: str
    find: FindPicture
    report: ImportReport
    taken: dict[str, bytes] = field(default_factory=dict)

    def take(self, source: str, alt: str, place: str = "") -> str:
        """What the article calls the picture `source`; empty, and told, where it cannot come in."""
        where = "a picture in the page" if source.startswith("data:") else source or "a picture without an address"
        data = self.find(source)
        if data is None:
            away = "is on the web, and nothing is fetched" if _ELSEWHERE.match(source) else "is not there"
            self.report.leave_out(f"picture: {where} {away}", alt, place)
            return ""
        name = self._name(source)
        try:
            images.check(name, data, Place(Path(name)))
        except (BadInput, Lacking) as fault:
            self.report.leave_out(f"picture: {where}: {fault.message}", alt, place)
            return ""
        same = next((other for other, bytes_ in self.taken.items() if bytes_ == data), name)
        self.taken[same] = data
        return f"../images/{self.slug}/{same}"

    def _name(self, source: str) -> str:
        stem, suffix = self._parts(source)
        name, number = f"{stem}.{suffix}", 1
        while name in self.taken:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        return name

    def _parts(self, source: str) -> tuple[str, str]:
        from brochure.importers import slug

        if data := _DATA.match(source):
            kind = (data[1] or "image/png").rpartition("/")[2].lower()
            return f"picture-{len(self.taken) + 1}", _SUFFIX_OF.get(kind, kind if kind in _SUFFIXES else "png")
        path = Path(unquote(re.split(r"[?#]", source)[0]))
        suffix = path.suffix.lower().lstrip(".")
        stem = slug(path.stem)
        return stem if stem != "article" else "picture", suffix if suffix in _SUFFIXES else "png"


def in_address(source: str) -> bytes | None:
    """The bytes of a picture that is written out in its own address."""
    if not (match := _DATA.match(source)):
        return None
    body = source[match.end() :]
    if not match[2]:
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(re.sub(r"\s+|%0A", "", unquote(body)), validate=False)
    except (binascii.Error, ValueError):
        return None


def beside(file: Path) -> FindPicture:
    """Finds pictures in the folder of `file` and below it; nothing outside is looked at, and nothing is fetched."""
    folder = file.resolve().parent

    def find(source: str) -> bytes | None:
        if source.startswith("data:") or _ELSEWHERE.match(source) or not source:
            return in_address(source)
        for name in dict.fromkeys((source, unquote(source), unquote(re.split(r"[?#]", source)[0]))):
            path = (folder / name.lstrip("/")).resolve()
            try:
                if path.is_relative_to(folder) and is_file(path):
                    return read_file(path, _LARGEST)
            except (OSError, ValueError):
                continue
        return None

    return find
