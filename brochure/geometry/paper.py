"""Papers: the flat sheet as it leaves the tray, and the sheets of its family that pieces are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brochure.units import INCH, MM

Orientation = Literal["portrait", "landscape"]
#: What a layout is made of: the paper itself; the one twice as large, tabloid or A3; half of it across, half-letter or
#: A5; half of it lengthwise; and what is cut to its finished size, 4 × 9 in or DL, 4 × 6 in or A6.
SheetName = Literal["full", "double", "half", "strip", "rack-card", "card"]


@dataclass(frozen=True)
class Paper:
    """A family of sheets, named by the one in the tray. `short` and `long` edge in points.

    `tuck` is how much narrower a panel that folds in is cut, of text stock. `iso` papers are those of countries that
    print by ISO's conditions and measures.
    """

    name: str
    title: str
    short: float
    long: float
    tuck: float
    leaf: tuple[float, float]
    iso: bool = False

    def sheet(self, orientation: Orientation, name: SheetName = "full") -> tuple[float, float]:
        """Width and height in points of a sheet of the family."""
        if name == "full":
            short, long = self.short, self.long
        elif name == "half":
            short, long = self.leaf
        else:
            short, long = (_ISO_SHEETS if self.iso else _INCH_SHEETS)[name]
        return (short, long) if orientation == "portrait" else (long, short)


#: Short and long edge of the other sheets, in points.
_INCH_SHEETS: dict[SheetName, tuple[float, float]] = {
    "double": (11 * INCH, 17 * INCH),
    "strip": (4.25 * INCH, 11 * INCH),
    "rack-card": (4 * INCH, 9 * INCH),
    "card": (4 * INCH, 6 * INCH),
}
_ISO_SHEETS: dict[SheetName, tuple[float, float]] = {
    "double": (297 * MM, 420 * MM),
    "strip": (105 * MM, 297 * MM),
    "rack-card": (99 * MM, 210 * MM),
    "card": (105 * MM, 148 * MM),
}
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
