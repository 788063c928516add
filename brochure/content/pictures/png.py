"""A PNG cut down to its critical chunks and its transparency (PNG, third edition, 5 and 11), and pictures as such."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress

from PIL import Image

from brochure.content.pictures.coding import LARGEST_PROFILE, Coding, Damaged

MAGIC = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT"}
_READ = {b"IHDR", b"eXIf", b"iCCP", b"acTL"}
#: Programs write IDAT chunks of 8 KB and more; the largest file has so many of a sixteenth of that.
_MOST_CHUNKS = 131_072
_END = b"\0\0\0\0IEND\xaeB`\x82"
#: Colours as the engine sets them, by colour type: palettes become RGB.
_CHANNELS = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}


def coding(data: bytes) -> Coding:
    """The critical chunks. Raises Damaged where a chunk is longer than the file, or the end is missing."""
    kept: list[tuple[bytes, bytes]] = []
    beside: dict[bytes, bytes] = {}
    for name, chunk in _chunks(data):
        if name in _KEPT:
            kept.append((name, chunk))
        if name in _READ:
            beside.setdefault(name, chunk[8:-4])
    header = beside.get(b"IHDR", b"")
    if [name for name, _ in kept[:1]] != [b"IHDR"] or len(header) != 13 or b"IDAT" not in dict(kept):
        raise Damaged("it has no pixels")
    # What is black and white alone looks the same in any shade of grey.
    channels = 0 if header[8:10] == b"\x01\x00" else _CHANNELS.get(header[9], 0)
    whole = b"".join((MAGIC, *(chunk for _, chunk in kept), _END))
    return Coding(
        whole, channels, beside.get(b"eXIf", b""), _profile(beside.get(b"iCCP", b"")), animated=b"acTL" in beside
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and whole chunk, up to the end of the picture."""
    at = len(MAGIC)
    for _ in range(_MOST_CHUNKS):
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if name == b"IEND":
            return
        if end > len(data):
            raise Damaged("its end is missing")
        yield name, data[at:end]
        at = end
    raise Damaged("it has too many chunks")


def _profile(chunk: bytes) -> bytes:
    """The profile after its name and the number of its packing; empty where it cannot be unpacked."""
    _, _, packed = chunk.partition(b"\0")
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        profile = unpacker.decompress(packed[1:], LARGEST_PROFILE)
        if unpacker.eof:
            return profile
    return b""


def with_profile(data: bytes, profile: bytes) -> bytes:
    """A cleaned PNG with an ICC profile, which stands before all but the header."""
    body = b"iCCPprofile\0\0" + zlib.compress(profile)
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    at = len(MAGIC) + 25
    return data[:at] + chunk + data[at:]


def encoded(picture: Image.Image) -> bytes:
    """A picture as a PNG that holds its pixels alone. Packed in haste: the engine packs them anew."""
    bare = picture.copy()
    transparency = picture.info.get("transparency")
    bare.info = {} if transparency is None else {"transparency": transparency}
    out = io.BytesIO()
    bare.save(out, "PNG", compress_level=1)
    return coding(out.getvalue()).data
