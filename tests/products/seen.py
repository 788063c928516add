"""Letters and boxes of a PDF with their colours and the grounds that they stand on, as they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double, c_uint
from operator import itemgetter
from typing import Any

import pypdfium2
from PIL import Image

from brochure.art.colour import Colour, contrast

#: Pixels in a point: the line around a box to tick is 0.8 pt.
SCALE = 4


def pairs(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Colour, Colour]]:
    """Each letter with its colour and that behind it; for the first letter of 'Zigzag' the box before it, too."""
    raw = pypdfium2.raw
    picture = page.render(scale=SCALE).to_pil().convert("RGB")
    text = page.get_textpage()
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if not letter.strip() or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
        assert raw.FPDFText_GetFillColor(text, at, red, green, blue, alpha)
        edges = [c_double() for _ in range(4)]
        assert raw.FPDFText_GetCharBox(text, at, edges[0], edges[1], edges[2], edges[3])
        left, right, bottom, top = (edge.value for edge in edges)
        # Bold numerals cover more than half of what is right around them.
        air = max(1.5, 0.3 * (top - bottom))
        around = cut(picture, page, (left - air, top + air, right + air, bottom - air))
        yield letter, Colour(red.value, green.value, blue.value), ground(around)
        if letter == "Z":
            before = cut(picture, page, (left - 20, top + 2, left - 2, bottom - 2))
            behind = ground(before)
            yield "box", max((seen for _, seen in colours(before)), key=lambda seen: contrast(seen, behind)), behind


def cut(picture: Image.Image, page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = box
    height = page.get_height()
    edges = (left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE)
    return picture.crop(tuple(round(edge) for edge in edges))  # type: ignore[arg-type]


def ground(picture: Image.Image) -> Colour:
    """The commonest colour."""
    return max(colours(picture), key=itemgetter(0))[1]


def colours(picture: Image.Image) -> list[tuple[int, Colour]]:
    """How many pixels are of which colour."""
    found: Any = picture.getcolors(picture.width * picture.height)
    return [(count, Colour(*channels)) for count, channels in found]
