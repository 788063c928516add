"""Where the lines of a paragraph end, all of them weighed together (Knuth and Plass 1981), for lines that end ragged.

There are never more lines than if each took all it can, so that a paragraph's depth is what it would have been.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

#: A last line of fewer letters looks forgotten.
LEAST_LETTERS = 8
#: What a line costs that is short by its whole measure, what a word costs that is parted, what a forgotten last line
#: costs, and what one line more costs: the last two outweigh all before them.
_SHORT, _PARTED, _FORGOTTEN, _LINE = 100.0, 14.0, 1e4, 1e6
#: A line shorter than this share of its measure is not looked at, unless nothing else will do.
_LEAST = 0.55
#: How far widths that were reckoned may be from those that come to be, in pixels.
_ROUNDING = 0.04


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's places to break at, the first at its beginning and the last at its end.

    `starts` and `ends` are how far from the beginning the line behind a place begins and the one before it ends, spaces
    and the hyphens of parted words reckoned; `letters` how many stand before it; `parted` whether it is within a word.
    """

    starts: Sequence[float]
    ends: Sequence[float]
    letters: Sequence[int]
    parted: Sequence[bool]

    def fit(self, measure: float) -> list[int] | None:
        """The places where lines end, the last among them; None where a word is wider than its line.

        None, too, where a hair decides how many lines there are: whoever sets them has to find out.
        """
        safe = measure - _ROUNDING
        lines = self._greedy(safe)
        if lines is None or lines != self._greedy(measure + _ROUNDING):
            return None
        return self._fit(safe, lines, _LEAST) or self._fit(safe, lines, 0.0)

    def balanced(self, measure: float) -> list[int] | None:
        """The same for lines that are as even as can be, of the narrowest measure that takes no more of them."""
        lines = self._greedy(measure - _ROUNDING)
        if lines is None or lines != self._greedy(measure + _ROUNDING):
            return None
        measure -= _ROUNDING
        low, high = max(self._widest(), (self.ends[-1] - self.starts[0]) / lines), measure
        while high - low > measure * 1e-3:
            middle = (low + high) / 2
            found = self._greedy(middle)
            low, high = (low, middle) if found is not None and found <= lines else (middle, high)
        return self._even(high, lines)

    def _widest(self) -> float:
        return max(self.ends[at] - self.starts[at - 1] for at in range(1, len(self.ends)))

    def _greedy(self, measure: float) -> int | None:
        """How many lines there are where each takes all it can."""
        ends, at, count, last = self.ends, 0, 0, len(self.ends) - 1
        while at < last:
            further = bisect_right(ends, self.starts[at] + measure, at + 1) - 1
            if further <= at:
                return None
            at, count = further, count + 1
        return count

    def _fit(self, measure: float, lines: int, least: float) -> list[int] | None:
        starts, ends, letters, parted = self.starts, self.ends, self.letters, self.parted
        last = len(ends) - 1
        best, before = [inf] * (last + 1), [0] * (last + 1)
        best[0] = 0.0
        scale = _SHORT / (measure * measure)
        for at in range(last):
            cost = best[at] + _LINE
            if cost == inf:
                continue
            start = starts[at]
            for to in range(bisect_right(ends, start + measure, at + 1) - 1, at, -1):
                short = measure - ends[to] + start
                if to == last:
                    few = at and letters[last] - letters[at] < LEAST_LETTERS
                    total = cost + (_FORGOTTEN if few else 0.0)
                elif short > measure * (1 - least):
                    break
                else:
                    total = cost + short * short * scale + (_PARTED if parted[to] else 0.0)
                if total < best[to]:
                    best[to], before[to] = total, at
        if least and not best[last] < lines * _LINE + _FORGOTTEN:
            return None
        return _path(before, last)

    def _even(self, measure: float, lines: int) -> list[int] | None:
        starts, ends = self.starts, self.ends
        last = len(ends) - 1
        costs = [{0: (0.0, 0)}]
        for _ in range(lines):
            reached: dict[int, tuple[float, int]] = {}
            for at, (cost, _before) in costs[-1].items():
                for to in range(at + 1, bisect_left(ends, starts[at] + measure + _ROUNDING, at + 1)):
                    wide = ends[to] - starts[at]
                    total = cost + wide * wide + measure * measure * self.parted[to]
                    if to not in reached or total < reached[to][0]:
                        reached[to] = total, at
            costs.append(reached)
        if last not in costs[-1]:
            return None
        found = [last]
        for reached in reversed(costs[2:]):
            found.append(reached[found[-1]][1])
        return found[::-1]


def _path(before: Sequence[int], last: int) -> list[int]:
    found = [last]
    while at := before[found[-1]]:
        found.append(at)
    return found[::-1]
