"""The words of a page where they really are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brochure.pdf.colour import Rgb
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.marks import Box


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them: what they say, their box in points, the smallest size and the largest.

    `colour` is that of its first letter, as a screen shows it.
    """

    text: str
    box: Box
    size: float
    largest: float
    colour: Rgb


def words_of(glyphs: Sequence[Glyph | None]) -> Iterator[Word]:
    """The words of a page that are seen."""
    letters: list[Glyph] = []
    for glyph in (*glyphs, None):
        if glyph is not None:
            if not glyph.hidden:
                letters.append(glyph)
        elif letters:
            yield _word(letters)
            letters = []


def _word(letters: Sequence[Glyph]) -> Word:
    """The word of some letters. A loop, for there are thousands of words."""
    first = letters[0]
    left, bottom, right, top, least, most = first.left, first.bottom, first.right, first.top, first.size, first.size
    for each in letters:
        if each.left < left:
            left = each.left
        if each.bottom < bottom:
            bottom = each.bottom
        if each.right > right:
            right = each.right
        if each.top > top:
            top = each.top
        if each.size != least:
            least, most = min(least, each.size), max(most, each.size)
    return Word("".join([each.letter for each in letters]), (left, bottom, right, top), least, most, first.colour)
