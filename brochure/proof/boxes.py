"""Where the boxes of findings lie on the pages of a product."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from brochure.findings import Finding
from brochure.geometry.rect import Rect
from brochure.proof.quotations import Mark
from brochure.units import MM


def boxed(content: bytes, found: Iterable[Finding]) -> dict[Finding, tuple[Mark, ...]]:
    """By finding its box in points from the page's corner and not the trim's; those that have none are left out."""
    import pypdfium2

    there = [finding for finding in found if finding.box and finding.page]
    if not there:
        return {}
    marks: dict[Finding, tuple[Mark, ...]] = {}
    with closing(pypdfium2.PdfDocument(content)) as document:
        for finding in there:
            if finding.box and finding.page and finding.page <= len(document):
                x, y, _, _ = document[finding.page - 1].get_trimbox()
                left, bottom, right, top = (edge * MM for edge in finding.box)
                box = Rect(x + left, y + bottom, right - left, top - bottom)
                marks[finding] = (Mark(finding.page, -1, box),)
    return marks
