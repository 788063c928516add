"""The contrast of letters to what is behind them, by the colour they are painted in and the pixels around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brochure.srgb import light

if TYPE_CHECKING:
    from PIL import Image

    from brochure.pdf.colour import Rgb
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.document import Page
    from brochure.preflight.rules.type import Word

#: WCAG 1.4.3: least contrast of text, of text from 18 pt on, and what rounding to 8 bits takes.
LEAST, LEAST_LARGE, LARGE = 4.5, 3.0, 18.0
_SLACK = 0.15


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
    from brochure.preflight.rules.type import Word

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
            int((box[0] - left) * scale) - 2,
            int((top - box[3]) * scale) - 2,
            int((box[2] - left) * scale) + 3,
            int((top - box[1]) * scale) + 3,
        )
        ground = _ground(picture, area)
        size = max(each.size for each in seen)
        needed = LEAST_LARGE if size >= LARGE else LEAST
        is_ = ratio(seen[0].colour, ground)
        if is_ < needed - _SLACK:
            text = "".join(each.letter for each in seen)
            found.append((is_, needed, Word(text, box, size)))
    return found


def _ground(picture: Image.Image, area: tuple[int, int, int, int]) -> Rgb:
    """The commonest colour on the rim of a word's box, which its letters do not reach."""
    x, y, right, bottom = max(area[0], 0), max(area[1], 0), min(area[2], picture.width), min(area[3], picture.height)
    if right - x < 3 or bottom - y < 3:
        return 1.0, 1.0, 1.0
    part = picture.crop((x, y, right, bottom))
    wide, high = part.size
    raw = part.tobytes()
    rows = (raw[at : at + 3] for row in (0, high - 1) for at in range(row * wide * 3, (row + 1) * wide * 3, 3))
    sides = (raw[row * wide * 3 + at : row * wide * 3 + at + 3] for row in range(high) for at in (0, wide * 3 - 3))
    (colour, _), *_ = Counter((*rows, *sides)).most_common(1)
    red, green, blue = (part_ / 255 for part_ in colour)
    return red, green, blue
