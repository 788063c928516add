"""What is no part of the document: running feet and page numbers, which the engine marks as if they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Pdf

from brochure.pdf.content import edited, instructions, number
from brochure.pdf.reading import page_content

_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def set_apart(pdf: Pdf, told: Sequence[set[int]]) -> None:
    """Marks as artifacts all content whose number is not in the tree; `told` has the numbers in it, page by page."""
    for page, numbers in zip(pdf.pages, told, strict=True):
        content = page_content(page.obj)
        if edits := list(_edits(content, numbers)):
            page.obj.Contents.write(edited(content, edits))


def _edits(content: bytes, told: set[int]) -> Iterator[tuple[int, int, bytes]]:
    """What begins the marked content of a page that is not in the tree, and what shall stand there.

    Which colours and fonts it is set in does not matter, so no interpreter is asked.
    """
    for step in instructions(content):
        operands = step.operands
        if step.operator != b"BDC" or b"/MCID" not in operands[1:-1]:
            continue
        if int(number(operands[operands.index(b"/MCID", 1) + 1])) not in told:
            yield step.start, step.end, _ARTIFACT
