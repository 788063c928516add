"""Fonts come from `assets/fonts` and nowhere else: the machine's own would make other bytes on another machine."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brochure import bounds
from brochure.errors import BadInput, Missing, Place, nearest
from brochure.storage.files import Files, Reach, read_file
from brochure.storage.read_trace import digest

if TYPE_CHECKING:
    from brochure.content.drawings.lettering import Font


@dataclass(frozen=True)
class Face:
    """One file of a family. `digest` is that of its bytes."""

    file: Path
    family: str
    weight: int
    italic: bool
    digest: str

    @property
    def css(self) -> str:
        """Its @font-face rule, another for other bytes: what is kept by the rule is then not kept for them."""
        style = "italic" if self.italic else "normal"
        return (
            f"/* {self.digest[:16]} */"
            f"@font-face {{ font-family: '{self.family}'; font-weight: {self.weight}; font-style: {style}; "
            f"src: url('brochure:font/{self.file.name}') }}\n"
        )


def faces(files: Files, folders: Iterable[Path], families: Iterable[str]) -> tuple[Face, ...]:
    """The faces of the families, the first folder that has a family winning.

    Raises BadInput where a family is in none of the folders, or a file is not a font.
    """
    known: dict[str, tuple[Face, ...]] = {}
    for folder in folders:
        for family, found in _families(files, folder).items():
            known.setdefault(family, found)
    chosen: list[Face] = []
    for family in dict.fromkeys(families):
        if family not in known:
            raise Missing(
                f"There is no font family '{family}' in assets/fonts.",
                hint=nearest(family, known),
                place=Place(Path("brochure.toml")),
            )
        chosen += known[family]
    return tuple(chosen)


def faces_named(files: Files, folders: Iterable[Path], family: str) -> tuple[Face, ...]:
    """The faces of a family, however its name is written; none where no folder has it."""
    for folder in folders:
        for name, found in _families(files, folder).items():
            if name.casefold() == family.casefold():
                return found
    return ()


def of_drawings(files: Files, folders: Iterable[Path], family: str) -> list[Font]:
    """The fonts of a family for text in drawings, whatever its case, from the first folder that has it."""
    from brochure.content.drawings.lettering import Font

    files = files.within(Reach.LAYOUT)
    found = faces_named(files, folders, family)
    return [Font(face.file, face.family, face.weight, face.italic, files.read(face.file)) for face in found]


def _families(files: Files, folder: Path) -> dict[str, tuple[Face, ...]]:
    families: dict[str, tuple[Face, ...]] = {}
    for name in files.names(folder):
        if name.lower().endswith((".ttf", ".otf")):
            # Read each time: a process that watches must hear of a font that was replaced.
            face = _face(folder / name, files.read(folder / name))
            families[face.family] = (*families.get(face.family, ()), face)
    return families


_known: dict[tuple[Path, str], Face] = {}


def _face(file: Path, data: bytes) -> Face:
    key = file, digest(data)
    if key not in _known:
        _known[key] = _read(file, data, key[1])
    return _known[key]


def _read(file: Path, data: bytes, content: str) -> Face:
    from fontTools.ttLib import TTFont

    # What it remarks on a font's faults while reading is not for our readers.
    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    try:
        with TTFont(BytesIO(data), lazy=True) as font:
            _check_counts(font, file.name)
            names = font["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            weight, italic = int(font["OS/2"].usWeightClass), bool(font["OS/2"].fsSelection & 1)
            return Face(file, str(family), weight, italic, content)
    except BadInput:
        raise
    except Exception as error:  # whatever the library stumbles over, the file is at fault
        raise BadInput(f"'{file.name}' is not a font that can be used.", hint="Replace the file.") from error


def _check_counts(font: Any, file: str) -> None:
    """Raises BadInput where tables say that they hold more than any font does; the library would build it all."""
    (names,) = struct.unpack_from(">H", font.reader["name"], 2)
    characters = font.reader["cmap"]
    (tables,) = struct.unpack_from(">H", characters, 2)
    starts = {struct.unpack_from(">I", characters, 4 + 8 * at + 4)[0] for at in range(tables)}
    held = sum(_characters_at(characters, start) for start in starts)
    if names > bounds.MOST_FONT_NAMES or held > bounds.MOST_FONT_CHARACTERS:
        raise BadInput(
            f"The font '{file}' says that it has {names} names and {held} characters;"
            f" at most {bounds.MOST_FONT_NAMES} and {bounds.MOST_FONT_CHARACTERS} are read.",
            hint="Replace the file.",
        )


def _characters_at(table: bytes, start: int) -> int:
    """How many characters a subtable of the kinds with 32 bits holds (OpenType, cmap, formats 8 to 13); else none."""
    (kind,) = struct.unpack_from(">H", table, start)
    if kind == 10:
        return int(struct.unpack_from(">I", table, start + 16)[0])
    if kind not in (8, 12, 13):
        return 0
    head = start + (16 if kind == 8 else 4) + (8192 if kind == 8 else 8)
    (groups,) = struct.unpack_from(">I", table, head)
    body = table[head + 4 : head + 4 + 12 * groups]
    if len(body) < 12 * groups:
        raise ValueError("its table of characters is cut short")
    return sum(max(0, last - first + 1) for first, last, _ in struct.iter_unpack(">III", body))


def unprintable(text: str, chosen: Iterable[Face]) -> str:
    """The first character of `text` that one of the fonts' families lacks; an empty string where there is none."""
    unusual = sorted({character for character in text if ord(character) > 0x7E and character.isprintable()})
    if not unusual:
        return ""
    # Italics have at times fewer characters; they speak only where a family has nothing else.
    upright = {face.family for face in chosen if not face.italic}
    telling = [face for face in chosen if not face.italic or face.family not in upright]
    covered = set.intersection(*({*_characters(face)} for face in telling))
    return next((character for character in unusual if ord(character) not in covered), "")


_covered: dict[str, frozenset[int]] = {}


def _characters(face: Face) -> frozenset[int]:
    if face.digest not in _covered:
        from fontTools.ttLib import TTFont

        data = read_file(face.file)
        try:
            with TTFont(BytesIO(data), lazy=True) as font:
                characters = frozenset(font.getBestCmap() or ())
        except Exception as error:  # as in _read
            raise BadInput(f"'{face.file.name}' is not a font that can be used.", hint="Replace the file.") from error
        if digest(data) != face.digest:  # it was replaced a moment ago
            return characters
        _covered[face.digest] = characters
    return _covered[face.digest]
