"""A picture of the folded piece: closed, and opened beside it; a piece without folds lies flat."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from brochure.geometry.fold import Fold
from brochure.geometry.opening import opened
from brochure.geometry.piece import Piece

#: Width of the picture in pixels. It is drawn twice as large and made smaller, for the sake of its edges.
_WIDTH, _FINE = 2000, 2
_PAPER_GREY = (228, 228, 225)
#: How far panels are turned, in degrees; and the leaflet that is closed.
_TURN, _CLOSED = 27.0, 16.0
#: Two places that are no further apart (points) are one.
_HAIR = 0.01
#: The eye is so many times the opened width away.
_DISTANCE = 2.2


def folded(sides: Mapping[str, Image.Image], piece: Piece, width: int = _WIDTH) -> Image.Image:
    """The picture, `width` pixels wide. `sides` are cropped to the trim."""
    inner = piece.sides[-1]
    if not inner.upright_folds:
        return _flat([sides[side.name] for side in piece.sides])
    strips = {side.name: _strips(sides[side.name], (0, *side.upright_folds, piece.width)) for side in piece.sides}
    front = _front(piece, strips)
    return _standing(front, strips[inner.name], piece, _angles(piece.fold, len(strips[inner.name])), width)


def _strips(side: Image.Image, edges: Sequence[float]) -> list[Image.Image]:
    """A side cut at its folds."""
    scale = side.width / edges[-1]
    return [side.crop((round(left * scale), 0, round(right * scale), side.height)) for left, right in pairwise(edges)]


def _front(piece: Piece, strips: Mapping[str, list[Image.Image]]) -> list[Image.Image]:
    """What shows when it is closed: the cover, or of a gate fold its two doors."""
    sides = {side.name: side for side in piece.sides}
    seen = [(one.panel.side, one.panel) for one in opened(piece).stages[0]]
    places = dict.fromkeys((name, bisect(sides[name].upright_folds, panel.x + _HAIR)) for name, panel in seen)
    return [strips[name][at] for name, at in places]


def _angles(fold: Fold, count: int) -> list[float]:
    """How each panel stands when the piece is half opened: a z fold in zigzag, others like a screen."""
    if fold in ("z", "accordion"):
        return [_TURN if number % 2 else -_TURN for number in range(count)]
    middle = (count - 1) / 2
    return [
        _TURN * (middle - number) / max(middle, 1) if count > 2 else _TURN * (1 - 2 * number) for number in range(count)
    ]


def _standing(
    front: list[Image.Image], inside: list[Image.Image], piece: Piece, angles: list[float], width: int
) -> Image.Image:
    """The closed piece at the left and the opened one at the right, on one ground."""
    scale = piece.width / sum(strip.width for strip in inside)
    distance = piece.width * _DISTANCE
    spread = _chain([strip.width * scale for strip in inside], piece.height, angles, distance)
    closed = _chain([strip.width * scale for strip in front], piece.height, [_CLOSED] * len(front), distance)
    spans = [(quads[0][0][0], quads[-1][1][0]) for quads in (closed, spread)]
    gap = piece.width * 0.09
    whole = sum(right - left for left, right in spans) + 3 * gap
    zoom = width * _FINE / whole
    tall = max(quad[corner][1] for quad in (*closed, *spread) for corner in (2, 3)) * 2
    canvas = _ground((width * _FINE, round((tall + 2.2 * gap) * zoom)))
    middle, x = canvas.height / 2, gap
    for (left, right), quads, faces, turns in (
        (spans[0], closed, front, [_CLOSED] * len(front)),
        (spans[1], spread, inside, angles),
    ):
        placed = [moved(quad, (x - left) * zoom, middle, zoom) for quad in quads]
        cast_shadow(canvas, placed, gap * zoom / 7, (gap * zoom / 9, gap * zoom / 7), 0.55)
        if faces is front:
            _edges(canvas, placed[0] if piece.to_left else placed[-1], zoom, to_left=piece.to_left)
        for quad, face, turn in zip(placed, faces, turns, strict=True):
            lay(canvas, _lit(face, turn), quad)
        x += right - left + gap
    return canvas.resize((width, canvas.height // _FINE), Image.Resampling.LANCZOS)


def _chain(widths: Sequence[float], height: float, angles: Sequence[float], distance: float) -> list[Quad]:
    """Panels that hang together, as the eye before their middle sees them."""
    ends = [(0.0, 0.0)]
    for width, angle in zip(widths, angles, strict=True):
        ends.append(upright(ends[-1], width, height, angle, distance)[1])
    start = -ends[-1][0] / 2, -max(depth for _, depth in ends)
    quads = []
    for width, angle in zip(widths, angles, strict=True):
        quad, start = upright(start, width, height, angle, distance)
        quads.append(quad)
    return quads


def _edges(canvas: Image.Image, cover: Quad, zoom: float, *, to_left: bool) -> None:
    """The edges of the panels that are folded in, behind the cover's open edge, which is across from its spine."""
    for number in (3, 2, 1):
        shade = 190 + 14 * (3 - number)
        one, two, three, four = moved(cover, (-1.5 if to_left else 1.5) * number * zoom, 0)
        inset = 0.0015 * number * (three[1] - two[1])
        edge: Quad = (one, (two[0], two[1] + inset), (three[0], three[1] - inset), four)
        if to_left:
            edge = ((one[0], one[1] + inset), two, three, (four[0], four[1] - inset))
        lay(canvas, Image.new("RGB", (8, 8), (shade, shade, shade - 3)), edge)


def _lit(face: Image.Image, turn: float) -> Image.Image:
    """Light comes from the left before the piece: what faces right is darker, and darkest in the crease."""
    base = 1.0 - 0.002 * max(-turn, 0) - 0.0015 * max(turn, 0)
    near, far = (base, base - 0.10) if turn > 0 else (base - 0.06, base)
    steps = 256
    light = Image.frombytes(
        "L", (steps, 1), bytes(round(255 * (near + (far - near) * (at / steps) ** 2)) for at in range(steps))
    )
    return ImageChops.multiply(face, Image.merge("RGB", (light,) * 3).resize(face.size, Image.Resampling.BILINEAR))


def _ground(size: tuple[int, int]) -> Image.Image:
    """Soft paper grey, a little darker towards the foot."""
    fade = Image.linear_gradient("L").resize(size).point([255 - level // 14 for level in range(256)])
    return ImageChops.multiply(Image.new("RGB", size, _PAPER_GREY), Image.merge("RGB", (fade,) * 3))


def _flat(sheets: list[Image.Image]) -> Image.Image:
    """Sheets side by side, seen from above."""
    wide, high = sum(sheet.width for sheet in sheets), max(sheet.height for sheet in sheets)
    gap = round(0.09 * max(wide / len(sheets), high))
    canvas = _ground((wide + gap * (len(sheets) + 1), high + 2 * gap))
    x = gap
    for sheet in sheets:
        edge: Quad = ((x, gap), (x + sheet.width, gap), (x + sheet.width, gap + sheet.height), (x, gap + sheet.height))
        cast_shadow(canvas, [edge], gap / 6, (gap / 10, gap / 8), 0.5)
        canvas.paste(sheet, (x, gap))
        x += sheet.width + gap
    return canvas


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
