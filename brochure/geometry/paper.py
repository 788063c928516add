"""Papers: the flat sheet as it leaves the tray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brochure.units import INCH, MM

Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True)
class Paper:
    """A sheet size. `short` and `long` edge in points; `tuck` is how much narrower a panel that folds in is cut.

    `iso` papers are those of countries that print by ISO's conditions and measures.
    """

    name: str
    title: str
    short: float
    long: float
    tuck: float
    leaf: tuple[float, float]
    iso: bool = False

    def sheet(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height in points."""
        return (self.short, self.long) if orientation == "portrait" else (self.long, self.short)


# Tuck: 1/16 in on inch papers, 3 mm on ISO papers, as print shops ask for roll folds.
# Leaf: the page that is read on a screen or stapled, half a letter sheet or A5.
_HALF_LETTER = (5.5 * INCH, 8.5 * INCH)
#: By name, in the order in which they are offered: the one list of papers.
PAPERS: dict[str, Paper] = {
    "letter": Paper("letter", "Letter", 8.5 * INCH, 11 * INCH, INCH / 16, _HALF_LETTER),
    "a4": Paper("a4", "A4", 210 * MM, 297 * MM, 3 * MM, (148 * MM, 210 * MM), iso=True),
    "legal": Paper("legal", "Legal", 8.5 * INCH, 14 * INCH, INCH / 16, _HALF_LETTER),
}

if TYPE_CHECKING:
    PaperName = str
else:
    PaperName = Literal[tuple(PAPERS)]
