"""Pictures for screens: at 150 ppi where they are finer, in RGB or grey; photographs as JPEG, drawings lossless.

Looks at every picture of a PDF of the engine's: eight bits a sample, DeviceGray, DeviceRGB or DeviceCMYK, with or
without a soft mask of the same size.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageChops

from brochure.pdf import pictures
from brochure.pdf.placing import Placement, placed
from brochure.pdf.reading import filters
from brochure.prepress import lcms
from brochure.prepress.profiles import default

#: Pixels per inch that a picture is brought to, and how many times that it may have as it is.
RESOLUTION, TOLERANCE = 150, 1.2
#: Pillow's scale of 0 to 95; here the eye sees no difference at reading distance.
_QUALITY = 85
#: A drawing has fewer colours than this, even with smooth edges.
_COLOURS_OF_A_DRAWING = 4096
_COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}


def shrink(pdf: Pdf, found: Sequence[Any]) -> None:
    """Makes the pictures `found` in the PDF fit for screens, in place; masks are among them."""
    for picture in found:
        # PDF/A forbids it, and readers smooth pictures anyway.
        picture.Interpolate = False
    masks = {picture.SMask.objgen for picture in found if "/SMask" in picture}
    places = placed(pdf)
    for picture in found:
        if picture.objgen not in masks:
            _shrink(picture, places.get(picture.objgen))


def _shrink(picture: Any, place: Placement | None) -> None:
    size = _wanted(picture, place)
    photograph = "/DCTDecode" in filters(picture)
    if photograph and size is None and picture.ColorSpace != Name.DeviceCMYK:
        return
    image = _opened(picture)
    photograph = photograph or image.getcolors(_COLOURS_OF_A_DRAWING) is None
    if size is None and not photograph:
        return
    mask = pictures.samples(picture.SMask, "alpha", 1) if "/SMask" in picture else None
    if size:
        image, mask = _resized(image, mask, size)
    _write(picture, image, photograph=photograph)
    if mask:
        _write(picture.SMask, mask, photograph=False)


def _wanted(picture: Any, place: Placement | None) -> tuple[int, int] | None:
    """The size in pixels of a picture that is too fine where it is shown largest."""
    if place is None or min(place.width, place.height) <= 0:
        return None
    pixels = pictures.size(picture, place.name)
    full = [points / 72 * RESOLUTION for points in (place.width, place.height)]
    if all(have <= TOLERANCE * need for have, need in zip(pixels, full, strict=True)):
        return None
    return min(pixels[0], math.ceil(full[0])), min(pixels[1], math.ceil(full[1]))


def _opened(picture: Any) -> Image.Image:
    """In grey or sRGB. Ink is taken for that of the press that the program would print it on."""
    image = pictures.samples(picture, "on the page", _COMPONENTS[str(picture.ColorSpace)])
    if "/Decode" in picture:
        image = ImageChops.invert(image)
    if image.mode != "CMYK":
        return image
    return lcms.applied(image, lcms.to_screen(default("letter").icc))


def _resized(
    image: Image.Image, mask: Image.Image | None, size: tuple[int, int]
) -> tuple[Image.Image, Image.Image | None]:
    """Smaller; what cannot be seen for its alpha does not bleed into what can."""
    if mask is None:
        return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3), None
    mode = image.mode
    image = image.convert("RGB")
    image.putalpha(mask)
    image = image.resize(size, Image.Resampling.LANCZOS)
    return image.convert("RGB").convert(mode), image.getchannel("A")


def _write(picture: Any, image: Image.Image, *, photograph: bool) -> None:
    if photograph:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY, optimize=True)
        picture.write(out.getvalue(), filter=Name.DCTDecode)
    else:
        parameters = Dictionary(Predictor=15, Colors=len(image.getbands()), Columns=image.width)
        picture.write(_packed(image), filter=Name.FlateDecode, decode_parms=parameters)
    picture.Width, picture.Height = image.size
    picture.ColorSpace, picture.BitsPerComponent = _SPACES[image.mode], 8
    if "/Decode" in picture:
        del picture["/Decode"]


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
