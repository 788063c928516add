"""The letters of a page where they really are, as PDFium reads them: each with the box of its outline."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from brochure.pdf.colour import Rgb

#: A page of more letters than this is no leaflet's.
MOST_GLYPHS = 200_000
#: Widths that differ by less were calculated (points).
_GUESSED = 1e-3
#: Bytes of a letter's box, left, lower, right and upper edge, and where in it PDFium's order of edges stands.
_BOX, _EDGES = 32, (0, 16, 8, 24)


class Glyph(NamedTuple):
    """A letter that leaves a mark, a tuple, for there are thousands.

    Its box is left, lower, right and upper edge in points of the page, as it is shown. `size` is that of its type,
    `colour` what a screen shows it in, on white where it is see-through. `hidden`: it leaves no mark, or nobody knows
    where.
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
    before = None
    for at, each in enumerate(found):
        # Of a text that stands in for another one (/ActualText) PDFium guesses where its letters are.
        if before and each and before.bottom == each.bottom and before.letter != each.letter and _alike(before, each):
            found[at - 1], found[at] = before._replace(hidden=True), each._replace(hidden=True)
        before = each
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
    count = min(text.count_chars(), MOST_GLYPHS)
    unicode_of, box_of, object_of = _functions()
    handle = repeat(ctypes.cast(text.raw, ctypes.c_void_p).value)
    # There are thousands of letters: all of them are asked in one go, and their boxes stand beside each other.
    edges = array("d", bytes(count * _BOX))
    start, end = edges.buffer_info()[0], edges.buffer_info()[0] + count * _BOX
    places = (range(start + edge, end, _BOX) for edge in _EDGES)
    parts = tuple(ctypes.c_uint() for _ in range(4))
    matrix = raw.FS_MATRIX()
    last: int | None = None
    mark = -1
    size, hidden, colour = 0.0, False, (0.0, 0.0, 0.0)
    made: Callable[..., Glyph] = tuple.__new__
    try:
        letters = map(chr, map(unicode_of, handle, range(count)))
        boxed = list(map(box_of, handle, range(count), *places))
        numbers = iter(edges)
        boxes = zip(numbers, numbers, numbers, numbers, strict=True)
        shown_in = map(object_of, handle, range(count))
        for at, (letter, there, box, key) in enumerate(zip(letters, boxed, boxes, shown_in, strict=True)):
            if letter.isspace() or letter == "\0":
                yield None
                continue
            left, bottom, right, top = box
            if not there or right - left <= 0 or top - bottom <= 0:
                continue
            if key != last or not key:
                # Size, colour and mode are those of all that is shown at once.
                last = key
                shown = raw.FPDFText_GetTextObject(text, at)
                size = raw.FPDFText_GetFontSize(text, at)
                if raw.FPDFText_GetMatrix(text, at, matrix):
                    size *= (matrix.c**2 + matrix.d**2) ** 0.5
                raw.FPDFText_GetFillColor(text, at, *parts)
                *said, alpha = (part.value / 255 for part in parts)
                red, green, blue = (1 - alpha * (1 - part) for part in said)
                colour = red, green, blue
                mark = raw.FPDFPageObj_GetMarkedContentID(shown) if shown else -1
                hidden = bool(shown) and (raw.FPDFTextObj_GetTextRenderMode(shown) in (3, 7) or _stands_in(shown))
            letter = "-" if letter == "\x02" else letter
            yield made(Glyph, (letter, left, bottom, right, top, size, colour, hidden, mark))
    finally:
        text.close()


@cache
def _functions() -> tuple[Any, Any, Any]:
    """What tells a letter's code, its box and what it is shown in, in plain numbers: that spares two thirds of a call.

    The last are the addresses where the box's left, right, lower and upper edge are written.
    """
    from pypdfium2 import raw

    def plain(function: Any, result: Any, *more: Any) -> Any:
        known = ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)
        return known(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return (
        plain(raw.FPDFText_GetUnicode, ctypes.c_uint),
        plain(raw.FPDFText_GetCharBox, ctypes.c_int, *(ctypes.c_void_p,) * 4),
        plain(raw.FPDFText_GetTextObject, ctypes.c_void_p),
    )
