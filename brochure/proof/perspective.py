"""Pictures on planes in space: a projection, and Pillow's perspective transform."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
#: Corners from the top left, clockwise.
Quad = tuple[Point, Point, Point, Point]
#: A shadow is blurred in so many times fewer pixels each way; and its colour.
_COARSE, _SHADE = 8, (40, 42, 48)


def upright(start: Point, width: float, height: float, angle: float, distance: float) -> tuple[Quad, Point]:
    """An upright rectangle from `start` (to the right, and away from the eye) as the eye sees it, and where it ends.

    `angle` in degrees turns its right edge away. The eye is at 0, half-way up, `distance` before the plane of 0.
    """
    turn = math.radians(angle)
    end = start[0] + width * math.cos(turn), start[1] + width * math.sin(turn)
    near, far = (distance / (distance + depth) for _, depth in (start, end))
    left, right, half = start[0] * near, end[0] * far, height / 2
    return ((left, -half * near), (right, -half * far), (right, half * far), (left, half * near)), end


def moved(quad: Quad, x: float, y: float, scale: float = 1.0) -> Quad:
    one, two, three, four = ((px * scale + x, py * scale + y) for px, py in quad)
    return one, two, three, four


def lay(canvas: Image.Image, picture: Image.Image, quad: Quad) -> None:
    """Pastes the picture so that its corners come to lie on those of `quad`."""
    width, height = picture.size
    # a pixel inside its edges: beyond them there is black
    source = ((1.0, 1.0), (width - 1, 1.0), (width - 1, height - 1), (1.0, height - 1))
    box = _bounds(quad, canvas.size)
    local = moved(quad, -box[0], -box[1])
    size = box[2] - box[0], box[3] - box[1]
    drawn = picture.transform(size, Image.Transform.PERSPECTIVE, _coefficients(local, source), Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(local, fill=255)
    canvas.paste(drawn, box[:2], mask)


def cast_shadow(canvas: Image.Image, quads: Sequence[Quad], blur: float, drop: Point, strength: float) -> None:
    """A soft shadow of all the quads together, dropped by so many pixels."""
    small = canvas.width // _COARSE + 1, canvas.height // _COARSE + 1
    mask = Image.new("L", small, 0)
    draw = ImageDraw.Draw(mask)
    for quad in quads:
        draw.polygon(moved(quad, drop[0] / _COARSE, drop[1] / _COARSE, 1 / _COARSE), fill=round(255 * strength))
    soft = mask.filter(ImageFilter.GaussianBlur(blur / _COARSE))
    whole = soft.resize((small[0] * _COARSE, small[1] * _COARSE), Image.Resampling.BILINEAR)
    canvas.paste(_SHADE, mask=whole.crop((0, 0, *canvas.size)))


def _bounds(quad: Quad, size: tuple[int, int]) -> tuple[int, int, int, int]:
    across, down = [x for x, _ in quad], [y for _, y in quad]
    left, top = max(0, math.floor(min(across))), max(0, math.floor(min(down)))
    return left, top, min(size[0], math.ceil(max(across))), min(size[1], math.ceil(max(down)))


def _coefficients(places: Sequence[Point], sources: Sequence[Point]) -> list[float]:
    """The eight numbers that lead from a place in the output to its source (see Pillow's Image.transform)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(places, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss and Jordan, the largest pivot first."""
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        first = rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(count):
            if row != column and (factor := rows[row][column]):
                rows[row] = [value - factor * other for value, other in zip(rows[row], first, strict=True)]
    return [row[-1] for row in rows]
