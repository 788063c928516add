"""LittleCMS, through Pillow: profiles and the transforms between them, each made once."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_BPC = ImageCms.Flags.BLACKPOINTCOMPENSATION
#: LittleCMS joins a chain of tables into one with fewer steps: fast, but for a solid colour we want the chain itself.
_EXACT = ImageCms.Flags.NOOPTIMIZE
_FINE = ImageCms.Flags.HIGHRESPRECALC


def profile(icc: bytes | None) -> ImageCms.ImageCmsProfile:
    """A profile; None is sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB") if icc is None else io.BytesIO(icc))


@lru_cache(maxsize=32)
def to_press(icc: bytes, source: bytes | None, *, exact: bool) -> ImageCms.ImageCmsTransform:
    flags = _BPC | (_EXACT if exact else _FINE)
    return ImageCms.buildTransform(profile(source), profile(icc), "RGB", "CMYK", INTENT, flags)


@lru_cache(maxsize=16)
def to_screen(icc: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(profile(icc), profile(None), "CMYK", "RGB", INTENT, _FINE)


@lru_cache(maxsize=16)
def to_lab(icc: bytes) -> ImageCms.ImageCmsTransform:
    lab = ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(profile(icc), lab, "CMYK", "LAB", INTENT, _EXACT)


def applied(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None  # only a transform in place returns nothing
    return converted
