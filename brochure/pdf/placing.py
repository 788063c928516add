"""Where pictures are placed, and so how large they are shown: through forms, patterns and soft masks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Stream

from brochure.pdf.interpreter import GraphicsState, Handler, Interpreter
from brochure.pdf.reading import (
    UNIT,
    Damaged,
    Matrix,
    Number,
    data,
    entry,
    matrix_of,
    page_content,
    times,
)
from brochure.pdf.resources import Parameters, Resources

_MOST_PLACES = 200_000
_DEEPEST = 64


@dataclass(eq=False)
class Node:
    """A content stream or a picture, and what it paints with which matrix."""

    name: str = ""
    picture: Number | None = None
    paints: list[tuple[Matrix, Node]] = field(default_factory=list)


@dataclass
class Placement:
    """The largest size in points at which a picture is printed, and the middle of its first place on the page."""

    page: int
    name: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


def placements(pages: list[Node]) -> dict[Number, Placement]:
    """The placement of each picture, by its object number."""
    found: dict[Number, Placement] = {}
    seen: set[tuple[int, Matrix]] = set()
    for number, page in enumerate(pages, 1):
        waiting = [(page, UNIT, 0)]
        while waiting:
            node, matrix, depth = waiting.pop()
            key = (id(node), _rounded(matrix))
            if key in seen:
                continue
            seen.add(key)
            if len(seen) > _MOST_PLACES or depth > _DEEPEST:
                raise Damaged("The PDF paints forms within forms without end.")
            if node.picture:
                first = Placement(number, node.name, *_middle(matrix))
                _grow(found.setdefault(node.picture, first), matrix)
            waiting += [(child, times(inner, matrix), depth + 1) for inner, child in reversed(node.paints)]
    return found


def _middle(matrix: Matrix) -> tuple[float, float]:
    """The middle of the unit square, which is where a picture is painted (ISO 32000-1, 8.9.5.1)."""
    a, b, c, d, e, f = matrix
    return e + (a + c) / 2, f + (b + d) / 2


def _grow(placement: Placement, matrix: Matrix) -> None:
    a, b, c, d, _, _ = matrix
    placement.width = max(placement.width, math.hypot(a, b))
    placement.height = max(placement.height, math.hypot(c, d))


def _rounded(matrix: Matrix) -> Matrix:
    # where a picture stands does not matter, only how large it is
    a, b, c, d, _, _ = (round(value, 4) for value in matrix)
    return a, b, c, d, 0.0, 0.0


def placed(pdf: pikepdf.Pdf) -> dict[Number, Placement]:
    """The placement of each picture of a PDF, by its object number; one that nothing paints is not there."""
    nodes: dict[Number, Node] = {}
    pages = [Node() for _ in pdf.pages]
    waiting = [
        (page_content(page.obj), Resources(pdf, page.obj), node) for page, node in zip(pdf.pages, pages, strict=True)
    ]
    while waiting:
        content, resources, node = waiting.pop()
        places = _Places(nodes, node)
        Interpreter(resources, places, GraphicsState(None, None)).run(content)
        waiting += [(data(stream), Resources(pdf, stream, resources), nodes[stream.objgen]) for stream in places.new]
    return placements(pages)


class _Places(Handler[None]):
    """What one content stream paints. `new` are the streams in it that were not met before."""

    def __init__(self, nodes: dict[Number, Node], node: Node) -> None:
        self._nodes, self._node = nodes, node
        self.new: list[Any] = []

    def form(self, at: Interpreter[None], form: Stream) -> None:
        self._paints(form, times(matrix_of(form), at.state.matrix))

    def picture(self, at: Interpreter[None], picture: Stream) -> None:
        number = picture.objgen
        if number not in self._nodes:
            self._nodes[number] = Node(str(number), number)
        self._node.paints.append((at.state.matrix, self._nodes[number]))

    def stencil(self, at: Interpreter[None], stencil: Stream) -> None:
        self.picture(at, stencil)

    def pattern(self, at: Interpreter[None], pattern: Any, values: list[float], strokes: bool) -> None:  # noqa: ARG002
        # a pattern is placed in the space of the whole stream, whatever cm says (ISO 32000-1, 8.7.3.1)
        if isinstance(pattern, Stream):
            self._paints(pattern, matrix_of(pattern))

    def parameters(self, at: Interpreter[None], parameters: Parameters) -> None:
        group = entry(parameters.mask, "/G")
        if isinstance(group, Stream):
            self._paints(group, times(matrix_of(group), at.state.matrix))

    def _paints(self, stream: Any, matrix: Matrix) -> None:
        number = stream.objgen
        if number not in self._nodes:
            self._nodes[number] = Node()
            self.new.append(stream)
        self._node.paints.append((matrix, self._nodes[number]))
