"""A content stream as one plate sees it: its colours are greys, and what does not touch the plate paints nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pikepdf import Array, Name

from brochure.errors import BadInput
from brochure.pdf.content import Instruction, instructions, number, written
from brochure.pdf.pictures import inline_picture
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import CMYK, GREY, RGB, Space
from brochure.prepress.separation.colouring import name_of
from brochure.proof.painting import PAINTERS, Plate, State, mode_instead, path_instead
from brochure.proof.reading import PAINTS, Paint, Reading

_MOST_SAVED = 100_000
_SPACES: dict[bytes, Space] = {b"g": GREY, b"rg": RGB, b"k": CMYK}


class Rewriting:
    """One content stream on its way; `run` once."""

    def __init__(self, plate: Plate, resources: Resources, state: State) -> None:
        self._plate, self._resources, self._state = plate, resources, state
        self._saved: list[State] = []

    def run(self, data: bytes) -> bytes:
        """The stream's new content."""
        made, done = [], 0
        for step in instructions(data):
            handler = _HANDLERS.get(step.operator)
            new = None if handler is None else handler(self, step)
            if new is not None:
                made += [data[done : step.start], new, b" "]
                done = step.end
        return b"".join((*made, data[done:]))

    def _save(self, _step: Instruction) -> None:
        self._saved.append(self._state)
        if len(self._saved) > _MOST_SAVED:
            raise BadInput("A content stream of the PDF saves its state without end.")

    def _restore(self, _step: Instruction) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _graphics_state(self, step: Instruction) -> None:
        found = self._resources.state(name_of(step.operands[-1])) if step.operands else None
        if found is not None:
            self._state = replace(self._state, overprint=found.after(self._state.overprint))

    # ---- Colours ----------------------------------------------------------------------------------------------------

    def _device(self, step: Instruction) -> bytes:
        strokes = step.operator.isupper()
        plate = self._plate.reading(_SPACES[step.operator.lower()])
        return self._coloured(strokes, plate, plate.paint([number(value) for value in step.operands]))

    def _space(self, step: Instruction) -> bytes | None:
        strokes, space = step.operator == b"CS", self._resources.space(name_of(step.operands[-1]))
        if space.family != "Pattern":
            plate = self._plate.reading(space)
            return self._coloured(strokes, plate, plate.paint(space.initial))
        if space.base is None:
            return None
        self._set(strokes, self._plate.reading(space.base), PAINTS)
        grey = self._plate.pdf.make_indirect(Array([Name.Pattern, Name.DeviceGray]))
        return self._resources.add("/ColorSpace", "PlateCells", grey) + b" " + step.operator

    def _colour(self, step: Instruction) -> bytes:
        strokes = step.operator.isupper()
        plate = self._state.stroke_space if strokes else self._state.fill_space
        *_, last = step.operands or [b""]
        if not last.startswith(b"/"):
            return self._coloured(strokes, plate, plate.paint([number(value) for value in step.operands]))
        found = self._resources.find("/Pattern", name_of(last))
        if found is None:
            raise BadInput(f"A content stream of the PDF names an unknown pattern {name_of(last)}.")
        made, paint = self._plate.pattern(found, self._resources)
        values = b""
        if len(step.operands) > 1:
            paint = plate.paint([number(value) for value in step.operands[:-1]])
            values = written((1 - paint.amount,)) + b" "
        self._set(strokes, plate, paint)
        return values + self._resources.add("/Pattern", "Plate", made) + b" " + step.operator

    def _coloured(self, strokes: bool, plate: Reading, paint: Paint) -> bytes:
        self._set(strokes, plate, paint)
        return written((1 - paint.amount,)) + (b" G" if strokes else b" g")

    def _set(self, strokes: bool, plate: Reading, paint: Paint) -> None:
        if strokes:
            self._state = replace(self._state, stroke=paint, stroke_space=plate)
        else:
            self._state = replace(self._state, fill=paint, fill_space=plate)

    # ---- Painting ---------------------------------------------------------------------------------------------------

    def _path(self, step: Instruction) -> bytes | None:
        return path_instead(step.operator, self._state)

    def _render(self, step: Instruction) -> None:
        mode = int(number(step.operands[0])) if step.operands else 0
        self._state = replace(self._state, rendering=mode, written=mode)

    def _text(self, step: Instruction) -> bytes | None:
        wanted = mode_instead(self._state)
        if wanted == self._state.written:
            return None
        self._state = replace(self._state, written=wanted)
        return b"%d Tr " % wanted + b" ".join((*step.operands, step.operator))

    def _font(self, step: Instruction) -> None:
        found = self._resources.find("/Font", name_of(step.operands[0])) if len(step.operands) == 2 else None
        if found is not None:
            self._plate.font(found, self._resources)

    def _object(self, step: Instruction) -> bytes | None:
        name = name_of(step.operands[-1])
        found = self._resources.find("/XObject", name)
        return None if found is None else self._painted(found, name)

    def _inline(self, step: Instruction) -> bytes:
        return self._painted(inline_picture(self._plate.pdf, *step.operands), "inline")

    def _painted(self, obj: Any, name: str) -> bytes:
        made = self._plate.xobject(obj, name, self._state, self._resources)
        return b"" if made is None else self._resources.add("/XObject", "Plate", made) + b" Do"

    def _gradient(self, step: Instruction) -> bytes | None:
        found = self._resources.find("/Shading", name_of(step.operands[-1]))
        if found is None:
            return None
        made, paint = self._plate.shading(found, self._resources)
        overprint = self._state.overprint
        if not paint.touches(overprint.fill, overprint.mode):
            return b""
        return self._resources.add("/Shading", "Plate", made) + b" sh"


_HANDLERS: dict[bytes, Callable[[Rewriting, Instruction], bytes | None]] = {
    b"q": Rewriting._save,
    b"Q": Rewriting._restore,
    b"gs": Rewriting._graphics_state,
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Rewriting._device),
    **dict.fromkeys((b"cs", b"CS"), Rewriting._space),
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), Rewriting._colour),
    **dict.fromkeys(PAINTERS, Rewriting._path),
    b"Tr": Rewriting._render,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), Rewriting._text),
    b"Tf": Rewriting._font,
    b"Do": Rewriting._object,
    b"BI": Rewriting._inline,
    b"sh": Rewriting._gradient,
}
