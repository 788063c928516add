"""What separation keeps of a colour, and by that decides what overprints.

Black text and black lines overprint, so that a plate out of register leaves no white rim around them: K 100 alone, with
OP, op and OPM 1 (Ghent R0009, R0010). That holds for text and strokes of any size, and for filled rectangles up to 2 pt
thick, which are lines that were drawn as areas. Larger black areas knock out: over a picture they would show it. All
else knocks out as well, above all white (Ghent R0007, R0008).

Type under 8 pt in a tint of black is printed in K 100: dots would eat its strokes.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import Enum

from brochure.pdf.content import number
from brochure.pdf.interpreter import GraphicsState
from brochure.pdf.reading import Matrix
from brochure.pdf.spaces import GREY, Space

#: Rectangles up to this thickness are lines, in points (the limit of Ghent R0010).
_LINE = 2.0

#: Type in a tint is at least so large, in points, as type in several inks is (Ghent R0017).
SMALLEST_TINTED = 8.0

_RECTANGLES = re.compile(rb"(?:(?:\S++\s++){4}re\s*+)++\Z")


class Origin(Enum):
    """Who set a colour: this stream, nobody, the caller of a form, or the text that a glyph is part of."""

    HERE = "here"
    NOBODY = "nobody"
    CALLER = "caller"
    AROUND = "around"


@dataclass(frozen=True)
class Paint:
    """The colour of fills or of strokes: `black` is K 100 alone, `tint` how strong K is in a tint of it alone."""

    black: bool = True
    origin: Origin = Origin.NOBODY
    tint: float = 0.0

    def inherited(self) -> Paint:
        """The same, in a form that is painted with it."""
        return replace(self, origin=Origin.AROUND if self.origin is Origin.AROUND else Origin.CALLER)


@dataclass(frozen=True)
class Entry:
    """The colours with which a stream begins."""

    fill: Paint = Paint()
    stroke: Paint = Paint()
    fill_space: Space = GREY
    stroke_space: Space = GREY

    @classmethod
    def of_form(cls, state: GraphicsState[Paint]) -> Entry:
        """What a form begins with where it is painted."""
        return cls(state.fill.inherited(), state.stroke.inherited(), state.fill_space, state.stroke_space)

    def of(self, strokes: bool) -> Paint:
        return self.stroke if strokes else self.fill

    def state(self) -> GraphicsState[Paint]:
        return GraphicsState(self.fill, self.stroke, self.fill_space, self.stroke_space)


#: How glyphs and cells of uncoloured patterns begin: overprint was decided by what paints them.
AROUND = Entry(Paint(origin=Origin.AROUND), Paint(origin=Origin.AROUND))


def overprints(paint: Paint, now: bool, *, line: bool) -> bool:
    """Whether what is painted overprints; `line` says whether it is a text or a line, not an area."""
    return now if paint.origin is Origin.AROUND else paint.black and line


def is_line(segments: bytes, matrix: Matrix) -> bool:
    """Whether a path that is filled is a thin rule: rectangles alone, none of them thick."""
    if not _RECTANGLES.match(segments):
        return False
    a, b, c, d, _, _ = matrix
    across, up = math.hypot(a, b), math.hypot(c, d)
    numbers = [number(part) for part in segments.split() if part != b"re"]
    sides = zip(numbers[2::4], numbers[3::4], strict=True)
    return all(min(abs(width) * across, abs(height) * up) <= _LINE for width, height in sides)
