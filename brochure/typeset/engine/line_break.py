"""Two mends of the engine's line breaking, of which it has no public face.

Text that fills its line but for the space at its end, where an element follows ('… fades without <b>follow-up</b>'), is
broken after its first word (seen in WeasyPrint 70.0): the space is taken for one that has to be seen.

Text at the end of a line from right to left is drawn with the space behind it, which lies at its left. Its words are in
their place, but its box says that they begin at the space. How wide that is is noted, for who asks what sticks out.
"""

from __future__ import annotations

from math import inf
from typing import Any

_SPACE = "_brochure_space"


def mend() -> None:
    """From now on text that fits without the space at its end is not broken. Called once, when the engine is loaded."""
    from weasyprint.layout import inline

    split_first_line, remove_last_whitespace = inline.split_first_line, inline.remove_last_whitespace

    def split(text: str, style: Any, context: Any, width: float | None, *rest: Any, **more: Any) -> Any:
        line = split_first_line(text, style, context, width, *rest, **more)
        (_, _, resume, *_) = line
        if resume is None or not text.endswith(" ") or not (bare := text.rstrip(" ")):
            return line
        (_, _, resume, *_) = split_first_line(bare, style, context, width, *rest, **more)
        return split_first_line(text, style, context, inf, *rest, **more) if resume is None else line

    def remove(context: Any, line: Any) -> None:
        last = _last(line)
        wide = last.width if last else 0.0
        remove_last_whitespace(context, line)
        if last and last.pango_layout.first_line_direction % 2:
            last.__dict__[_SPACE] = wide - last.width

    inline.split_first_line, inline.remove_last_whitespace = split, remove


def start_of(box: Any) -> float:
    """Where a box begins, in the engine's pixels; a text where its words do."""
    return float(box.position_x + box.__dict__.get(_SPACE, 0.0))


def _last(line: Any) -> Any:
    """The text that a line ends with; None where it ends with something else."""
    box = line
    while not hasattr(box, "pango_layout") and hasattr(box, "children") and box.children:
        box = box.children[-1]
    return box if hasattr(box, "pango_layout") else None
