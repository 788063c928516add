"""Pictures for screens: at 150 ppi where they are finer, in RGB or grey; photographs as JPEG, drawings lossless.

Looks at every picture of a PDF of the engine's: eight bits a sample, grey, RGB or CMYK, by a profile or without one,
with or without a soft mask of the same size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pikepdf import Name, Pdf
from PIL import Image

from brochure.editions import repaint
from brochure.editions.pictures import has_profile
from brochure.pdf import pictures
from brochure.pdf.placing import Placement, placed

#: Pixels per inch that a picture is brought to, and how many times that it may have as it is.
RESOLUTION, TOLERANCE = 150, 1.2
#: A drawing has fewer colours than this, even with smooth edges.
_COLOURS_OF_A_DRAWING = 4096
_OF_SCREENS = (Name.DeviceGray, Name.DeviceRGB)


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
    as_it_is = size is None and picture.ColorSpace in _OF_SCREENS
    photograph = repaint.is_photograph(picture)
    if photograph and as_it_is:
        return
    image = repaint.opened(picture)
    photograph = photograph or image.getcolors(_COLOURS_OF_A_DRAWING) is None
    if as_it_is and not photograph:
        return
    # What is only painted in other colours shall lose no more than that takes.
    like = repaint.jpeg_of(picture) if has_profile(picture) and size is None else b""
    mask = pictures.samples(picture.SMask, "alpha", 1) if "/SMask" in picture else None
    if size:
        image, mask = _resized(image, mask, size)
    repaint.write(picture, image, photograph=photograph, like=like)
    if mask:
        repaint.write(picture.SMask, mask, photograph=False)


def _wanted(picture: Any, place: Placement | None) -> tuple[int, int] | None:
    """The size in pixels of a picture that is too fine where it is shown largest."""
    if place is None or min(place.width, place.height) <= 0:
        return None
    pixels = pictures.size(picture, place.name)
    full = [points / 72 * RESOLUTION for points in (place.width, place.height)]
    if all(have <= TOLERANCE * need for have, need in zip(pixels, full, strict=True)):
        return None
    return min(pixels[0], math.ceil(full[0])), min(pixels[1], math.ceil(full[1]))


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
