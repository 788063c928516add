"""The bytes of a picture in a Word document as a file that can be printed."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import tempfile
import warnings
import zlib
from pathlib import Path

from brochure.content import images
from brochure.content.pictures import boxed
from brochure.errors import BadInput, Lacking, Place
from brochure.importers import outside

_SUFFIXES = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"II*\0": ".tif",
    b"MM\0*": ".tif",
    b"BM": ".bmp",
}
_GZIP = b"\x1f\x8b"
_LARGEST = 40_000_000
#: Seconds that a tool gets for one picture.
_PATIENCE = 20.0
#: Pixels across a drawing, once it is one of pixels.
_DRAWN = 1600
#: How many times longer than wide a drawing may be, or the other way round.
_LONGEST_STRIP = 10
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"""href\s*=\s*["'](?!\s*(?:data:|#))""")
_HEAD = 3_000
_WIDTH, _HEIGHT = (
    re.compile(name + rb"""\s*=\s*["']\s*([0-9]+(?:\.[0-9]+)?)""") for name in (rb"\bwidth", rb"\bheight")
)


class Unusable(Exception):
    """Why a picture cannot come in, as the end of a sentence about it."""


def usable(data: bytes) -> tuple[bytes, str]:
    """Its bytes and suffix. Raises Unusable."""
    if data.startswith(_GZIP):
        data = _unpacked(data)
    if data[40:44] == b" EMF":
        return _drawing(data, ".emf", "emf2svg-conv", "emf2svg")
    if data[:4] == b"\xd7\xcd\xc6\x9a" or data[:4] in (b"\x01\0\x09\0", b"\x02\0\x09\0"):
        return _drawing(data, ".wmf", "wmf2svg", "libwmf-bin")
    if b"<svg" in data[:2000]:
        return _checked(data, ".svg")
    suffix = next((suffix for start, suffix in _SUFFIXES.items() if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        suffix = ".webp"
    if found := boxed.kind(data):
        suffix = f".{found.lower()}"
    if not suffix:
        raise Unusable("is of a kind that cannot be read")
    try:
        return _checked(data, suffix)
    except Unusable:
        return _as_png(data)


def _checked(data: bytes, suffix: str) -> tuple[bytes, str]:
    try:
        images.check(f"picture{suffix}", data, Place(Path(f"picture{suffix}")))
    except (BadInput, Lacking) as fault:
        raise Unusable(f"cannot be printed: {fault.message}") from None
    return data, suffix


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise Unusable("is damaged") from None
    if len(unpacked) > _LARGEST:
        raise Unusable("is too large")
    return unpacked


def _as_png(data: bytes) -> tuple[bytes, str]:
    """The first picture of the file, in colours that can be set."""
    from PIL import Image

    from brochure.content.pictures.clean import MOST_PIXELS

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Unusable("has too many pixels")
                is_clear = "A" in image.getbands() or "transparency" in image.info
                made = io.BytesIO()
                image.convert("RGBA" if is_clear else "RGB").save(made, "PNG")
    except Unusable:
        raise
    except Exception:  # whatever a decoder stumbles over, the picture is at fault
        raise Unusable("is damaged") from None
    return _checked(made.getvalue(), ".png")


def _drawing(data: bytes, suffix: str, tool: str, package: str) -> tuple[bytes, str]:
    """A drawing of old Windows programs, by the tool that turns it into SVG."""
    program = shutil.which(tool)
    kind = suffix[1:].upper()
    if not program:
        raise Unusable(f"is a drawing of the kind {kind}; install the Debian package {package}, or save it as PNG")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, made = folder / f"picture{suffix}", folder / "picture.svg"
        source.write_bytes(data)
        is_emf = tool == "emf2svg-conv"
        arguments = ["-i", str(source), "-o", str(made)] if is_emf else ["--inline", "-o", str(made), str(source)]
        try:
            outside.run(program, arguments, folder, _PATIENCE)
            drawn = made.read_bytes()
        except (OSError, outside.Failed):
            raise Unusable(f"is a drawing of the kind {kind} that {tool} cannot read") from None
    if tool == "wmf2svg":  # which writes Latin-1 without saying so
        drawn = drawn.decode("latin-1").encode()
    drawn = _CONTROL.sub(b"", drawn)
    try:
        return _checked(drawn, ".svg")
    except Unusable:
        return _pixels(drawn)


def _pixels(drawing: bytes) -> tuple[bytes, str]:
    """The drawing as pixels: what such tools write is seldom as plain as a drawing in an article has to be."""
    import resvg_py

    if _REFERENCE.search(drawing):
        raise Unusable("refers to other files")
    width, height = (float(match[1]) if (match := size.search(drawing[:_HEAD])) else 0.0 for size in (_WIDTH, _HEIGHT))
    if width and height and max(width / height, height / width) > _LONGEST_STRIP:
        raise Unusable("is a strip, and no picture")
    try:
        made = resvg_py.svg_to_bytes(svg_string=drawing.decode("utf-8", "replace"), width=_DRAWN)
    except ValueError:
        raise Unusable("is damaged") from None
    return _checked(bytes(made), ".png")
