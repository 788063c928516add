"""Reads a font file: which faces are in it. One that is damaged, or says that it holds too much, is told by name."""

from __future__ import annotations

import logging
import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from brochure import bounds
from brochure.storage.read_trace import digest
from brochure.storage.store import Store
from brochure.typeset.fonts import instances, packed
from brochure.typeset.fonts.face import BOLD, Face, naming, unpacked
from brochure.typeset.fonts.family_names import name_of
from brochure.typeset.fonts.packed import TooMuch

#: How files of fonts are called that are read, and those that are not, with what would do instead.
ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".woff2", ".woff")
OTHERS = {
    ".eot": "Internet Explorer's form of fonts is not read; get the same font as .ttf or .woff2.",
    ".pfb": "PostScript fonts are not read; get the same font as .otf or .ttf.",
    ".pfm": "PostScript fonts are not read; get the same font as .otf or .ttf.",
    ".afm": "PostScript fonts are not read; get the same font as .otf or .ttf.",
    ".dfont": "fonts of old Macintoshes are not read; get the same font as .ttf.",
    ".suit": "fonts of old Macintoshes are not read; get the same font as .ttf.",
    ".svg": "fonts in SVG are not read; get the same font as .ttf or .woff2.",
    ".zip": "it is still packed; unpack it, and put its .ttf files here.",
}

_known: dict[tuple[Path, str], tuple[Face, ...]] = {}


def faces_in(file: Path, data: bytes, store: Store | None = None) -> tuple[Face, ...]:
    """The faces of a file; of a variable font those that layouts ask for. Raises BadInput, naming the file."""
    key = file, digest(data)
    if key not in _known:
        # What the library remarks on a font's faults while reading is not for our readers.
        logging.getLogger("fontTools").addHandler(logging.NullHandler())
        with naming(file.name):
            _known[key] = tuple(_read(file, data, key[1], store))
    return _known[key]


def _read(file: Path, data: bytes, content: str, store: Store | None) -> list[Face]:
    from fontTools.ttLib import TTFont

    found: list[Face] = []
    several = packed.is_collection(data)
    is_packed = several or packed.is_for_web(data)
    for number in range(packed.count(data)):
        plain = data if several else unpacked(data, content, number, store)
        with TTFont(BytesIO(plain), lazy=True, fontNumber=number if several else -1) as font:
            _check_counts(font)
            family, weight, italic, axes = _about(font)
            width, serif = int(font["OS/2"].usWidthClass), _has_serifs(font["OS/2"])
        made = instances.stands(axes, weight, italic) if axes else [instances.Stand(weight, italic, ())]
        for stand in made:
            face = Face(file, family, stand.weight, stand.italic, content, number, stand.axes, is_packed, width, serif)
            found.append(replace(face, store=store))
    return found


def _about(font: Any) -> tuple[str, int, bool, dict[str, tuple[float, float, float]]]:
    """Family, weight in hundreds, whether it is slanted, and its axes."""
    os2, style = font["OS/2"], int(font["head"].macStyle)
    family = (name_of(font, 16) or name_of(font, 1)).strip()
    if not family:
        raise ValueError("it has no name")
    weight = int(os2.usWeightClass)
    weight = min(900, max(100, round((weight * 100 if weight < 10 else weight) / 100) * 100))
    if weight < BOLD and (os2.fsSelection & 1 << 5 or style & 1):  # it says so elsewhere, as old fonts do
        weight = 700
    italic = bool(os2.fsSelection & (1 | 1 << 9) or style & 2)
    if "fvar" not in font:
        return family, weight, italic, {}
    (axes,) = struct.unpack_from(">H", font.reader["fvar"], 8)
    if axes > bounds.MOST_FONT_AXES:
        raise TooMuch(f"says that it has {axes} axes; at most {bounds.MOST_FONT_AXES} are read")
    return family, weight, italic, {a.axisTag: (a.minValue, a.defaultValue, a.maxValue) for a in font["fvar"].axes}


def _has_serifs(os2: Any) -> bool:
    """As PANOSE says it (Latin text, serif style), or else the family class of OpenType."""
    if os2.panose.bFamilyType == 2 and os2.panose.bSerifStyle > 1:
        return bool(os2.panose.bSerifStyle <= 10)
    return os2.sFamilyClass >> 8 in (1, 2, 3, 4, 5, 7)


def _check_counts(font: Any) -> None:
    """Raises TooMuch where tables say that they hold more than any font does; the library would build it all."""
    (names,) = struct.unpack_from(">H", font.reader["name"], 2)
    characters = font.reader["cmap"]
    (tables,) = struct.unpack_from(">H", characters, 2)
    starts = {struct.unpack_from(">I", characters, 4 + 8 * at + 4)[0] for at in range(tables)}
    held = sum(_characters_at(characters, start) for start in starts)
    if names > bounds.MOST_FONT_NAMES or held > bounds.MOST_FONT_CHARACTERS:
        raise TooMuch(
            f"says that it has {names} names and {held} characters;"
            f" at most {bounds.MOST_FONT_NAMES} and {bounds.MOST_FONT_CHARACTERS} are read"
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
