"""Decides what overprints.

Black text and black lines overprint, so that a plate out of register leaves no white rim around them: K 100 alone, with
OP, op and OPM 1 (Ghent R0009, R0010). That holds for text and strokes of any size, and for filled rectangles up to 2 pt
thick, which are lines that were drawn as areas. Larger black areas knock out: over a picture they would show it. All
else knocks out as well, above all white (Ghent R0007, R0008).
"""

from __future__ import annotations

import math
import re

from brochure.pdf.content import number
from brochure.pdf.placing import Matrix
from brochure.pdf.resources import Overprint
from brochure.prepress.separation.colouring import Colouring
from brochure.prepress.separation.state import Entry, Made, Origin, Paint
from brochure.prepress.separation.targets import Luminosity

#: Rectangles up to this thickness are lines, in points (the limit of Ghent R0010).
_LINE = 2.0

_RECTANGLES = re.compile(rb"(?:(?:\S++\s++){4}re\s*+)++\Z")


class Overprinting:
    """The overprint of one content stream, set only where it changes."""

    def __init__(self, colours: Colouring) -> None:
        self._colours = colours
        #: The colours that were painted with though nobody, or the caller, had set them: origin, strokes.
        self.taken: set[tuple[Origin, bool]] = set()

    def inherited(self) -> Entry:
        def seen(paint: Paint) -> Paint:
            origin = Origin.AROUND if paint.origin is Origin.AROUND else Origin.CALLER
            return Paint(paint.space, paint.black, origin)

        return Entry(seen(self._colours.state.fill), seen(self._colours.state.stroke))

    def take(self, made: Made) -> None:
        for taken, strokes in ((made.takes_fill, False), (made.takes_stroke, True)):
            if taken:
                self.taken.add((self._colours.state.of(strokes).origin, strokes))

    def knock_out(self, at: int) -> None:
        self._demand(at, Overprint(False, False))

    def paint(self, at: int, fills: bool, strokes: bool, *, line: bool) -> None:
        """Something is painted at `at`; `line` says whether its fill is a text or a line, not an area."""
        wanted = {False: self._colours.state.overprint.fill, True: self._colours.state.overprint.stroke}
        for strokes_now in [False] * fills + [True] * strokes:
            paint = self._colours.state.of(strokes_now)
            self.taken.add((paint.origin, strokes_now))
            if paint.origin is not Origin.AROUND:
                wanted[strokes_now] = paint.black and (line or strokes_now)
        self._demand(at, Overprint(wanted[False], wanted[True]))

    def _demand(self, at: int, wanted: Overprint) -> None:
        now = self._colours.state.overprint
        mode = 1 if wanted.fill or wanted.stroke else now.mode
        wanted = Overprint(wanted.fill, wanted.stroke, mode)
        if now == wanted or isinstance(self._colours.target, Luminosity):
            return
        stem = {(False, False): "KnockOut", (True, True): "Overprint", (True, False): "OverprintFill"}
        name = self._colours.resources.add(
            "/ExtGState", stem.get((wanted.fill, wanted.stroke), "OverprintStroke"), wanted.state()
        )
        self._colours.edits.append((at, at, name + b" gs "))
        self._colours.state.overprint = wanted


def is_line(path: bytes, matrix: Matrix) -> bool:
    """Whether a path that is filled is a thin rule: rectangles alone, none of them thick."""
    if not _RECTANGLES.match(path):
        return False
    a, b, c, d, _, _ = matrix
    across, up = math.hypot(a, b), math.hypot(c, d)
    numbers = [number(part) for part in path.split() if part != b"re"]
    sides = zip(numbers[2::4], numbers[3::4], strict=True)
    return all(min(abs(width) * across, abs(height) * up) <= _LINE for width, height in sides)
