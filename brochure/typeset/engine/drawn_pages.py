"""A mend of the engine's drawing: a page is drawn at most twice, however many documents it goes into.

A page that was not set again (see `parted`) would be drawn again for each document: a third of the time of a variant of
which only the back differs. What drawing leaves behind is the page's own operators, the transparencies that they name,
and in each font the glyphs that were drawn. So a page that is drawn once more is drawn aside, as if it were alone, and
what comes of it is put into this document and all further ones. One with more to it, such as a picture or a group, is
drawn anew, for names of those are counted; so is one of whose glyphs a document's fonts know something else already.

The engine has no public face for this; all that is known of it is in this file (seen in WeasyPrint 70.0).
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: What a page may name beside fonts: transparencies, which are called by how strong they are, and not counted.
_STATES = ("a", "A")
_COUNTED = ("XObject", "Pattern", "Shading")
#: Of a page that was drawn, and not aside.
_ONCE = "once"


@dataclass(frozen=True)
class _Drawn:
    """A page at a scale: its operators, its states, and its fonts with what it draws of them."""

    scale: float
    operators: bytes
    states: dict[str, Any]
    fonts: dict[int, Any]


def mend() -> None:
    """From now on pages are drawn so. Called once, when the engine is loaded."""
    from weasyprint.document import Page

    paint = Page.paint

    def painted(page: Any, stream: Any, scale: float = 1) -> None:
        kept = page.__dict__
        if stream._tags is not None:  # the tree of tags counts what is drawn
            paint(page, stream, scale)
        elif "_brochure_drawn" not in kept:  # most pages are drawn once, and never again
            kept["_brochure_drawn"] = _ONCE
            paint(page, stream, scale)
        else:
            drawn = kept["_brochure_drawn"]
            if drawn is _ONCE or (drawn and drawn.scale != scale):
                drawn = kept["_brochure_drawn"] = _aside(page, stream, scale, paint)
            if not drawn or not _put(drawn, stream):
                paint(page, stream, scale)

    Page.paint = painted


def _aside(page: Any, stream: Any, scale: float, paint: Any) -> _Drawn | None:
    """The page drawn as if it were alone; None where there is more to it."""
    from weasyprint.pdf.stream import pydyf

    own: dict[str, Any] = {kind: {} for kind in ("ExtGState", *_COUNTED)}
    apart = stream.clone(fonts={}, images={}, resources={**stream._resources, **own}, extra={})
    apart._ctm_stack = [stream.ctm]
    paint(page, apart, scale)
    fonts = apart._fonts
    if any(own[kind] for kind in _COUNTED) or not all(name.startswith(_STATES) for name in own["ExtGState"]):
        return None
    if any(_is_odd(font) for font in fonts.values()):
        return None
    for font in fonts.values():
        font.file_content = _one(font.file_content)
    return _Drawn(scale, b"\n".join(map(pydyf._to_bytes, apart.stream)), own["ExtGState"], fonts)


def _is_odd(font: Any) -> bool:
    """Whether more than widths and letters is noted in a font as it is drawn, or its glyphs are pictures."""
    drawn = font.missing or font.__dict__.pop("_brochure_codes", {})
    return bool(drawn or font.bitmap or font.png or font.svg or font.colr)


@lru_cache(maxsize=16)
def _one(content: bytes) -> bytes:
    """The file of a font, the same piece of memory for all pages."""
    return content


def _put(drawn: _Drawn, stream: Any) -> bool:
    """Puts a page into a document, as if it were drawn there; nothing where it would be drawn otherwise."""
    fonts = stream._fonts
    if not all(_agree(fonts[key], font) for key, font in drawn.fonts.items() if key in fonts):
        return False
    for key, font in drawn.fonts.items():
        if key not in fonts:
            fonts[key] = _unused(font)
        for glyph, width in font.widths.items():
            fonts[key].widths.setdefault(glyph, width)
        for glyph, letters in font.to_unicode.items():
            if glyph not in fonts[key].to_unicode:
                fonts[key].to_unicode[glyph] = letters
    states = stream._resources["ExtGState"]
    for name, state in drawn.states.items():
        states.setdefault(name, copy(state))
    stream.stream.append(drawn.operators)
    return True


def _unused(font: Any) -> Any:
    """A font as it is before anything is drawn of it. To write a document changes its fonts."""
    own = copy(font)
    own.widths, own.to_unicode, own.missing, own.variations = {}, type(font.to_unicode)(), {}, dict(font.variations)
    return own


def _agree(one: Any, other: Any) -> bool:
    """Whether two fonts tell the same of the glyphs that both have."""
    return all(
        getattr(one, of).get(glyph, told) == told
        for of in ("widths", "to_unicode")
        for glyph, told in getattr(other, of).items()
    )
