"""Pictures of a PDF of the engine's: opened as readers see them, and written anew in grey or sRGB."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from brochure.content.pictures import jpeg
from brochure.editions.pictures import has_profile
from brochure.pdf import pictures, spaces
from brochure.pdf.reading import filters
from brochure.prepress import lcms
from brochure.prepress.profiles import default

#: Pillow's scale of 0 to 95; here the eye sees no difference at reading distance.
QUALITY = 85
_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}


def in_srgb(picture: Any) -> None:
    """A picture with a profile of its own is in sRGB or grey then, packed as it was."""
    write(picture, opened(picture), photograph=is_photograph(picture), like=jpeg_of(picture))


def is_photograph(picture: Any) -> bool:
    return "/DCTDecode" in filters(picture)


def jpeg_of(picture: Any) -> bytes:
    """The JPEG that the picture is; empty where it is none."""
    return bytes(picture.read_raw_bytes()) if filters(picture) == ["/DCTDecode"] else b""


def opened(picture: Any) -> Image.Image:
    """In grey or sRGB. Ink without a profile is taken for that of the press that the program would print it on."""
    space = spaces.read(picture.ColorSpace)
    image = pictures.samples(picture, "on the page", space.components)
    if "/Decode" in picture:
        image = ImageChops.invert(image)
    if image.mode == "CMYK":
        icc = bytes(picture.ColorSpace[1].read_bytes()) if has_profile(picture) else default("letter").icc
        return lcms.applied(image, lcms.to_screen(icc))
    return space.profile.picture(image).convert(image.mode) if space.profile else image


def write(picture: Any, image: Image.Image, *, photograph: bool, like: bytes = b"") -> None:
    """Puts `image` in the place of what the picture was; a photograph with the tables of the JPEG `like`."""
    if photograph:
        picture.write(jpeg.encoded(image, like) if like else _jpeg(image), filter=Name.DCTDecode)
    else:
        parameters = Dictionary(Predictor=15, Colors=len(image.getbands()), Columns=image.width)
        picture.write(_packed(image), filter=Name.FlateDecode, decode_parms=parameters)
    picture.Width, picture.Height = image.size
    picture.ColorSpace, picture.BitsPerComponent = _SPACES[image.mode], 8
    if "/Decode" in picture:
        del picture["/Decode"]


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _packed(image: Image.Image) -> bytes:
    """The samples as a PNG packs them: the same that PDF calls Flate with predictor 15 (PNG, 11.2.3: chunk IDAT)."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    data, parts, at = out.getvalue(), [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
