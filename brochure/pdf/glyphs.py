"""The letters of a page where they really are, as PDFium reads them: each with the box of its outline."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from brochure.pdf.colour import Rgb

#: A page of more letters than this is no leaflet's.
MOST_GLYPHS = 200_000
#: Widths that differ by less were calculated (points).
_GUESSED = 1e-3


class Glyph(NamedTuple):
    """A letter that leaves a mark, a tuple, for there are thousands.

    Its box is left, lower, right and upper edge in points of the page, as it is shown. `size` is that of its type,
    `colour` what a screen shows it in. `hidden`: it leaves no mark, or nobody knows where.
    """

    letter: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    colour: Rgb
    hidden: bool = False
    #: The number of the marked content that it is in, -1 for none.
    mark: int = -1


def glyphs(page: Any) -> list[Glyph | None]:
    """The letters of a pypdfium2 page in the order in which it reads them; None where a word or a line ends."""
    found = list(_glyphs(page))
    for at, (one, other) in enumerate(pairwise(found)):
        # Of a text that stands in for another one (/ActualText) PDFium guesses where its letters are.
        if one and other and one.letter != other.letter and _alike(one, other):
            found[at], found[at + 1] = one._replace(hidden=True), other._replace(hidden=True)
    return found


def _stands_in(shown: Any) -> bool:
    """Whether the text of an object is another one than it paints (/ActualText)."""
    from pypdfium2 import raw

    marks = (raw.FPDFPageObj_GetMark(shown, at) for at in range(raw.FPDFPageObj_CountMarks(shown)))
    return any(raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") > 0 for mark in marks)


def _alike(one: Glyph, other: Glyph) -> bool:
    """Whether two letters side by side have boxes of exactly one size, as no two real ones have."""
    level = one.bottom == other.bottom and one.top == other.top
    return level and abs((one.right - one.left) - (other.right - other.left)) < _GUESSED


def _glyphs(page: Any) -> Iterator[Glyph | None]:
    from pypdfium2 import raw

    text = page.get_textpage()
    # There are thousands of letters: what each of them asks is looked up once.
    handle = text.raw
    unicode_of, box_of, object_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, raw.FPDFText_GetTextObject
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    edges_at = tuple(map(ctypes.byref, (left, right, bottom, top)))
    parts = tuple(ctypes.c_uint() for _ in range(4))
    matrix = raw.FS_MATRIX()
    last = b""
    mark = -1
    size, hidden, red, green, blue = 0.0, False, 0.0, 0.0, 0.0
    try:
        for at in range(min(text.count_chars(), MOST_GLYPHS)):
            letter = chr(unicode_of(handle, at))
            if letter.isspace() or letter == "\0":
                yield None
                continue
            if not box_of(handle, at, *edges_at):
                continue
            edges = left.value, bottom.value, right.value, top.value
            if edges[2] - edges[0] <= 0 or edges[3] - edges[1] <= 0:
                continue
            shown = object_of(handle, at)
            key = bytes(shown)
            if key != last or not shown:
                # Size, colour and mode are those of all that is shown at once.
                last = key
                size = raw.FPDFText_GetFontSize(text, at)
                if raw.FPDFText_GetMatrix(text, at, matrix):
                    size *= (matrix.c**2 + matrix.d**2) ** 0.5
                raw.FPDFText_GetFillColor(text, at, *parts)
                red, green, blue, _ = (part.value / 255 for part in parts)
                mark = raw.FPDFPageObj_GetMarkedContentID(shown) if shown else -1
                hidden = bool(shown) and (raw.FPDFTextObj_GetTextRenderMode(shown) in (3, 7) or _stands_in(shown))
            yield Glyph("-" if letter == "\x02" else letter, *edges, size, (red, green, blue), hidden, mark)
    finally:
        text.close()
