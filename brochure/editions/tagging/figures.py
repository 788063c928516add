"""Where the figures stand: the engine counts its own units from the top, PDF counts points from the bottom."""

from __future__ import annotations

from pikepdf import Array, Pdf

from brochure.editions.tagging.tree import Element, deepest_first
from brochure.units import POINTS

_PX = POINTS["px"]


def measure(pdf: Pdf, document: Element) -> None:
    """Writes the bounding box of each figure as ISO 32000-1, 14.8.5.4.3 wants it."""
    for element in deepest_first(document):
        if element.kind == "Figure" and element.page >= 0:
            left, top, right, bottom = (float(side) * _PX for side in element.attributes["/A"].BBox)
            height = float(pdf.pages[element.page].mediabox[3])
            box = (left, height - bottom, right, height - top)
            element.attributes["/A"].BBox = Array([round(side, 2) for side in box])
