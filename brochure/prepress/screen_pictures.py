"""Pictures on their way to the press profile: eight bits, no alpha, and the profile that they bring."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageCms, ImageMath

from brochure.prepress.lcms import INTENT, profile

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
