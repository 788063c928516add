"""How wide a text is in a face, reckoned from the font's own table of advances before anything is typeset.

Kerning and ligatures make it a little narrower; who reckons by it measures again once the engine has set the text.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO

from brochure.storage.files import read_file
from brochure.typeset.fonts.face import Face, naming

#: A letter that none of the faces has, in parts of its size: as a wide one of the shipped faces, or as a square.
_UNKNOWN, _SQUARE = 0.6, 1.0
#: Unicode's categories of what takes no room of its own: marks above and below, joiners, soft hyphens.
_WITHOUT_ROOM = frozenset({"Mn", "Me", "Cf"})


#: The width of a text in parts of the size of its type. Raises BadInput for a font that cannot be read.
Width = Callable[[str], float]


class Widths:
    """The widths of texts in the first of the faces that has each letter."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces

    def of(self, text: str) -> float:
        """The width of `text` in parts of the size of its type. Raises BadInput for a font that cannot be read."""
        return sum(map(self._letter, text))

    def _letter(self, letter: str) -> float:
        if unicodedata.category(letter) in _WITHOUT_ROOM:
            return 0.0
        for face in self._faces:
            if (advance := _advances(face).get(ord(letter))) is not None:
                return advance
        return _SQUARE if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


def headings(faces: Iterable[Face], family: str, weight: int) -> tuple[Face, ...]:
    """`faces` with the one that a heading of this family and weight is set in first: upright, its weight nearest."""

    def distance(face: Face) -> tuple[bool, bool, int]:
        return face.family != family, face.italic, abs(face.weight - weight)

    return tuple(sorted(faces, key=distance))


def widths(faces: Iterable[Face], family: str, weight: int) -> Width:
    """The widths of texts in headings of this family and weight, and where it lacks a letter in the other faces."""
    return Widths(headings(faces, family, weight)).of


_known: dict[tuple[object, ...], Mapping[int, float]] = {}


def _advances(face: Face) -> Mapping[int, float]:
    key = face.digest, face.number, face.axes
    if key not in _known:
        from fontTools.ttLib import TTFont

        data = face.data(read_file)
        with naming(face.file.name), TTFont(BytesIO(data), fontNumber=0, lazy=True) as font:
            size, count = font["head"].unitsPerEm, font["hhea"].numberOfHMetrics
            table, names = font.reader["hmtx"], font.getReverseGlyphMap()
            wide = [struct.unpack_from(">H", table, 4 * at)[0] / size for at in range(count)]
            # Those behind the last have its width.
            characters = (font.getBestCmap() or {}).items()
            _known[key] = {letter: wide[min(names[name], count - 1)] for letter, name in characters}
    return _known[key]
