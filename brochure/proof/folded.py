"""A picture of the folded piece: closed, and opened beside it; a piece without folds lies flat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PIL import Image, ImageChops

from brochure.geometry.fold import Fold
from brochure.geometry.piece import Piece
from brochure.proof.perspective import Quad, cast_shadow, lay, moved, upright

#: Width of the picture in pixels. It is drawn twice as large and made smaller, for the sake of its edges.
_WIDTH, _FINE = 2000, 2
_PAPER_GREY = (228, 228, 225)
#: How far panels are turned, in degrees; and the leaflet that is closed.
_TURN, _CLOSED = 27.0, 16.0
#: The eye is so many times the opened width away.
_DISTANCE = 2.2


def folded(
    sides: Mapping[str, Image.Image], piece: Piece, fold: Fold, folds: Mapping[str, tuple[float, ...]]
) -> Image.Image:
    """The picture. `sides` are cropped to the trim; `folds` has for each where it folds, in points from the left."""
    inner = piece.sides[-1].name
    if fold == "none" or not folds[inner]:
        return _flat([sides[side.name] for side in piece.sides])
    strips = {side.name: _strips(sides[side.name], (0, *folds[side.name], piece.width)) for side in piece.sides}
    front = _front(piece, fold, strips, folds)
    return _standing(front, strips[inner], piece, _angles(fold, len(strips[inner])))


def _strips(side: Image.Image, edges: Sequence[float]) -> list[Image.Image]:
    """A side cut at its folds."""
    scale = side.width / edges[-1]
    return [side.crop((round(left * scale), 0, round(right * scale), side.height)) for left, right in pairwise(edges)]


def _front(
    piece: Piece, fold: Fold, strips: Mapping[str, list[Image.Image]], folds: Mapping[str, tuple[float, ...]]
) -> list[Image.Image]:
    """What shows when it is closed: the cover, or of a gate fold the two flaps, the other way round."""
    cover = piece.panels[0]
    faces = strips[cover.side]
    if fold == "gate":
        return [faces[-1], faces[0]]
    return [faces[sum(edge <= cover.x + 0.01 for edge in folds[cover.side])]]


def _angles(fold: Fold, count: int) -> list[float]:
    """How each panel stands when the piece is half opened: a z fold in zigzag, others like a screen."""
    if fold == "z":
        return [_TURN if number % 2 else -_TURN for number in range(count)]
    middle = (count - 1) / 2
    return [
        _TURN * (middle - number) / max(middle, 1) if count > 2 else _TURN * (1 - 2 * number) for number in range(count)
    ]


def _standing(front: list[Image.Image], inside: list[Image.Image], piece: Piece, angles: list[float]) -> Image.Image:
    """The closed piece at the left and the opened one at the right, on one ground."""
    scale = piece.width / sum(strip.width for strip in inside)
    distance = piece.width * _DISTANCE
    opened = _chain([strip.width * scale for strip in inside], piece.height, angles, distance)
    closed = _chain([strip.width * scale for strip in front], piece.height, [_CLOSED] * len(front), distance)
    spans = [(quads[0][0][0], quads[-1][1][0]) for quads in (closed, opened)]
    gap = piece.width * 0.09
    whole = sum(right - left for left, right in spans) + 3 * gap
    zoom = _WIDTH * _FINE / whole
    tall = max(quad[corner][1] for quad in (*closed, *opened) for corner in (2, 3)) * 2
    canvas = _ground((_WIDTH * _FINE, round((tall + 2.2 * gap) * zoom)))
    middle, x = canvas.height / 2, gap
    for (left, right), quads, faces, turns in (
        (spans[0], closed, front, [_CLOSED] * len(front)),
        (spans[1], opened, inside, angles),
    ):
        placed = [moved(quad, (x - left) * zoom, middle, zoom) for quad in quads]
        cast_shadow(canvas, placed, gap * zoom / 7, (gap * zoom / 9, gap * zoom / 7), 0.55)
        if faces is front:
            _edges(canvas, placed[-1], zoom)
        for quad, face, turn in zip(placed, faces, turns, strict=True):
            lay(canvas, _lit(face, turn), quad)
        x += right - left + gap
    return canvas.resize((_WIDTH, canvas.height // _FINE), Image.Resampling.LANCZOS)


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


def _edges(canvas: Image.Image, cover: Quad, zoom: float) -> None:
    """The edges of the panels that are folded in, behind the cover's open edge."""
    for number in (3, 2, 1):
        shade = 190 + 14 * (3 - number)
        step = moved(cover, 1.5 * number * zoom, 0)
        (_, top), (_, bottom) = step[1], step[2]
        inset = 0.0015 * number * (bottom - top)
        right = step[1][0]
        edge: Quad = (step[0], (right, top + inset), (right, bottom - inset), step[3])
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
