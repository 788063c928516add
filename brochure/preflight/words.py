"""The words of a page where they really are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.scan import Box


@dataclass(frozen=True)
class Word:
    """Letters without a space between them: what they say, their box in points, the smallest size."""

    text: str
    box: Box
    size: float


def words_of(glyphs: Sequence[Glyph | None]) -> Iterator[Word]:
    """The words of a page that are seen."""
    letters: list[Glyph] = []
    for glyph in (*glyphs, None):
        if glyph is not None:
            if not glyph.hidden:
                letters.append(glyph)
            continue
        if letters:
            box = (
                min(each.left for each in letters),
                min(each.bottom for each in letters),
                max(each.right for each in letters),
                max(each.top for each in letters),
            )
            yield Word("".join(each.letter for each in letters), box, min(each.size for each in letters))
            letters = []
