"""Where two versions of a product look different: regions of its pages, and pictures of them before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageFilter

from brochure.errors import BadInput
from brochure.geometry.rect import Rect
from brochure.release.manifest import Area
from brochure.release.product_text import WordLine

PPI = 150
#: Cells in which pages are compared (pixels); one pixel that differs must still show in the mean of a cell.
_CELL = 12
#: How many empty cells lie at most between differences that are shown together: about a third of an inch.
_REACH = 4
#: How much is shown above and below a difference, in cells: a line or two, so that the eye finds the place.
_ABOVE = 3
#: A wider picture, in pixels, would be too small to read beside its twin: 4.5 inches.
_WIDEST = 675
#: Pages are compared slightly out of focus (standard deviation in pixels, about a point), for the eye does not see that
#: a word moved by a fifth of a point; differences of a channel below the second number (of 255) are not seen either.
_BLUR, _FAINT = 2.0, 20

_Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Region:
    """A part of `page` (from 1) that differs, as wide as its panel; `box` in points from the page's bottom left corner.

    `before` or `after` is None where the page is in one of the two versions only.
    """

    page: int
    box: Rect
    before: Image.Image | None
    after: Image.Image | None


def regions(old: bytes, new: bytes, areas: Sequence[Area], furniture: Sequence[WordLine] = ()) -> Iterator[Region]:
    """The differing regions page by page, from top to bottom; panels, where there are any, lie in `areas`.

    What differs in the `furniture` of the pages is passed by. Raises BadInput where a file is not a PDF.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(old) as before, pypdfium2.PdfDocument(new) as after:
            for number in range(max(len(before), len(after))):
                page = number + 1
                panels = [area for area in areas if area.page == page]
                hidden = [word.boxes[0] for line in furniture for word in line if word.page == page]
                yield from _of_page(_picture(before, number), _picture(after, number), page, panels, hidden)
    except pypdfium2.PdfiumError as error:
        raise BadInput("A product is not a PDF.", hint="Build it anew, or bring its release back.") from error


def _picture(document: Any, number: int) -> Image.Image | None:
    if number >= len(document):
        return None
    picture: Image.Image = document[number].render(scale=PPI / 72).to_pil()
    return picture.convert("RGB")


def _of_page(
    before: Image.Image | None,
    after: Image.Image | None,
    page: int,
    panels: Sequence[Area],
    hidden: Sequence[Rect],
) -> Iterator[Region]:
    picture = after or before
    assert picture is not None
    if before is None or after is None or before.size != after.size:
        yield Region(page, _points((0, 0, *picture.size), picture.height), before, after)
        return
    areas = [_pixels(Rect(panel.x, panel.y, panel.width, panel.height), picture.height) for panel in panels]
    blank = [_pixels(rect.grown(2), picture.height) for rect in hidden]
    for box in _differing(before, after, areas or [(0, 0, *picture.size)], blank):
        yield Region(page, _points(box, picture.height), before.crop(box), after.crop(box))


def _points(box: _Box, height: int) -> Rect:
    left, top, right, bottom = (value * 72 / PPI for value in box)
    return Rect(round(left, 2), round(height * 72 / PPI - bottom, 2), round(right - left, 2), round(bottom - top, 2))


def _pixels(rect: Rect, height: int) -> _Box:
    left, top, right, bottom = (round(value * PPI / 72) for value in (rect.x, -rect.top, rect.right, -rect.y))
    return left, height + top, right, height + bottom


def _differing(before: Image.Image, after: Image.Image, areas: Sequence[_Box], blank: Sequence[_Box]) -> list[_Box]:
    if not ImageChops.difference(before, after).getbbox():
        return []
    blur = ImageFilter.GaussianBlur(_BLUR)
    channels = ImageChops.difference(before.filter(blur), after.filter(blur)).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    hard = most.point([0] * _FAINT + [255] * (256 - _FAINT))
    for box in blank:
        hard.paste(0, box)
    columns, rows = -(-hard.width // _CELL), -(-hard.height // _CELL)
    whole = Image.new("L", (columns * _CELL, rows * _CELL))
    whole.paste(hard)
    cells = whole.reduce(_CELL).tobytes()
    differing = {(at % columns, at // columns) for at, value in enumerate(cells) if value}
    boxes = _merged([_strip(_hull(group), areas, hard.size) for group in _groups(differing)])
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def _groups(cells: set[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Cells that hang together, over gaps of at most `_REACH`."""
    remaining = set(cells)
    near = range(-_REACH, _REACH + 1)
    while remaining:
        group = [remaining.pop()]
        for x, y in group:
            neighbours = {(x + dx, y + dy) for dx in near for dy in near} & remaining
            remaining -= neighbours
            group += neighbours
        yield group


def _hull(cells: Sequence[tuple[int, int]]) -> _Box:
    """What the cells cover, in pixels, with something above and below."""
    xs, ys = [x for x, _ in cells], [y for _, y in cells]
    top, bottom = min(ys) - _ABOVE, max(ys) + 1 + _ABOVE
    return min(xs) * _CELL, top * _CELL, (max(xs) + 1) * _CELL, bottom * _CELL


def _strip(box: _Box, areas: Sequence[_Box], size: tuple[int, int]) -> _Box:
    """The box as wide as the panels that it lies in, so that whole lines are seen; it ends where the page does."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    under = [area for area in areas if area[0] < right and left < area[2] and area[1] <= middle < area[3]]
    x0, x1 = min([left, *(area[0] for area in under)]), max([right, *(area[2] for area in under)])
    if x1 - x0 > _WIDEST:
        spare = max(0, _WIDEST - (right - left)) // 2
        x0, x1 = max(x0, left - spare), min(x1, right + spare)
    return max(0, x0), max(0, top), min(size[0], x1), min(size[1], bottom)


def _merged(boxes: Sequence[_Box]) -> list[_Box]:
    """Boxes that overlap become one, until none does."""
    merged: list[_Box] = []
    for box in boxes:
        grown = box
        while others := [other for other in merged if _overlap(grown, other)]:
            for other in others:
                merged.remove(other)
                grown = (*map(min, grown[:2], other[:2]), *map(max, grown[2:], other[2:]))  # type: ignore[assignment]
        merged.append(grown)
    return merged


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
