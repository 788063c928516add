"""A map of the ink that lies on one another, as a picture with its legend."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageMath

from brochure.prepress.plates.ink_use import ROUNDING, SQUARE, InkUse
from brochure.storage.shipped import SHIPPED

_FONT = SHIPPED / "assets" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"

#: The map's colours from no ink to the limit, and of what is above it; the latter is the only red.
_RAMP = ((255, 255, 255), (214, 232, 240), (138, 185, 209), (64, 122, 166), (24, 52, 92))
_OVER = (226, 0, 38)
_TEXT, _LINE = (40, 44, 48), (120, 124, 128)
_TOP = 250


def heat_map(total: Image.Image, use: InkUse) -> Image.Image:
    """The total ink as a picture with its legend; where it is above the limit it is red, and be it one pixel."""
    most = (use.limit + use.inks * ROUNDING) * 255
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
    draw.text((margin, top + 3.3 * size), _summary(use), _OVER if use.over else _TEXT, font)
    return whole


def _scale(left: int, width: int, size: int, use: InkUse) -> Iterable[tuple[float, str]]:
    yield left, "0"
    for whole in range(1, math.ceil(use.limit - 0.3)):
        yield left + width * whole / use.limit, f"{whole * 100}"
    yield left + width, f"{use.limit:.0%}"
    yield left + width + 3.5 * size, "over"


def _summary(use: InkUse) -> str:
    verdict = "More than the press takes" if use.over else "Within what the press takes"
    return (
        f"{verdict}: at most {use.maximum:.0%}; worst {SQUARE} mm square (outlined) {use.worst_square:.0%};"
        f" limit {use.limit:.0%}."
    )
