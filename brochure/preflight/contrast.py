"""The contrast of letters to what is behind them, by the colour they are painted in and the pixels around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from brochure.srgb import light

if TYPE_CHECKING:
    from PIL import Image

    from brochure.pdf.colour import Rgb
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.document import Page
    from brochure.preflight.words import Word

#: WCAG 1.4.3: least contrast of text, of text from 18 pt on, and what rounding to 8 bits takes.
LEAST, LEAST_LARGE, LARGE = 4.5, 3.0, 18.0
_SLACK = 0.15
#: Colours that differ by no more are the letters' own.
_OWN = 0.03


def luminance(colour: Rgb) -> float:
    """Relative luminance (WCAG 2.1)."""
    red, green, blue = (light(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Rgb, other: Rgb) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_little(page: Page, glyphs: Sequence[Glyph | None], picture: Image.Image) -> list[tuple[float, float, Word]]:
    """Words with too little contrast: the contrast, what is needed, the word."""
    from brochure.preflight.document import PPI
    from brochure.preflight.words import Word

    scale = PPI / 72
    left, _, _, top = page.crop or page.media
    found: list[tuple[float, float, Word]] = []
    word: list[Glyph] = []
    for glyph in (*glyphs, None):
        if glyph is not None:
            word.append(glyph)
            continue
        if not word:
            continue
        letters, word = word, []
        seen = [each for each in letters if not each.hidden]
        if not seen or not any(each.letter.isalnum() for each in seen):
            continue
        box = (
            min(each.left for each in seen),
            min(each.bottom for each in seen),
            max(each.right for each in seen),
            max(each.top for each in seen),
        )
        if (
            box[2] < left
            or box[0] > left + picture.width / scale
            or box[3] < top - picture.height / scale
            or box[1] > top
        ):
            continue
        area = (
            int((box[0] - left) * scale) - 1,
            int((top - box[3]) * scale) - 1,
            int((box[2] - left) * scale) + 2,
            int((top - box[1]) * scale) + 2,
        )
        ground = _ground(picture, area, seen[0].colour)
        size = max(each.size for each in seen)
        needed = LEAST_LARGE if size >= LARGE else LEAST
        is_ = ratio(seen[0].colour, ground)
        if is_ < needed - _SLACK:
            text = "".join(each.letter for each in seen)
            found.append((is_, needed, Word(text, box, size)))
    return found


def _ground(picture: Image.Image, area: tuple[int, int, int, int], ink: Rgb) -> Rgb:
    """The commonest colour around a word's letters that is not their own; this, where there is no other."""
    x, y, right, bottom = max(area[0], 0), max(area[1], 0), min(area[2], picture.width), min(area[3], picture.height)
    if right - x < 2 or bottom - y < 2:
        return 1.0, 1.0, 1.0
    part = picture.crop((x, y, right, bottom))
    colours = part.getcolors(part.width * part.height) or []
    commonest = max(colours, default=(0, (255, 255, 255)))
    # Seldom are letters so bold that their own colour is the commonest.
    for _, colour in (commonest, *(sorted(colours, reverse=True) if _own(commonest[1], ink) else ())):
        assert isinstance(colour, tuple)
        red, green, blue = (level / 255 for level in colour)
        if not _own(colour, ink):
            return red, green, blue
    return ink


def _own(colour: object, ink: Rgb) -> bool:
    """Whether a pixel has the letters' colour."""
    assert isinstance(colour, tuple)
    return all(abs(level / 255 - part) <= _OWN for level, part in zip(colour, ink, strict=True))
