"""Bold and italic that a family lacks: another family lends them, or a line below the words, and it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.findings import Finding
from brochure.typeset.fonts.face import Face, glyphs
from brochure.typeset.fonts.served import Served
from brochure.typeset.fonts.signs import nearest

#: The part of a text's letters that a companion must have to stand in.
_ENOUGH = 0.9
#: What shows emphasis where no face does.
_LINED = {"bold": "strong { text-decoration: underline }", "italic": "em { text-decoration: underline }"}
#: Weight and slant of what is lent.
_STYLES = {"bold": (700, False), "italic": (400, True)}


@dataclass(frozen=True)
class Emphasis:
    """Faces that stand in for those that a family lacks, CSS where none can, and what is said of it."""

    served: tuple[Served, ...] = ()
    css: str = ""
    notes: tuple[Finding, ...] = ()


def lacking(own: Sequence[Face]) -> tuple[str, ...]:
    """What a family lacks of 'regular', 'bold' and 'italic'."""
    upright = [face for face in own if not face.italic]
    has = {
        "regular": any(not face.bold for face in upright),
        "bold": any(face.bold for face in upright),
        "italic": any(face.italic for face in own),
    }
    return tuple(name for name, is_there in has.items() if not is_there)


def emphasis(
    own: Sequence[Face], companion: Sequence[Face], text: str, *, for_headings: bool = False, whole: bool = True
) -> Emphasis:
    """How a family shows bold and italic. Headings (weight 600) stay in its own face, where it has no bold.

    `whole` is whether these are all of its faces, or others have too few letters.
    """
    family, lacks = own[0].family, lacking(own)
    if not lacks:
        return Emphasis()
    if "regular" in lacks:
        # All is bold: a bold of another family would not be seen as one.
        return Emphasis(
            (), _LINED["bold"] + _LINED["italic"] * ("italic" in lacks), (_told(family, lacks, "", whole=whole),)
        )
    if not _lends(companion, text):
        told = _told(family, lacks, "", whole=whole)
        if lacks == ("italic",):
            # Scripts that no companion has know no italic: there is nothing that could be got.
            told = Finding(told.rule, "note", told.message)
        return Emphasis((), "".join(_LINED[name] for name in lacks), (told,))
    regular = nearest(own, 400, False)
    has = frozenset(code for face in own if face.slot == regular.slot for code in glyphs(face))
    served = [_stand_in(regular, has, nearest(companion, *_STYLES[name]), *_STYLES[name]) for name in lacks]
    if "bold" in lacks:
        served.append(Served(regular, regular.label, 600, False))
    slight = for_headings and lacks == ("italic",)
    told = _told(family, lacks, companion[0].family, whole=whole)
    return Emphasis(tuple(served), "", () if slight else (told,))


def _stand_in(regular: Face, has: frozenset[int], face: Face, weight: int, italic: bool) -> Served:
    """The face with what the regular `has`: all else is lent to all faces of the family alike, and not by this one."""
    signs = {sign: sign for sign in sorted(has.intersection(glyphs(face)))}
    return Served(face, regular.label, weight, italic, signs, regular)


def _lends(companion: Sequence[Face], text: str) -> bool:
    letters = [ord(character) for character in text if character.isalpha()]
    has = glyphs(nearest(companion, 400, False))
    return sum(letter in has for letter in letters) >= len(letters) * _ENOUGH


def _told(family: str, lacks: Sequence[str], companion: str, *, whole: bool) -> Finding:
    means = f"what should be is set in {companion}" if companion else "what should be is underlined"
    with_letters = "" if whole else " with all letters of this text"
    return Finding(
        "faces",
        "warning",
        f"The family '{family}' has no {' and no '.join(lacks)}{with_letters}: {means}.",
        f"Put its {' and its '.join(lacks)} into assets/fonts, or name another family in [brand.fonts].",
    )
