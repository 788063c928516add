"""Pictures of a PDF: their samples as a Pillow image (ISO 32000-1, 8.9.5), and inline ones as objects (8.9.7)."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name, Stream
from PIL import Image, ImageChops, ImageFilter

from brochure.errors import BadInput
from brochure.pdf import icc
from brochure.pdf.colour import Colour, Rgb
from brochure.pdf.reading import (
    Damaged,
    data,
    entries,
    entry,
    filters,
    needed,
    pairs,
    whole,
)
from brochure.pdf.spaces import Space

_LOSSY = {"/DCTDecode", "/JPXDecode"}
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
#: Larger pictures than this are attacks, or mistakes: two square metres at 300 ppi.
_MOST_PIXELS = 300_000_000


def size(picture: Any, name: str) -> tuple[int, int]:
    """Width and height in pixels."""
    try:
        width, height = whole(needed(picture, "/Width")), whole(needed(picture, "/Height"))
    except Damaged:
        raise Damaged(f"The picture {name} in the PDF has no size.") from None
    if width < 1 or height < 1 or width * height > _MOST_PIXELS:
        raise Damaged(f"The picture {name} in the PDF has an impossible size.")
    return width, height


def bits(picture: Any) -> int:
    """Bits of a sample; a JPEG has eight whatever the PDF says."""
    found = 8 if "/DCTDecode" in filters(picture) else whole(entry(picture, "/BitsPerComponent", 8))
    if found not in (1, 2, 4, 8, 16):
        raise Damaged(f"A picture in the PDF has {found} bits a sample.")
    return found


def is_line_art(picture: Any, name: str) -> bool:
    """Whether it is black and white alone: the engine gives such pictures eight bits a sample."""
    if bits(picture) == 1:
        return not entry(picture, "/ImageMask", False)
    channels = {"/DeviceGray": 1, "/DeviceRGB": 3}.get(str(entry(picture, "/ColorSpace")), 0)
    if not channels or bits(picture) != 8 or _LOSSY & set(filters(picture)):
        return False
    colours = samples(picture, name, channels).getcolors(2) or []
    alone = {colour for _, colour in colours} in ({0, 255}, {(0, 0, 0), (255, 255, 255)})
    return alone and not _is_soft(entry(picture, "/SMask"), name)


def _is_soft(mask: Any, name: str) -> bool:
    """Whether a mask has smooth edges of its own; then what it shows needs no finer pixels to have them."""
    return isinstance(mask, Stream) and bits(mask) > 1 and samples(mask, name, 1).getcolors(2) is None


def samples(picture: Any, name: str, components: int) -> Image.Image:
    """The samples of a picture in 8 bits, before any Decode."""
    if components not in _MODES:
        raise BadInput(
            f"The picture {name} has {components} inks of its own and cannot be turned into this job's inks."
        )
    packed = filters(picture)
    found = _jpeg(picture, name, packed) if "/DCTDecode" in packed else _raster(picture, name, components)
    if found.mode != _MODES[components]:
        raise Damaged(f"The picture {name} in the PDF is {found.mode}, but its colour space has {components} parts.")
    return found


def _jpeg(picture: Any, name: str, packed: list[str]) -> Image.Image:
    if packed not in (["/DCTDecode"], ["/FlateDecode", "/DCTDecode"]):
        raise Damaged(f"The picture {name} in the PDF is packed in a way that is unknown.")
    content = picture.read_raw_bytes()
    try:
        content = zlib.decompress(content) if len(packed) == 2 else content
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as opened:
            opened.load()
            # Pillow turns every CMYK JPEG over, as Adobe's programs store them; in a PDF it is /Decode that says so
            return ImageChops.invert(opened) if opened.mode == "CMYK" else opened.copy()
    except (OSError, ValueError, SyntaxError, zlib.error, Image.DecompressionBombError) as error:
        raise Damaged(f"The picture {name} in the PDF is damaged: {error}.") from error


def _raster(picture: Any, name: str, components: int) -> Image.Image:
    depth, (width, height) = bits(picture), size(picture, name)
    row = (width * components * depth + 7) // 8
    packed = data(picture)
    if len(packed) < row * height:
        raise Damaged(f"The picture {name} in the PDF is damaged: {len(packed)} bytes instead of {row * height}.")
    packed = packed[: row * height]
    if depth == 16:
        packed = packed[::2]
    elif depth < 8:
        packed = _spread(packed, row, depth, width * components)
    return Image.frombytes(_MODES[components], (width, height), packed)


def _spread(packed: bytes, row: int, depth: int, count: int) -> bytes:
    """Samples of 1, 2 or 4 bits in 8 bits."""
    top = (1 << depth) - 1
    table = [bytes((byte >> shift & top) * 255 // top for shift in range(8 - depth, -1, -depth)) for byte in range(256)]
    rows = (packed[at : at + row] for at in range(0, len(packed), row))
    return b"".join(b"".join(map(table.__getitem__, line))[:count] for line in rows)


def decode(picture: Any, space: Space, depth: int) -> list[tuple[float, float]]:
    """The ranges over which samples are spread."""
    given = pairs(entry(picture, "/Decode"))
    if len(given) == len(space.decode):
        return list(given)
    return [(0.0, float((1 << depth) - 1))] if space.family == "Indexed" else list(space.decode)


def colours(picture: Any, raw: Image.Image, space: Space, *, own: bool = False) -> Image.Image:
    """sRGB or CMYK of samples; with `own` colours that have a profile are left in it, and named so.

    On the way over sRGB what a press can print and such a screen cannot show would be lost.
    """
    ranges = decode(picture, space, 8)
    if space.family == "Lab":
        return icc.picture_from_lab(_lab(raw, ranges))
    if ranges != list(space.decode):
        unit = zip(ranges, space.decode, strict=True)
        raw = raw.point(
            [_byte((low + v / 255 * (high - low) - a) / (b - a)) for (low, high), (a, b) in unit for v in _ALL]
        )
    if space.profile is not None:
        return space.profile.named(raw) if own else space.profile.picture(raw)
    return _calibrated(raw, space) if space.family == "CalRGB" else raw


_ALL = range(256)


def _byte(part: float) -> int:
    return min(max(round(part * 255), 0), 255)


def _lab(raw: Image.Image, ranges: list[tuple[float, float]]) -> Image.Image:
    """Pillow's Lab: L* over 255, a* and b* as signed bytes."""
    (dark, light), *rest = ranges
    table = [_byte((dark + value / 255 * (light - dark)) / 100) for value in _ALL]
    for low, high in rest:
        table += [min(max(round(low + value / 255 * (high - low)), -128), 127) & 255 for value in _ALL]
    return Image.frombytes("LAB", raw.size, raw.point(table).tobytes())


def _calibrated(raw: Image.Image, space: Space) -> Image.Image:
    """A CalRGB picture through a grid of 17 colours a side; such pictures come from old programs only."""

    def at(red: float, green: float, blue: float) -> Rgb:
        return _screen(space.colour((red, green, blue)))

    return raw.filter(ImageFilter.Color3DLUT.generate(17, at))


def _screen(colour: Colour) -> Rgb:
    assert isinstance(colour, tuple)
    return colour


def keyed(raw: Image.Image, key: Any, depth: int) -> Image.Image:
    """The stencil that hides the samples within a colour key: 1 where nothing is painted (ISO 32000-1, 8.9.6.4)."""
    top = (1 << depth) - 1
    hidden = Image.new("L", raw.size, 255)
    bands, ranges = raw.split(), pairs(key)
    if len(bands) != len(ranges):
        raise Damaged("A colour key in the PDF does not fit its picture.")
    for channel, (low, high) in zip(bands, ranges, strict=True):
        inside = [255 if low <= round(value / 255 * top) <= high else 0 for value in _ALL]
        hidden = ImageChops.darker(hidden, channel.point(inside))
    return hidden.convert("1", dither=Image.Dither.NONE)


_LONG_KEYS = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
}
_LONG_FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def inline_picture(pdf: pikepdf.Pdf, header: bytes, content: bytes) -> Any:
    """The picture that an inline image is (ISO 32000-1, tables 93 and 94)."""
    try:
        said = pikepdf.Object.parse(b"<<" + header + b">>")
    except pikepdf.PdfError as error:
        raise Damaged(f"An inline image of the PDF is damaged: {error}.") from error
    made: Any = pdf.make_stream(content)
    for key, value in entries(said):
        if key not in ("/L", "/Length") and value is not None:
            made[_LONG_KEYS.get(key, key)] = value
    if "/Filter" in made:
        full = [Name(_LONG_FILTERS.get(name, name)) for name in filters(made)]
        made.Filter = full[0] if len(full) == 1 else Array(full)
    made.Type, made.Subtype = Name.XObject, Name.Image
    return made
