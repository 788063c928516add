"""Pictures in ink.

- Grey, one-bit and palette pictures keep their samples to the bit and get a palette of inks: `/Indexed` over DeviceCMYK
  in which a neutral grey is K alone. DeviceGray would do on paper, but Ghent R0011 to R0013 want none of it.
- Colour pictures go through the profile and are packed with Flate, photographs too: a second JPEG would lose quality
  and overshoot the ink limit.
- Continuous tone is made smaller when it is above 300 ppi at its largest place, never larger. One-bit art and palettes
  are not: line art wants 800 ppi. Pictures that are ink already are left alone.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from brochure.errors import BadInput
from brochure.pdf import pictures
from brochure.pdf.colour import Ink
from brochure.pdf.placing import Placement
from brochure.pdf.reading import Damaged, entry
from brochure.pdf.spaces import CMYK, GREY, Space
from brochure.prepress.ink_limit import most_ink
from brochure.prepress.separation.targets import Target, process

#: Pixels per inch that a screen of dots can use (Ghent R0031 wants 225 at least).
RESOLUTION = 300


@dataclass(frozen=True)
class Picture:
    """A picture as it came, at the largest size at which it is printed. Line art is black and white alone.

    `ink` is the most of all inks together in a pixel of a picture that came as ink, 1.0 being one ink; else 0.
    `x` and `y` are the middle of its first place on the page, in points from the bottom left corner.
    """

    page: int
    name: str
    x: float
    y: float
    pixels: tuple[int, int]
    width_mm: float
    height_mm: float
    bits: int
    is_line_art: bool = False
    ink: float = 0.0

    @property
    def ppi(self) -> float:
        """Pixels per inch in the direction in which there are fewer."""
        across, up = (
            count * 25.4 / side if side > 0 else math.inf
            for count, side in zip(self.pixels, (self.width_mm, self.height_mm), strict=True)
        )
        return min(across, up)


def described(picture: Any, placement: Placement) -> Picture:
    scale = 25.4 / 72
    pixels = pictures.size(picture, placement.name)
    width, height = placement.width * scale, placement.height * scale
    return Picture(
        placement.page,
        placement.name,
        placement.x,
        placement.y,
        pixels,
        width,
        height,
        pictures.bits(picture),
        pictures.is_line_art(picture, placement.name),
    )


def convert(
    pdf: pikepdf.Pdf, picture: Any, space: Space, target: Target, name: str, placement: Placement | None
) -> None:
    """Writes the inks of `target` into a picture."""
    depth = pictures.bits(picture)
    _refuse_matte(picture, name)
    small = _smaller(picture, name, placement) if space.family != "Indexed" and depth >= 8 else None
    if space.components == 1 and depth <= 8 and small is None:
        _give_palette(pdf, picture, space, target, depth)
        return
    raw = pictures.samples(picture, name, space.components)
    _explicit_mask(pdf, picture, raw, depth, single=space.components == 1)
    if space.components == 3 and pictures.is_line_art(picture, name):
        # The engine knows no picture of black and white alone; through the profile its black would be four inks.
        raw, space = raw.getchannel(0), GREY
    if small is not None:
        raw = raw.resize(small, Image.Resampling.BICUBIC)
    if space.components == 1:
        _write(picture, raw.size, raw.tobytes())
        _give_palette(pdf, picture, space, target, 8)
    else:
        _mix(pdf, picture, pictures.colours(picture, raw, space, own=target.name == "process"), target)


def _refuse_matte(picture: Any, name: str) -> None:
    if entry(entry(picture, "/SMask"), "/Matte") is not None:
        raise BadInput(
            f"The picture {name} is mixed with a matte colour already.", hint="Save it with plain transparency."
        )


def is_process_ink(space: Space) -> bool:
    """Whether samples in this space are cyan, magenta, yellow and black already; a profile of theirs is passed over."""
    below = space.base if space.family == "Indexed" and space.base else space
    return below.components == 4 and below.family in ("DeviceCMYK", "ICCBased")


def hold_limit(pdf: pikepdf.Pdf, picture: Any, space: Space, target: Target, name: str) -> float:
    """Thins a picture of process ink where it is over the limit; returns the most that it had, 1.0 being one ink.

    The samples of one that keeps to the limit stay as they are, to the byte.
    """
    if space.family == "Indexed":
        return _hold_palette(pdf, picture, space, target)
    raw = pictures.samples(picture, name, space.components)
    before = pictures.colours(picture, raw, CMYK)
    after = target.picture(before)
    if after is not before:
        _refuse_matte(picture, name)
        _explicit_mask(pdf, picture, raw, pictures.bits(picture), single=False)
        _write(picture, after.size, after.tobytes())
        _drop(picture, "/Decode")
    if space.family != "DeviceCMYK":
        picture.ColorSpace = target.space(pdf)
    return most_ink(before)


def _hold_palette(pdf: pikepdf.Pdf, picture: Any, space: Space, target: Target) -> float:
    size = len(space.palette) // space.base.components if space.base else 0
    inks = [colour for colour in (space.colour((at,)) for at in range(size)) if isinstance(colour, Ink)]
    if space.base != CMYK or any(target.mix(ink) != process(ink) for ink in inks):
        _give_palette(pdf, picture, space, target, pictures.bits(picture))
    return max((ink.total for ink in inks), default=0.0)


def _smaller(picture: Any, name: str, placement: Placement | None) -> tuple[int, int] | None:
    """The size in pixels of a picture that has more than the press can print."""
    if placement is None:
        return None
    pixels = pictures.size(picture, name)
    wanted = [math.ceil(points / 72 * RESOLUTION) for points in (placement.width, placement.height)]
    if min(wanted) < 1 or all(have <= need for have, need in zip(pixels, wanted, strict=True)):
        return None
    if pictures.is_line_art(picture, name):
        return None
    return min(pixels[0], wanted[0]), min(pixels[1], wanted[1])


def _mix(pdf: pikepdf.Pdf, picture: Any, coloured: Image.Image, target: Target) -> None:
    mixed = target.picture(coloured)
    _write(picture, mixed.size, mixed.tobytes())
    _drop(picture, "/Decode")
    if mixed.mode == "L" and target.name != "mask":
        _give_palette(pdf, picture, GREY, target, 8)
    else:
        picture.ColorSpace = target.space(pdf)


def _give_palette(pdf: pikepdf.Pdf, picture: Any, space: Space, target: Target, depth: int) -> None:
    """Leaves the samples as they are and says what ink each value is; Decode is in the palette then."""
    top = (1 << depth) - 1
    ((low, high),) = pictures.decode(picture, space, depth)
    values = [low + value / top * (high - low) for value in range(top + 1)]
    if space.family == "Indexed":
        values = [round(value) for value in values]
    inks = [round(part * 255) for value in values for part in target.mix(space.colour((value,)))]
    picture.ColorSpace = pdf.make_indirect(Array([Name.Indexed, target.space(pdf), top, pikepdf.String(bytes(inks))]))
    _drop(picture, "/Decode")


def _explicit_mask(pdf: pikepdf.Pdf, picture: Any, raw: Image.Image, depth: int, *, single: bool) -> None:
    """A colour key names samples, which change: a stencil says the same."""
    key = entry(picture, "/Mask")
    if not isinstance(key, Array):
        return
    if len(key) != (2 if single else 2 * len(raw.getbands())):
        raise Damaged("A colour key in the PDF does not fit its picture.")
    stencil = pictures.keyed(raw, key, depth)
    picture.Mask = pdf.make_stream(
        stencil.tobytes(),
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            ImageMask=True,
            Width=raw.width,
            Height=raw.height,
            BitsPerComponent=1,
        ),
    )


def _write(picture: Any, pixels: tuple[int, int], data: bytes) -> None:
    picture.write(zlib.compress(data, 6), filter=Name.FlateDecode)
    picture.Width, picture.Height = pixels
    picture.BitsPerComponent = 8


def _drop(picture: Any, key: str) -> None:
    if key in picture:
        del picture[key]
