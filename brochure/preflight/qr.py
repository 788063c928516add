"""QR codes on a page: found by the grid that their squares lie on, or read out of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import NotRun
from brochure.units import MM

if TYPE_CHECKING:
    from PIL import Image

    from brochure.preflight.marks import Box, Marks, Shape

#: A code has 17 + 4 × version modules a side (ISO/IEC 18004, 5.3.1), and a size that is printed (mm).
_VERSIONS = range(1, 41)
_SMALLEST, _LARGEST = 6.0, 120.0
#: Squares that are drawn one by one: so many make a code.
_LEAST_SQUARES = 100
_NOT_THERE = "the library that reads codes is not installed: type pip install 'brochure[check]'"
#: Pixels to a module in the pictures that are looked at.
_FINE = 4


def codes(marks: Marks) -> Iterator[tuple[Box, list[Shape], float]]:
    """Codes that are drawn: their box, the shapes that draw them, and a module's side, in points."""
    rows: dict[tuple[object, float], list[Shape]] = {}
    for shape in marks.shapes:
        if shape.module and (side := _module(shape.box, shape.module)):
            yield _squared(shape.box), [shape], side
        elif shape.fills and not shape.strokes:
            height = round(shape.box[3] - shape.box[1], 2)
            if 0.3 < height < 12:
                rows.setdefault((shape.fill, height), []).append(shape)
    for (_, height), shapes in rows.items():
        if len(shapes) >= _LEAST_SQUARES:
            box = _around(shapes)
            if side := _module(box, height):
                yield box, shapes, side


def _module(box: Box, module: float) -> float:
    """The side of a module, if the box is that of a code with such ones; else 0."""
    wide = box[2] - box[0]
    high = box[3] - box[1]
    if not _SMALLEST <= wide / MM <= _LARGEST or abs(wide - high) > 1.6 * module:
        return 0.0
    count = wide / module
    fits = any(abs(count - (17 + 4 * version)) < 0.15 for version in _VERSIONS)
    return module if fits else 0.0


def _squared(box: Box) -> Box:
    """Rows that are strokes end half a module beyond their path."""
    wide, high = box[2] - box[0], box[3] - box[1]
    more = max(0.0, (wide - high) / 2)
    return box[0], box[1] - more, box[2], box[3] + more


def _around(shapes: list[Shape]) -> Box:
    return (
        min(shape.box[0] for shape in shapes),
        min(shape.box[1] for shape in shapes),
        max(shape.box[2] for shape in shapes),
        max(shape.box[3] for shape in shapes),
    )


def picture_codes(document: Document, page: Page, marks: Marks) -> Iterator[tuple[Box, float]]:
    """Codes that are pictures. Raises NotRun where the library that reads codes is not there."""
    for shown in marks.pictures:
        wide, high = shown.box[2] - shown.box[0], shown.box[3] - shown.box[1]
        if not _SMALLEST <= wide / MM <= _LARGEST or abs(wide - high) > 0.04 * wide:
            continue
        if side := _side_in_picture(crop(document, page, shown.box, 4.0)):
            yield shown.box, side / 4.0


def _side_in_picture(picture: Image.Image) -> float:
    """The side of a module in pixels, if the picture shows a code; else 0."""
    levels = picture.convert("L").histogram()
    if sum(levels[:80]) + sum(levels[176:]) < 0.9 * sum(levels) or not 0.2 < sum(levels[:80]) / sum(levels) < 0.7:
        return 0.0
    try:
        import zxingcpp
    except ImportError:
        raise NotRun(
            "the library zxing-cpp, which reads codes, is not installed: type pip install 'brochure[check]'"
        ) from None
    found = zxingcpp.read_barcodes(picture.convert("L"), return_errors=True)
    if not found:
        return 0.0
    corners = found[0].position
    wide = abs(corners.top_right.x - corners.top_left.x) or 1
    bits = picture.convert("L").point([255 * (level > 127) for level in range(256)])
    runs = [run for row in range(0, bits.height, 3) for run in _runs(bits, row) if run > 2]
    if not runs:
        return 0.0
    least = sorted(runs)[len(runs) // 20]
    version = min(max(round((wide / least - 17) / 4), 1), 40)
    return float(wide / (17 + 4 * version))


def _runs(bits: Image.Image, row: int) -> list[int]:
    line = bits.crop((0, row, bits.width, row + 1)).tobytes()
    edges = [0, *(at for at in range(1, len(line)) if line[at] != line[at - 1]), len(line)]
    return [end - start for start, end in pairwise(edges)][1:-1]


def reads(picture: Image.Image) -> str | None:
    """What a code in the picture says; None where it cannot be read. Raises NotRun where the library is not there."""
    try:
        import zxingcpp
    except ImportError:
        raise NotRun(
            "the library zxing-cpp, which reads codes, is not installed: type pip install 'brochure[check]'"
        ) from None
    found = zxingcpp.read_barcodes(picture.convert("L"))
    return found[0].text if found else None


def stands_out(picture: Image.Image) -> float:
    """By what part of all light its squares differ from their ground (symbol contrast, ISO/IEC 15415, 7.8.3)."""
    low, high = picture.convert("L").getextrema()
    return (int(high) - int(low)) / 255  # type: ignore[arg-type]


def cut_out(document: Document, page: Page, box: Box, side: float) -> Image.Image:
    """A code with what is around it, as it is printed."""
    margin = 4 * side
    around = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    return crop(document, page, around, min(_FINE / side, 12.0))


def free_around(document: Document, page: Page, box: Box, side: float) -> float:
    """How many modules around a code are of one plain, light ground, 5 at most."""
    reach = 5 * side
    scale = _FINE / side
    picture = crop(document, page, (box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach), scale).convert("L")
    inner = 5 * _FINE
    ground = picture.crop((inner, inner, picture.width - inner, picture.height - inner))
    low, high = ground.getextrema()
    middle = (int(low) + int(high)) / 2  # type: ignore[arg-type]
    for step in range(1, inner):
        left, right, bottom = inner - step, picture.width - inner + step, picture.height - inner + step
        top = left
        strips = (
            (left, top, right, top + 1),
            (left, bottom - 1, right, bottom),
            (left, top, left + 1, bottom),
            (right - 1, top, right, bottom),
        )
        darkest = min(int(picture.crop(strip).getextrema()[0]) for strip in strips)  # type: ignore[arg-type]
        if darkest < middle and step > 2:  # smoothed edges of the code's own squares reach a pixel further
            return (step - 1) / _FINE
    return 5.0


def crop(document: Document, page: Page, box: Box, scale: float) -> Image.Image:
    """A part of a page, in so many pixels a point; what lies beyond the page is white."""
    from PIL import Image

    wide, high = document.pixels(page.number, scale)
    left, bottom, _, top = page.crop or page.media
    del bottom
    edges = (box[0] - left) * scale, (top - box[3]) * scale, (box[2] - left) * scale, (top - box[1]) * scale
    x, y, right, lower = (round(edge) for edge in edges)
    made = Image.new("RGB", (max(right - x, 1), max(lower - y, 1)), "white")
    there = max(x, 0), max(y, 0), min(right, wide), min(lower, high)
    if there[0] < there[2] and there[1] < there[3]:
        made.paste(document.drawn(page.number, scale, there), (max(-x, 0), max(-y, 0)))
    return made
