"""A mend of the engine's fonts: where two letters share a glyph, who copies gets the plain one.

The engine keeps for each glyph of a font the first letters that it was drawn for (seen in WeasyPrint 70.0). In many
fonts one glyph is both hyphens: a leaflet with "follow‑up" would give out telephone numbers that no search finds.
"""

from __future__ import annotations

from typing import Any

#: Letters that give way to another one of the same glyph.
_FANCY = frozenset("\u2010\u2011\u00ad")


class Told(dict[int, str]):
    """The letters of each glyph; fancy ones only until plain ones come."""

    def __contains__(self, glyph: object) -> bool:
        return super().__contains__(glyph) and self[glyph] not in _FANCY  # type: ignore[index]

    def __setitem__(self, glyph: int, letters: str) -> None:
        if letters not in _FANCY or not super().__contains__(glyph):
            super().__setitem__(glyph, letters)


def mend() -> None:
    """From now on fonts tell plain letters. Called once, when the engine is loaded."""
    from weasyprint.pdf import stream

    class Font(stream.Font):  # type: ignore[misc]
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self.to_unicode = Told()

    stream.Font = Font
