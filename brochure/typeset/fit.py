"""Copyfit: the largest type at which the copy fits its panels, and where it does not fit, exactly what is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Generic, TypeVar

from brochure.geometry.layout import Setting, TypeRange

#: Between two settings that are tried, in points of type size: nobody sees less.
STEP = 0.1

Pages = TypeVar("Pages")


@dataclass(frozen=True)
class Depth:
    """How much the copy takes: `used` and `room` in whole panels, fractions for the last. It fits if used ≤ room."""

    used: float
    room: int

    @property
    def fits(self) -> bool:
        return self.used <= self.room


@dataclass(frozen=True)
class Fitted(Generic[Pages]):
    """The setting that was chosen and the pages it gave."""

    setting: Setting
    pages: Pages
    fits: bool


def ladder(range_: TypeRange) -> tuple[Setting, ...]:
    """The settings from the smallest to the largest, `STEP` apart, passing through the ideal one."""
    lower = _between(range_.smallest, range_.ideal)
    upper = _between(range_.ideal, range_.largest)
    return (*lower, *upper, range_.largest)


def _between(start: Setting, end: Setting) -> tuple[Setting, ...]:
    """`start`, and the settings on the way to `end`, without it."""
    steps = max(1, round((end.size - start.size) / STEP))

    def at(step: int) -> Setting:
        share = step / steps
        values = {
            name: round(getattr(start, name) + share * (getattr(end, name) - getattr(start, name)), 4)
            for name in Setting.model_fields
        }
        return Setting(**values)

    return tuple(at(step) for step in range(steps))


def fit(
    settings: Sequence[Setting],
    attempt: Callable[[Setting], Pages],
    measure: Callable[[Pages], Depth],
    start: Setting,
) -> Fitted[Pages]:
    """The largest of the ascending `settings` that fits, else the smallest with `fits` false.

    Each attempt is a whole typesetting, so the next one is guessed from the area that the last one took; guesses
    only ever shrink the interval between what fits and what does not.
    """
    fitting = -1
    best: Fitted[Pages] | None = None
    failing = len(settings)
    guess = settings.index(start)
    while failing - fitting > 1:
        pages = attempt(settings[guess])
        depth = measure(pages)
        if depth.fits:
            fitting, best = guess, Fitted(settings[guess], pages, fits=True)
        else:
            failing = guess
            if guess == 0:
                return Fitted(settings[0], pages, fits=False)
        guess = _next_guess(settings, guess, depth, fitting, failing)
    if best is None:
        raise ValueError("there are no settings to fit with")
    return best


def _next_guess(settings: Sequence[Setting], guess: int, depth: Depth, fitting: int, failing: int) -> int:
    """The setting whose copy would just fill the room, kept strictly inside the interval that is still open."""
    tried = settings[guess]
    wanted = tried.size * sqrt(tried.leading) * sqrt(depth.room / max(depth.used, 0.01))
    below = (n for n, setting in enumerate(settings) if setting.size * sqrt(setting.leading) <= wanted)
    target = max(below, default=0)
    return min(max(target, fitting + 1), failing - 1)
