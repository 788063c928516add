"""A mend of the engine's line breaking, of which it has no public face.

Text that fills its line but for the space at its end, where an element follows ('… fades without <b>follow-up</b>'), is
broken after its first word (seen in WeasyPrint 70.0): the space is taken for one that has to be seen.
"""

from __future__ import annotations

from math import inf
from typing import Any


def mend() -> None:
    """From now on text that fits without the space at its end is not broken. Called once, when the engine is loaded."""
    from weasyprint.layout import inline

    split_first_line = inline.split_first_line

    def split(text: str, style: Any, context: Any, width: float | None, *rest: Any, **more: Any) -> Any:
        line = split_first_line(text, style, context, width, *rest, **more)
        (_, _, resume, *_) = line
        if resume is None or not text.endswith(" ") or not (bare := text.rstrip(" ")):
            return line
        (_, _, resume, *_) = split_first_line(bare, style, context, width, *rest, **more)
        return split_first_line(text, style, context, inf, *rest, **more) if resume is None else line

    inline.split_first_line = split
