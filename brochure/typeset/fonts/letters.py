"""Whether faces have the letters of a text: a word is set in one font, while a sign may come from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.signs import nearest

#: A family that lacks a greater part of the letters of a text than this is none for it.
ODD = 0.02
#: The same for a bold or an italic, of what the family's regular has: it stands in few words, and is seen in them.
_ODD_OF_FACE = ODD / 4


def letters_of(text: str) -> Counter[str]:
    """The letters of a text, with how often each stands in it."""
    return Counter(character for character in text if character.isalpha())


def covered(faces: Iterable[Face]) -> frozenset[int]:
    """The characters that one of the faces has."""
    return frozenset(code for face in faces for code in glyphs(face))


def lacking_of(letters: Counter[str], has: frozenset[int]) -> int:
    """How many of the letters are not among the characters."""
    return sum(count for letter, count in letters.items() if ord(letter) not in has)


def has_letters(faces: Iterable[Face], text: str) -> bool:
    """Whether the faces have the letters of a text, but for a few odd ones."""
    letters = letters_of(text)
    return lacking_of(letters, covered(faces)) <= letters.total() * ODD


def fit(faces: Sequence[Face], letters: Counter[str]) -> tuple[Face, ...]:
    """The faces of a family that have those letters that its regular has.

    Beside them a bold without ü is of no use: it would be set in the regular, in the midst of bold words.
    """
    slots: dict[tuple[int, bool], frozenset[int]] = {}
    for face in faces:
        slots[face.slot] = slots.get(face.slot, frozenset()).union(glyphs(face))
    of_regular = slots[nearest(faces, 400, False).slot]
    had = Counter({letter: count for letter, count in letters.items() if ord(letter) in of_regular})
    most = letters.total() * _ODD_OF_FACE
    return tuple(face for face in faces if lacking_of(had, slots[face.slot]) <= most)
