"""Lines and words in black and grey on a PDF page, for sheets that people measure and fold; words are outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from brochure.prepress.impose import Drawn, rounded
from brochure.prepress.outlines import outlines

#: Height of a line's capitals as part of the type size, in the typeface of `outlines`.
_CAPITALS = 0.67


class LineDrawing:
    """A page's content in the making; points from the bottom left, `grey` from 0 (black) to 1."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._drawn: list[Drawn] = []

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        wide: float = 0.5,
        grey: float = 0,
        dash: Sequence[float] = (),
    ) -> None:
        """A straight line."""
        self._stroked([([x0, y0], "m"), ([x1, y1], "l")], wide, grey, dash)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        wide: float = 0.5,
        grey: float = 0,
        dash: Sequence[float] = (),
    ) -> None:
        """The outline of a rectangle."""
        self._stroked([([x, y, width, height], "re")], wide, grey, dash)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        anchor: Literal["start", "middle"] = "start",
        most: float | None = None,
        upwards: bool = False,
        grey: float = 0,
    ) -> None:
        """A line of words, its capitals about `y`, smaller if wider than `most`; `upwards`, it rises at `x`."""
        shape = outlines(text)
        if not shape.width or not shape.steps:
            return
        size = min(size, most / shape.width) if most else size
        back = shape.width * size / 2 if anchor == "middle" else 0.0
        sink = size * _CAPITALS / 2
        matrix = [0, size, -size, 0, x + sink, y - back] if upwards else [size, 0, 0, size, x - back, y - sink]
        self._add("BDC", Name.Span, Dictionary(ActualText=String(text)))
        self._add("q")
        self._add("g", grey)
        self._add("cm", *map(rounded, matrix))
        for operator, points in shape.steps:
            self._add(operator, *(rounded(value) for point in points for value in point))
        self._add("f")
        self._add("Q")
        self._add("EMC")

    def add_to(self, pdf: pikepdf.Pdf, *, turned: bool = False) -> None:
        """Makes a last page of the PDF of it; `turned` on its head."""
        page = pdf.add_blank_page(page_size=(rounded(self.width), rounded(self.height)))
        page.obj.Resources = Dictionary()
        drawn = self._drawn
        if turned:
            matrix = [-1, 0, 0, -1, rounded(self.width), rounded(self.height)]
            drawn = [([], Operator("q")), (matrix, Operator("cm")), *drawn, ([], Operator("Q"))]
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawn))

    def _stroked(
        self, path: Sequence[tuple[Sequence[float], str]], wide: float, grey: float, dash: Sequence[float]
    ) -> None:
        self._add("q")
        self._add("G", grey)
        self._add("w", wide)
        if dash:
            self._add("d", Array(list(dash)), 0)
        for values, operator in path:
            self._add(operator, *map(rounded, values))
        self._add("S")
        self._add("Q")

    def _add(self, operator: str, *operands: object) -> None:
        self._drawn.append((list(operands), Operator(operator)))
