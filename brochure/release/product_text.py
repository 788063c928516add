"""The words of a product with their places on its pages, in the order in which a reader meets them."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brochure.errors import BadInput
from brochure.geometry.rect import Rect
from brochure.release.manifest import Area

#: What PDFium puts for a hyphen at the end of a line.
_LINE_HYPHEN = "\x02"
_HYPHENS = re.compile("[-\u00ad\u2010\u2011]")
_LETTER = re.compile(r"\w")
#: A number or sign that a list prints before its items; the engine writes all of them behind the panel's text.
_MARKER = re.compile(r"\d{1,2}\.?")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class PlacedWord:
    """A word: `text` as it is set, its `boxes` (two where it is parted at a line's end) on `page` (from 1), in points.

    `panel` is the number of its area in reading order, -1 where it lies in none.
    """

    text: str
    page: int
    boxes: tuple[Rect, ...]
    panel: int = -1

    @property
    def key(self) -> str:
        """The word without hyphens: where lines end, they come and go."""
        return _HYPHENS.sub("", self.text)


#: A line of words.
WordLine = Sequence[PlacedWord]


@dataclass(frozen=True)
class ProductText:
    """The words of a product in reading order, and apart from them its `furniture`.

    Furniture is lines that several pages bear at one place, such as page numbers, where a product is read page by page.
    """

    words: tuple[PlacedWord, ...]
    furniture: tuple[WordLine, ...] = ()


def numberless(line: WordLine) -> str:
    """What a line of furniture says on every page."""
    return _DIGITS.sub("#", " ".join(word.text for word in line))


def read_text(pdf: bytes, areas: Sequence[Area]) -> ProductText:
    """The words of a PDF panel by panel, or page by page where there are no `areas`; marks of lists are left out.

    Raises BadInput where the file is not a PDF.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            lines = [line for number in range(len(document)) for line in _lines(document[number], number + 1)]
    except pypdfium2.PdfiumError as error:
        raise BadInput("A product is not a PDF.", hint="Build it anew, or bring its release back.") from error
    count = Counter(_imprint(line) for line in lines)
    furniture = tuple(line for line in lines if count[_imprint(line)] > 1) if not areas else ()
    copy = [line for line in lines if line not in furniture and not _is_marker(line)]
    words = [word for line in copy for word in line if _LETTER.search(word.text)]
    return ProductText(tuple(_in_reading_order(words, areas)), furniture)


def _lines(page: Any, number: int) -> Iterator[list[PlacedWord]]:
    line: list[PlacedWord] = []
    for text, boxes, ends in _runs(page):
        if boxes:
            line.append(PlacedWord(text, number, boxes))
        if ends and line:
            yield line
            line = []
    if line:
        yield line


def _runs(page: Any) -> Iterator[tuple[str, tuple[Rect, ...], bool]]:
    """Words of a page with their boxes, and whether a line ends behind them."""
    text, boxes = "", list[Rect]()
    for letter, box in _letters(page):
        if letter.isspace() or letter == "\0":
            if boxes or letter == "\n":
                yield text, tuple(boxes), letter == "\n"
            text, boxes = "", []
            continue
        text += letter.replace(_LINE_HYPHEN, "-")
        if box is None:
            continue
        if boxes and _same_line(boxes[-1], box):
            boxes[-1] = _around(boxes[-1], box)
        else:
            boxes.append(box)
    yield text, tuple(boxes), True


def _letters(page: Any) -> Iterator[tuple[str, Rect | None]]:
    """The letters of a page as PDFium reads them, with the boxes of their type; spaces have none."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    box = raw.FS_RECTF()
    for at in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, at))
        if letter.isspace() or not raw.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(box)):
            yield letter, None
            continue
        width, height = box.right - box.left, box.top - box.bottom
        yield letter, Rect(box.left, box.bottom, width, height) if width > 0 and height > 0 else None


def _same_line(one: Rect, other: Rect) -> bool:
    overlap = min(one.top, other.top) - max(one.y, other.y)
    # Letters go on to the left where they are read so, or where the panel stands on its head.
    gap = max(other.x - one.right, one.x - other.right)
    return overlap > 0.5 * min(one.height, other.height) and gap < max(one.height, other.height)


def _around(one: Rect, other: Rect) -> Rect:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Rect(x, y, max(one.right, other.right) - x, max(one.top, other.top) - y)


def _is_marker(line: WordLine) -> bool:
    return len(line) == 1 and bool(_MARKER.fullmatch(line[0].text))


def _imprint(line: WordLine) -> tuple[str, int]:
    return numberless(line), round(line[0].boxes[0].y)


def _in_reading_order(words: Sequence[PlacedWord], areas: Sequence[Area]) -> list[PlacedWord]:
    if not areas:
        return list(words)
    located = [replace(word, panel=_panel(word, areas)) for word in words]
    # Sorting keeps the order of what is equal: within a panel words stand as they were set.
    return sorted(located, key=lambda word: word.panel if word.panel >= 0 else len(areas))


def _panel(word: PlacedWord, areas: Sequence[Area]) -> int:
    x, y = word.boxes[0].x + word.boxes[0].width / 2, word.boxes[0].y + word.boxes[0].height / 2
    for number, area in enumerate(areas):
        if area.page == word.page and 0 <= x - area.x < area.width and 0 <= y - area.y < area.height:
            return number
    return -1
