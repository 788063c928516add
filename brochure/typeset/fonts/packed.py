"""Fonts for the web (WOFF, WOFF2) and collections (TTC, OTC), as the plain fonts that are in them.

WOFF 1.0 and 2.0 (W3C), OpenType 1.9 (collections). What says that it holds more than fonts do is not unpacked: the
libraries would unpack it all.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from brochure import bounds
from brochure.typeset.fonts import sfnt

_WOFF, _WOFF2, _COLLECTION = b"wOFF", b"wOF2", b"ttcf"
_PLAIN = (b"\0\1\0\0", b"OTTO", b"true")
#: Bytes of what is packed that are looked at in one go.
_PIECE = 65_536


class TooMuch(Exception):
    """The font says that it holds more than fonts do; said of it: 'unpacks to more than 64 MB'."""


class Damaged(ValueError):
    """What is wrong with the file, said of it: 'is empty'."""


def is_for_web(data: bytes) -> bool:
    """Whether the font has to be unpacked before it is read."""
    return data[:4] in (_WOFF, _WOFF2)


def is_collection(data: bytes) -> bool:
    """Whether there may be several fonts in it, each of which can be read where it lies."""
    return data[:4] == _COLLECTION


def start(data: bytes, number: int) -> int:
    """Where a font of a collection begins; a font by itself does so at once."""
    if not is_collection(data):
        return 0
    (found,) = struct.unpack_from(">I", data, 12 + 4 * number)
    return int(found)


def count(data: bytes) -> int:
    """How many fonts are in a file. Raises Damaged where it is none, and TooMuch."""
    if data[:4] != _COLLECTION:
        if data[:4] not in (*_PLAIN, _WOFF, _WOFF2):
            raise Damaged("begins as no font does" if data else "is empty")
        return 1
    (found,) = struct.unpack_from(">I", data, 8)
    if not found:
        raise Damaged("is a collection without a font")
    if found > bounds.MOST_FONTS_OF_A_FILE:
        raise TooMuch(f"says that it holds {found} fonts; at most {bounds.MOST_FONTS_OF_A_FILE} are read")
    return int(found)


def unpacked(data: bytes, number: int) -> bytes:
    """The plain font. Raises TooMuch, and anything where the file is damaged."""
    if is_collection(data):
        return sfnt.alone(data, start(data, number))
    if data[:4] == _WOFF:
        return _of_woff(data)
    _check_woff2(data)
    from fontTools.ttLib import woff2

    out = BytesIO()
    woff2.decompress(BytesIO(data), out)
    return out.getvalue()


def _of_woff(data: bytes) -> bytes:
    kind, _, tables = struct.unpack_from(">4sIH", data, 4)
    found = {}
    room = bounds.LARGEST_FONT
    for at in range(tables):
        tag, begin, packed, length, _ = struct.unpack_from(">4sIIII", data, 44 + 20 * at)
        content = data[begin : begin + packed]
        if packed < length:
            content = zlib.decompressobj().decompress(content, min(length, room) + 1)
        if (room := room - len(content)) < 0:
            raise TooMuch(_ALL)
        if len(content) != length:
            raise ValueError("a table is cut short")
        found[tag.decode("latin-1")] = content
    return sfnt.assembled(kind, found)


_ALL = f"unpacks to more than {bounds.LARGEST_FONT // 1_000_000} MB"


def _check_woff2(data: bytes) -> None:
    """Raises TooMuch where its one stream unpacks to more than fonts have."""
    import brotli

    kind, _, _, _, plain, packed = struct.unpack_from(">4sIHHII", data, 4)
    if kind == _COLLECTION:
        raise TooMuch("is a collection packed for the web")
    if plain > bounds.LARGEST_FONT:
        raise TooMuch(_ALL)
    unpacker, room, begin = brotli.Decompressor(), bounds.LARGEST_FONT, _stream_of(data)
    stream = data[begin : begin + packed]
    pieces = iter(stream[at : at + _PIECE] for at in range(0, packed, _PIECE))
    piece = next(pieces, b"")
    while piece or not unpacker.can_accept_more_data():
        room -= len(unpacker.process(piece, output_buffer_limit=_PIECE))
        if room < 0:
            raise TooMuch(_ALL)
        if unpacker.is_finished():
            return
        piece = next(pieces, b"") if unpacker.can_accept_more_data() else b""


def _stream_of(data: bytes) -> int:
    """Where the packed tables begin, after the directory, whose numbers are of several lengths."""
    (tables,) = struct.unpack_from(">H", data, 12)
    at = 48
    for _ in range(tables):
        flags = data[at]
        tag, version = flags & 0x3F, flags >> 6
        at += 1
        name = data[at : at + 4] if tag == 0x3F else b""
        at += len(name)
        at = _after_number(data, at)
        is_outline = tag in (10, 11) or name in (b"glyf", b"loca")
        if (version != 3) if is_outline else version:
            at = _after_number(data, at)
    return at


def _after_number(data: bytes, at: int) -> int:
    for _ in range(5):
        at += 1
        if not data[at - 1] & 0x80:
            return at
    raise ValueError("a number has no end")
