"""Stock: the paper as it feels, which says how much a panel is tucked in and how far a booklet creeps."""

from __future__ import annotations

from typing import Literal

from brochure.geometry.paper import Paper
from brochure.units import INCH, MM

#: What leaflets are printed on, 75 to 170 g/m²; and what covers and cards are.
Stock = Literal["text", "cover"]
#: A panel of cover stock is tucked in 1/8 in, so that its edge clears the thicker fold (print shops' guides).
COVER_TUCK = INCH / 8
#: Caliper, the thickness of a sheet: 4 pt (0.004 in) for text, as 80 g/m² has, and 10 pt for cover, as 80 lb cover has.
CALIPERS: dict[Stock, float] = {"text": 0.004 * INCH, "cover": 0.010 * INCH}
#: Bible paper, and the heaviest board that is still stitched and folded.
THINNEST, THICKEST = 0.03 * MM, 0.6 * MM


def tuck(stock: Stock, paper: Paper) -> float:
    """How much narrower a panel that folds in is cut, in points: of text 1/16 in or 3 mm, of cover 1/8 in."""
    return COVER_TUCK if stock == "cover" else paper.tuck
