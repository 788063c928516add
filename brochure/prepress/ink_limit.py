"""Ink over what the press takes is thinned, in pictures and in colours that came as ink.

What a profile made of screen colours is over its limit by a trifle, between the steps of its table: there cyan, magenta
and yellow are thinned in equal parts. What came as ink may have any amount: it goes through the profile, to its colour
and back, which replaces the grey in cyan, magenta and yellow by black (grey-component replacement) and keeps the look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import cast

from PIL import Image, ImageMath

from brochure.pdf.colour import Ink
from brochure.prepress.lcms import applied, to_same_press

#: Ink is said in thousandths of full strength; a press holds no more than a hundredth.
_STEPS = 1000
_Quad = tuple[float, float, float, float]


def most_ink(cmyk: Image.Image) -> float:
    """The most of all inks together in any pixel, 1.0 being one ink in full."""
    return _highest(_bands(cmyk)) / 255


def most_colour(cmyk: Image.Image) -> float:
    """The most of cyan, magenta and yellow together in any pixel: what black that overprints may lie on."""
    bands = _bands(cmyk)
    return _highest({name: bands[name] for name in "cmy"}) / 255


def limited(cmyk: Image.Image, limit: float) -> Image.Image:
    """Thins cyan, magenta and yellow in equal parts, which keeps the hue, where a pixel has more ink than `limit`."""
    bands, most = _bands(cmyk), _most(limit)
    if _highest(bands) <= most:
        return cmyk
    thinned = [ImageMath.lambda_eval(_thinning(name, most), **bands) for name in "cmy"]
    return Image.merge("CMYK", (*thinned, bands["k"]))


def thinned(cmyk: Image.Image, limit: float, icc: bytes) -> Image.Image:
    """The picture with no pixel over `limit`: those that are, are mixed anew; the very same where none is."""
    over = ImageMath.lambda_eval(_over(_most(limit)), total=_total(_bands(cmyk)))
    if over.getextrema()[1] == 0:
        return cmyk
    mixed = cmyk.copy()
    mixed.paste(limited(applied(cmyk, to_same_press(icc)), limit), mask=over)
    return mixed


def thinned_ink(ink: Ink, limit: float, icc: bytes) -> Ink:
    """The same for one colour."""
    if ink.total <= limit + 1e-9:
        return ink
    parts = (ink.cyan, ink.magenta, ink.yellow, ink.key)
    one = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in parts))
    cyan, magenta, yellow, key = applied(one, to_same_press(icc)).tobytes()
    return within((cyan / 255, magenta / 255, yellow / 255, key / 255), limit)


def within(inks: _Quad, limit: float) -> Ink:
    """Rounded to a thousandth, and down where inks had to be thinned, so that the sum keeps to the limit too."""
    rounded = [round(part * _STEPS) for part in inks]
    colours, key = sum(rounded[:3]), rounded[3]
    room = floor(limit * _STEPS + 1e-6) - key
    if colours > room:
        rounded[:3] = [part * room // colours for part in rounded[:3]]
    cyan, magenta, yellow = (part / _STEPS for part in rounded[:3])
    return Ink(cyan, magenta, yellow, key / _STEPS)


def _most(limit: float) -> int:
    return floor(limit * 255 + 1e-6)


def _bands(cmyk: Image.Image) -> dict[str, Image.Image]:
    return dict(zip("cmyk", cmyk.split(), strict=True))


def _highest(bands: Mapping[str, Image.Image]) -> int:
    _, most = cast("tuple[int, int]", _total(bands).getextrema())
    return most


def _total(bands: Mapping[str, Image.Image]) -> Image.Image:
    found: Image.Image = ImageMath.lambda_eval(lambda given: sum(given[name] for name in bands), **bands)
    return found.convert("I")


# Pillow's operands have no public type.
def _thinning(name: str, most: int) -> Callable[..., Image.Image]:
    """band × min(room, colours) ÷ colours: whole numbers, rounded down, and the band itself where there is room."""

    def thin(given):  # type: ignore[no-untyped-def]
        colours = given["c"] + given["m"] + given["y"]
        room = given["min"](most - given["k"], colours)
        return given["convert"](given[name] * room / given["max"](colours, 1), "L")

    return thin


def _over(most: int) -> Callable[..., Image.Image]:
    """A mask of the pixels with more than `most`."""
    return lambda given: given["convert"]((given["total"] > most) * 255, "L")
