"""Fonts that are made here, small and of many kinds: each letter is a box, the wider the bolder."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

LATIN = " !\"'()*,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\u00a0“”‘’–—•…©"


def made(
    family: str, weight: int = 400, *, italic: bool = False, letters: str = LATIN, cff: bool = False, variable: str = ""
) -> bytes:
    """A font of boxes. `variable` names axes besides wght: 'slnt', 'ital' or 'wght' alone."""
    builder = FontBuilder(1000, isTTF=not cff)
    names = {letter: f"u{ord(letter):04X}" for letter in dict.fromkeys(letters)}
    order = [".notdef", *names.values()]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): name for letter, name in names.items()})
    drawn = {name: _box(300 + weight // 4 if name != "u0020" else 1, italic=italic, cff=cff) for name in order}
    if cff:
        builder.setupCFF(f"{family}-{weight}".replace(" ", ""), {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (400 + weight // 4, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupNameTable({"familyName": family, "styleName": f"W{weight}", "typographicFamily": family})
    builder.setupOS2(
        usWeightClass=weight, fsSelection=int(italic), sTypoAscender=900, sTypoDescender=-250, usWinAscent=900
    )
    builder.font["head"].macStyle = 2 * italic
    builder.setupPost()
    if variable:
        _vary(builder, order, variable)
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(width: int, *, italic: bool, cff: bool) -> object:
    pen = T2CharStringPen(width + 100, None) if cff else TTGlyphPen(None)
    lean = 150 if italic else 0
    for at, point in enumerate([(50, 0), (50 + lean, 700), (50 + width + lean, 700), (50 + width, 0)]):
        pen.lineTo(point) if at else pen.moveTo(point)
    pen.closePath()
    return pen.getCharString() if cff else pen.glyph()


def _vary(builder: FontBuilder, order: Iterable[str], axis: str) -> None:
    axes = [("wght", 100, 400, 900, "Weight")]
    axes += {"slnt": [("slnt", -10, 0, 0, "Slant")], "ital": [("ital", 0, 0, 1, "Italic")]}.get(axis, [])
    builder.setupFvar(axes, [])
    shifts = {}
    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    for name in order:
        wider = [(0, 0), (0, 0), (200, 0), (200, 0), (0, 0), (200, 0), (0, 0), (0, 0)]
        leaning = [(0, 0), (150, 0), (150, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]
        shifts[name] = [TupleVariation({"wght": (0, 1, 1)}, wider)]
        if axis == "slnt":
            shifts[name].append(TupleVariation({"slnt": (-1, -1, 0)}, leaning))
        elif axis == "ital":
            shifts[name].append(TupleVariation({"ital": (0, 1, 1)}, leaning))
    builder.setupGvar(shifts)


def as_web(font: bytes, flavor: str) -> bytes:
    """The font as 'woff' or 'woff2'."""
    out = io.BytesIO()
    with TTFont(io.BytesIO(font)) as plain:
        plain.flavor = flavor
        plain.save(out)
    return out.getvalue()


def collected(*fonts: bytes) -> bytes:
    """A collection of fonts."""
    collection, out = TTCollection(), io.BytesIO()
    collection.fonts = [TTFont(io.BytesIO(font)) for font in fonts]
    collection.save(out)
    return out.getvalue()


def bomb_woff2(size: int) -> bytes:
    """Says that it is small, and unpacks to `size` bytes."""
    import brotli

    stream: bytes = brotli.compress(bytes(size), quality=5)
    directory = bytes([6]) + b"\x60"  # OS/2, 96 bytes
    head = struct.pack(">4s4sIHHII", b"wOF2", b"\0\1\0\0", 48 + len(stream), 1, 0, 1000, len(stream))
    return head + bytes(48 - len(head)) + directory + stream


def bomb_woff(size: int) -> bytes:
    """Has a table that unpacks to `size` bytes."""
    import zlib

    stream = zlib.compress(bytes(size), 9)
    head = struct.pack(">4s4sIHHI", b"wOFF", b"\0\1\0\0", 64 + len(stream), 1, 0, size)
    return head + bytes(44 - len(head)) + struct.pack(">4sIIII", b"glyf", 64, len(stream), size, 0) + stream
