"""A content stream as one plate sees it: its colours are greys, and what does not touch the plate paints nothing."""

from __future__ import annotations

from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Name, Stream

from brochure.pdf.content import edited, name_of, written
from brochure.pdf.interpreter import GraphicsState, Handler, Interpreter, Path
from brochure.pdf.pictures import inline_picture
from brochure.pdf.reading import Damaged, entry
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import Space
from brochure.prepress.plates.plate import (
    PAINTS,
    Paint,
    Reading,
    mode_instead,
    path_instead,
    touched,
)


class Plate(Protocol):
    """Makes what content streams paint by name, as this plate has it; None where nothing is painted."""

    pdf: pikepdf.Pdf

    def reading(self, space: Space) -> Reading: ...

    def form(self, form: Any, state: GraphicsState[Paint], resources: Resources) -> Any: ...

    def picture(self, picture: Any, name: str, state: GraphicsState[Paint], resources: Resources) -> Any: ...

    def pattern(self, pattern: Any, resources: Resources) -> tuple[Any, Paint]: ...

    def shading(self, shading: Any, resources: Resources) -> tuple[Any, Paint]: ...

    def font(self, font: Any, resources: Resources) -> None: ...


class Rewriting(Handler[Paint]):
    """One content stream on its way to a plate; `rewritten` once."""

    def __init__(self, plate: Plate, resources: Resources) -> None:
        self._plate, self._resources = plate, resources
        self._edits: list[tuple[int, int, bytes]] = []

    def rewritten(self, content: bytes, begins: GraphicsState[Paint]) -> bytes:
        """The stream's new content."""
        Interpreter(self._resources, self, begins).run(content)
        return edited(content, self._edits)

    # ---- Colours ----------------------------------------------------------------------------------------------------

    def colour(self, at: Interpreter[Paint], space: Space, values: list[float], strokes: bool) -> Paint:
        paint = self._plate.reading(space).paint(values)
        self._replace(at, written((1 - paint.amount,)) + (b" G" if strokes else b" g"))
        return paint

    def pattern_space(self, at: Interpreter[Paint], space: Space, strokes: bool) -> Paint:
        if space.base is None:
            return at.state.of(strokes)
        grey = self._plate.pdf.make_indirect(Array([Name.Pattern, Name.DeviceGray]))
        self._replace(at, self._resources.add("/ColorSpace", "PlateCells", grey) + b" " + at.step.operator)
        return PAINTS

    def pattern(self, at: Interpreter[Paint], pattern: Any, values: list[float], strokes: bool) -> Paint:
        if pattern is None:
            name = name_of(at.step.operands[-1])
            raise Damaged(f"A content stream of the PDF names an unknown pattern {name}.")
        grey, paint = self._plate.pattern(pattern, self._resources)
        base, before = at.state.space_of(strokes).base, b""
        if values and base is not None:
            paint = self._plate.reading(base).paint(values)
            before = written((1 - paint.amount,)) + b" "
        self._replace(at, before + self._resources.add("/Pattern", "Plate", grey) + b" " + at.step.operator)
        return paint

    # ---- Painting ---------------------------------------------------------------------------------------------------

    def path(self, at: Interpreter[Paint], path: Path, fills: bool, strokes: bool) -> None:  # noqa: ARG002
        instead = path_instead(at.step.operator, at.state, fills=fills, strokes=strokes)
        if instead is not None:
            self._replace(at, instead)

    def text(self, at: Interpreter[Paint], fills: bool, strokes: bool) -> None:
        mode = mode_instead(at.state, fills=fills, strokes=strokes)
        if mode is not None:
            operation = b" ".join((*at.step.operands, at.step.operator))
            self._replace(at, b"%d Tr %b %d Tr" % (mode, operation, at.state.text_mode))

    def font(self, at: Interpreter[Paint], font: Any) -> None:  # noqa: ARG002
        self._plate.font(font, self._resources)

    def form(self, at: Interpreter[Paint], form: Stream) -> None:
        self._put(at, self._plate.form(form, at.state, self._resources))

    def picture(self, at: Interpreter[Paint], picture: Stream) -> None:
        self._put(at, self._plate.picture(picture, at.name, at.state, self._resources))

    def stencil(self, at: Interpreter[Paint], stencil: Stream) -> None:
        self._put(at, stencil if touched(at.state, False) else None)

    def inline(self, at: Interpreter[Paint], header: bytes, content: bytes) -> None:
        picture = inline_picture(self._plate.pdf, header, content)
        if entry(picture, "/ImageMask"):
            self.stencil(at, picture)
        else:
            self.picture(at, picture)

    def shading(self, at: Interpreter[Paint], shading: Any) -> None:
        if shading is None:
            return
        grey, paint = self._plate.shading(shading, self._resources)
        overprint = at.state.overprint
        paints = paint.touches(overprint.fill, overprint.mode)
        self._replace(at, self._resources.add("/Shading", "Plate", grey) + b" sh" if paints else b"")

    def _put(self, at: Interpreter[Paint], grey: Any) -> None:
        self._replace(at, b"" if grey is None else self._resources.add("/XObject", "Plate", grey) + b" Do")

    def _replace(self, at: Interpreter[Paint], replacement: bytes) -> None:
        self._edits.append((at.step.start, at.step.end, replacement + b" "))
