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
#: Words that are smaller than this (points) may leave no pixel; levels that differ by no more are one colour.
_LEAST_SEEN, _PLAIN = 2.5, 2


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
    wide, high = picture.size
    right, bottom = left + wide / scale, top - high / scale
    found: list[tuple[float, float, Word]] = []
    for word in words:
        west, south, east, north = word.box
        if east < left or west > right or north < bottom or south > top or not _speaks(word):
            continue
        area = (
            max(int((west - left) * scale) - 1, 0),
            max(int((top - north) * scale) - 1, 0),
            min(int((east - left) * scale) + 2, wide),
            min(int((top - south) * scale) + 2, high),
        )
        needed = LEAST_LARGE if word.largest >= LARGE else LEAST
        is_ = ratio(word.colour, _ground(picture, area, word.colour))
        if is_ < needed - _SLACK:
            found.append((is_, needed, word))
    return found


def unseen(page: Page, words: Sequence[Word], picture: Image.Image) -> list[Word]:
    """Words that leave no mark: where they should stand all pixels are of one colour, or there are none."""
    from brochure.preflight.document import PPI

    scale = PPI / 72
    left, _, _, top = page.crop or page.media
    wide, high = picture.size
    red = picture.getchannel("R").tobytes()
    found = []
    for word in words:
        west, south, east, north = word.box
        if east - west < _LEAST_SEEN or north - south < _LEAST_SEEN or not _speaks(word):
            continue
        x, y = max(int((west - left) * scale), 0), max(int((top - north) * scale), 0)
        end, lower = min(int((east - left) * scale) + 1, wide), min(int((top - south) * scale) + 1, high)
        if x >= end or y >= lower:
            found.append(word)
            continue
        # Nearly always the row in a word's middle tells that it is seen.
        row = (y + lower) // 2 * wide
        middle = red[row + x : row + end]
        if max(middle) - min(middle) > _PLAIN:
            continue
        extremes = picture.crop((x, y, end, lower)).getextrema()
        if all(high - low <= _PLAIN for low, high in extremes):  # type: ignore[misc]
            found.append(word)
    return found


def _speaks(word: Word) -> bool:
    """Whether there are letters or digits in it."""
    return word.text.isalnum() or any(map(str.isalnum, word.text))


def _ground(picture: Image.Image, area: tuple[int, int, int, int], ink: Rgb) -> Rgb:
    """The commonest colour around a word's letters that is not their own; this, where there is no other."""
    x, y, right, bottom = area
    if right - x < 2 or bottom - y < 2:
        return 1.0, 1.0, 1.0
    colours = picture.crop(area).getcolors((right - x) * (bottom - y)) or []
    commonest = max(colours)
    # Seldom are letters so bold that their own colour is the commonest.
    for _, colour in (commonest, *(sorted(colours, reverse=True) if _own(commonest[1], ink) else ())):
        assert isinstance(colour, tuple)
        if not _own(colour, ink):
            red, green, blue = colour
            return red / 255, green / 255, blue / 255
    return ink


def _own(colour: object, ink: Rgb) -> bool:
    """Whether a pixel has the letters' colour."""
    assert isinstance(colour, tuple)
    red, green, blue = colour
    near = abs(red / 255 - ink[0]) <= _OWN and abs(green / 255 - ink[1]) <= _OWN
    return near and bool(abs(blue / 255 - ink[2]) <= _OWN)
