"""The contrast of letters to what is behind them, by the colour they are painted in and the pixels around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from brochure.srgb import light

if TYPE_CHECKING:
    from PIL import Image

    from brochure.pdf.colour import Rgb
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


@lru_cache(maxsize=1024)
def ratio(one: Rgb, other: Rgb) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_little(page: Page, words: Sequence[Word], picture: Image.Image) -> list[tuple[float, float, Word]]:
    """Words with too little contrast: the contrast, what is needed, the word."""
    from brochure.preflight.document import PPI

    scale = PPI / 72
    left, _, _, top = page.crop or page.media
    right, bottom = left + picture.width / scale, top - picture.height / scale
    found: list[tuple[float, float, Word]] = []
    for word in words:
        box = word.box
        if box[2] < left or box[0] > right or box[3] < bottom or box[1] > top:
            continue
        if not any(map(str.isalnum, word.text)):
            continue
        area = (
            int((box[0] - left) * scale) - 1,
            int((top - box[3]) * scale) - 1,
            int((box[2] - left) * scale) + 2,
            int((top - box[1]) * scale) + 2,
        )
        needed = LEAST_LARGE if word.largest >= LARGE else LEAST
        is_ = ratio(word.colour, _ground(picture, area, word.colour))
        if is_ < needed - _SLACK:
            found.append((is_, needed, word))
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
