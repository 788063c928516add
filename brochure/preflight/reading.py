"""The words of a product as they are read aloud, and whether they are the article's, in its order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brochure.preflight.document import Document

_WORD = re.compile(r"\w+")
#: Words that a layout may set otherwise than they were typed, as a part of all of them.
_SPARE = 0.03
_LONGEST = 20_000
#: From so many words on, common ones are no landmarks: comparing all with all would take seconds.
_MANY = 3_000


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without marks, hyphens of lines and case."""
    return tuple(_WORD.findall(re.sub("[\u00ad\u2010\u2011-]", "", text).lower()))[:_LONGEST]


def spoken(document: Document) -> tuple[str, ...]:
    """The words of the pages one after the other, as PDFium reads them: by the content's order, which is ours."""
    return plain_words(document.text)


def in_order(wanted: Sequence[str], found: Sequence[str]) -> str:
    """What is wrong with the order; empty where nothing is. There may be words beside the article's."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=len(wanted) > _MANY)
    lost = [(a, b) for kind, a, b, _, _ in matcher.get_opcodes() if kind in ("delete", "replace")]
    count = sum(b - a for a, b in lost)
    if not wanted or count <= max(4, _SPARE * len(wanted)):
        return ""
    at, end = max(lost, key=lambda span: span[1] - span[0])
    quote = " ".join(wanted[at : min(end, at + 8)])
    return f"{count} of the article's {len(wanted)} words are not read in its order, or not at all: “{quote} …”"
