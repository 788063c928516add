"""The best breaks of a galley over all its panels together, by dynamic programming.

Knuth and Plass found the best lines of a paragraph so, Plass and Mittelbach the best pages of a book. A break early in
the copy decides what can be had later, and the engine, which fills one panel after the other, never looks back.

Cost is reckoned in squared lines, and stands in `Costs` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from brochure.typeset.galley import Galley, Kind, Seam

#: What a gap between two blocks may grow, and shrink, in lines, so that a foot comes level.
STRETCH, SHRINK = 0.5, 0.15
#: The engine's rounding, in points.
_SLACK = 0.05
#: What a panel holds, as `Galley.runs` tells it: its end, depth, gaps, and what pictures may give.
Run = tuple[int, float, int, float]


@dataclass(frozen=True)
class Costs:
    """What is bad about a break, each in squared lines: 4 is as bad as two lines missing at a foot."""

    #: For each line that is missing at a foot when its gaps have grown, squared; the last panel may end early.
    foot: float = 1.0
    last_foot: float = 0.4
    #: For gaps that grew or shrank, and for pictures that gave, as far as they may.
    stretched: float = 1.0
    shrunk: float = 2.0
    given: float = 9.0
    #: What is parted.
    seams: dict[Seam, float] = field(
        default_factory=lambda: {Seam.BLOCKS: 0, Seam.ITEMS: 2, Seam.LINES: 3, Seam.TALL: 9, Seam.BOX: 1000}
    )
    #: A panel that ends where a reader does not see the next one, the flap, within a block or within a section.
    flap: float = 30.0
    flap_section: float = 2.0
    #: What the head of the article wants on the flap stands there with other copy, or not at all.
    flap_wanted: float = 9000.0
    #: A heading with fewer lines than this below it at the foot.
    heading: float = 4.0
    heading_lines: int = 3
    #: Less copy than this share of the last panel is lonely; and so are sources that stand on a panel by themselves.
    lonely: float = 9.0
    lonely_share: float = 0.2
    sources_alone: float = 600.0
    #: A panel for copy that gets none of it.
    empty: float = 200.0


class Give(IntEnum):
    """What copy may give so that it fits: nothing, its spaces and pictures, or whole boxes as well."""

    NOTHING = 0
    SPACE = 1
    ALL = 2


@dataclass(frozen=True)
class Room:
    """A flow panel: how deep it is, in points, and whether the next one is out of sight."""

    depth: float
    apart: bool = False


@dataclass(frozen=True)
class Breaks:
    """Where each panel ends, as the number of strips before its end; panels without copy are not in it."""

    galley: Galley
    ends: tuple[int, ...]
    cost: float

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The first strip of each panel and that behind its last."""
        return tuple(pairwise((0, *self.ends)))

    @cached_property
    def depths(self) -> tuple[float, ...]:
        """What the copy takes of each panel, before its gaps grow."""
        return tuple(self.galley.depth(*span) for span in self.spans)


def fill(galley: Galley, rooms: Sequence[Room], give: Give) -> tuple[int, ...]:
    """Where panels end that are filled one after the other, with as many more of the last as the copy asks for.

    No breaks need fewer panels. What fits no panel takes one for itself.
    """
    ends: list[int] = []
    at = 0
    while at < len(galley):
        room = rooms[min(len(ends), len(rooms) - 1)]
        end = max((run[0] for run in _runs(galley, room.depth, at, give)), default=at)
        if at < galley.flap_end < end:
            end = galley.flap_end
        at = end if end > at else _next_lawful(galley, at)
        ends.append(at)
    return tuple(ends)


def _next_lawful(galley: Galley, first: int) -> int:
    return next((end for end in range(first + 1, len(galley)) if galley.seams[end] is not Seam.NEVER), len(galley))


def best(galley: Galley, rooms: Sequence[Room], costs: Costs, give: Give = Give.ALL) -> Breaks | None:
    """The breaks of least cost over the rooms; None where the copy does not fit.

    Each place in the copy at which a panel may begin is looked at once for each panel, with all ends that the panel
    holds: some ten thousand sums for a leaflet.
    """
    total = len(galley)
    # Panels of one depth ask the same of most places.
    known: dict[tuple[Room, int], list[tuple[int, float, float]]] = {}
    reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    done: list[tuple[float, tuple[int, ...]]] = []
    for number, room in enumerate(rooms):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, ends) in reached.items():
            if (room, first) not in known:
                known[room, first] = _priced(galley, room, first, costs, give)
            for end, parting, foot in known[room, first]:
                more = cost + parting + foot
                if end not in found or more < found[end][0]:
                    found[end] = more, (*ends, end)
        if total in found:
            cost, ends = found.pop(total)
            done.append((cost + costs.empty * (len(rooms) - number - 1), ends))
        reached = found
    if not done:
        return None
    cost, ends = min(done)
    return Breaks(galley, ends, cost)


def _priced(galley: Galley, room: Room, first: int, costs: Costs, give: Give) -> list[tuple[int, float, float]]:
    """Where a panel that begins with strip `first` may end, and what that costs: what is parted, and its foot."""
    return [
        (run[0], _parting(galley, room, first, run[0], costs), _foot(galley, room, run, costs))
        for run in _runs(galley, room.depth, first, give)
    ]


def _runs(galley: Galley, depth: float, first: int, give: Give) -> Iterator[Run]:
    """What a panel of this depth that begins with strip `first` may hold."""
    total, most, gives_space = len(galley), depth + _SLACK, give >= Give.SPACE
    shrink = SHRINK * galley.line if gives_space else 0.0
    unlawful = (Seam.NEVER,) if give >= Give.ALL else (Seam.NEVER, Seam.BOX)
    for run in galley.runs(first):
        end, taken, gaps, gives = run
        if taken - (shrink * gaps + (gives if gives_space else 0.0)) > most:
            break
        if end == total or galley.seams[end] not in unlawful:
            yield run


def _parting(galley: Galley, room: Room, first: int, end: int, costs: Costs) -> float:
    """What it costs that these strips are together, and what follows them is not."""
    cost = 0.0
    if first and galley.kind(first) is Kind.SOURCES:
        cost += costs.sources_alone
    if first < galley.flap_end != end:
        cost += costs.flap_wanted
    if end == len(galley):
        return cost
    cost += costs.seams[galley.seams[end]] + costs.heading * _under_heading(galley, first, end, costs)
    return cost + _apart(galley, end, costs) if room.apart and galley.flap_end != end else cost


def _foot(galley: Galley, room: Room, run: Run, costs: Costs) -> float:
    """What it costs where these strips end, and that spaces took up what they may so that they end there."""
    missing, cost = _spaces(galley, room, run, costs)
    if run[0] < len(galley):
        return cost + costs.foot * missing**2
    lonely = run[1] < costs.lonely_share * room.depth
    return cost + costs.last_foot * missing**2 + (costs.lonely if lonely else 0.0)


def _spaces(galley: Galley, room: Room, run: Run, costs: Costs) -> tuple[float, float]:
    """How many lines are missing at the foot once spaces took up what they may, and what it costs that they did."""
    _, depth, gaps, given_up = run
    free = (room.depth - depth) / galley.line
    if free < 0:
        gives = given_up / galley.line
        given = min(gives, -free)
        shrunk = -free - given
        cost = costs.given * (given / gives) ** 2 if gives else 0.0
        return 0.0, cost + (costs.shrunk * (shrunk / (SHRINK * gaps)) ** 2 if gaps else 0.0)
    if not gaps:
        return free, 0.0
    return max(0.0, free - STRETCH * gaps), costs.stretched * min(1.0, free / (STRETCH * gaps)) ** 2


def _apart(galley: Galley, end: int, costs: Costs) -> float:
    """What a break costs where a reader has to turn a panel to go on."""
    if galley.seams[end] is not Seam.BLOCKS:
        return costs.flap
    return 0.0 if galley.kind(end) in (Kind.HEADING, Kind.SOURCES) else costs.flap_section


def _under_heading(galley: Galley, first: int, end: int, costs: Costs) -> bool:
    """Whether a heading stands near the foot."""
    return galley.last_heading(end) >= max(first, end - costs.heading_lines)


def level(galley: Galley, rooms: Sequence[Room], costs: Costs, step: float) -> tuple[Breaks, tuple[Room, ...]] | None:
    """The breaks with all panels as shallow as they can be, within `step` points, and those shallow panels.

    For that nothing is parted that the best breaks do not part.
    """
    found = best(galley, rooms, costs, Give.NOTHING) or best(galley, rooms, costs)
    if not found:
        return None
    worst = sum(_partings(found, rooms, costs))
    level_ = found, tuple(rooms)
    low, high = 0.0, min(room.depth for room in rooms)
    while high - low > step:
        middle = (low + high) / 2
        shallow = tuple(Room(room.depth - middle, room.apart) for room in rooms)
        breaks = best(galley, shallow, costs, Give.NOTHING)
        if breaks and sum(_partings(breaks, shallow, costs)) <= worst + costs.seams[Seam.LINES] * len(rooms):
            low, level_ = middle, (breaks, shallow)
        else:
            high = middle
    return level_


def _partings(breaks: Breaks, rooms: Sequence[Room], costs: Costs) -> list[float]:
    """What it costs, for each panel, that its copy is together and what follows is not."""
    spans = zip(rooms, breaks.spans, strict=False)
    return [_parting(breaks.galley, room, first, end, costs) for room, (first, end) in spans]
