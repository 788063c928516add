"""The most ink that can lie in one place of a sheet, reckoned from all that is painted, wherever it lies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

#: Inks of a colour space that print on all plates.
_ALL = 4.0


@dataclass
class InkBound:
    """What one colour, or one pixel of a picture, has at most: `total`, and without black `colours`; 1.0 is one ink.

    What is painted covers what lies below, or is mixed with it in parts that come to one, so no place has more than
    the colour that has most: but black text and lines overprint, and blend modes may add up.
    """

    total: float = 1.0
    colours: float = 0.0

    def note(self, colours: float, black: float) -> None:
        """Something is painted with so much ink."""
        self.note_most(colours, colours + black)

    def note_most(self, colours: float, total: float) -> None:
        """A picture is painted whose pixels have so much at most."""
        self.colours, self.total = max(self.colours, colours), max(self.total, total)

    def note_inks(self, names: Iterable[str]) -> None:
        """Something is painted with inks of its own, in whatever strength."""
        most = sum(_ALL if name == "All" else 1.0 for name in names)
        self.note(most, 0.0)

    def lose(self) -> None:
        """Something is painted of which nobody can say how much ink it comes to."""
        self.total = math.inf

    @property
    def most(self) -> float:
        """The bound: K 100 that overprints lies on the most of the other inks, or some colour has more by itself."""
        return max(self.total, self.colours + 1.0)
