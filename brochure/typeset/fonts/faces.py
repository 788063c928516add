"""Fonts come from `assets/fonts` and nowhere else: the machine's own would make other bytes on another machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.errors import Missing, Place, nearest
from brochure.storage.files import Files, Reach
from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.reading import ENDINGS, OTHERS, faces_in
from brochure.typeset.fonts.store import Store

if TYPE_CHECKING:
    from brochure.content.drawings.lettering import Font

__all__ = ["Face", "Shelf", "arranged", "faces", "faces_named", "families", "glyphs", "of_drawings", "store_of"]


class Shelf:
    """The families of some folders, as they are now: each folder is read when it is asked for, once."""

    def __init__(self, files: Files, folders: Iterable[Path]) -> None:
        self._files, self.folders = files, tuple(folders)
        self._read: dict[Path, dict[str, tuple[Face, ...]]] = {}

    def of(self, folder: Path) -> dict[str, tuple[Face, ...]]:
        """The families of a folder by their names. Raises BadInput for a file that is not a font."""
        if folder not in self._read:
            self._read[folder] = families(self._files, folder)
        return self._read[folder]

    def faces(self, names: Iterable[str]) -> tuple[Face, ...]:
        """The faces of the families, the first folder that has a family winning.

        Raises BadInput where a family is in none of the folders, or a file is not a font.
        """
        return tuple(face for name in dict.fromkeys(names) for face in self._family(name))

    def _family(self, name: str) -> tuple[Face, ...]:
        known: list[str] = []
        for folder in self.folders:
            if name in (found := self.of(folder)):
                return found[name]
            known += found
        for family in known:
            if plain_name(family) == plain_name(name) == name.casefold():
                return next(found[family] for folder in self.folders if family in (found := self.of(folder)))
        unread = [file for folder in self.folders for file in unread_names(self._files, folder)]
        raise Missing(
            f"There is no font family '{name}' in assets/fonts.",
            hint=nearest(name, dict.fromkeys(known)) + (f" Not read: {', '.join(unread[:5])}." if unread else ""),
            place=Place(Path("brochure.toml")),
        )


#: What files say of a style in the name of their family; the usual one of a variable font stands in it.
_STYLES = re.compile(
    r"\b(?:thin|hairline|(?:extra|ultra|semi|demi)?\s?(?:light|bold)|regular|medium|black|heavy|variable|vf|roman"
    r"|\d+pt|text)\b"
)


def plain_name(family: str) -> str:
    """A family's name in small letters, without words of style: 'Nunito Sans 12pt ExtraLight' is 'nunito sans'."""
    return " ".join(_STYLES.sub("", family.casefold()).split())


def faces(files: Files, folders: Iterable[Path], names: Iterable[str]) -> tuple[Face, ...]:
    """The faces of the families, the first folder that has a family winning. Raises BadInput as a `Shelf`."""
    return Shelf(files, folders).faces(names)


def faces_named(files: Files, folders: Iterable[Path], family: str) -> tuple[Face, ...]:
    """The faces of a family, however its name is written; none where no folder has it."""
    for folder in folders:
        for name, found in families(files, folder).items():
            if name.casefold() == family.casefold():
                return found
    return ()


def of_drawings(files: Files, folders: Iterable[Path], family: str) -> list[Font]:
    """The fonts of a family for text in drawings, whatever its case, from the first folder that has it."""
    from brochure.content.drawings.lettering import Font

    files = files.within(Reach.LAYOUT)
    return [
        Font(face.plain_file(files.read), face.family, face.weight, face.italic, face.data(files.read))
        for face in faces_named(files, folders, family)
        if not face.part
    ]


def families(files: Files, folder: Path) -> dict[str, tuple[Face, ...]]:
    """The families of a folder by their names. Raises BadInput for a file that is not a font."""
    found: dict[str, list[Face]] = {}
    for name in files.names(folder):
        if name.lower().endswith(ENDINGS):
            # Read each time: a process that watches must hear of a font that was replaced.
            for face in faces_in(folder / name, files.read(folder / name), store_of(files)):
                found.setdefault(face.family, []).append(face)
    return {family: tuple(arranged(each)) for family, each in found.items()}


def unread_names(files: Files, folder: Path) -> list[str]:
    """The files of a folder that hold fonts in a form that is not read."""
    return [name for name in files.names(folder) if Path(name).suffix.lower() in OTHERS]


def store_of(files: Files) -> Store:
    """Where fonts of the workspace are kept that were made of others."""
    return Store(files.workspace / ".brochure" / "fonts")


def arranged(found: list[Face]) -> Iterator[Face]:
    """The faces of a family. Where several are of one weight and slant, those that add characters are its parts.

    The shops of fonts cut them into files of Latin, Vietnamese, Cyrillic, and offer one file in several forms.
    """
    slots: dict[tuple[int, bool], list[Face]] = {}
    for face in found:
        slots.setdefault(face.slot, []).append(face)
    for same in slots.values():
        if len(same) == 1:
            yield same[0]
            continue
        # What is of the usual width, then what has most characters, then what is ready for use.
        same.sort(key=lambda face: (abs(face.width - 5), -len(glyphs(face)), face.made, face.file.name, face.number))
        covered: set[int] = set()
        part = 0
        for face in same:
            if face.width == same[0].width and not glyphs(face).keys() <= covered:
                yield replace(face, part=part)
                covered |= glyphs(face).keys()
                part += 1
