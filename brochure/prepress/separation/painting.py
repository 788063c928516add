"""Rewrites a content stream: goes through its instructions and keeps the graphics state."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from brochure.errors import BadInput
from brochure.pdf.content import PATH, Instruction, instructions, number
from brochure.pdf.placing import Node, times
from brochure.pdf.resources import Resources
from brochure.prepress.separation.colouring import Colouring, matrix_of, name_of
from brochure.prepress.separation.overprint import Overprinting, is_line
from brochure.prepress.separation.state import Entry, Origin, State, Studio
from brochure.prepress.separation.targets import Luminosity, Target

_FILLS = frozenset({b"f", b"F", b"f*"})
_STROKES = frozenset({b"S", b"s"})
_BOTH = frozenset({b"B", b"B*", b"b", b"b*"})
_MOST_SAVED = 100_000


class Painting:
    """One content stream on its way; `run` once."""

    def __init__(
        self, pdf: pikepdf.Pdf, resources: Resources, target: Target, studio: Studio, entry: Entry, node: Node
    ) -> None:
        state = State(entry.fill, entry.stroke)
        self._colours = Colouring(pdf, resources, target, studio, node, state)
        self._resources, self._target, self._studio, self._node = resources, target, studio, node
        self._saved: list[State] = []
        self._path = b""
        self._path_start = -1
        self._fonts: set[bytes] = set()
        self._overprint = Overprinting(self._colours)

    def run(self, data: bytes) -> bytes | None:
        """The stream's new content, or None where it stays as it is."""
        for step in instructions(data):
            handler = _HANDLERS.get(step.operator)
            if handler is not None:
                handler(self, step)
        edits = self._colours.edits
        if not isinstance(self._target, Luminosity):
            edits += [(0, 0, text) for strokes, text in _INITIAL if (Origin.NOBODY, strokes) in self._overprint.taken]
        return _edited(data, edits) if edits else None

    @property
    def taken(self) -> set[tuple[Origin, bool]]:
        return self._overprint.taken

    @property
    def _state(self) -> State:
        return self._colours.state

    def _save(self, _step: Instruction) -> None:
        state = self._state
        self._saved.append(State(state.fill, state.stroke, state.overprint, state.rendering, state.matrix))
        if len(self._saved) > _MOST_SAVED:
            raise BadInput("A content stream of the PDF saves its state without end.")

    def _restore(self, _step: Instruction) -> None:
        if self._saved:
            self._colours.state = self._saved.pop()

    def _transform(self, step: Instruction) -> None:
        values = [number(operand) for operand in step.operands]
        if len(values) != 6:
            raise BadInput("A matrix in the PDF is damaged.")
        a, b, c, d, e, f = values
        self._state.matrix = times((a, b, c, d, e, f), self._state.matrix)

    def _render(self, step: Instruction) -> None:
        self._state.rendering = int(number(step.operands[0])) if step.operands else 0

    def _graphics_state(self, step: Instruction) -> None:
        state = self._resources.state(name_of(step.operands[-1])) if step.operands else None
        if state is None:
            return
        self._state.overprint = state.after(self._state.overprint)
        mask = state.mask and self._studio.soft_mask(state.obj, self._resources)
        if mask:
            self._node.paints.append((self._state.matrix, mask))

    def _font(self, step: Instruction) -> None:
        if len(step.operands) == 2 and step.operands[0] not in self._fonts:
            self._fonts.add(step.operands[0])
            font = self._resources.find("/Font", name_of(step.operands[0]))
            if font is not None:
                self._studio.font(font, self._target, self._resources)

    def _extend_path(self, step: Instruction) -> None:
        if self._path_start < 0:
            self._path_start, self._path = step.start, step.operands[0]
        else:
            self._path = b""  # interrupted, so not a plain rectangle

    def _end_path(self, step: Instruction) -> None:
        # a graphics state may not be set inside a path, so it goes before the path's beginning
        at = self._path_start if self._path_start >= 0 else step.start
        fills = step.operator in _FILLS or step.operator in _BOTH
        strokes = step.operator in _STROKES or step.operator in _BOTH
        if fills or strokes:
            self._overprint.paint(at, fills, strokes, line=not fills or is_line(self._path, self._state.matrix))
        self._path_start, self._path = -1, b""

    def _text(self, step: Instruction) -> None:
        mode = self._state.rendering
        if mode in (3, 7):
            return
        self._overprint.paint(step.start, mode % 4 in (0, 2), mode % 4 in (1, 2), line=True)

    def _shade(self, step: Instruction) -> None:
        if not step.operands:
            return
        self._overprint.knock_out(step.start)
        shading = self._resources.find("/Shading", name_of(step.operands[-1]))
        if shading is not None:
            made = self._studio.shading(shading, self._target, self._resources)
            if made.objgen != shading.objgen:
                name = self._resources.add("/Shading", "Shading", made)
                self._colours.edits.append((step.start, step.end, name + b" sh"))

    def _inline(self, step: Instruction) -> None:
        picture = self._studio.inline_picture(step.operands[0], step.operands[1], self._resources)
        if picture.get("/ImageMask"):
            self._overprint.paint(step.start, True, False, line=False)
            return
        self._overprint.knock_out(step.start)
        if not self._target.keeps(self._resources.space_of(picture.ColorSpace)):
            made = self._studio.picture(picture, self._target, "inline", self._resources)
            name = self._resources.add("/XObject", "Inline", made.obj)
            self._node.paints.append((self._state.matrix, made.node))
            self._colours.edits.append((step.start, step.end, name + b" Do"))

    def _do(self, step: Instruction) -> None:
        name = name_of(step.operands[-1]) if step.operands else ""
        found = self._resources.find("/XObject", name)
        if not isinstance(found, pikepdf.Stream):
            return
        if found.get("/ImageMask"):
            self._overprint.paint(step.start, True, False, line=False)
            return
        # a form begins with overprint off, whoever calls it, so that all callers can share it
        self._overprint.knock_out(step.start)
        if found.get("/Subtype") == "/Form":
            made = self._studio.form(found, self._target, self._overprint.inherited(), self._resources)
            self._overprint.take(made)
            matrix = times(matrix_of(found), self._state.matrix)
        else:
            made = self._studio.picture(found, self._target, name, self._resources)
            matrix = self._state.matrix
        self._node.paints.append((matrix, made.node))
        if made.obj.objgen != found.objgen:
            new = self._resources.add("/XObject", "Object", made.obj)
            self._colours.edits.append((step.start, step.end, new + b" Do"))


#: A page begins with DeviceGray black, which is ink of no plate; strokes, and the operator that says K 100.
_INITIAL = ((False, b"0 0 0 1 k\n"), (True, b"0 0 0 1 K\n"))


def _edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    made: list[bytes] = []
    done = 0
    # what is set before an operator comes before what replaces the operator
    for start, end, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        made += [data[done:start], text if start == end else b" " + text + b" "]
        done = max(done, end)
    return b"".join([*made, data[done:]])


_HANDLERS: dict[bytes, Callable[[Painting, Instruction], None]] = {
    b"q": Painting._save,
    b"Q": Painting._restore,
    b"cm": Painting._transform,
    b"gs": Painting._graphics_state,
    b"Tf": Painting._font,
    b"Tr": Painting._render,
    b"sh": Painting._shade,
    b"BI": Painting._inline,
    b"Do": Painting._do,
    PATH: Painting._extend_path,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), Painting._text),
    **dict.fromkeys((*_FILLS, *_STROKES, *_BOTH, b"n"), Painting._end_path),
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), lambda self, step: self._colours.device(step)),
    **dict.fromkeys((b"cs", b"CS"), lambda self, step: self._colours.space(step)),
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), lambda self, step: self._colours.colour(step)),
}
