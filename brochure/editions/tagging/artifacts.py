"""What is no part of the document: running feet and page numbers, which the engine marks as if they were."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Pdf

from brochure.pdf.content import edited, number
from brochure.pdf.interpreter import Handler, Interpreter, State
from brochure.pdf.reading import page_content
from brochure.pdf.resources import Resources

_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def set_apart(pdf: Pdf, told: Sequence[set[int]]) -> None:
    """Marks as artifacts all content whose number is not in the tree; `told` has the numbers in it, page by page."""
    for page, numbers in zip(pdf.pages, told, strict=True):
        content = page_content(page.obj)
        marks = _Marks(numbers)
        Interpreter(Resources(pdf, page.obj), marks, State(None, None)).run(content)
        if marks.edits:
            page.obj.Contents.write(edited(content, marks.edits))


class _Marks(Handler[None]):
    """The marked content of a page that is not in the tree."""

    def __init__(self, told: set[int]) -> None:
        self._told = told
        self.edits: list[tuple[int, int, bytes]] = []

    def marked(self, at: Interpreter[None]) -> None:
        operands = at.step.operands
        if b"/MCID" not in operands[1:-1]:
            return
        if int(number(operands[operands.index(b"/MCID", 1) + 1])) not in self._told:
            self.edits.append((at.step.start, at.step.end, _ARTIFACT))
