"""Goes through a content stream, keeps the graphics state, and tells a handler what is done, and in which state.

This is the one reader of content: separation, plates, the places of pictures and whatever else looks into a PDF are
handlers. A handler decides what is gone into: a form that is painted a thousand times is of interest to some once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pikepdf import Stream

from brochure.pdf.content import PATH, Instruction, instructions, name_of, number
from brochure.pdf.reading import UNIT, Damaged, Matrix, entry, times
from brochure.pdf.resources import NO_OVERPRINT, Overprint, Parameters, Resources
from brochure.pdf.spaces import GREY, Space

#: What a handler makes of a colour, and wants kept with the state.
Paint = TypeVar("Paint")

_MOST_SAVED = 100_000
_DEEPEST = 48
_MOST_STREAMS = 100_000
_BEFORE = Instruction(b"", [], 0, 0)


@dataclass
class GraphicsState(Generic[Paint]):
    """What q saves and Q restores, as far as any handler asks for it. A stream begins with DeviceGray black."""

    fill: Paint
    stroke: Paint
    fill_space: Space = GREY
    stroke_space: Space = GREY
    overprint: Overprint = NO_OVERPRINT
    text_mode: int = 0
    font_size: float = 0.0
    line_width: float = 1.0
    font: str = ""
    matrix: Matrix = UNIT

    def saved(self) -> GraphicsState[Paint]:
        return GraphicsState(
            self.fill,
            self.stroke,
            self.fill_space,
            self.stroke_space,
            self.overprint,
            self.text_mode,
            self.font_size,
            self.line_width,
            self.font,
            self.matrix,
        )

    def of(self, strokes: bool) -> Paint:
        return self.stroke if strokes else self.fill

    def space_of(self, strokes: bool) -> Space:
        return self.stroke_space if strokes else self.fill_space

    def set(self, strokes: bool, space: Space, paint: Paint) -> None:
        if strokes:
            self.stroke_space, self.stroke = space, paint
        else:
            self.fill_space, self.fill = space, paint


class Handler(Generic[Paint]):
    """What is done about the instructions of one content stream; without more, nothing.

    `at` is the interpreter where it stands: the step, the state in which it is taken, and the name of what it uses.
    Objects come as dictionaries or streams, whatever the PDF has; all that is in them may be damaged.
    """

    def colour(self, at: Interpreter[Paint], space: Space, values: list[float], strokes: bool) -> Paint:  # noqa: ARG002
        """A colour is set, be it by choosing its space; returns what to keep of it."""
        return at.state.of(strokes)

    def pattern_space(self, at: Interpreter[Paint], space: Space, strokes: bool) -> Paint:  # noqa: ARG002
        """Patterns will be painted with; `space.base` is that of their colours where they have none themselves."""
        return at.state.of(strokes)

    def pattern(self, at: Interpreter[Paint], pattern: Any, values: list[float], strokes: bool) -> Paint:  # noqa: ARG002
        """A pattern is set, in the colour of `values`; it is None where the resources do not have it."""
        return at.state.of(strokes)

    def path(self, at: Interpreter[Paint], path: Path, fills: bool, strokes: bool) -> None: ...

    def text(self, at: Interpreter[Paint], fills: bool, strokes: bool) -> None: ...

    def form(self, at: Interpreter[Paint], form: Stream) -> None: ...

    def picture(self, at: Interpreter[Paint], picture: Stream) -> None: ...

    def stencil(self, at: Interpreter[Paint], stencil: Stream) -> None: ...

    def inline(self, at: Interpreter[Paint], header: bytes, content: bytes) -> None: ...

    def shading(self, at: Interpreter[Paint], shading: Any) -> None:
        """A gradient is painted; it is None where the resources do not have it."""

    def font(self, at: Interpreter[Paint], font: Any) -> None:
        """A font is used for the first time in this stream."""

    def lacking(self, at: Interpreter[Paint], what: str) -> None:
        """A font, or a picture or form, is named that the resources do not have; viewers go on without it."""

    def parameters(self, at: Interpreter[Paint], parameters: Parameters) -> None: ...

    def marked(self, at: Interpreter[Paint]) -> None:
        """Content begins that is marked (BMC and BDC)."""

    def unmarked(self, at: Interpreter[Paint]) -> None:
        """Marked content ends (EMC)."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where a path begins in the content, and its segments as they stand there; empty where they are interrupted."""

    start: int
    segments: bytes


class Nesting:
    """The streams of a PDF that are being gone through, one within the other: none without end."""

    def __init__(self) -> None:
        self._open: set[Hashable] = set()
        self._count = 0

    @contextmanager
    def within(self, key: Hashable) -> Iterator[None]:
        """While a stream is gone through; `key` tells it from others, and from itself seen in another way."""
        self._count += 1
        if key in self._open:
            raise Damaged("A form of the PDF paints itself.")
        if len(self._open) >= _DEEPEST:
            raise Damaged("The PDF nests forms too deeply.")
        if self._count > _MOST_STREAMS:
            raise Damaged("The PDF paints forms within forms without end.")
        self._open.add(key)
        try:
            yield
        finally:
            self._open.discard(key)


class Interpreter(Generic[Paint]):
    """One content stream, read with its resources for a handler."""

    def __init__(self, resources: Resources, handler: Handler[Paint], state: GraphicsState[Paint]) -> None:
        self.resources, self.state = resources, state.saved()
        self.step = _BEFORE
        self.name = ""
        self._handler = handler
        self._saved: list[GraphicsState[Paint]] = []
        self._fonts: set[bytes] = set()
        self._path = b""
        self._path_start = -1
        self._text_scale = 1.0
        self._line: Matrix = UNIT
        self._leading = 0.0

    @property
    def line_start(self) -> tuple[float, float]:
        """Where the present line of text begins, in points of the stream."""
        return times(self._line, self.state.matrix)[4:]

    @property
    def stroke_width(self) -> float:
        """How wide a stroked line is where it is thinnest, in points of the stream."""
        a, b, c, d, _, _ = self.state.matrix
        across = max(math.hypot(a, b), math.hypot(c, d))
        return abs(self.state.line_width) * (abs(a * d - b * c) / across if across else 0.0)

    @property
    def type_size(self) -> float:
        """How large type is where it is shown, in points of the stream (ISO 32000-1, 9.4.4)."""
        _, _, across, up, _, _ = self.state.matrix
        return abs(self.state.font_size) * self._text_scale * math.hypot(across, up)

    def run(self, content: bytes) -> None:
        operators = _OPERATORS
        for step in instructions(content):
            operator = operators.get(step.operator)
            if operator is not None:
                self.step = step
                operator(self, step)

    def _names(self, operand: bytes) -> str:
        self.name = name_of(operand)
        return self.name

    # ---- State ------------------------------------------------------------------------------------------------------

    def _save(self, _step: Instruction) -> None:
        self._saved.append(self.state.saved())
        if len(self._saved) > _MOST_SAVED:
            raise Damaged("A content stream of the PDF saves its state without end.")

    def _restore(self, _step: Instruction) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def _transform(self, step: Instruction) -> None:
        values = [number(operand) for operand in step.operands]
        if len(values) != 6:
            raise Damaged("A matrix in the PDF is damaged.")
        a, b, c, d, e, f = values
        self.state.matrix = times((a, b, c, d, e, f), self.state.matrix)

    def _set_text_mode(self, step: Instruction) -> None:
        self.state.text_mode = int(number(step.operands[0])) if step.operands else 0

    def _set_parameters(self, step: Instruction) -> None:
        found = self.resources.parameters(self._names(step.operands[-1])) if step.operands else None
        if found is not None:
            self.state.overprint = found.after(self.state.overprint)
            self._handler.parameters(self, found)

    def _set_line_width(self, step: Instruction) -> None:
        if step.operands:
            self.state.line_width = number(step.operands[-1])

    def _begin_text(self, _step: Instruction) -> None:
        self._text_scale = 1.0
        self._line = UNIT

    def _set_text_matrix(self, step: Instruction) -> None:
        if len(step.operands) == 6:
            a, b, c, d, e, f = map(number, step.operands)
            self._text_scale = math.hypot(c, d)
            self._line = a, b, c, d, e, f

    def _move_text(self, step: Instruction) -> None:
        if len(step.operands) == 2:
            right, up = map(number, step.operands)
            if step.operator == b"TD":
                self._leading = -up
            self._line = times((1.0, 0.0, 0.0, 1.0, right, up), self._line)

    def _set_leading(self, step: Instruction) -> None:
        if step.operands:
            self._leading = number(step.operands[-1])

    def _next_line(self, _step: Instruction) -> None:
        self._line = times((1.0, 0.0, 0.0, 1.0, 0.0, -self._leading), self._line)

    def _set_font(self, step: Instruction) -> None:
        if len(step.operands) != 2:
            return
        self.state.font_size = number(step.operands[1])
        self.state.font = self._names(step.operands[0])
        if step.operands[0] in self._fonts:
            return
        self._fonts.add(step.operands[0])
        found = self.resources.find("/Font", self.name)
        if found is not None:
            self._handler.font(self, found)
        else:
            self._handler.lacking(self, "font")

    # ---- Colours ----------------------------------------------------------------------------------------------------

    def _set_device(self, step: Instruction) -> None:
        values = [number(operand) for operand in step.operands]
        self._set_colour(self.resources.space(_DEVICES[step.operator]), values, step.operator.isupper())

    def _set_space(self, step: Instruction) -> None:
        if not step.operands:
            raise Damaged(f"An operator {step.operator.decode()} of the PDF has no operand.")
        space, strokes = self.resources.space(name_of(step.operands[-1])), step.operator == b"CS"
        if space.family == "Pattern":
            self.state.set(strokes, space, self._handler.pattern_space(self, space, strokes))
        else:
            self._set_colour(space, list(space.initial), strokes)

    def _set_components(self, step: Instruction) -> None:
        strokes = step.operator.isupper()
        space = self.state.space_of(strokes)
        if space.family == "Pattern":
            self._set_pattern(step, space, strokes)
        elif step.operands and step.operands[-1].startswith(b"/"):
            name = name_of(step.operands[-1])
            raise Damaged(f"A content stream of the PDF names an unknown pattern {name}: {space.family} has none.")
        else:
            self._set_colour(space, [number(operand) for operand in step.operands], strokes)

    def _set_colour(self, space: Space, values: list[float], strokes: bool) -> None:
        space.check(values)
        self.state.set(strokes, space, self._handler.colour(self, space, values, strokes))

    def _set_pattern(self, step: Instruction, space: Space, strokes: bool) -> None:
        if not step.operands:
            raise Damaged("A pattern of the PDF has no name.")
        values = [number(operand) for operand in step.operands[:-1]]
        if space.base is not None:
            space.base.check(values)
        pattern = self.resources.find("/Pattern", self._names(step.operands[-1]))
        paint = self._handler.pattern(self, pattern, values, strokes)
        self.state.set(strokes, space, paint)

    # ---- Painting ---------------------------------------------------------------------------------------------------

    def _extend_path(self, step: Instruction) -> None:
        if self._path_start < 0:
            self._path_start, self._path = step.start, step.operands[0]
        else:
            self._path = b""

    def _end_path(self, step: Instruction) -> None:
        fills, strokes = _PAINTS[step.operator]
        if fills or strokes:
            path = Path(self._path_start if self._path_start >= 0 else step.start, self._path)
            self._handler.path(self, path, fills, strokes)
        self._path_start, self._path = -1, b""

    def _show_next_line(self, step: Instruction) -> None:
        self._next_line(step)
        self._show_text(step)

    def _show_text(self, _step: Instruction) -> None:
        mode = self.state.text_mode % 4
        self._handler.text(self, mode in (0, 2), mode in (1, 2))

    def _shade(self, step: Instruction) -> None:
        if step.operands:
            found = self.resources.find("/Shading", self._names(step.operands[-1]))
            self._handler.shading(self, found)

    def _paint_inline(self, step: Instruction) -> None:
        self.name = "inline"
        header, content = step.operands
        self._handler.inline(self, header, content)

    def _paint_object(self, step: Instruction) -> None:
        found = self.resources.find("/XObject", self._names(step.operands[-1])) if step.operands else None
        if not isinstance(found, Stream):
            self._handler.lacking(self, "picture or form")
            return
        if entry(found, "/ImageMask"):
            self._handler.stencil(self, found)
        elif entry(found, "/Subtype") == "/Form":
            self._handler.form(self, found)
        else:
            self._handler.picture(self, found)

    def _mark(self, _step: Instruction) -> None:
        self._handler.marked(self)

    def _unmark(self, _step: Instruction) -> None:
        self._handler.unmarked(self)


_DEVICES = {
    b"g": "/DeviceGray",
    b"G": "/DeviceGray",
    b"rg": "/DeviceRGB",
    b"RG": "/DeviceRGB",
    b"k": "/DeviceCMYK",
    b"K": "/DeviceCMYK",
}
#: The operators that end a path: whether they fill it, and whether they stroke it.
_PAINTS = {
    **dict.fromkeys((b"f", b"F", b"f*"), (True, False)),
    **dict.fromkeys((b"S", b"s"), (False, True)),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), (True, True)),
    b"n": (False, False),
}
_OPERATORS: dict[bytes, Callable[[Interpreter[Any], Instruction], None]] = {
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    b"cm": Interpreter._transform,
    b"gs": Interpreter._set_parameters,
    b"w": Interpreter._set_line_width,
    b"BT": Interpreter._begin_text,
    b"Tm": Interpreter._set_text_matrix,
    b"Tf": Interpreter._set_font,
    b"Tr": Interpreter._set_text_mode,
    **dict.fromkeys(_DEVICES, Interpreter._set_device),
    **dict.fromkeys((b"cs", b"CS"), Interpreter._set_space),
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), Interpreter._set_components),
    PATH: Interpreter._extend_path,
    **dict.fromkeys(_PAINTS, Interpreter._end_path),
    **dict.fromkeys((b"Td", b"TD"), Interpreter._move_text),
    b"TL": Interpreter._set_leading,
    b"T*": Interpreter._next_line,
    **dict.fromkeys((b"Tj", b"TJ"), Interpreter._show_text),
    **dict.fromkeys((b"'", b'"'), Interpreter._show_next_line),
    b"sh": Interpreter._shade,
    b"BI": Interpreter._paint_inline,
    b"Do": Interpreter._paint_object,
    **dict.fromkeys((b"BDC", b"BMC"), Interpreter._mark),
    b"EMC": Interpreter._unmark,
}
