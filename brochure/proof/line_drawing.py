"""Lines and words in black and grey on a PDF page, for sheets that people measure and fold.

Words are outlines of the shipped typeface; those in letters that it lacks are set by the engine, a form each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from brochure.prepress.impose import Drawn, rounded
from brochure.prepress.outlines import can_draw, outlines
from brochure.typeset.lettering import SIZE, Lettering

#: Height of a line's capitals as part of the type size, in the typeface of `outlines`.
_CAPITALS = 0.67
#: What a line may end behind: a word, or a sign of a script that has no spaces.
_PIECES = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+")
Anchor = Literal["start", "middle", "end"]


class LineDrawing:
    """A page's content in the making; points from the bottom left, `grey` from 0 (black) to 1."""

    def __init__(self, width: float, height: float, lettering: Lettering | None = None) -> None:
        self.width, self.height = width, height
        self._lettering = lettering
        self._drawn: list[Drawn] = []
        self._forms: list[int] = []

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
        anchor: Anchor = "start",
        most: float | None = None,
        upwards: bool = False,
        grey: float = 0,
    ) -> None:
        """A line of words, its capitals about `y`, smaller if wider than `most`; `upwards`, it rises at `x`."""
        if not text.strip():
            return
        width = self._ems(text)
        size = min(size, most / width) if most else size
        back = width * size * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        sink = size * _CAPITALS / 2
        matrix = [0, size, -size, 0, x + sink, y - back] if upwards else [size, 0, 0, size, x - back, y - sink]
        self._add("BDC", Name.Span, Dictionary(ActualText=String(text)))
        self._add("q")
        self._add("g", grey)
        self._add("cm", *map(rounded, matrix))
        self._letters(text, grey)
        self._add("Q")
        self._add("EMC")

    def wrapped(self, text: str, size: float, most: float) -> Iterator[str]:
        """The text in lines that are no wider than `most`."""
        line = ""
        for piece in _PIECES.findall(text):
            if line and self._ems(f"{line}{piece}".rstrip()) * size > most:
                yield line.rstrip()
                line = ""
            line += piece
        yield line.rstrip()

    def _ems(self, text: str) -> float:
        """How wide the text is, in parts of its size."""
        if self._lettering and not can_draw(text):
            return self._lettering.reach(text).width / SIZE
        return outlines(text).width

    def _letters(self, text: str, grey: float) -> None:
        """The text in a size of 1, from 0, 0."""
        if self._lettering and not can_draw(text):
            line, form = self._lettering.reach(text), self._lettering.draw(text, grey)
            self._forms.append(form)
            ems = (1.0, 0.0, 0.0, 1.0, -line.start, -line.baseline)
            self._add("cm", *(rounded(length / SIZE) for length in ems))
            self._add("Do", Name(f"/Words{form}"))
            return
        for operator, points in outlines(text).steps:
            self._add(operator, *(rounded(value) for point in points for value in point))
        self._add("f")

    def add_to(self, pdf: pikepdf.Pdf, *, turned: bool = False) -> None:
        """Makes a last page of the PDF of it; `turned` on its head."""
        page = pdf.add_blank_page(page_size=(rounded(self.width), rounded(self.height)))
        page.obj.Resources = Dictionary()
        if self._lettering and self._forms:
            lines = {form: self._lettering.page(form).as_form_xobject() for form in self._forms}
            forms = {f"/Words{form}": pdf.copy_foreign(line) for form, line in lines.items()}
            page.obj.Resources = Dictionary(XObject=Dictionary(forms))
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
