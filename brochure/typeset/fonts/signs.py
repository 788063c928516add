"""Where a sign comes from that a family lacks: from a like one of its own, or from the fonts for signs that we ship."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.served import Served

#: The nearest to text; it also stands in for a bold or an italic.
COMPANION = "Source Sans 3"
#: What stands in for a bold or an italic that a family with serifs lacks.
SERIF = "Source Serif 4"
#: Of pictures beyond the first plane, Noto Emoji has the set that belongs together.
_PICTURES, _ALL = range(0x1F000, 0x20000), range(0x110000)
#: The fonts for signs, the nearest to text first, and what is taken from each; the first that has a sign lends it.
ORDER = (
    (COMPANION, _ALL),
    ("Noto Sans", _ALL),
    ("Noto Emoji", _PICTURES),
    ("Noto Sans Symbols 2", _ALL),
    ("Noto Sans Math", _ALL),
    ("Noto Sans Symbols", _ALL),
    ("Noto Emoji", _ALL),
)
#: What a family may draw a sign as, of its own: hyphens that do not break, the two codes of µ, Ω and Å.
_LIKE = {0x2011: (0x2010, 0x2D), 0xB5: (0x3BC,), 0x3BC: (0xB5,), 0x2126: (0x3A9,), 0x212B: (0xC5,), 0x2010: (0x2D,)}


def judged(text: str) -> frozenset[int]:
    """The characters that need a glyph: all but spaces, controls, and marks that are never seen."""
    return frozenset(ord(character) for character in set(text) if unicodedata.category(character) not in _UNSEEN)


_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def nearest(faces: Iterable[Face], weight: int, italic: bool) -> Face:
    """The face of a family for this weight and slant."""
    return min(faces, key=lambda face: (face.italic != italic, abs(face.weight - weight), face.file.name))


def lent(own: Sequence[Face], lender: Sequence[Face], lacking: frozenset[int]) -> list[Served]:
    """What the `lender` has of what a family's own faces lack, for each weight and slant that they come in."""
    name, beside = f"{lender[0].label} for {own[0].label}", nearest(own, 400, False)
    if ord(" ") not in glyphs(lender[0]):
        return []
    styles = {(face.bold, face.italic) for face in own} | {(False, False), (True, False), (False, True)}
    found: dict[Face, Served] = {}
    for bold, italic in sorted(styles):
        face = nearest(lender, 700 if bold else 400, italic)
        if signs := {sign: sign for sign in sorted(lacking.intersection(glyphs(face)))}:
            found.setdefault(face, Served(face, name, 700 if bold else 400, italic, signs, beside))
    return list(found.values())


def drawn_alike(own: Sequence[Face], lacking: frozenset[int]) -> list[Served]:
    """What a family's faces can draw of it as another sign of their own."""
    served: dict[tuple[int, bool], Served] = {}
    for face in own:
        has = glyphs(face)
        alike = {sign: next((other for other in _LIKE.get(sign, ()) if other in has), 0) for sign in sorted(lacking)}
        if drawn := {sign: other for sign, other in alike.items() if other}:
            served.setdefault(face.slot, Served(face, f"{face.label} itself", face.weight, face.italic, drawn))
    return list(served.values())


def signs_of(served: Iterable[Served]) -> frozenset[int]:
    """What they lend."""
    return frozenset(sign for given in served for sign in given.signs or ())
