"""How many words have to go so that copy fits: its last sentences are taken away in the file, and the rest is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite

from brochure.errors import BadInput
from brochure.typeset.fit import Depth

#: The number of words is found to within this share of it.
_CLOSE = 0.05
#: So often is an article set again for that, and by then some cut of it has to fit, or all that can be cut is.
MOST_TRIALS, _MOST_GUESSES = 7, 4
#: Of what lies between two cuts, of which one is enough: no nearer to either of them is the next one tried.
_LEAST_SHARE = 0.2
#: What is over stays as it is if it changes by less than this share of a panel.
_STAYS = 0.05


@dataclass(frozen=True)
class _Tried:
    """So many words gone, and how many panels too many the rest takes: none, or less than none, where it fits."""

    words: int
    over: float


def fewest_words(tried: Callable[[int], Depth], over: float, most: int, guess: int) -> int | None:
    """The smallest number of words without which copy fits, to within a twentieth; None where `most` do not do.

    `tried` sets the copy without its last words; all of it is `over` by so many panels. The first number that is tried
    is `guess`. Of two numbers that were tried, one enough and one not, the next lies where a line through both says.
    """

    def attempt(words: int) -> _Tried:
        try:
            depth = tried(words)
        except BadInput:  # a cut has parted what belongs together
            return _Tried(words, inf)
        return _Tried(words, depth.used - depth.room if depth.whole else inf)

    low, high = _Tried(0, over), None
    first = min(max(1, guess), most)
    stays = False
    for trial in range(MOST_TRIALS):
        if high:
            if high.words - low.words <= max(1.0, _CLOSE * high.words):
                break
            # A hole stays as it is over many words: then a line leads on by little, and the middle is next.
            words = _between(low, high, 0.5 if stays else _share(low, high))
        elif low.words == most:
            return None
        else:
            words = _beyond(low, over, first) if trial < _MOST_GUESSES else most
        found = attempt(min(words, most))
        before = low if found.over > 0 else high
        stays = before is not None and (found.over == before.over or abs(found.over - before.over) < _STAYS)
        low, high = (found, high) if before is low else (low, found)
    return high.words if high else None


def _beyond(low: _Tried, over: float, first: int) -> int:
    """A number that may be enough, from how much less is over without `low` words."""
    if not low.words:
        return first
    gone = over - low.over
    share = low.over / gone if isfinite(gone) and gone > 0 else 1.0
    return low.words + max(2, int(low.words * min(1.0, 1.05 * share)) + 1)


def _share(low: _Tried, high: _Tried) -> float:
    """How far on the way from `low` to `high` a line through both says that the copy fits."""
    share = low.over / (low.over - high.over) if isfinite(low.over) else 0.5
    return min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)


def _between(low: _Tried, high: _Tried, share: float) -> int:
    return min(max(low.words + round(share * (high.words - low.words)), low.words + 1), high.words - 1)
