"""Bitmaps that a drawing brings along: each becomes its pixels alone, in colours of a screen."""

from __future__ import annotations

import base64
import binascii
import io
import re

from brochure.content.drawings.unfit import Unfit

_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)\s*;\s*base64\s*,", re.IGNORECASE)
_ELSE = "Place it as a PNG or JPEG, or save the whole drawing as a PNG."
_PNG, _JPEG = b"\x89PNG", b"\xff\xd8"


class Bitmaps:
    """The bitmaps of one drawing, none bigger together than a picture may be alone."""

    def __init__(self) -> None:
        self._pixels = 0

    def bare(self, address: str) -> str:
        """The same bitmap as PNG or JPEG without what is written beside its pixels. Raises Unfit."""
        from brochure.content.pictures.clean import MOST_PIXELS, clean
        from brochure.content.pictures.coding import Damaged

        if not (kind := _DATA.match(address)):
            raise Unfit(f"holds a picture of a kind that is not read: '{address[:30]}'", _ELSE)
        try:
            data = base64.b64decode(re.sub(r"\s+", "", address[kind.end() :]), validate=False)
            found = clean(data)
            self._pixels += _size(found.data)
            if self._pixels > MOST_PIXELS:
                raise Unfit(f"holds pictures of more than {MOST_PIXELS // 1_000_000} million pixels", _ELSE)
            data = _of_screens(found.data, found.profile)
        except (Damaged, binascii.Error, ValueError, OSError):
            raise Unfit("holds a picture that is damaged", _ELSE) from None
        kind_of = "png" if data.startswith(_PNG) else "jpeg"
        return f"data:image/{kind_of};base64,{base64.b64encode(data).decode()}"


def bytes_of(address: str) -> bytes:
    """A bitmap that `bare` has written."""
    return base64.b64decode(address.partition(",")[2])


def _size(data: bytes) -> int:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.width * image.height


def _of_screens(data: bytes, profile: bytes) -> bytes:
    """Its colours in sRGB: renderers of drawings know no other, and read inks of JPEGs each in another way."""
    from PIL import Image, ImageCms

    with Image.open(io.BytesIO(data)) as image:
        if not profile and image.mode != "CMYK":
            return data
        alpha = image.getchannel("A") if "A" in image.getbands() else None
        plain = image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
        if profile:
            made = ImageCms.profileToProfile(
                plain, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            assert made
            plain = made
        plain = plain.convert("RGB")
        if alpha:
            plain.putalpha(alpha)
        out = io.BytesIO()
        plain.save(out, "PNG", compress_level=1)
        return out.getvalue()
