"""Quotation marks at the beginning of a line hang beside it, so that the letters behind them stand below one another.

For styles whose `--marks` is `hanging`, in lines from left to right; the engine knows no `hanging-punctuation`.
"""

from __future__ import annotations

from typing import Any

from brochure.typeset.engine.line_ends import said, width_of

_MARKS = frozenset("“‘„‚«‹”’»›\"'")


def mend() -> None:
    """From now on they hang. Called once, when the engine is loaded."""
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import LineBox

    draw_inline_level = draw.draw_inline_level

    def drawn(stream: Any, page: Any, box: Any, *rest: Any, **more: Any) -> None:
        if type(box) is LineBox and (wide := _hanging(box)):
            with stream.stacked():
                stream.transform(e=-wide)
                draw_inline_level(stream, page, box, *rest, **more)
        else:
            draw_inline_level(stream, page, box, *rest, **more)

    draw.draw_inline_level = drawn


def _hanging(line: Any) -> float:
    """How wide the mark is that a line begins with, in the engine's pixels; 0 where it begins with none."""
    first = next((child for child in line.descendants() if hasattr(child, "text") and child.text.strip()), None)
    if first is None:
        return 0.0
    text = first.text.lstrip(" ")
    if len(text) < 2 or text[0] not in _MARKS or not (text[1].isalnum() or text[1] in "\u00a0\u202f¿¡…"):
        return 0.0
    style = line.style
    if said(style, "__marks") != "hanging" or style["direction"] != "ltr":
        return 0.0
    return width_of(text[0], first.style) * float(first.style["font_size"])
