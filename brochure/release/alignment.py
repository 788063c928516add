"""What became of a sequence of words: which stayed, which were cut, which are new.

Words that stand once in both sequences, in the same order, are taken for the same (patience diff); between them the
standard library's matcher looks for the longest runs. So 20,000 words take a moment, and a sentence that was put in
between two like ones is found whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

#: So few unchanged words between two changes are taken into them: one phrase is easier to read than a row of crumbs.
_CRUMBS = 1
#: With more pairs of words, frequent words are left out of the search for runs: they help little and take very long.
_MOST_PAIRS = 250_000


class Span(NamedTuple):
    """Old words `start:end` became new words `new_start:new_end`; `same` where they are equal."""

    same: bool
    start: int
    end: int
    new_start: int
    new_end: int


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """Spans that cover both sequences in order; equal and changed ones take turns."""
    pairs = list(_pairs(old, new, 0, len(old), 0, len(new)))
    return _settled(_joined(_spans(pairs, len(old), len(new))), old, new)


def _pairs(
    old: Sequence[Hashable], new: Sequence[Hashable], a: int, a_end: int, b: int, b_end: int
) -> Iterator[tuple[int, int]]:
    """Pairs of places with equal words, growing on both sides. Anchors part the problem until none is left."""
    waiting = [(a, a_end, b, b_end)]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            yield a, b
            a, b = a + 1, b + 1
        tail = 0
        while a < a_end - tail and b < b_end - tail and old[a_end - tail - 1] == new[b_end - tail - 1]:
            tail += 1
        if tail:
            waiting.append((a_end - tail, a_end, b_end - tail, b_end))
            a_end, b_end = a_end - tail, b_end - tail
        if a == a_end or b == b_end:
            continue
        if anchors := _anchors(old, new, a, a_end, b, b_end):
            edges = [(a, b), *anchors, (a_end, b_end)]
            parts = [(*start, *end) for start, end in pairwise(edges)]
            waiting += [(a0, a1, b0, b1) for a0, b0, a1, b1 in reversed(parts)]
        else:
            yield from _runs(old[a:a_end], new[b:b_end], a, b)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], a: int, a_end: int, b: int, b_end: int
) -> list[tuple[int, int]]:
    """The longest row of words that stand once on each side, in the same order on both."""
    there, here = Counter(old[a:a_end]), Counter(new[b:b_end])
    place = {new[at]: at for at in range(b, b_end)}
    once = [(at, place[old[at]]) for at in range(a, a_end) if there[old[at]] == 1 and here.get(old[at]) == 1]
    return longest_rising(once)


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of the pairs, in their order, whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        at = bisect_left(ends, value)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [number]
    row: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _runs(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _MOST_PAIRS)
    for block in matcher.get_matching_blocks():
        yield from ((a + block.a + at, b + block.b + at) for at in range(block.size))


def _spans(pairs: Sequence[tuple[int, int]], old: int, new: int) -> list[Span]:
    spans: list[Span] = []
    a = b = 0
    for at_old, at_new in [*pairs, (old, new)]:
        if at_old > a or at_new > b:
            spans.append(Span(False, a, at_old, b, at_new))
        if at_old < old:
            if spans and spans[-1].same:
                spans[-1] = Span(True, spans[-1].start, at_old + 1, spans[-1].new_start, at_new + 1)
            else:
                spans.append(Span(True, at_old, at_old + 1, at_new, at_new + 1))
        a, b = at_old + 1, at_new + 1
    return spans


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Changes that only crumbs part are one; what was cut on one side only stays where it is."""
    joined: list[Span] = []
    for at, span in enumerate(spans):
        follows = spans[at + 1] if at + 1 < len(spans) else None
        crumb = span.same and span.end - span.start <= _CRUMBS
        if crumb and joined and follows:
            crumb = _replaces(joined[-1]) and _replaces(follows)
        else:
            crumb = False
        if crumb or (joined and not span.same and not joined[-1].same):
            joined[-1] = joined[-1]._replace(end=span.end, new_end=span.new_end)
        else:
            joined.append(span)
    return joined


def _settled(spans: Sequence[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """What was only cut or only put in, as early as it can be told: 'A. [Who is B?] Who', not 'A. Who [is B? Who]'.

    So the same run is cut and put in where it was moved, whatever words stand around it.
    """
    settled: list[Span] = []
    for at, span in enumerate(spans):
        before = settled[-1] if settled and settled[-1].same else None
        follows = at + 1 < len(spans)
        if span.same or _replaces(span) or not before or not follows:
            settled.append(_after(span, settled))
            continue
        words, start, end = (
            (old, span.start, span.end) if span.end > span.start else (new, span.new_start, span.new_end)
        )
        by = 0
        while by < before.end - before.start - 1 and words[start - by - 1] == words[end - by - 1]:
            by += 1
        settled[-1] = before._replace(end=before.end - by, new_end=before.new_end - by)
        settled.append(Span(False, span.start - by, span.end - by, span.new_start - by, span.new_end - by))
    return settled


def _after(span: Span, settled: Sequence[Span]) -> Span:
    """The span, begun where the one before it ends."""
    return span._replace(start=settled[-1].end, new_start=settled[-1].new_end) if settled else span


def _replaces(span: Span) -> bool:
    return not span.same and span.end > span.start and span.new_end > span.new_start
