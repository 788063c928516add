"""Copyfit: the largest type at which the copy fits its panels, and where it does not fit, exactly what is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from brochure.geometry.layout import Setting, TypeRange

#: Between two settings that are tried, in points of type size: nobody sees less.
STEP = 0.1
#: How full copy mostly is in panels that hold no more of it.
_FULL = 0.98
#: The width of a letter in ems, on average: 0.42 to 0.5 in text faces, 0.35 in condensed ones.
_NARROWEST = 0.33

Pages = TypeVar("Pages")


@dataclass(frozen=True)
class Depth:
    """How much the copy takes: `used` and `room` in whole panels, fractions for the last.

    `copy` is its own depth in panels, without what breaks leave free. It is not `whole` where some of it sticks out.
    """

    used: float
    room: int
    copy: float
    whole: bool = True

    @property
    def fits(self) -> bool:
        return self.whole and self.used <= self.room


@dataclass(frozen=True)
class PanelFit:
    """How full a flow panel is: the share of its depth that copy takes, and how many lines more it would hold."""

    name: str
    fill: float
    lines_free: int


@dataclass(frozen=True)
class Fit:
    """What copyfit found. `fill` is the share of the flow panels' depth that copy takes; `panels` in reading order.

    `order` has the blocks of the copy as they are printed, each by its place in the article from 0, and is empty where
    that is their order. `moved` and `left_out` name those that stand before their place, or not at all; `why` says in a
    sentence why the type is not larger.
    """

    type_size_pt: float
    fill: float
    panels: tuple[PanelFit, ...]
    order: tuple[int, ...] = ()
    moved: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    why: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Fit:
        """What `asdict` gave."""
        lists = {name: tuple(fields.get(name, ())) for name in ("order", "moved", "left_out")}
        panels = tuple(PanelFit(**panel) for panel in fields["panels"])
        return cls(fields["type_size_pt"], fields["fill"], panels, **lists, why=fields.get("why", ""))


@dataclass(frozen=True)
class Fitted(Generic[Pages]):
    """The setting that was chosen and the pages it gave; the next larger one, and how much the copy takes in it."""

    setting: Setting
    pages: Pages
    fits: bool
    next_larger: tuple[Setting, Depth] | None = None


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
            for name in type(start).model_fields
        }
        return type(start)(**values)

    return (start, *(at(step) for step in range(1, steps)))


def fit(
    settings: Sequence[Setting],
    attempt: Callable[[Setting], Pages],
    measure: Callable[[Pages], Depth],
    start: Setting,
) -> Fitted[Pages]:
    """The largest of the ascending `settings` that fits, else the smallest with `fits` false.

    Each attempt is a whole typesetting, so the next one is guessed from what the last ones took; guesses only ever
    shrink the interval between what fits and what does not.
    """
    lower: _Tried[Pages] | None = None
    upper: _Tried[Pages] | None = None
    guess = settings.index(start)
    while True:
        pages = attempt(settings[guess])
        tried = _Tried(guess, measure(pages), pages)
        if tried.depth.fits:
            lower = tried
        else:
            upper = tried
        low, high = lower.at if lower else -1, upper.at if upper else len(settings)
        if high - low == 1:
            break
        guess = min(max(_next(settings, lower, upper), low + 1), high - 1)
    best = lower or tried
    larger = (settings[upper.at], upper.depth) if lower and upper else None
    return Fitted(settings[best.at], best.pages, fits=lower is not None, next_larger=larger)


@dataclass(frozen=True)
class _Tried(Generic[Pages]):
    at: int
    depth: Depth
    pages: Pages


def _next(settings: Sequence[Setting], lower: _Tried[Pages] | None, upper: _Tried[Pages] | None) -> int:
    """Where to try next: where the copy, which grows as the area of its type, would fill the panels as it mostly does.

    Between two that were tried it is where a line through them leads, but not close to either.
    """
    tried = lower or upper
    if not tried:
        raise ValueError("nothing has been tried")
    wanted = _FULL * tried.depth.room
    if lower and upper:
        share = (wanted - lower.depth.copy) / max(upper.depth.copy - lower.depth.copy, 0.01)
        return lower.at + round(min(max(share, 0.15), 0.85) * (upper.at - lower.at))
    if lower:  # what breaks left free is left free in larger type, too
        wanted = min(wanted, tried.depth.room - (tried.depth.used - tried.depth.copy))
    larger = area(settings[tried.at]) * wanted / max(tried.depth.copy, 0.01)
    return min(range(len(settings)), key=lambda at: abs(area(settings[at]) - larger))


def area(setting: Setting) -> float:
    """Grows as the area that copy takes when it is set so."""
    return setting.size * setting.size * setting.leading


def depth_at_least(blocks: Iterable[int], measure: float, size: float, leading: float) -> float:
    """What blocks of so many letters each take of a column at the very least, in points: without gaps between them."""
    return sum(ceil(letters * _NARROWEST * size / measure) for letters in blocks) * size * leading
