"""Rewrites the operators that set colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Name

from brochure.errors import BadInput
from brochure.pdf.content import Instruction, number, written
from brochure.pdf.functions import finite
from brochure.pdf.placing import UNIT, Matrix, Node
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import CMYK, GREY, Space
from brochure.prepress.separation.state import Origin, Paint, State, Studio
from brochure.prepress.separation.targets import Solid, Target

_DEVICES = {
    b"g": "/DeviceGray",
    b"G": "/DeviceGray",
    b"rg": "/DeviceRGB",
    b"RG": "/DeviceRGB",
    b"k": "/DeviceCMYK",
    b"K": "/DeviceCMYK",
}
_ESCAPE = re.compile(r"#([0-9A-Fa-f]{2})")


def name_of(operand: bytes) -> str:
    """A name as the resources have it."""
    if not operand.startswith(b"/"):
        raise BadInput(f"'{operand[:20].decode('latin-1')}' stands where the PDF needs a name.")
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), operand.decode("utf-8", "replace"))


@dataclass
class Colouring:
    """The colour operators of one content stream; `edits` are what they become: start, end, new bytes."""

    pdf: pikepdf.Pdf
    resources: Resources
    target: Target
    studio: Studio
    node: Node
    state: State
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    def device(self, step: Instruction) -> None:
        """g, rg, k and their kin."""
        strokes = step.operator.isupper()
        space = self.resources.space(_DEVICES[step.operator])
        values = [number(operand) for operand in step.operands]
        self._colour(step, space, values, strokes)

    def space(self, step: Instruction) -> None:
        """cs and CS: the space, and its first colour."""
        strokes = step.operator == b"CS"
        if not step.operands:
            raise BadInput(f"An operator {step.operator.decode()} of the PDF has no operand.")
        space = self.resources.space(name_of(step.operands[-1]))
        if space.family == "Pattern":
            self._set(Paint(space, False, Origin.HERE), strokes)
            if space.base and not self.target.keeps(space.base):
                below = Array([Name.Pattern, self.target.space(self.pdf)])
                name = self.resources.add("/ColorSpace", "PatternInk", below)
                self._replace(step, name + b" " + step.operator)
        else:
            self._colour(step, space, list(space.initial), strokes)

    def colour(self, step: Instruction) -> None:
        """sc and scn, SC and SCN."""
        strokes = step.operator.isupper()
        space = self.state.of(strokes).space
        if space.family == "Pattern":
            self._pattern(step, space, strokes)
        else:
            self._colour(step, space, [number(operand) for operand in step.operands], strokes)

    def _colour(self, step: Instruction, space: Space, values: list[float], strokes: bool) -> None:
        colour = space.colour(values)
        if self.target.keeps(space) and space.family != "Indexed" and not _another_name(step, space):
            black = space is CMYK and self.target.solid(colour).black
            self._set(Paint(space, black or (space.inks == ("Black",) and values == [1]), Origin.HERE), strokes)
            return
        solid = self.target.solid(colour)
        self._set(Paint(space, solid.black, Origin.HERE), strokes)
        same = space is CMYK and step.operator in (b"k", b"K") and self._are(solid, values)
        if not same:
            self._replace(step, self.setting(solid, strokes))

    @staticmethod
    def _are(solid: Solid, values: list[float]) -> bool:
        return not solid.spot and len(solid.values) == 4 and written(solid.values) == written(tuple(values))

    def setting(self, solid: Solid, strokes: bool) -> bytes:
        """The operators that set a colour."""
        values = written(solid.values)
        if solid.spot is None:
            operator = b"g" if len(solid.values) == 1 else b"k"
            return values + b" " + (operator.upper() if strokes else operator)
        if len(solid.values) == 1:
            space = self.target.space_of(solid.spot, self.pdf)
        else:
            space = self.target.space(self.pdf)
        name = self.resources.add("/ColorSpace", "Ink" if len(solid.values) == 1 else "BlackAndInk", space)
        operators = (b" CS ", b" SCN") if strokes else (b" cs ", b" scn")
        return name + operators[0] + values + operators[1]

    def _pattern(self, step: Instruction, space: Space, strokes: bool) -> None:
        if not step.operands:
            raise BadInput("A pattern of the PDF has no name.")
        self._set(Paint(space, False, Origin.HERE), strokes)
        *parts, named = step.operands
        values = [number(part) for part in parts]
        mixed = values
        if space.base and not self.target.keeps(space.base):
            mixed = list(self.target.mix(space.base.colour(values)))
        pattern = self.resources.find("/Pattern", name_of(named))
        name = named
        if pattern is not None:
            made = self.studio.pattern(pattern, self.target, self.resources)
            if made.obj.objgen != pattern.objgen:
                name = self.resources.add("/Pattern", "Pattern", made.obj)
            # a pattern is placed in the space of the whole stream, whatever cm says (ISO 32000-1, 8.7.3.1)
            self.node.paints.append((matrix_of(pattern), made.node))
        if mixed != values or name != named:
            self._replace(step, b" ".join(filter(None, [written(tuple(mixed)), name, step.operator])))

    def _set(self, paint: Paint, strokes: bool) -> None:
        if strokes:
            self.state.stroke = paint
        else:
            self.state.fill = paint

    def _replace(self, step: Instruction, text: bytes) -> None:
        self.edits.append((step.start, step.end, text))


def _another_name(step: Instruction, space: Space) -> bool:
    """Whether a resource that means DeviceGray is set: such names go, because they are no ink's."""
    return space is GREY and step.operator in (b"cs", b"CS") and step.operands[-1] != b"/DeviceGray"


def matrix_of(obj: pikepdf.Object) -> Matrix:
    """The matrix of a form or pattern."""
    found = obj.get("/Matrix")
    if not isinstance(found, Array) or len(found) != 6:
        return UNIT
    try:
        a, b, c, d, e, f = (finite(value) for value in found)
    except (TypeError, ValueError):
        raise BadInput("A matrix in the PDF is damaged.") from None
    return a, b, c, d, e, f
