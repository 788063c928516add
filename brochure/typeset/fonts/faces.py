"""Fonts come from `assets/fonts` and nowhere else: the machine's own would make other bytes on another machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.errors import Missing, Place, nearest
from brochure.storage.files import Files, Reach
from brochure.storage.shipped import SHIPPED
from brochure.storage.store import Store
from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.reading import ENDINGS, OTHERS, faces_in

if TYPE_CHECKING:
    from brochure.content.drawings.lettering import Font

__all__ = [
    "Face",
    "Shelf",
    "arranged",
    "faces",
    "faces_named",
    "faces_of",
    "families",
    "glyphs",
    "of_drawings",
    "unread_in",
]


#: The fonts for signs lie in a folder of their own (see `signs`).
SIGNS = SHIPPED / "assets" / "fonts" / "signs"
#: So many files that are not read are told where a family is missing.
_TOLD = 3


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
        unread = [f"{file}: {why}" for folder in self.folders for file, why in unread_in(self._files, folder)]
        raise Missing(
            f"There is no font family '{name}' in assets/fonts.",
            hint=" ".join([nearest(name, dict.fromkeys(known)), *(f"Not read: {each}" for each in unread[:_TOLD])]),
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
        for face in faces_of(files, folder / name):
            found.setdefault(face.family, []).append(face)
    return {family: tuple(arranged(each)) for family, each in found.items()}


def faces_of(files: Files, file: Path) -> tuple[Face, ...]:
    """The faces of a file, none where it is called as no font is. Raises BadInput for a damaged one."""
    # Read each time: a process that watches must hear of a font that was replaced.
    return faces_in(file, files.read(file), store_of(files)) if file.name.lower().endswith(ENDINGS) else ()


def unread_in(files: Files, folder: Path) -> Iterator[tuple[str, str]]:
    """What lies in a folder of fonts, may hold some and is not read, and why."""
    for name in files.names(folder):
        if why := OTHERS.get(Path(name).suffix.lower()):
            yield name, why
        elif folder / name != SIGNS and not name.startswith(".") and (folder / name).is_dir():
            yield name, "it is a folder; put the files in it beside it."


def store_of(files: Files) -> Store:
    """Where fonts of the workspace are kept that were made of others."""
    return Store(files.workspace / ".brochure" / "fonts", _fonttools)


def _fonttools() -> str:
    import fontTools

    return str(fontTools.version)


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
