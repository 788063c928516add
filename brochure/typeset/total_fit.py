"""Where the lines of a paragraph end, all of them weighed together (Knuth and Plass 1981), for lines that end ragged.

There are never more lines than if each took all it can, so that a paragraph's depth is what it would have been.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

#: A last line of fewer letters looks forgotten.
LEAST_LETTERS = 8
#: What a line costs that is short by its whole measure, what a word costs that is parted, what a forgotten last line
#: costs, and what one line more costs: the last two outweigh all before them.
_SHORT, _PARTED, _FORGOTTEN, _LINE = 100.0, 14.0, 1e4, 1e6
#: A line shorter than this share of its measure is not looked at, unless nothing else will do.
_LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's places to break at, the first at its beginning and the last at its end.

    `starts` and `ends` are how far from the beginning the line behind a place begins and the one before it ends, spaces
    and the hyphens of parted words reckoned; `letters` how many stand before it; `parted` how bad it is to
    end a line there: 0 at a space, 1 with a hyphen that was not written.
    """

    starts: Sequence[float]
    ends: Sequence[float]
    letters: Sequence[int]
    parted: Sequence[float]
    _known: dict[tuple[float, int, bool], list[int]] = field(default_factory=dict, compare=False)

    def ends_of_lines(self, measure: float, rounding: float, first: int = 0, *, balanced: bool = False) -> list[int]:
        """The places where the lines from the place `first` on end, the last among them.

        `balanced` makes lines as even as can be, of the narrowest measure that takes no more of them. None are found
        where one line holds all, where a word is wider than its line, or where `rounding`, how far widths may be out,
        decides how many there are.
        """
        key = measure, first, balanced
        if key not in self._known:
            self._known[key] = self._found(measure, rounding, first, balanced)
        return self._known[key]

    def width_between(self, begin: int, end: int, measure: float) -> float | None:
        """A width at which a line from `begin` ends at `end`: amid that and the one at which it ends at the next place.

        None where the measure itself is such a width.
        """
        if end + 1 >= len(self.ends):
            return None
        wide, wider = self.ends[end] - self.starts[begin], self.ends[end + 1] - self.starts[begin]
        return None if wider > measure else (wide + wider) / 2

    def _found(self, measure: float, rounding: float, first: int, balanced: bool) -> list[int]:
        safe = measure - rounding
        lines = self._greedy(measure + rounding, first)
        if lines < 2:
            return []
        if balanced:
            same = self._greedy(safe, first) == lines
            return self._even(self._narrowest(safe, first, lines), first, lines) if same else []
        return self._fit(safe, first, lines, _LEAST) or self._fit(safe, first, lines, 0.0)

    def _greedy(self, measure: float, first: int) -> int:
        """How many lines there are where each takes all it can; 0 where a word is too wide."""
        ends, starts, at, count, last = self.ends, self.starts, first, 0, len(self.ends) - 1
        while at < last:
            further = bisect_right(ends, starts[at] + measure, at + 1) - 1
            if further <= at:
                return 0
            at, count = further, count + 1
        return count

    def _fit(self, measure: float, first: int, lines: int, least: float) -> list[int]:
        starts, ends, letters, parted = self.starts, self.ends, self.letters, self.parted
        last = len(ends) - 1
        best, before = [inf] * (last + 1), [first] * (last + 1)
        best[first] = 0.0
        scale = _SHORT / (measure * measure)
        for at in range(first, last):
            cost = best[at] + _LINE
            if cost == inf:
                continue
            start = starts[at]
            for to in range(bisect_right(ends, start + measure, at + 1) - 1, at, -1):
                short = measure - ends[to] + start
                if to == last:
                    # The end of a word that had to be parted may be shorter.
                    few = at > first and letters[last] - letters[at] < LEAST_LETTERS and parted[at] < 1
                    total = cost + (_FORGOTTEN if few else 0.0)
                elif short > measure * (1 - least):
                    break
                else:
                    total = cost + short * short * scale + _PARTED * parted[to]
                if total < best[to]:
                    best[to], before[to] = total, at
        if not best[last] < lines * _LINE + (_FORGOTTEN if least else _LINE):
            return []
        found = [last]
        while (at := before[found[-1]]) > first:
            found.append(at)
        return found[::-1]

    def _narrowest(self, measure: float, first: int, lines: int) -> float:
        low, high = (self.ends[-1] - self.starts[first]) / lines * 0.9, measure
        while high - low > measure * 1e-3:
            middle = (low + high) / 2
            low, high = (low, middle) if 0 < self._greedy(middle, first) <= lines else (middle, high)
        return high

    def _even(self, measure: float, first: int, lines: int) -> list[int]:
        starts, ends = self.starts, self.ends
        last = len(ends) - 1
        reached: dict[int, tuple[float, list[int]]] = {first: (0.0, [])}
        for _ in range(lines):
            next_: dict[int, tuple[float, list[int]]] = {}
            for at, (cost, path) in reached.items():
                for to in range(at + 1, bisect_right(ends, starts[at] + measure, at + 1)):
                    wide = ends[to] - starts[at]
                    total = cost + wide * wide + measure * measure * self.parted[to]
                    if to not in next_ or total < next_[to][0]:
                        next_[to] = total, [*path, to]
            reached = next_
        return reached[last][1] if last in reached else []
