"""Rewrites a content stream in ink: its colours, what overprints, and the names of what was converted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Name, Stream

from brochure.pdf.colour import Colour, Ink
from brochure.pdf.content import Instruction, edited, written
from brochure.pdf.interpreter import Handler, Interpreter, Path
from brochure.pdf.placing import Node
from brochure.pdf.reading import entry, matrix_of, times
from brochure.pdf.resources import Overprint, Parameters, Resources
from brochure.pdf.spaces import CMYK, GREY, Space
from brochure.prepress.separation.paint import SMALLEST_TINTED, Entry, Origin, Paint, is_line, overprints
from brochure.prepress.separation.targets import Luminosity, Solid, Target, process

#: A page begins with DeviceGray black, which is ink of no plate; strokes, and the operator that says K 100.
_INITIAL = ((False, b"0 0 0 1 k\n"), (True, b"0 0 0 1 K\n"))
#: The names of graphics states, by whether fills and strokes overprint.
_STEMS = {
    (False, False): "KnockOut",
    (True, True): "Overprint",
    (True, False): "OverprintFill",
    (False, True): "OverprintStroke",
}


@dataclass
class Made:
    """A form after its conversion: the object to paint instead, what it paints, and which colours it took over."""

    obj: Any
    node: Node
    takes_fill: bool = False
    takes_stroke: bool = False


class Studio(Protocol):
    """Converts what a content stream paints by name."""

    def form(self, form: Any, target: Target, begins: Entry, resources: Resources) -> Made: ...

    def picture(self, picture: Any, target: Target, name: str, resources: Resources) -> Made: ...

    def pattern(self, pattern: Any, target: Target, resources: Resources) -> Made: ...

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any: ...

    def soft_mask(self, mask: Any, resources: Resources) -> Node | None: ...

    def font(self, font: Any, target: Target, resources: Resources) -> None: ...

    def inline_picture(self, header: bytes, content: bytes) -> Any: ...


class Painting(Handler[Paint]):
    """One content stream on its way to the plates of `target`; `rewritten` once."""

    def __init__(self, pdf: pikepdf.Pdf, resources: Resources, target: Target, studio: Studio, node: Node) -> None:
        self._pdf, self._resources, self._target, self._studio, self._node = pdf, resources, target, studio, node
        self._edits: list[tuple[int, int, bytes]] = []
        #: The colours that were painted with though nobody, or the caller, had set them: origin, strokes.
        self.taken: set[tuple[Origin, bool]] = set()

    def rewritten(self, content: bytes, begins: Entry) -> bytes | None:
        """The stream's new content, or None where it stays as it is."""
        Interpreter(self._resources, self, begins.state()).run(content)
        if not isinstance(self._target, Luminosity):
            self._edits += [(0, 0, said) for strokes, said in _INITIAL if (Origin.NOBODY, strokes) in self.taken]
        return edited(content, self._edits) if self._edits else None

    # ---- Colours ----------------------------------------------------------------------------------------------------

    def colour(self, at: Interpreter[Paint], space: Space, values: list[float], strokes: bool) -> Paint:
        colour = space.colour(values)
        if self._keeps(at.step, space, colour):
            black = space is CMYK and self._target.solid(colour).black
            tint = _tint(tuple(values)) if space is CMYK else 0.0
            return Paint(black or (space.inks == ("Black",) and values == [1]), Origin.HERE, tint)
        solid = self._target.solid(colour)
        same = space is CMYK and at.step.operator in (b"k", b"K") and _are(solid, values)
        if not same:
            self._replace(at.step, self._setting(solid, strokes))
        return Paint(solid.black, Origin.HERE, 0.0 if solid.spot else _tint(solid.values))

    def _keeps(self, step: Instruction, space: Space, colour: Colour) -> bool:
        """Whether a colour stays as it is written."""
        if not self._target.keeps(space) or space.family == "Indexed" or _another_name(step, space):
            return False
        if isinstance(colour, Ink) and not space.inks:
            return self._target.solid(colour).values == process(colour)
        self._target.bound.note_inks(space.inks)
        return True

    def _setting(self, solid: Solid, strokes: bool) -> bytes:
        """The operators that set a colour."""
        values = written(solid.values)
        if solid.spot is None:
            operator = b"g" if len(solid.values) == 1 else b"k"
            return values + b" " + (operator.upper() if strokes else operator)
        if len(solid.values) == 1:
            space = self._target.space_of(solid.spot, self._pdf)
        else:
            space = self._target.space(self._pdf)
        name = self._resources.add("/ColorSpace", "Ink" if len(solid.values) == 1 else "BlackAndInk", space)
        operators = (b" CS ", b" SCN") if strokes else (b" cs ", b" scn")
        return name + operators[0] + values + operators[1]

    def pattern_space(self, at: Interpreter[Paint], space: Space, strokes: bool) -> Paint:  # noqa: ARG002
        if space.base and not self._target.keeps(space.base):
            below = Array([Name.Pattern, self._target.space(self._pdf)])
            name = self._resources.add("/ColorSpace", "PatternInk", below)
            self._replace(at.step, name + b" " + at.step.operator)
        return Paint(False, Origin.HERE)

    def pattern(self, at: Interpreter[Paint], pattern: Any, values: list[float], strokes: bool) -> Paint:
        space, mixed = at.state.space_of(strokes), values
        if space.base and not self._target.keeps(space.base):
            mixed = list(self._target.mix(space.base.colour(values)))
        name = at.step.operands[-1]
        if pattern is not None:
            made = self._studio.pattern(pattern, self._target, self._resources)
            if made.obj.objgen != pattern.objgen:
                name = self._resources.add("/Pattern", "Pattern", made.obj)
            # a pattern is placed in the space of the whole stream, whatever cm says (ISO 32000-1, 8.7.3.1)
            self._node.paints.append((matrix_of(pattern), made.node))
        if mixed != values or name != at.step.operands[-1]:
            self._replace(at.step, b" ".join(filter(None, [written(tuple(mixed)), name, at.step.operator])))
        return Paint(False, Origin.HERE)

    # ---- Painting ---------------------------------------------------------------------------------------------------

    def path(self, at: Interpreter[Paint], path: Path, fills: bool, strokes: bool) -> None:
        # a graphics state may not be set inside a path, so it goes before the path's beginning
        line = not fills or is_line(path.segments, at.state.matrix)
        self._paint(at, path.start, fills=fills, strokes=strokes, line=line)

    def text(self, at: Interpreter[Paint], fills: bool, strokes: bool) -> None:
        tinted = at.state.fill
        small = fills and tinted.tint and 0 < at.type_size < SMALLEST_TINTED - 0.005
        if small:
            at.state.fill = Paint(True, tinted.origin)
        if fills or strokes:
            self._paint(at, at.step.start, fills=fills, strokes=strokes, line=True)
        if small:
            at.state.fill = tinted
            self._edits.append((at.step.start, at.step.start, b"0 0 0 1 k "))
            self._edits.append((at.step.end, at.step.end, b" " + written((0, 0, 0, tinted.tint)) + b" k "))

    def stencil(self, at: Interpreter[Paint], stencil: Stream) -> None:  # noqa: ARG002
        self._paint(at, at.step.start, fills=True, strokes=False, line=False)

    def form(self, at: Interpreter[Paint], form: Stream) -> None:
        # a form begins with overprint off, whoever calls it, so that all callers can share it
        self._demand(at, at.step.start)
        made = self._studio.form(form, self._target, Entry.of_form(at.state), self._resources)
        for taken, strokes in ((made.takes_fill, False), (made.takes_stroke, True)):
            if taken:
                self.taken.add((at.state.of(strokes).origin, strokes))
        self._node.paints.append((times(matrix_of(form), at.state.matrix), made.node))
        self._put(at.step, form, made.obj)

    def picture(self, at: Interpreter[Paint], picture: Stream) -> None:
        self._demand(at, at.step.start)
        made = self._studio.picture(picture, self._target, at.name, self._resources)
        self._node.paints.append((at.state.matrix, made.node))
        self._put(at.step, picture, made.obj)

    def _put(self, step: Instruction, before: Any, after: Any) -> None:
        if after.objgen != before.objgen:
            self._replace(step, self._resources.add("/XObject", "Object", after) + b" Do")

    def inline(self, at: Interpreter[Paint], header: bytes, content: bytes) -> None:
        picture = self._studio.inline_picture(header, content)
        if entry(picture, "/ImageMask"):
            self._paint(at, at.step.start, fills=True, strokes=False, line=False)
            return
        self._demand(at, at.step.start)
        if not self._target.keeps(self._resources.space_of(entry(picture, "/ColorSpace"))):
            made = self._studio.picture(picture, self._target, at.name, self._resources)
            name = self._resources.add("/XObject", "Inline", made.obj)
            self._node.paints.append((at.state.matrix, made.node))
            self._replace(at.step, name + b" Do")

    def shading(self, at: Interpreter[Paint], shading: Any) -> None:
        self._demand(at, at.step.start)
        if shading is not None:
            made = self._studio.shading(shading, self._target, self._resources)
            if made.objgen != shading.objgen:
                self._replace(at.step, self._resources.add("/Shading", "Shading", made) + b" sh")

    def font(self, at: Interpreter[Paint], font: Any) -> None:  # noqa: ARG002
        self._studio.font(font, self._target, self._resources)

    def parameters(self, at: Interpreter[Paint], parameters: Parameters) -> None:
        mask = self._studio.soft_mask(parameters.mask, self._resources) if parameters.mask is not None else None
        if mask:
            self._node.paints.append((at.state.matrix, mask))

    def _paint(self, at: Interpreter[Paint], start: int, *, fills: bool, strokes: bool, line: bool) -> None:
        """Something is painted; `line` says whether its fill is a text or a line, not an area."""
        state = at.state
        fill, stroke = state.overprint.fill, state.overprint.stroke
        if fills:
            self.taken.add((state.fill.origin, False))
            fill = overprints(state.fill, fill, line=line)
        if strokes:
            self.taken.add((state.stroke.origin, True))
            stroke = overprints(state.stroke, stroke, line=True)
        self._demand(at, start, fill, stroke)

    def _demand(self, at: Interpreter[Paint], start: int, fill: bool = False, stroke: bool = False) -> None:
        """Has what is painted overprint so, by mode 1, and sets it only where it changes."""
        now = at.state.overprint
        unchanged = (fill, stroke) == (now.fill, now.stroke) and (now.mode == 1 or not (fill or stroke))
        if unchanged or isinstance(self._target, Luminosity):
            return
        wanted = Overprint(fill, stroke, 1 if fill or stroke else now.mode)
        name = self._resources.add("/ExtGState", _STEMS[fill, stroke], wanted.parameters())
        self._edits.append((start, start, name + b" gs "))
        at.state.overprint = wanted

    def _replace(self, step: Instruction, said: bytes) -> None:
        self._edits.append((step.start, step.end, b" " + said + b" "))


def _are(solid: Solid, values: list[float]) -> bool:
    return not solid.spot and len(solid.values) == 4 and written(solid.values) == written(tuple(values))


def _tint(values: tuple[float, ...]) -> float:
    """How strong black is, where it is less than solid and alone."""
    return values[3] if len(values) == 4 and not any(values[:3]) and values[3] < 1 else 0.0


def _another_name(step: Instruction, space: Space) -> bool:
    """Whether a resource that means DeviceGray is set: such names go, because they are no ink's."""
    return space is GREY and step.operator in (b"cs", b"CS") and step.operands[-1] != b"/DeviceGray"
