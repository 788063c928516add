"""How much ink lies on one another: the most of it, the worst 15 mm square, and a map of it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import cast

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageMath

from brochure.storage.shipped import SHIPPED

#: Left, top, right and bottom in pixels.
Box = tuple[float, float, float, float]

#: The square over which ink may be averaged (Ghent R0026), and the step in which it is slid, in millimetres.
SQUARE, _STEP = 15, 1
#: Plates have 256 levels: each may be half a level too high.
_ROUNDING = 0.5 / 255
_FONT = SHIPPED / "assets" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"

#: The map's colours from no ink to the limit, and of what is above it; the latter is the only red.
_RAMP = ((255, 255, 255), (214, 232, 240), (138, 185, 209), (64, 122, 166), (24, 52, 92))
_OVER = (226, 0, 38)
_TEXT, _LINE = (40, 44, 48), (120, 124, 128)
_TOP = 250


@dataclass(frozen=True)
class InkUse:
    """Total ink, 1.0 being one ink in full. `square` is where the worst 15 mm lie, in pixels of the area."""

    maximum: float
    worst_square: float
    limit: float
    square: Box
    inks: int = 4

    @property
    def over(self) -> bool:
        """Whether there is more ink somewhere than the limit, apart from the rounding of the plates."""
        return self.maximum > self.limit + self.inks * _ROUNDING


def total_ink(plates: Mapping[str, Image.Image], area: Box) -> Image.Image:
    """The sum of all plates in mode I, 255 being one ink in full; of the pixels that are wholly inside `area`."""
    left, top, right, bottom = area
    inside = math.ceil(left - 1e-6), math.ceil(top - 1e-6), math.floor(right + 1e-6), math.floor(bottom + 1e-6)
    bands = {f"ink{number}": plate.crop(inside) for number, plate in enumerate(plates.values())}
    found: Image.Image = ImageMath.lambda_eval(lambda given: sum(given[name] for name in bands), **bands)
    return found.convert("I")


def ink_use(total: Image.Image, ppi: float, limit: float, inks: int = 4) -> InkUse:
    """What a picture of `total_ink` comes to."""
    mean, square = _worst(total, ppi)
    _, most = cast("tuple[int, int]", total.getextrema())
    return InkUse(most / 255, mean / 255, limit, square, inks)


def _worst(total: Image.Image, ppi: float) -> tuple[float, Box]:
    """The highest mean of any square. The cells that it is made of are a millimetre wide, or a trifle less."""
    size = total.size
    across, up = (max(1, math.ceil(side / ppi * 25.4 / _STEP - 1e-6)) for side in size)
    cells = array("f", total.convert("F").resize((across, up), Image.Resampling.BOX).tobytes())
    wide, high = min(across, SQUARE // _STEP), min(up, SQUARE // _STEP)
    sums = _summed(cells, across)
    mean, x, y = max(
        (
            (sums[y + high][x + wide] - sums[y][x + wide] - sums[y + high][x] + sums[y][x]) / (wide * high),
            x,
            y,
        )
        for y in range(up - high + 1)
        for x in range(across - wide + 1)
    )
    cell_x, cell_y = size[0] / across, size[1] / up
    return mean, (x * cell_x, y * cell_y, (x + wide) * cell_x, (y + high) * cell_y)


def _summed(cells: array[float], across: int) -> list[list[float]]:
    """For each corner the sum of all cells above and to the left of it."""
    rows = [[0.0] * (across + 1)]
    for start in range(0, len(cells), across):
        line = [0.0, *accumulate(cells[start : start + across])]
        rows.append([above + here for above, here in zip(rows[-1], line, strict=True)])
    return rows


def heat_map(total: Image.Image, use: InkUse) -> Image.Image:
    """The total ink as a picture with its legend; where it is above the limit it is red, and be it one pixel."""
    most = (use.limit + use.inks * _ROUNDING) * 255
    scale = _TOP / (use.limit * 255)
    level: Image.Image = ImageMath.lambda_eval(
        lambda given: given["convert"](given["min"](given["float"](given["total"]) * scale, _TOP), "L"), total=total
    )
    over: Image.Image = ImageMath.lambda_eval(
        lambda given: given["convert"]((given["total"] > most) * 255, "L"), total=total
    )
    level.putpalette(_palette())
    picture = level.convert("RGB")
    picture.paste(_OVER, mask=over.filter(ImageFilter.MaxFilter(5)))
    ImageDraw.Draw(picture).rectangle(use.square, outline=_TEXT, width=2)
    return _with_legend(picture, use)


def _palette() -> list[int]:
    """The ramp in `_TOP` steps and one."""
    steps = _TOP / (len(_RAMP) - 1)
    colours: list[int] = []
    for value in range(256):
        at = min(value, _TOP) / steps
        low = min(int(at), len(_RAMP) - 2)
        pairs = zip(_RAMP[low], _RAMP[low + 1], strict=True)
        colours += [round(one + (other - one) * (at - low)) for one, other in pairs]
    return colours


def _with_legend(picture: Image.Image, use: InkUse) -> Image.Image:
    """Below the map a scale, and the figures."""
    size = max(12, min(picture.size) // 42)
    margin = 2 * size
    whole = Image.new("RGB", (picture.width + 2 * margin, picture.height + margin + 7 * size), "white")
    whole.paste(picture, (margin, margin))
    draw = ImageDraw.Draw(whole)
    draw.rectangle((margin - 1, margin - 1, margin + picture.width, margin + picture.height), outline=_LINE)
    top, width = margin + picture.height + size, min(16 * size, picture.width * 2 // 5)
    bar = Image.frombytes("L", (_TOP + 1, 1), bytes(range(_TOP + 1)))
    bar.putpalette(_palette())
    whole.paste(bar.convert("RGB").resize((width, size)), (margin, top))
    draw.rectangle((margin, top, margin + width, top + size), outline=_LINE)
    draw.rectangle((margin + width + size, top, margin + width + 2 * size, top + size), fill=_OVER)
    font = ImageFont.truetype(str(_FONT), size)
    for x, text in _scale(margin, width, size, use):
        draw.text((x, top + 1.3 * size), text, _TEXT, font, anchor="ma" if x > margin else "la")
    draw.text((margin, top + 3.3 * size), _said(use), _OVER if use.over else _TEXT, font)
    return whole


def _scale(left: int, width: int, size: int, use: InkUse) -> Iterable[tuple[float, str]]:
    yield left, "0"
    for whole in range(1, math.ceil(use.limit - 0.3)):
        yield left + width * whole / use.limit, f"{whole * 100}"
    yield left + width, f"{use.limit:.0%}"
    yield left + width + 3.5 * size, "over"


def _said(use: InkUse) -> str:
    verdict = "More than the press takes" if use.over else "Within what the press takes"
    return (
        f"{verdict}: at most {use.maximum:.0%}; worst {SQUARE} mm square (outlined) {use.worst_square:.0%};"
        f" limit {use.limit:.0%}."
    )
