"""Pictures and gradients as one plate has them: DeviceGray, in which white is no ink."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from brochure.errors import BadInput
from brochure.pdf import pictures
from brochure.pdf.reading import Damaged, copied, data, entry, filters
from brochure.pdf.spaces import Space
from brochure.prepress.plates.plate import Reading
from brochure.prepress.separation import shadings
from brochure.prepress.separation.targets import Luminosity

_DROPPED = ("/Decode", "/Intent", "/Alternates", "/DecodeParms")


def grey_picture(pdf: pikepdf.Pdf, picture: Any, space: Space, plate: Reading, name: str) -> Any:
    """A copy of the picture with one ink in it; its masks stay."""
    copy = copied(pdf, picture)
    depth = pictures.bits(picture)
    if space.components == 1 and depth <= 8 and "/DCTDecode" not in filters(picture):
        _give_palette(pdf, copy, _levels(picture, space, plate, depth))
        return copy
    _explicit_mask(pdf, copy, picture, space, name)
    if space.components == 1:
        levels = _levels(picture, space, plate, 8)
        _write(copy, pictures.samples(picture, name, 1).point(levels))
    elif plate.channel is None:
        _write(copy, Image.new("L", (1, 1), 255))
    else:
        _write(copy, ImageChops.invert(_channel(picture, space, plate.channel, name)))
    return copy


def grey_shading(pdf: pikepdf.Pdf, shading: Any, space: Space, plate: Reading) -> Any:
    """A copy of the gradient with one ink in it."""
    vertices = data(shading) if isinstance(shading, Stream) else None
    copy = copied(pdf, shading, vertices)

    def grey(values: Any) -> tuple[float, float, float]:
        level = 1 - plate.paint(values).amount
        return level, level, level

    shadings.convert(pdf, copy, vertices, replace(space, read=grey), Luminosity())
    return copy


def _levels(picture: Any, space: Space, plate: Reading, depth: int) -> list[int]:
    """The grey of each value that a sample can have."""
    top = (1 << depth) - 1
    ((low, high),) = pictures.decode(picture, space, depth)
    values = [low + value / top * (high - low) for value in range(top + 1)]
    if space.family == "Indexed":
        values = [round(value) for value in values]
    return [round(255 * (1 - plate.paint((value,)).amount)) for value in values]


def _give_palette(pdf: pikepdf.Pdf, picture: Any, levels: list[int]) -> None:
    table = pikepdf.String(bytes(levels))
    picture.ColorSpace = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, len(levels) - 1, table]))
    if "/Decode" in picture:
        del picture["/Decode"]


def _channel(picture: Any, space: Space, at: int, name: str) -> Image.Image:
    """The samples of one component, 255 being full ink."""
    if space.components in (3, 4) and "/JPXDecode" not in filters(picture):
        channel = pictures.samples(picture, name, space.components).getchannel(at)
    else:
        channel = _interleaved(picture, space.components, at, name)
    low, high = pictures.decode(picture, space, 8)[at]
    if (low, high) == (0, 1):
        return channel
    return channel.point([min(max(round(255 * low + value * (high - low)), 0), 255) for value in range(256)])


def _interleaved(picture: Any, components: int, at: int, name: str) -> Image.Image:
    """Of a picture with as many inks as Pillow has no mode for."""
    depth, (width, height) = pictures.bits(picture), pictures.size(picture, name)
    if depth < 8 or {"/DCTDecode", "/JPXDecode"} & set(filters(picture)):
        raise BadInput(f"The picture {name} in the PDF has {components} inks in a form that is unknown.")
    step = depth // 8
    channel = data(picture)[at * step :: components * step]
    if len(channel) < width * height:
        raise Damaged(f"The picture {name} in the PDF is cut short.")
    return Image.frombytes("L", (width, height), channel[: width * height])


def _explicit_mask(pdf: pikepdf.Pdf, copy: Any, picture: Any, space: Space, name: str) -> None:
    """In place of a colour key, which lists values of samples that change here: a stencil that masks the same."""
    key = entry(picture, "/Mask")
    if not isinstance(key, Array):
        return
    stencil = pictures.keyed(pictures.samples(picture, name, space.components), key, pictures.bits(picture))
    header = Dictionary(Type=Name.XObject, Subtype=Name.Image, ImageMask=True, BitsPerComponent=1)
    header.Width, header.Height = stencil.size
    copy.Mask = pdf.make_stream(stencil.tobytes(), header)


def _write(picture: Any, grey: Image.Image) -> None:
    for key in _DROPPED:
        if key in picture:
            del picture[key]
    picture.write(zlib.compress(grey.tobytes(), 1), filter=Name.FlateDecode)
    picture.Width, picture.Height = grey.size
    picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceGray
