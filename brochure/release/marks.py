"""Which words of a product are to be marked: those that are new, and the places where words were cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.geometry.rect import Rect
from brochure.release.alignment import Span, align
from brochure.release.placed import Line, Placed, numberless

#: How wide the place is at which words were cut, in points.
_GAP = 2.0
#: Words of fewer letters, cut here and new there, are two edits; longer ones were moved.
_TOLD_APART = 20


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


def marks(old: Sequence[Placed], new: Sequence[Placed]) -> list[Mark]:
    """The marks for the new words. A word that only stands on another line or panel than before has none."""
    spans = [span for span in align([word.key for word in old], [word.key for word in new]) if not span.same]
    cut = {_letters(old[span.start : span.end]) for span in spans if span.new_start == span.new_end}
    put = {_letters(new[span.new_start : span.new_end]) for span in spans if span.start == span.end}
    moved = {letters for letters in cut & put if len(letters) >= _TOLD_APART}
    found: list[Mark] = []
    for span in spans:
        gone, come = old[span.start : span.end], new[span.new_start : span.new_end]
        before = tuple(word.text for word in gone)
        if come and _letters(gone) != _letters(come):
            found += _new(come, before, moved=not gone and _letters(come) in moved)
        elif new and not come and _letters(gone) not in moved:
            found.append(_cut(span, new, before))
    return found


def furniture_marks(old: Sequence[Line], new: Sequence[Line]) -> list[Mark]:
    """The marks for what every page bears, where that says something else now; that it has other numbers is no news."""
    known = {numberless(line) for line in old}
    changed = [line for line in new if numberless(line) not in known]
    return [mark for line in changed for mark in marks(_names(old[0]) if old else (), _names(line))]


def _names(line: Line) -> list[Placed]:
    return [word for word in line if not word.text.isdecimal()]


def _letters(words: Sequence[Placed]) -> str:
    return "".join(word.key for word in words)


def _new(words: Sequence[Placed], before: tuple[str, ...], *, moved: bool) -> list[Mark]:
    """A mark on each panel or page that the words run over; the first one has what stood there before."""
    made: list[Mark] = []
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or (words[at].page, words[at].panel) != (words[start].page, words[start].panel):
            run = words[start:at]
            texts = tuple(word.text for word in run)
            made.append(Mark(run[0].page, run[0].panel, _by_line(run), texts, () if made else before, moved))
            start = at
    return made


def _by_line(words: Sequence[Placed]) -> tuple[Rect, ...]:
    boxes: list[Rect] = []
    for box in (box for word in words for box in word.boxes):
        last = boxes[-1] if boxes else None
        if last and abs(last.y - box.y) < 0.4 * box.height and box.right >= last.x and box.x - last.right < 12:
            low, high = min(last.y, box.y), max(last.top, box.top)
            boxes[-1] = Rect(last.x, low, box.right - last.x, high - low)
        else:
            boxes.append(box)
    return tuple(boxes)


def _cut(span: Span, new: Sequence[Placed], before: tuple[str, ...]) -> Mark:
    """Behind the word after which they stood; at the very beginning, before the first one."""
    word = new[max(0, span.new_start - 1)]
    box = word.boxes[-1]
    x = box.right if span.new_start else box.x - _GAP
    return Mark(word.page, word.panel, (Rect(x, box.y, _GAP, box.height),), (), before)
