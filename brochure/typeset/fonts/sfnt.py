"""The tables of a font, as bytes: what is read of them or replaced in them without taking the whole font apart.

OpenType 1.9: the table directory, `cmap`, `hhea` and `OS/2`. Fonts that get here have been read once (see `reading`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from brochure import bounds

#: The subtables of `cmap` that speak of Unicode, the fullest first: platform and encoding.
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
#: Where heights stand: in `hhea` ascent, descent, gap; in `OS/2` the same and the Windows ascent and descent.
_HHEA, _OS2 = 4, 68
_SELECTION, _TYPO_METRICS = 62, 1 << 7


def tables(data: bytes, at: int = 0) -> dict[str, tuple[int, int]]:
    """Where each table of the font that begins `at` lies, and its length. Raises ValueError where one is cut short."""
    (count,) = struct.unpack_from(">H", data, at + 4)
    rows = (struct.unpack_from(">4sIII", data, at + 12 + 16 * row) for row in range(count))
    found = {tag.decode("latin-1"): (start, length) for tag, _, start, length in rows}
    if any(start + length > len(data) for start, length in found.values()):
        raise ValueError("a table is cut short")
    if sum(length for _, length in found.values()) > bounds.LARGEST_FONT:
        raise ValueError("its tables lie over one another")
    return found


def table(data: bytes, tag: str, at: int = 0) -> bytes:
    """A table's bytes, of the font that begins `at`. Raises KeyError where the font lacks it."""
    start, length = tables(data, at)[tag]
    return data[start : start + length]


def replaced(data: bytes, new: Mapping[str, bytes]) -> bytes:
    """The font with these tables in the place of its own."""
    kept = {tag: data[start : start + length] for tag, (start, length) in tables(data).items()}
    return assembled(data[:4], kept | {tag: content for tag, content in new.items() if tag in kept})


def alone(data: bytes, at: int) -> bytes:
    """The font of a collection that begins `at`, as one by itself."""
    found = tables(data, at)
    return assembled(data[at : at + 4], {tag: data[start : start + length] for tag, (start, length) in found.items()})


def assembled(kind: bytes, kept: Mapping[str, bytes]) -> bytes:
    """A font of these tables; `kind` is how it begins."""
    at = 12 + 16 * len(kept)
    rows, body = [], []
    for tag, content in sorted(kept.items()):
        # No sums: the engine asks for none, and to add up a large font takes as long as a page.
        rows.append(struct.pack(">4sIII", tag.encode("latin-1"), 0, at, len(content)))
        body.append(content + bytes(-len(content) % 4))
        at += len(body[-1])
    power = len(kept).bit_length() - 1
    head = struct.pack(">HHHH", len(kept), 16 << power, power, 16 * len(kept) - (16 << power))
    return kind + head + b"".join(rows) + b"".join(body)


# ---- Characters ------------------------------------------------------------------------------------------------------


def characters(data: bytes, at: int = 0) -> dict[int, int]:
    """The number of the glyph that each character has, of the font that begins `at`; none in a font without Unicode."""
    cmap = table(data, "cmap", at)
    (count,) = struct.unpack_from(">H", cmap, 2)
    rows = (struct.unpack_from(">HHI", cmap, 4 + 8 * row) for row in range(count))
    starts = {(platform, encoding): start for platform, encoding, start in rows}
    start = next((starts[kind] for kind in _UNICODE if kind in starts), None)
    if start is None:
        return {}
    (kind,) = struct.unpack_from(">H", cmap, start)
    if kind == 4:
        return dict(_of_segments(cmap[start:]))
    if kind == 12:
        return dict(_of_groups(cmap[start:]))
    return _of_library(alone(data, at))


def _of_segments(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Those of format 4."""
    (twice,) = struct.unpack_from(">H", subtable, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    firsts = struct.unpack_from(f">{count}H", subtable, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", subtable, 16 + 2 * twice)
    places = 16 + 3 * twice
    offsets = struct.unpack_from(f">{count}H", subtable, places)
    if sum(max(0, end - first + 1) for first, end in zip(firsts, ends, strict=True)) > bounds.MOST_FONT_CHARACTERS:
        raise ValueError("its characters lie over one another")
    for at, (first, end, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = places + 2 * at + offset + 2 * (code - first)
                if place + 2 > len(subtable):
                    break
                (glyph,) = struct.unpack_from(">H", subtable, place)
                if not glyph:
                    continue
            if glyph := (glyph + delta) & 0xFFFF:
                yield code, glyph


def _of_groups(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Those of format 12."""
    (count,) = struct.unpack_from(">I", subtable, 12)
    for first, last, glyph in struct.iter_unpack(">III", subtable[16 : 16 + 12 * count]):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _of_library(data: bytes) -> dict[int, int]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as font:
        return {code: font.getGlyphID(name) for code, name in (font.getBestCmap() or {}).items()}


def cmap(glyphs: Mapping[int, int]) -> bytes:
    """A table of these characters and no others (format 12)."""
    groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in sorted(glyphs.items()))
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


# ---- Heights ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heights:
    """How high and deep a line of the font is, in parts of its size, as its two tables have it."""

    hhea: tuple[float, ...]
    os2: tuple[float, ...]
    typo: bool


def heights(data: bytes) -> Heights:
    """Raises KeyError or struct.error where the font does not say."""
    hhea, os2, units = table(data, "hhea"), table(data, "OS/2"), _units(data)
    (selection,) = struct.unpack_from(">H", os2, _SELECTION)
    return Heights(
        tuple(value / units for value in struct.unpack_from(">hhh", hhea, _HHEA)),
        tuple(value / units for value in struct.unpack_from(">hhhHH", os2, _OS2)),
        bool(selection & _TYPO_METRICS),
    )


def with_heights(data: bytes, as_of: Heights) -> dict[str, bytes]:
    """The font's tables with these heights, so that a line with a letter of it is no higher than its neighbours."""
    hhea, os2, units = bytearray(table(data, "hhea")), bytearray(table(data, "OS/2")), _units(data)
    struct.pack_into(">hhh", hhea, _HHEA, *(round(value * units) for value in as_of.hhea))
    struct.pack_into(">hhhHH", os2, _OS2, *(round(value * units) for value in as_of.os2))
    (selection,) = struct.unpack_from(">H", os2, _SELECTION)
    struct.pack_into(">H", os2, _SELECTION, selection & ~_TYPO_METRICS | _TYPO_METRICS * as_of.typo)
    return {"hhea": bytes(hhea), "OS/2": bytes(os2)}


def _units(data: bytes) -> int:
    (units,) = struct.unpack_from(">H", table(data, "head"), 18)
    return int(units)
