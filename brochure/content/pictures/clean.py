"""The one way of a picture of pixels to the engine: its pixels, upright, and nothing that was written beside them.

A photograph tells where it was taken, when and by whom, in more places than anyone remembers; so what is kept is named,
not what is left out. JPEG and PNG keep their coding segments as they are. WebP, TIFF and GIF become PNG, or JPEG where
they are ink; HEIC and AVIF become JPEG where nothing in them is see-through. Lab becomes sRGB, and 16 bits of grey
become 8. A picture that a camera has taken lying on its side is turned; a JPEG is then written anew, with its own
tables.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections import OrderedDict
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from hashlib import blake2b

from PIL import Image, ImageCms, ImageFile

from brochure.content.pictures import boxed, jpeg, png
from brochure.content.pictures.coding import LARGEST_PROFILE, Coding, Damaged, orientation
from brochure.content.pictures.profile import bare, telling
from brochure.streams import hushed

#: More pixels than a poster at 300 ppi needs; a picture above it is a mistake or an attack.
MOST_PIXELS = 80_000_000
#: Pillow's names of what the engine takes: black and white, grey, palette, RGB, each with or without transparency.
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_WIDE_GREYS = ("I", "I;16", "I;16B", "I;16L", "I;16N")
#: What can be made of these.
SETTABLE = (*MODES, "CMYK", "LAB", *_WIDE_GREYS)
_MOST_KNOWN = 8
_known: OrderedDict[bytes, Clean] = OrderedDict()
_FORMATS: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "TIFF", "GIF")
#: A photograph loses nothing that an eye or a press can tell, and takes a fifth of the room of a PNG.
_QUALITY = 93
#: JPEG is the one file in which the engine takes inks; at this quality they stay within two levels of 255.
_QUALITY_OF_INK = 98
_TIFF = (b"II", b"MM")
_SILENT = logging.NullHandler()
#: The depth and the kind of colours in a PNG's header, of 16 bits of grey.
_WIDE_PNG = b"\x10\x00"
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: From this number on width and height change places.
_QUARTER = 5


@dataclass(frozen=True)
class Clean:
    """A JPEG or PNG of pixels alone, and the ICC profile that they are meant in; empty where that is sRGB."""

    data: bytes
    profile: bytes = b""


def coding(data: bytes) -> Coding:
    """JPEG and PNG cut down to what codes their pixels, other kinds as they are. Raises Damaged."""
    if boxed.kind(data) and not boxed.complete(data):
        raise Damaged("its end is missing")
    if data.startswith(jpeg.MAGIC):
        return jpeg.coding(data)
    return png.coding(data) if data.startswith(png.MAGIC) else Coding(data)


def quiet(data: bytes) -> AbstractContextManager[None]:
    """Within it the library of TIFFs says nothing of its own about what is wrong with one."""
    logging.getLogger("PIL").addHandler(_SILENT)
    return hushed() if data.startswith(_TIFF) else nullcontext()


def clean(data: bytes) -> Clean:
    """A picture as it goes into products. Raises Damaged for what is not a picture, or cannot be set."""
    if boxed.kind(data) != "HEIF":
        return _cleaned(data)
    # Reading one takes a second and a process of its own, and each edition asks for it.
    key = blake2b(data).digest()
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.popitem(last=False)
        _known[key] = _cleaned(data)
    return _known[key]


def _cleaned(data: bytes) -> Clean:
    found = coding(data)
    is_jpeg, is_png = data.startswith(jpeg.MAGIC), data.startswith(png.MAGIC)
    turn = orientation(found.exif)
    if not (is_jpeg or is_png):
        found = _drawn(data)
    elif is_png and found.data[24:26] == _WIDE_PNG:
        found = replace(_drawn(found.data), profile=found.profile)
    elif turn > 1:
        found = _turned(found, turn, is_jpeg=is_jpeg)
    profile = bare(found.profile) if 0 < len(found.profile) <= LARGEST_PROFILE else b""
    if not profile or not telling(profile, found.channels):
        return Clean(found.data)
    if is_png and found.channels == 1:
        # Of a grey that is transparent the engine would make RGB, which the profile does not fit.
        found = _in_two_channels(found)
    return Clean(found.data, profile)


def with_profile(picture: Clean) -> bytes:
    """The picture in one file with its profile, for who opens it by itself."""
    if not picture.profile:
        return picture.data
    embed = jpeg.with_profile if picture.data.startswith(jpeg.MAGIC) else png.with_profile
    return embed(picture.data, picture.profile)


def _turned(found: Coding, turn: int, *, is_jpeg: bool) -> Coding:
    image = _opened(found.data)
    turned = image.transpose(_TURNS[turn])
    data = jpeg.encoded(turned, found.data, across=turn >= _QUARTER) if is_jpeg else png.encoded(turned)
    return Coding(data, found.channels, profile=found.profile)


def _drawn(data: bytes) -> Coding:
    """What is neither JPEG nor PNG, as a PNG."""
    image = _opened(data)
    is_heic = boxed.kind(data) == "HEIF"
    if image.mode == "CMYK":
        # No PNG has inks; the press takes their numbers as they are, so a profile says nothing.
        return Coding(_jpeg(image, _QUALITY_OF_INK), 4)
    if image.mode not in MODES:
        image = _settable(image)
    profile, exif = image.info.get("icc_profile"), image.info.get("exif")
    photograph = image.mode == "RGB" and (is_heic or image.format == "AVIF")
    # Pillow turns a TIFF itself, and the library a HEIC.
    if image.format in ("WEBP", "AVIF") and (turn := orientation((exif or b"").removeprefix(b"Exif\0\0"))) > 1:
        image = image.transpose(_TURNS[turn])
    if photograph:
        return Coding(_jpeg(image, _QUALITY), 3, profile=profile if isinstance(profile, bytes) else b"")
    image = image.convert("RGBA") if image.mode == "PA" else image
    channels = {"1": 0, "L": 1, "LA": 1}.get(image.mode, 3)
    return Coding(png.encoded(image), channels, profile=profile if isinstance(profile, bytes) else b"")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """The pixels alone in a JPEG, no colours coarser than light."""
    out = io.BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(out, "JPEG", quality=quality, subsampling=0)
    return coding(out.getvalue()).data


def _settable(image: Image.Image) -> Image.Image:
    """Lab as sRGB, and 16 bits of grey as 8, with the nearest values. Raises Damaged for other kinds of colours."""
    if image.mode == "LAB":
        lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        rgb = ImageCms.profileToProfile(image, lab, screen, outputMode="RGB")
        assert rgb is not None  # only in place nothing is returned
        rgb.info.pop("icc_profile", None)
        return rgb
    if image.mode in _WIDE_GREYS and "transparency" not in image.info:
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    raise Damaged(f"it has colours of a kind that cannot be set ({image.mode})")


def _in_two_channels(found: Coding) -> Coding:
    image = _opened(found.data)
    if "transparency" not in image.info:
        return found
    return Coding(png.encoded(image.convert("LA")), found.channels, profile=found.profile)


def _opened(data: bytes) -> Image.Image:
    """The first picture of a file, its pixels read. Raises Damaged, and ModuleNotFoundError as `boxed.read`."""
    kind = boxed.kind(data)
    if kind == "HEIF":
        return boxed.read(data, MOST_PIXELS)
    formats = (kind,) if kind else _FORMATS
    # The engine switches this on for the whole process; half a picture is not what the clinic meant.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(), quiet(data):
            # Of damage beside the pixels, which is nobody's concern here.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=formats)
            if image.width * image.height > MOST_PIXELS:
                raise Damaged(f"it has {image.width} × {image.height} pixels")
            image.load()
    except Exception as error:  # whatever a decoder stumbles over, the picture is at fault
        raise Damaged(str(error)) from error
    return image
