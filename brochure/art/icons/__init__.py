"""Small signs beside words: one line of one weight with round ends, on a grid of 24 by 24."""

from __future__ import annotations

from brochure.art.colour import Colour
from brochure.art.icons.paths import PATHS

__all__ = ["GRID", "PATHS", "icon"]

#: The side of the square that each is drawn in; what is seen of it keeps 2 from the edge.
GRID = 24
#: The weight of the line, of 24.
_LINE = 1.75


def icon(name: str, colour: Colour) -> str:
    """The icon as an SVG file. Raises KeyError for one that does not exist."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}" width="{GRID}" height="{GRID}">'
        f'<path d="{PATHS[name]}" fill="none" stroke="{colour.hex}" stroke-width="{_LINE}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
