"""Fonts of the kind CFF whose glyphs have numbers of their own, as those for Chinese, Japanese and Korean have.

The engine writes the places of glyphs in the font, and a PDF means by them the numbers (ISO 32000-1, 9.7.4.2): where
the two differ, as in fonts that were cut to one country's letters, strict readers show other letters. So each glyph is
given its place for a number.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any


def renumber(pdf: Any) -> None:
    """Gives the glyphs of such fonts in what the engine is about to write their places for numbers."""
    for written in pdf.objects:
        if getattr(written, "extra", {}).get("Subtype") == "/OpenType" and (data := _renumbered(written.stream[0])):
            written.stream[0] = data


def _renumbered(data: bytes) -> bytes:
    """The font with its glyphs renumbered; empty where there is nothing to do."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data)) as font:
        if "CFF " not in font:
            return b""
        top = font["CFF "].cff.topDictIndex[0]
        places = [".notdef", *(f"cid{place:05d}" for place in range(1, len(top.charset)))]
        if not hasattr(top, "ROS") or top.charset == places:
            return b""
        outlines = top.CharStrings
        outlines.charStrings = {name: outlines.charStrings[old] for name, old in zip(places, top.charset, strict=True)}
        top.charset = places
        font.setGlyphOrder(places)
        out = BytesIO()
        font.save(out, reorderTables=None)
        return out.getvalue()
