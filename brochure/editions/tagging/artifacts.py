"""What is no part of the document: running feet and page numbers, which the engine marks as if they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pikepdf import Pdf

_MARK = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC\b")


def set_apart(pdf: Pdf, told: Sequence[set[int]]) -> None:
    """Marks as artifacts all content whose number is not in the tree; `told` has the numbers in it, page by page."""
    for page, numbers in zip(pdf.pages, told, strict=True):
        stream = page.obj.Contents
        before = stream.read_bytes()
        after = _MARK.sub(partial(_mark, numbers), before)
        if after != before:
            stream.write(after)


def _mark(told: set[int], mark: re.Match[bytes]) -> bytes:
    return mark[0] if int(mark[1]) in told else b"/Artifact <</Type /Pagination>> BDC"
