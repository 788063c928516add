"""The letters of a page where they really are, as PDFium reads them: each with the box of its outline."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from brochure.pdf.colour import Rgb

#: A page of more letters than this is no leaflet's.
MOST_GLYPHS = 200_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter that leaves a mark. Its box: left, lower, right and upper edge in points of the page, as it is shown.

    `size` is that of its type, `colour` what a screen shows it in.
    """

    letter: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    colour: Rgb
    hidden: bool = False


def glyphs(page: Any) -> Iterator[Glyph | None]:
    """The letters of a pypdfium2 page in the order in which it reads them; None where a word or a line ends."""
    from pypdfium2 import raw

    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    parts = tuple(ctypes.c_uint() for _ in range(4))
    matrix = raw.FS_MATRIX()
    try:
        for at in range(min(text.count_chars(), MOST_GLYPHS)):
            letter = chr(raw.FPDFText_GetUnicode(text, at))
            if letter.isspace() or letter == "\0":
                yield None
                continue
            if not raw.FPDFText_GetCharBox(text, at, left, right, bottom, top):
                continue
            edges = left.value, bottom.value, right.value, top.value
            if edges[2] - edges[0] <= 0 or edges[3] - edges[1] <= 0:
                continue
            size = raw.FPDFText_GetFontSize(text, at)
            if raw.FPDFText_GetMatrix(text, at, matrix):
                size *= (matrix.c**2 + matrix.d**2) ** 0.5
            raw.FPDFText_GetFillColor(text, at, *parts)
            red, green, blue, _ = (part.value / 255 for part in parts)
            object_ = raw.FPDFText_GetTextObject(text, at)
            mode = raw.FPDFTextObj_GetTextRenderMode(object_) if object_ else 0
            yield Glyph("-" if letter == "\x02" else letter, *edges, size, (red, green, blue), mode in (3, 7))
    finally:
        text.close()
