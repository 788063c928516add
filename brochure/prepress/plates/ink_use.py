"""How much ink lies on one another: the most of it, and the worst 15 mm square."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import cast

from PIL import Image, ImageMath

from brochure.geometry.rect import Rect

#: Left, top, right and bottom in pixels.
Box = tuple[float, float, float, float]

#: The square over which ink may be averaged (Ghent R0026), and the step in which it is slid, in millimetres.
SQUARE, _STEP = 15, 1
#: Plates have 256 levels: each may be half a level too high.
ROUNDING = 0.5 / 255


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
        return self.maximum > self.limit + self.inks * ROUNDING


def pixels(area: Rect, height: float, ppi: float) -> Box:
    """Where a rectangle of a page `height` points high lies in its picture."""
    scale = ppi / 72
    return area.x * scale, (height - area.top) * scale, area.right * scale, (height - area.y) * scale


def place_of(total: Image.Image, use: InkUse) -> tuple[float, float]:
    """A place with the most ink, in pixels from the left upper corner of the area."""
    most = use.maximum * 255 - 0.5
    found = ImageMath.lambda_eval(lambda given: given["convert"]((given["total"] > most) * 255, "L"), total=total)
    left, top, _, _ = found.getbbox()
    return left + 0.5, top + 0.5


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
