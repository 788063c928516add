"""What there is of fonts: families and their faces, and the files that are not read or not needed, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brochure.errors import BrochureError
from brochure.storage.files import Files
from brochure.typeset.fonts.emphasis import lacking
from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.faces import SIGNS, arranged, faces_of, unread_in


@dataclass(frozen=True)
class Family:
    """`lacks` are those of regular, bold and italic that it has not; `for_signs`, that it came along for signs."""

    name: str
    folder: Path
    faces: tuple[Face, ...]
    lacks: tuple[str, ...]
    for_signs: bool

    @property
    def characters(self) -> int:
        """How many it has, in whichever face."""
        return len({code for face in self.faces for code in glyphs(face)})


@dataclass(frozen=True)
class Unread:
    """A file that is not read, or whose faces are not used."""

    file: Path
    reason: str


def catalogue(files: Files, folders: tuple[Path, ...]) -> tuple[list[Family], list[Unread]]:
    """The families of the folders, the first that has a family winning, and of the fonts for signs."""
    families: dict[str, Family] = {}
    unread: list[Unread] = []
    for folder in (*folders, SIGNS):
        found: dict[str, list[Face]] = {}
        for name in files.names(folder):
            try:
                for face in faces_of(files, folder / name):
                    found.setdefault(face.family, []).append(face)
            except BrochureError as error:
                unread.append(Unread(folder / name, f"{error.message} {error.hint}".strip()))
        unread += [Unread(folder / name, why) for name, why in unread_in(files, folder)]
        for family, each in sorted(found.items()):
            used = tuple(arranged(each))
            if family in families:
                continue
            families[family] = Family(family, folder, used, lacking(used), folder == SIGNS)
            unread += _unneeded(each, used)
    return list(families.values()), unread


def _unneeded(found: list[Face], used: tuple[Face, ...]) -> Iterator[Unread]:
    """Files of which no face is used: others have their characters."""
    files = {face.file for face in used}
    for file in dict.fromkeys(face.file for face in found if face.file not in files):
        slots = {face.slot for face in found if face.file == file}
        other = next((face.file.name for face in used if face.slot in slots), "")
        yield Unread(file, f"it is not needed: {other} has its characters, weight and slant.")
