"""Colours and pictures through an embedded ICC profile, to sRGB."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageCms

from brochure.pdf.colour import Rgb
from brochure.pdf.reading import Damaged

#: Pillow's mode for pictures of a profile with so many channels.
_MODES = {1: "L", 3: "RGB"}
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


class Profile:
    """An ICC profile of one or three channels."""

    def __init__(self, data: bytes, channels: int) -> None:
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
            description = ImageCms.getProfileDescription(profile)
            # What is sRGB stays as it is: a brand colour must be recognised to the last bit.
            self._standard = channels == 3 and "srgb" in description.lower()
            mode = _MODES[channels]
            self._transform: Any = ImageCms.buildTransform(
                profile, ImageCms.createProfile("sRGB"), mode, "RGB", renderingIntent=_INTENT
            )
        except (ImageCms.PyCMSError, OSError, KeyError, ValueError) as error:
            raise Damaged(f"An ICC profile in the PDF is damaged: {error}.") from error
        self.data, self._mode = data, mode

    def rgb(self, values: tuple[float, ...]) -> Rgb:
        if self._standard:
            return values[0], values[1], values[2]
        pixel = bytes(round(min(max(value, 0), 1) * 255) for value in values)
        red, green, blue = self.picture(Image.frombytes(self._mode, (1, 1), pixel)).tobytes()
        return red / 255, green / 255, blue / 255

    def picture(self, picture: Image.Image) -> Image.Image:
        if self._standard:
            return picture
        converted = ImageCms.applyTransform(picture, self._transform)
        assert converted is not None
        return converted

    def named(self, picture: Image.Image) -> Image.Image:
        """The picture as it is, with a note of the profile, for who goes on from there in one step."""
        if not self._standard:
            picture.info["icc_profile"] = self.data
        return picture


@lru_cache(maxsize=8)
def profile(data: bytes, channels: int) -> Profile:
    """Reading a profile takes milliseconds, and one document names the same again and again."""
    return Profile(data, channels)


@lru_cache(maxsize=1)
def _lightness() -> Any:
    return ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")


def lightness(picture: Image.Image) -> Image.Image:
    """L* of an sRGB picture, from 0 to 255."""
    lab = ImageCms.applyTransform(picture, _lightness())
    assert lab is not None
    return lab.getchannel("L")


@lru_cache(maxsize=1)
def _from_lab() -> Any:
    return ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")


def picture_from_lab(picture: Image.Image) -> Image.Image:
    converted = ImageCms.applyTransform(picture, _from_lab())
    assert converted is not None
    return converted
