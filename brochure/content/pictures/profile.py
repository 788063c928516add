"""The colour profile that a picture brings: most say sRGB, which a picture without one is in, and some who made it."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import product

from PIL import Image, ImageChops, ImageCms

#: The colour space in a profile's header, and Pillow's mode, by channels (ICC.1, 7.2.8).
_SPACES = {1: (b"GRAY", "L"), 3: (b"RGB ", "RGB"), 4: (b"CMYK", "CMYK")}
#: The largest profiles of print shops have thirty.
_MOST_TAGS = 100
#: So many levels of 255 apart are the same colour, rounded otherwise.
_SAME = 1
_LEVELS = range(0, 256, 51)
#: The tags that say how colours look (ICC.1, 9.2); all others are words, names and dates.
_COLOURS = {
    *(b"wtpt", b"bkpt", b"chad", b"kTRC", b"gamt"),
    *(colour + tag for colour in (b"r", b"g", b"b") for tag in (b"XYZ", b"TRC")),
    *(f"{way}{number}".encode() for way in ("A2B", "B2A", "D2B", "B2D") for number in range(4)),
}
#: Where a header says which program, device and moment a profile is of (7.2): from, to.
_NOTES = ((4, 8), (24, 36), (40, 44), (48, 56), (80, 128))
_NAMELESS = b"text\0\0\0\0profile\0"


def bare(profile: bytes) -> bytes:
    """The profile with all that says how colours look, and no more than the name that every profile must have."""
    tags: dict[bytes, bytes] = {}
    for at in range(132, 132 + 12 * min(int.from_bytes(profile[128:132], "big"), _MOST_TAGS), 12):
        start, size = (int.from_bytes(profile[at + n : at + n + 4], "big") for n in (4, 8))
        if (name := profile[at : at + 4]) in _COLOURS:
            tags.setdefault(name, profile[start : start + size])
    tags |= {b"desc": _NAMELESS, b"cprt": _NAMELESS}
    table, body, places = b"", b"", dict[bytes, int]()
    for name, data in tags.items():
        if data not in places:
            places[data] = 132 + 12 * len(tags) + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + places[data].to_bytes(4, "big") + len(data).to_bytes(4, "big")
    header = bytearray(profile[:128])
    for start, end in _NOTES:
        header[start:end] = bytes(end - start)
    header[:4] = (132 + len(table) + len(body)).to_bytes(4, "big")
    return bytes(header) + len(tags).to_bytes(4, "big") + table + body


@lru_cache(maxsize=32)
def telling(profile: bytes, channels: int) -> bool:
    """Whether it can be used for pictures of so many channels, and what it says is not sRGB."""
    space, mode = _SPACES.get(channels, (b"", ""))
    if not space or profile[16:20] != space:
        return False
    try:
        source, standard = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        transform = ImageCms.buildTransform(source, standard, mode, "RGB", intent)
        seen = ImageCms.applyTransform(_patches(mode), transform)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False
    if mode == "CMYK" or seen is None:
        return seen is not None
    off = ImageChops.difference(seen, _patches(mode).convert("RGB"))
    return max(off.tobytes()) > _SAME


def _patches(mode: str) -> Image.Image:
    """All greys, and colours six levels apart in each channel."""
    greys = bytes(level for level in range(256) for _ in range(len(mode)))
    if mode == "L":
        return Image.frombytes("L", (256, 1), bytes(range(256)))
    colours = bytes(part for colour in product(_LEVELS, repeat=3) for part in (*colour, 0)[: len(mode)])
    return Image.frombytes(mode, ((len(greys) + len(colours)) // len(mode), 1), greys + colours)
