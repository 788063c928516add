"""The plan of a piece's copy: in which order its blocks stand, where each panel ends, how far its gaps grow.

What copy may give before its type gets smaller, in this order: the spaces between its blocks and the depth of its
pictures (see `breaks`), a box, table or picture that changes places with the paragraph beside it, and what the article
marks as optional, the last of it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, islice, pairwise
from math import ceil
from statistics import mean

from brochure.geometry.piece import Panel, Piece
from brochure.typeset.breaks import SHRINK, STRETCH, Breaks, Costs, Give, Room, best, fill, level
from brochure.typeset.engine.edits import Edits
from brochure.typeset.fit import Depth
from brochure.typeset.galley import GIVES, Block, Galley, Kind, Seam
from brochure.units import css

#: As bad as one and a half lines missing at a foot: a box that stands beside its paragraph, but not where it was.
_EXCHANGE = 2.0
#: So many pairs of blocks may change places in one leaflet; more is another article.
_MOST_EXCHANGES = 2
#: So many orders are looked at, each in about a millisecond; the leaflets of the samples have some twenty.
_MOST_ORDERS = 120
#: What the engine must find free at a panel's foot, against rounding, in points.
_ROUNDING = 0.2
#: What copy may give takes up so much of a panel at most, as a share of it.
_OVER = 0.4
#: How finely short copy is levelled over its panels, in points.
_LEVEL = 3.0

#: A panel that is so empty is seen as a hole, and panels of which one is so much fuller as uneven.
_HOLE, _SPREAD = 0.15, 0.3
#: As bad as a hole by which a panel is emptier than that: sources alone on one.
_ALONE = 0.3

COSTS = Costs()
#: What may take much of the panels and has no sentences that could be cut.
_TAKES = (Kind.DISPLAY, Kind.SOURCES)


@dataclass(frozen=True)
class Plan:
    """The breaks of a galley, which may be in another order than the copy's.

    `rooms` are what they are for: the `panels`, or less deep ones where short copy is level.
    """

    breaks: Breaks
    rooms: tuple[Room, ...]
    copy: Galley
    panels: tuple[Room, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The places in the copy of the blocks as they are printed."""
        places = {block.element: place for place, block in enumerate(self.copy.blocks)}
        return tuple(places[block.element] for block in self.breaks.galley.blocks)

    @property
    def left_out(self) -> tuple[Block, ...]:
        """The blocks that are not printed."""
        return tuple(block for place, block in enumerate(self.copy.blocks) if place not in self.order)

    @property
    def moved(self) -> tuple[Block, ...]:
        """The boxes, tables and pictures that do not stand where they do in the copy."""
        printed = [place for place in self.order if self.copy.blocks[place].kind is Kind.DISPLAY]
        others = [
            (at, place) for at, place in enumerate(self.order) if self.copy.blocks[place].kind is not Kind.DISPLAY
        ]
        return tuple(
            self.copy.blocks[place]
            for place in printed
            if any((at < self.order.index(place)) != (other < place) for at, other in others)
        )

    @property
    def is_of_all(self) -> bool:
        """Whether all orders were looked at, and not the first of very many."""
        return next(islice(_choices(self.copy.exchanges()), _MOST_ORDERS, None), None) is None

    @property
    def hole(self) -> float:
        """The largest share of a panel before the last that is empty."""
        return 1 - min(self._fills[:-1], default=1.0)

    @property
    def splits(self) -> bool:
        """Whether a box or a table is split that need not be."""
        return any(self.breaks.galley.seams[end] is Seam.BOX for end in self.breaks.ends[:-1])

    def is_good(self, hole: float = _HOLE) -> bool:
        """Whether no panel before the last has such a hole, no two differ much, and nothing is split or left alone."""
        return self.hole < hole and self._spread < _SPREAD and not self.splits and not self._sources_alone

    @property
    def faults(self) -> float:
        """By how much the panels are not good, as a share of one of them."""
        alone = _ALONE if self._sources_alone else 0.0
        return max(0.0, self.hole - _HOLE) + max(0.0, self._spread - _SPREAD) + alone

    @property
    def _spread(self) -> float:
        return max(self._fills, default=1.0) - min(self._fills, default=1.0)

    @property
    def _sources_alone(self) -> bool:
        galley = self.breaks.galley
        return any(galley.kind(first) is Kind.SOURCES for first, _ in self.breaks.spans[1:])

    @property
    def _fills(self) -> list[float]:
        fills = [depth / panel.depth for depth, panel in zip(self.depths, self.panels, strict=False)]
        return fills[1:] if self.breaks.galley.flap else fills  # what is wanted on the flap is alone there

    @cached_property
    def growth(self) -> tuple[float, ...]:
        """How far each gap of each panel grows, in points, so that the feet come level."""
        return tuple(self._grown(number) for number in range(len(self.breaks.ends)))

    def _free(self, number: int) -> float:
        return self.rooms[number].depth - self.breaks.depths[number]

    def _grown(self, number: int) -> float:
        galley, span = self.breaks.galley, self.breaks.spans[number]
        gaps, free = galley.gaps(*span), self._free(number)
        if not gaps or (free > 0 and number == len(self.breaks.ends) - 1):
            return 0.0
        return min(min(0.0, free + galley.gives(*span)) / gaps if free < 0 else free / gaps, STRETCH * galley.line)

    def _given(self, number: int) -> float:
        """The share of what the pictures of a panel may give that they do give."""
        gives = self.breaks.galley.gives(*self.breaks.spans[number])
        return min(1.0, max(0.0, -self._free(number)) / gives) if gives else 0.0

    @property
    def depths(self) -> tuple[float, ...]:
        """What the copy takes of each panel."""
        galley = self.breaks.galley
        return tuple(
            depth + self.growth[number] * galley.gaps(*span) - self._given(number) * galley.gives(*span)
            for number, (span, depth) in enumerate(zip(self.breaks.spans, self.breaks.depths, strict=True))
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each panel, without spaces."""
        strips = self.breaks.galley.strips
        return tuple(
            "".join("".join(strip.text for strip in strips[first:end]).split()) for first, end in self.breaks.spans
        )

    def css(self, piece: Piece, copy: Sequence[Panel]) -> str:
        """Rules that end each of the panels with `copy` where it does."""
        places = [(piece.panels.index(panel) + 1, panel) for panel in copy]
        feet = [self._foot(first, end) for first, end in self.breaks.spans]
        ends = zip(places, self.depths, feet, strict=False)
        margins = [(number, panel.margin[2] + panel.depth - depth - foot) for (number, panel), depth, foot in ends]
        return "".join(
            f"@page :nth({number}) {{ margin-bottom: {css(edge - _ROUNDING)} }}\n" for number, edge in margins
        )

    def _foot(self, first: int, end: int) -> float:
        """How much more a panel must be deep that ends within a box: by less than the line that says it goes on.

        The engine (70.0) wants room for the margin below the last paragraph, and counts the foot of the box twice
        unless the box is the first of its panel.
        """
        galley = self.breaks.galley
        if not galley.strips[end - 1].closing:
            return 0.0
        twice = galley.block_of[first] != galley.block_of[end - 1]
        return 0.95 * galley.line + (galley.strips[end - 1].closing if twice else 0.0)

    def edits(self, continued: str = "") -> Edits:
        """The order of the blocks, what is left out, the gaps and pictures that change; and the line `continued`."""
        galley = self.breaks.galley
        order = tuple(block.element for block in galley.blocks)
        moved = order != tuple(sorted(order))
        styles: dict[int, list[str]] = {}
        for element, declaration in (*self._heads(), *self._gaps(moved=moved), *self._splits(), *self._pictures()):
            styles.setdefault(element, []).append(declaration)
        for block in self.left_out:
            styles.setdefault(block.element, []).append("display: none")
        cuts = {
            galley.strips[end].element: continued
            for end in self._cuts()
            if galley.blocks[galley.block_of[end]].continued
        }
        return Edits(
            order if moved else (),
            {element: "; ".join(parts) for element, parts in styles.items()},
            {element: text for element, text in cuts.items() if element and text},
        )

    def _heads(self) -> Iterator[tuple[int, str]]:
        """CSS for the blocks that begin a panel: the engine keeps lists with what stands above them."""
        for first, _ in self.breaks.spans[1:]:
            yield self.breaks.galley.blocks[self.breaks.galley.block_of[first]].element, "break-before: auto"

    def _gaps(self, *, moved: bool) -> Iterator[tuple[int, str]]:
        """CSS for blocks whose distance changes, by their elements."""
        galley = self.breaks.galley
        changed = moved or bool(self.left_out)
        for (first, end), grown in zip(self.breaks.spans, self.growth, strict=True):
            for number in range(galley.block_of[first] + 1, galley.block_of[end - 1] + 1):
                upper, lower = galley.blocks[number - 1], galley.blocks[number]
                more = grown if galley.grows(number) else 0.0
                if changed or more:
                    yield upper.element, f"margin-bottom: {css(galley.gap(number) + more)}"
                if changed or more < 0:  # margins collapse, so that the larger one would stay
                    yield lower.element, "margin-top: 0"

    def _cuts(self) -> Iterator[int]:
        """The strips with which a panel begins within a block."""
        galley = self.breaks.galley
        for end in self.breaks.ends[:-1]:
            if galley.block_of[end - 1] == galley.block_of[end]:
                yield end

    def _splits(self) -> Iterator[tuple[int, str]]:
        """CSS for what is deeper than a panel; a box has its padding at both edges of the cut."""
        galley = self.breaks.galley
        for end in self._cuts():
            number = galley.block_of[end]
            if not galley.blocks[number].continued:
                yield galley.blocks[number].element, "break-inside: auto"
                continue
            yield galley.blocks[number].element, "break-inside: auto; box-decoration-break: clone; margin-bottom: 0"
            if number + 1 < len(galley.blocks):  # for the engine wants room for the margin of such a box, too
                yield (
                    galley.blocks[number + 1].element,
                    f"margin-top: {css(galley.gap(number + 1) + self._grown_at(end))}",
                )

    def _grown_at(self, strip: int) -> float:
        spans = zip(self.breaks.spans, self.growth, strict=True)
        return next(grown for (first, end), grown in spans if first <= strip < end)

    def _pictures(self) -> Iterator[tuple[int, str]]:
        galley = self.breaks.galley
        for number, (first, end) in enumerate(self.breaks.spans):
            if share := self._given(number):
                for strip in galley.strips[first:end]:
                    if strip.gives:
                        yield strip.element, f"max-height: {css(strip.gives / GIVES - share * strip.gives)}"


def rooms(panels: Sequence[Panel]) -> tuple[Room, ...]:
    """The panels with copy; a reader who opens the piece does not see the next panel beside the flap."""
    followers = [*panels[1:], panels[-1]]
    return tuple(Room(panel.depth, panel.side != after.side) for panel, after in zip(panels, followers, strict=True))


def depth(galley: Galley, panels: Sequence[Room], give: Give, *, flap: str = "", whole: bool = True) -> Depth:
    """How much of the panels the copy takes, if it gives so much: with as little left out as does."""
    copy = with_flap(galley, panels, flap)
    used = _used(copy, panels, give)
    if used > len(panels) and give is not Give.NOTHING:
        for order in _shortened(copy):
            used = min(_used(each, panels, give) for each in (order, *(other for other, _ in _exchanged(order))))
            if used <= len(panels):
                break
    return Depth(used, len(panels), galley.depth(0, len(galley)) / mean(room.depth for room in panels), whole)


def _used(galley: Galley, panels: Sequence[Room], give: Give) -> float:
    ends = fill(galley, panels, give)
    first = ends[-2] if len(ends) > 1 else 0
    rooms = [panels[min(number, len(panels) - 1)] for number in range(len(ends))]
    # What fits no panel, and may not be parted, stood on one for itself.
    spans = zip(rooms, pairwise((0, *ends)), strict=True)
    over = sum(max(0, ceil(galley.depth(*span) / room.depth - _OVER) - 1) for room, span in spans)
    return over + len(ends) - 1 + min(1.0, galley.depth(first, ends[-1]) / rooms[-1].depth)


def plan(galley: Galley, panels: Sequence[Room], *, levelled: bool, flap: str = "") -> Plan | None:
    """The best plan for copy that fits the panels; None where none takes it.

    `levelled`: the copy is too short for the panels, and is to end at one depth on all of them.
    """
    for copy in _shortened(with_flap(galley, panels, flap)):
        found = [breaks for breaks in [best(copy, panels, COSTS)] if breaks]
        for order, exchanges in _exchanged(copy):
            if breaks := best(order, panels, COSTS):
                found.append(replace(breaks, cost=breaks.cost + _EXCHANGE * exchanges))
        if found:
            breaks = min(found, key=lambda each: each.cost)
            if levelled and (shallow := level(breaks.galley, panels, COSTS, _LEVEL)):
                return Plan(*shallow, galley, tuple(panels))
            return Plan(breaks, tuple(panels), galley, tuple(panels))
    return None


@dataclass(frozen=True)
class Instead:
    """What could go or shrink instead of words: the smallest first, each by what is said of it.

    Without any one of those `spared` the copy fits, and if any one of the `cropped` pictures were half as deep.
    `deepest` are those of all that take most, each with how many panels it takes.
    """

    spared: tuple[str, ...] = ()
    cropped: tuple[str, ...] = ()
    deepest: tuple[tuple[str, float], ...] = ()


def instead(galley: Galley, panels: Sequence[Room]) -> Instead:
    """What could go or shrink so that copy fits that does not."""
    shown = [block for block in galley.blocks if block.kind is Kind.DISPLAY and block.name]
    smallest_first = sorted(shown, key=lambda block: block.height)
    whole = mean(room.depth for room in panels)
    takes = [(block.name, block.height / whole) for block in galley.blocks if block.name and block.kind in _TAKES]
    return Instead(
        tuple(block.name for block in smallest_first if _fits_with(galley, block, None, panels)),
        tuple(block.name for block in smallest_first if _fits_with(galley, block, _cropped(block), panels)),
        tuple(sorted(takes, key=lambda each: -each[1])),
    )


def _fits_with(galley: Galley, block: Block, other: Block | None, panels: Sequence[Room]) -> bool:
    """Whether the copy fits with another block instead of this one, or with none."""
    if other is block or block.height + block.above + block.below < _least_over(galley, panels):
        return False
    blocks = [other if each is block else each for each in galley.blocks]
    left = [each for each in blocks if each]
    return bool(left) and depth(Galley(left, galley.line), panels, Give.ALL).fits


def _least_over(galley: Galley, panels: Sequence[Room]) -> float:
    """How much of the copy is over (points) if it gives all that it may and breaks leave nothing free."""
    end = len(galley)
    gives = galley.gives(0, end) + SHRINK * galley.line * galley.gaps(0, end)
    optional = sum(block.height + block.above + block.below for block in galley.blocks if block.optional)
    return galley.depth(0, end) - gives - optional - sum(room.depth for room in panels)


def _cropped(block: Block) -> Block:
    """The block with its picture half as deep; the same one where it has none, or more than one strip."""
    strip = block.strips[0]
    if len(block.strips) > 1 or not strip.gives:
        return block
    half = replace(strip, bottom=strip.bottom - strip.gives / GIVES / 2, gives=strip.gives / 2)
    return replace(block, strips=(half,))


def with_flap(galley: Galley, panels: Sequence[Room], title: str) -> Galley:
    """The copy with the section, or the box, of that title before all else, where there is a flap for it."""
    wanted = galley.section(title) if title and len(panels) > 1 and panels[0].apart else []
    others = [number for number in range(len(galley.blocks)) if number not in wanted]
    return galley.of_blocks([*wanted, *others], len(wanted)) if wanted else galley


def _shortened(galley: Galley) -> Iterator[Galley]:
    """The copy with all that is optional, then with less and less of it."""
    numbers = list(range(len(galley.blocks)))
    yield galley
    for optional in reversed([number for number in numbers if galley.blocks[number].optional]):
        numbers.remove(optional)
        if not numbers:
            return
        yield galley.of_blocks(numbers, sum(number < galley.flap for number in numbers))


def _exchanged(galley: Galley) -> Iterator[tuple[Galley, int]]:
    """The galley with up to so many pairs exchanged, and how many were; the first `_MOST_ORDERS` of them."""
    for chosen in islice(_choices(galley.exchanges()), _MOST_ORDERS):
        order = galley
        for number in chosen:
            order = order.exchanged(number)
        yield order, len(chosen)


def _choices(pairs: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for count in range(1, _MOST_EXCHANGES + 1):
        for chosen in combinations(pairs, count):
            if all(lower - upper > 1 for upper, lower in pairwise(chosen)):
                yield chosen
