"""Where the words that a finding quotes stand on the pages of a product.

Type sets copy in other letters than it was typed in: capitals, ligatures, words parted at the ends of lines, boxes that
changed places with the paragraph beside them. So words are compared without all that, and a quotation that stands there
several times is the one whose neighbours are the same as in the article.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from brochure.geometry.rect import Rect

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.preflight.subject_copy import Copy
    from brochure.release.product_text import PlacedWord

_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[^\w]|_")
#: A number behind a word's letters is that of a reference.
_CITED = re.compile(r"(?<=[^\W\d])\d+\Z")
#: So many words on either side tell one place from another.
_NEIGHBOURS = 6
#: A quotation is found where so much of it is: the rest may be an item's number, or on another panel.
_ENOUGH = 0.7


@dataclass(frozen=True)
class Mark:
    """Words of one line on a page (from 1), in points; `panel` is the number of their area, -1 for none."""

    page: int
    panel: int
    box: Rect


@dataclass(frozen=True)
class _Typed:
    """A word of the article: `key` is what it is compared by, `end` where it ends in the file."""

    key: str
    end: int


def key(text: str) -> str:
    """What a word is compared by: its letters and figures, small."""
    return _CITED.sub("", _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold()))


class Quotations:
    """An article beside the words of a product of it."""

    def __init__(self, copy: Copy, words: Sequence[PlacedWord]) -> None:
        self._copy = copy
        placed = [(key(word.key), word) for word in words]
        self._placed = [word for name, word in placed if name]
        self._keys = [name for name, _ in placed if name]

    @cached_property
    def _typed(self) -> list[_Typed]:
        return [
            _Typed(name, passage.source(*word.span())[1])
            for passage in self._copy.passages
            for word in _WORD.finditer(passage.text)
            if (name := key(word[0]))
        ]

    @cached_property
    def _names(self) -> list[str]:
        return [word.key for word in self._typed]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self._typed]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index = defaultdict(list)
        for at, name in enumerate(self._keys):
            index[name].append(at)
        return index

    def marks(self, finding: Finding) -> tuple[Mark, ...]:
        """A mark for each line on which the quotation stands; none where it is not set, or nothing is quoted."""
        quoted = [name for word in _WORD.findall(finding.quote or "") if (name := key(word))]
        if not quoted or not finding.line:
            return ()
        start = self._start(quoted, finding.line, finding.column or 1)
        typed = self._names
        if typed[start : start + len(quoted)] != quoted:
            start = -1
        at = self._best(quoted, typed, start)
        return tuple(_lines(self._placed[at : at + len(quoted)])) if at >= 0 else ()

    def _start(self, quoted: Sequence[str], line: int, column: int) -> int:
        """The word of the article with which the quotation begins: around what was found."""
        before = sum(len(each) + 1 for each in self._copy.lines[: line - 1])
        found = bisect_right(self._ends, before + column - 1)
        length = len(quoted)
        near = range(max(0, found - length + 1), found + length + 1)
        fitting = [at for at in near if self._names[at : at + length] == list(quoted)]
        return min(fitting, key=lambda at: abs(at - found), default=found)

    def _best(self, quoted: Sequence[str], typed: Sequence[str], start: int) -> int:
        """Where on the pages it begins; -1 where it is not found. `start` is where in the article, -1 if unknown."""
        before = typed[max(0, start - _NEIGHBOURS) : start] if start >= 0 else ()
        behind = typed[start + len(quoted) :][:_NEIGHBOURS] if start >= 0 else ()
        best, most = -1, 0.0
        for offset in range(min(3, len(quoted))):
            for found in self._index.get(quoted[offset], ()):
                at = found - offset
                same = _same(quoted, self._keys[max(0, at) : at + len(quoted)]) if at >= 0 else 0
                if same < _ENOUGH * len(quoted):
                    continue
                around = _same(before[::-1], self._keys[max(0, at - len(before)) : at][::-1])
                around += _same(behind, self._keys[at + len(quoted) :][: len(behind)])
                # Copies of a piece are alike: the first is shown.
                if 2 * same + around > most:
                    best, most = at, 2 * same + around
        return best


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(left == right for left, right in zip(one, other, strict=False))


def _lines(words: Sequence[PlacedWord]) -> list[Mark]:
    """Words in a row as one mark a line."""
    marks: list[Mark] = []
    for word in words:
        for box in word.boxes:
            last = marks[-1] if marks else None
            if last and (last.page, last.panel) == (word.page, word.panel) and _in_line(last.box, box):
                marks[-1] = replace(last, box=_around(last.box, box))
            else:
                marks.append(Mark(word.page, word.panel, box))
    return marks


def _in_line(one: Rect, other: Rect) -> bool:
    overlap = min(one.top, other.top) - max(one.y, other.y)
    gap = max(other.x - one.right, one.x - other.right)
    return overlap > 0.5 * min(one.height, other.height) and gap < 3 * one.height


def _around(one: Rect, other: Rect) -> Rect:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Rect(x, y, max(one.right, other.right) - x, max(one.top, other.top) - y)
