"""Fonts come from `assets/fonts` and nowhere else: the machine's own would make other bytes on another machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from brochure.errors import BadInput, Place, nearest
from brochure.files import Files
from brochure.journal import digest


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
            raise BadInput(
                f"There is no font family '{family}' in assets/fonts.",
                hint=nearest(family, known),
                place=Place(Path("brochure.toml")),
            )
        chosen += known[family]
    return tuple(chosen)


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

    try:
        with TTFont(BytesIO(data), lazy=True) as font:
            names = font["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            weight, italic = int(font["OS/2"].usWeightClass), bool(font["OS/2"].fsSelection & 1)
            return Face(file, str(family), weight, italic, content)
    except Exception as error:  # whatever the library stumbles over, the file is at fault
        raise BadInput(f"'{file.name}' is not a font that can be used.", hint="Replace the file.") from error


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

        data = face.file.read_bytes()
        with TTFont(BytesIO(data), lazy=True) as font:
            characters = frozenset(font.getBestCmap() or ())
        if digest(data) != face.digest:  # it was replaced a moment ago
            return characters
        _covered[face.digest] = characters
    return _covered[face.digest]
