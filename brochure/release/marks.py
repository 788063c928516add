"""Which words of a product are to be marked: those that are new, and the places where words were cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.geometry.rect import Rect
from brochure.release.alignment import Span, align
from brochure.release.product_text import PlacedWord, WordLine, numberless

#: How wide the place is at which words were cut, in points.
_GAP = 2.0
#: Words that were cut here and are new there count as moved from so many letters on; fewer are two edits.
_SHORTEST_MOVE = 20


@dataclass(frozen=True)
class Mark:
    """New words in `boxes` (points, by line) on `page`, which stand where `before` stood; or, where `words` are none,
    the place at which `before` was cut. `moved` words stood elsewhere before. `panel` as in `Placed`."""

    page: int
    panel: int
    boxes: tuple[Rect, ...]
    words: tuple[str, ...]
    before: tuple[str, ...]
    moved: bool = False


def marks(old: Sequence[PlacedWord], new: Sequence[PlacedWord]) -> list[Mark]:
    """The marks for the new words. A word that only stands on another line or panel than before has none."""
    spans = [span for span in align([word.key for word in old], [word.key for word in new]) if not span.same]
    cut = {_letters(old[span.start : span.end]) for span in spans if span.new_start == span.new_end}
    put = {_letters(new[span.new_start : span.new_end]) for span in spans if span.start == span.end}
    moved = {letters for letters in cut & put if len(letters) >= _SHORTEST_MOVE}
    result: list[Mark] = []
    for span in spans:
        gone, come = old[span.start : span.end], new[span.new_start : span.new_end]
        before = tuple(word.text for word in gone)
        if come and _letters(gone) != _letters(come):
            result += _new(come, before, moved=not gone and _letters(come) in moved)
        elif new and not come and _letters(gone) not in moved:
            result.append(_cut(span, new, before))
    return result


def furniture_marks(old: Sequence[WordLine], new: Sequence[WordLine]) -> list[Mark]:
    """The marks on lines that every page bears, where their words changed; other numbers in them are no change."""
    unchanged = {numberless(line) for line in old}
    changed = [line for line in new if numberless(line) not in unchanged]
    return [mark for line in changed for mark in marks(_names(old[0]) if old else (), _names(line))]


def _names(line: WordLine) -> list[PlacedWord]:
    return [word for word in line if not word.text.isdecimal()]


def _letters(words: Sequence[PlacedWord]) -> str:
    return "".join(word.key for word in words)


def _new(words: Sequence[PlacedWord], before: tuple[str, ...], *, moved: bool) -> list[Mark]:
    """A mark on each panel or page that the words run over; the first one has what stood there before."""
    marks: list[Mark] = []
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or (words[at].page, words[at].panel) != (words[start].page, words[start].panel):
            run = words[start:at]
            texts = tuple(word.text for word in run)
            marks.append(Mark(run[0].page, run[0].panel, _by_line(run), texts, () if marks else before, moved))
            start = at
    return marks


def _by_line(words: Sequence[PlacedWord]) -> tuple[Rect, ...]:
    boxes: list[Rect] = []
    for box in (box for word in words for box in word.boxes):
        last = boxes[-1] if boxes else None
        if last and abs(last.y - box.y) < 0.4 * box.height and box.right >= last.x and box.x - last.right < 12:
            low, high = min(last.y, box.y), max(last.top, box.top)
            boxes[-1] = Rect(last.x, low, box.right - last.x, high - low)
        else:
            boxes.append(box)
    return tuple(boxes)


def _cut(span: Span, new: Sequence[PlacedWord], before: tuple[str, ...]) -> Mark:
    """Behind the word after which they stood; at the very beginning, before the first one."""
    word = new[max(0, span.new_start - 1)]
    box = word.boxes[-1]
    x = box.right if span.new_start else box.x - _GAP
    return Mark(word.page, word.panel, (Rect(x, box.y, _GAP, box.height),), (), before)
