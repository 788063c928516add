"""A mend of the engine's drawing: a page is drawn once, however many documents it goes into.

A page that was not set again (see `parted`) would be drawn again for each document: a third of the time of a variant of
which only the back differs. What drawing leaves behind is the page's own operators, the transparencies that they name,
and in each font the glyphs that were drawn. So a page is drawn aside, as if it were alone, and what comes of it is put
into each document. A page with more to it, such as a picture or a group, is drawn anew, for names of those are counted;
so is one of whose glyphs the document's fonts know something else already.

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


@dataclass(frozen=True)
class _Drawn:
    """A page at a scale: its operators, its states, and its fonts with what it draws of them."""

    scale: float
    operators: bytes
    states: dict[str, Any]
    fonts: dict[int, Any]


class _BeyondError(BaseException):
    """A page has more to it. Not an Exception: the engine takes those for faults of a picture."""


class _None(dict[str, Any]):
    """Where a page shall put nothing."""

    def __setitem__(self, name: str, what: Any) -> None:
        raise _BeyondError


class _States(dict[str, Any]):
    def __setitem__(self, name: str, what: Any) -> None:
        if not name.startswith(_STATES):
            raise _BeyondError
        super().__setitem__(name, what)


def mend() -> None:
    """From now on pages are drawn so. Called once, when the engine is loaded."""
    from weasyprint.document import Page

    paint = Page.paint

    def painted(page: Any, stream: Any, scale: float = 1) -> None:
        if stream._tags is not None:  # the tree of tags counts what is drawn
            paint(page, stream, scale)
            return
        kept = page.__dict__
        drawn: _Drawn | None = kept.get("_brochure_drawn")
        if "_brochure_drawn" not in kept or (drawn and drawn.scale != scale):
            drawn = kept["_brochure_drawn"] = _aside(page, stream, scale, paint)
        if not drawn or not _put(drawn, stream):
            paint(page, stream, scale)

    Page.paint = painted


def _aside(page: Any, stream: Any, scale: float, paint: Any) -> _Drawn | None:
    """The page drawn as if it were alone; None where there is more to it."""
    from weasyprint.pdf.stream import pydyf

    apart = stream.clone(
        fonts={},
        images={},
        resources={**stream._resources, **{kind: _None() for kind in _COUNTED}, "ExtGState": _States()},
        extra={},
    )
    apart._ctm_stack = [stream.ctm]
    try:
        paint(page, apart, scale)
    except _BeyondError:
        return None
    if any(font.missing or font.bitmap or font.__dict__.pop("_brochure_codes", {}) for font in apart._fonts.values()):
        return None
    for font in apart._fonts.values():
        font.file_content = _one(font.file_content)
    operators = b"\n".join(map(pydyf._to_bytes, apart.stream))
    return _Drawn(scale, operators, dict(apart._resources["ExtGState"]), apart._fonts)


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
