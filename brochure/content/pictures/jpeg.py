"""A JPEG cut down to what a decoder needs (ITU-T T.81, annex B), and written anew with the tables that it had.

What cameras and programs write beside that (EXIF with place and time, XMP, IPTC, comments, a second picture, what lies
between the segments or after the end) is left out. The pixels stay as they were, to the bit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

from PIL import Image, JpegImagePlugin

from brochure.content.pictures.coding import Coding, Damaged

MAGIC = b"\xff\xd8\xff"
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_DHT, _DAC, _DQT, _DNL, _DRI = 0xC4, 0xCC, 0xDB, 0xDC, 0xDD
_FRAMES = {*range(0xC0, 0xD0)} - {_DHT, 0xC8, _DAC}
#: Markers that nothing follows: TEM, and restarts, which stand within scans only.
_BARE = {0x01, *range(0xD0, 0xD8)}
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
#: So much of a profile goes into a segment of 65,535 bytes, after its name and numbers.
_LARGEST_PART = 65_519
# What lies between segments is skipped as decoders skip it; in a scan FF 00 and restarts are data.
_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_END_OF_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
#: At 64 KB each they make up the largest file ten times over.
_MOST_SEGMENTS = 10_000
#: As every encoder writes it that has no thumbnail and no resolution to tell.
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#: Version 100 and no flags; the byte that follows says how the colours are coded.
_ADOBE = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"


def coding(data: bytes, *, adobe: bool = True) -> Coding:
    """The coding segments. Without `adobe` those that say that inks are stored the other way round are left out too.

    Raises Damaged where a segment is longer than it may be, or there are no pixels, or no end.
    """
    heads = {_APP0: b"", _APP14: b""}
    kept: list[bytes] = []
    exif, channels = b"", 0
    chunks: dict[int, bytes] = {}
    for code, segment, scan in _segments(data):
        body = segment[4:]
        if code in heads and not channels:
            heads[code] = _head(code, body) or heads[code]
        elif code == _APP1 and body.startswith(b"Exif\0") and not exif:
            exif = body[6:]
        elif code == _APP2 and body.startswith(b"ICC_PROFILE\0") and len(body) > 14:
            chunks[body[12]] = body[13:]
        elif code in _LENGTHS or code in _FRAMES:
            if not _fits(code, body) or (code in _FRAMES and channels):
                raise Damaged("a segment has an impossible length")
            channels = body[5] if code in _FRAMES else channels
            kept += segment, scan
    if not channels or not any(kept[1::2]):
        raise Damaged("it has no pixels")
    parts = b"\xff\xd8", heads[_APP0], heads[_APP14] if adobe else b"", *kept, b"\xff\xd9"
    return Coding(b"".join(parts), channels, exif, _profile(chunks))


def has_adobe(data: bytes) -> bool:
    """Whether a cleaned JPEG says that an Adobe program has coded it."""
    return _ADOBE in data[:64]


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, whole segment, and the scan that follows it, up to the end of the first picture."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        marker = _MARKER.search(data, at)
        if not marker:
            # Without it what follows the pixels could not be told from them.
            raise Damaged("its end is missing")
        start, at, code = marker.start(), marker.end(), data[marker.start() + 1]
        if code == _EOI:
            return
        if code in _BARE:
            continue
        end = at + int.from_bytes(data[at : at + 2], "big")
        if code == _SOI or end < at + 2 or end > len(data):
            raise Damaged("a segment ends after the file")
        segment, at = data[start:end], end
        if code == _SOS:
            stop = _END_OF_SCAN.search(data, at)
            at = stop.start() if stop else len(data)
        yield code, segment, data[end:at]
    raise Damaged("it has too many segments")


def _head(code: int, body: bytes) -> bytes:
    """What decoders go by in the segments of JFIF and Adobe, and nothing else of these."""
    if code == _APP0:
        return _JFIF if body.startswith(b"JFIF\0") and len(body) >= 14 else b""
    return _ADOBE + body[11:12] if body.startswith(b"Adobe") and len(body) >= 12 else b""


def _tables(body: bytes) -> bool:
    at = 0
    while at < len(body):
        at += 65 + 64 * (body[at] >> 4 > 0)
    return at == len(body)


def _huffman(body: bytes) -> bool:
    at = 0
    while at < len(body):
        at += 17 + sum(body[at + 1 : at + 17])
    return at == len(body)


#: Whether the body of a segment is as long as what it holds.
_LENGTHS: dict[int, Callable[[bytes], bool]] = {
    _DQT: _tables,
    _DHT: _huffman,
    _DAC: lambda body: len(body) % 2 == 0,
    _DRI: lambda body: len(body) == 2,
    _DNL: lambda body: len(body) == 2,
    _SOS: lambda body: len(body) >= 1 and len(body) == 4 + 2 * body[0],
}


def _fits(code: int, body: bytes) -> bool:
    if code in _FRAMES:
        return len(body) > 6 and len(body) == 6 + 3 * body[5]
    return _LENGTHS[code](body)


def _profile(chunks: dict[int, bytes]) -> bytes:
    """The ICC profile of its numbered parts; empty where one is missing (ICC.1, B.4)."""
    count = chunks[1][0] if 1 in chunks else 0
    return b"".join(chunks[n][1:] for n in range(1, count + 1)) if [*sorted(chunks)] == [*range(1, count + 1)] else b""


def with_profile(data: bytes, profile: bytes) -> bytes:
    """A cleaned JPEG with an ICC profile, after the segment of JFIF where it has one."""
    at = 2 + len(_JFIF) * data.startswith(_JFIF, 2)
    parts = [profile[start : start + _LARGEST_PART] for start in range(0, len(profile), _LARGEST_PART)]
    heads = (b"ICC_PROFILE\0" + bytes((number, len(parts))) for number in range(1, len(parts) + 1))
    bodies = [head + part for head, part in zip(heads, parts, strict=True)]
    segments = (b"\xff\xe2" + (len(body) + 2).to_bytes(2, "big") + body for body in bodies)
    return data[:at] + b"".join(segments) + data[at:]


def encoded(picture: Image.Image, like: bytes, *, across: bool = False) -> bytes:
    """A picture as a JPEG with the quantisation tables and the sampling of the cleaned JPEG `like`.

    `across` where it has been turned by a quarter: then its tables are turned as well.
    """
    with Image.open(io.BytesIO(like), formats=["JPEG"]) as original:
        assert isinstance(original, JpegImagePlugin.JpegImageFile)
        tables = [original.quantization[part[3]] for part in original.layer[:2]]
        sampling = JpegImagePlugin.get_sampling(original)
    if across:
        tables = [[table[8 * (at % 8) + at // 8] for at in range(64)] for table in tables]
        # Halved across only is what Pillow cannot write turned.
        sampling = 0 if sampling == 1 else sampling
    out = io.BytesIO()
    tables = tables if picture.mode == "RGB" else tables[:1]
    picture.save(out, "JPEG", qtables=tables, subsampling=max(sampling, 0), optimize=True)
    return coding(out.getvalue(), adobe=picture.mode != "CMYK" or has_adobe(like)).data
