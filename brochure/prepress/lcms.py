"""LittleCMS, through Pillow: profiles, the transforms between them, each made once, and pictures on their way there."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms, ImageMath

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
def to_same_press(icc: bytes) -> ImageCms.ImageCmsTransform:
    """From ink to its colour and back: the profile's own mixture of that colour."""
    return ImageCms.buildTransform(profile(icc), profile(icc), "CMYK", "CMYK", INTENT, _FINE)


@lru_cache(maxsize=16)
def to_lab(icc: bytes) -> ImageCms.ImageCmsTransform:
    lab = ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(profile(icc), lab, "CMYK", "LAB", INTENT, _EXACT)


def applied(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None  # only a transform in place returns nothing
    return converted


SIXTEEN_BIT = {"I", "I;16", "I;16L", "I;16B", "I;16N"}


def in_rgb(picture: Image.Image) -> Image.Image:
    """In 8-bit RGB, alpha left out. A palette may have alpha, which Pillow wants named before it is dropped."""
    if picture.mode in {"P", "PA", "RGBa"}:
        picture = picture.convert("RGBA")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def in_grey(picture: Image.Image) -> Image.Image:
    """In 8-bit grey. Pillow's own way from 16 bits cuts off instead of scaling."""
    if picture.mode in SIXTEEN_BIT:
        wide = picture if picture.mode == "I" else picture.convert("I")
        levels: Image.Image = ImageMath.lambda_eval(_eight_bit, wide=wide)
        return levels
    if picture.mode == "La":
        picture = picture.convert("LA")
    elif picture.mode in {"P", "PA", "RGBa", "LAB"}:
        picture = in_rgb(picture)
    return picture if picture.mode == "L" else picture.convert("L")


def _eight_bit(given):  # type: ignore[no-untyped-def]
    return given["convert"]((given["min"](given["max"](given["wide"], 0), 65535) + 128) / 257, "L")


def own_profile(picture: Image.Image) -> bytes | None:
    """The picture's own profile where it has one for RGB that works; None is sRGB."""
    icc = picture.info.get("icc_profile")
    return icc if isinstance(icc, bytes) and _is_rgb(icc) else None


@lru_cache(maxsize=64)
def _is_rgb(icc: bytes) -> bool:
    try:
        source = profile(icc)
        ImageCms.buildTransform(source, profile(None), "RGB", "RGB", INTENT)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
    return source.profile.xcolor_space.strip() == "RGB"
