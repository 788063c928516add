"""The graphics state, as far as ink depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from brochure.pdf.placing import UNIT, Matrix, Node
from brochure.pdf.resources import NO_OVERPRINT, Overprint, Resources
from brochure.pdf.spaces import GREY, Space
from brochure.prepress.separation.targets import Target


class Origin(Enum):
    """Who set a colour: this stream, nobody, the caller of a form, or the text that a glyph is part of."""

    HERE = "here"
    NOBODY = "nobody"
    CALLER = "caller"
    AROUND = "around"


@dataclass(frozen=True)
class Paint:
    """The colour of fills or of strokes. `black` is K 100 alone."""

    space: Space = GREY
    black: bool = True
    origin: Origin = Origin.NOBODY


@dataclass(frozen=True)
class Entry:
    """The colours with which a stream begins."""

    fill: Paint = Paint()
    stroke: Paint = Paint()

    def of(self, strokes: bool) -> Paint:
        return self.stroke if strokes else self.fill


#: How glyphs and cells of uncoloured patterns begin: overprint was decided by what paints them.
AROUND = Entry(Paint(origin=Origin.AROUND), Paint(origin=Origin.AROUND))


@dataclass
class State:
    """What q saves and Q restores."""

    fill: Paint
    stroke: Paint
    overprint: Overprint = NO_OVERPRINT
    rendering: int = 0
    matrix: Matrix = UNIT

    def of(self, strokes: bool) -> Paint:
        return self.stroke if strokes else self.fill


@dataclass
class Made:
    """A form after its conversion: the object to paint instead, what it paints, and which colours it took over."""

    obj: Any
    node: Node
    takes_fill: bool = False
    takes_stroke: bool = False


class Studio(Protocol):
    """Converts what a content stream paints by name."""

    def form(self, form: Any, target: Target, entry: Entry, resources: Resources) -> Made: ...

    def picture(self, picture: Any, target: Target, name: str, resources: Resources) -> Made: ...

    def pattern(self, pattern: Any, target: Target, resources: Resources) -> Made: ...

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any: ...

    def soft_mask(self, state: Any, resources: Resources) -> Node | None: ...

    def font(self, font: Any, target: Target, resources: Resources) -> None: ...

    def inline_picture(self, header: bytes, data: bytes, resources: Resources) -> Any: ...
