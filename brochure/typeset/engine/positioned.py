"""A mend of what is placed with `position: absolute`, of which the engine has no public face.

The engine parts it at the foot of its page and sets the rest on the next one, among other things, or drops it where no
page follows (seen in WeasyPrint 70.0). It belongs to its panel: whole, it sticks out, and that is found and told.
"""

from __future__ import annotations

from math import inf
from typing import Any


def mend() -> None:
    """From now on it stays whole. Called once, as the engine is loaded."""
    from weasyprint.layout import absolute, page

    layout = absolute.absolute_box_layout

    def whole(context: Any, box: Any, block: Any, fixed: Any, bottom_space: float, skip_stack: Any) -> Any:
        del bottom_space
        return layout(context, box, block, fixed, -inf, skip_stack)

    absolute.absolute_box_layout = page.absolute_box_layout = whole
