"""The galley: copy set on one endless page, as blocks that are cut into the strips that a panel can take.

All lengths are points. What the strips and seams of a document are is read from the engine's boxes (`engine.galley`);
which breaks are good ones is decided in `breaks`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

from brochure.content.headings import same_title

#: The share of its depth by which a picture may be less deep before type gets smaller.
GIVES = 0.4
#: What a person calls the references behind the copy.
SOURCES = "the sources"


class Seam(Enum):
    """What a break between two strips would part."""

    NEVER = "what may not be parted"
    BLOCKS = "two blocks"
    ITEMS = "two items of a list"
    LINES = "a paragraph"
    BOX = "a box, a table or steps that one panel would hold"
    TALL = "one that is deeper than a panel"


class Kind(Enum):
    """What a block is, as far as breaking minds."""

    COPY = "copy"
    HEADING = "heading"
    DISPLAY = "a box, a table or a picture"
    SOURCES = "the sources, or what else follows the copy"


@dataclass(frozen=True)
class Strip:
    """What stays in one piece: a line, a picture, a box that is not to be split.

    `top` and `bottom` count from the head of its block, with the padding that begins or ends with it. `before` is the
    seam above it; that of a block's first strip is the seam between the blocks. `repeated` is what is set in addition
    where a panel begins with it, and `closing` where one ends with it: a table's head, a box's padding. `gives` is by
    how much its picture may be less deep. `element` is the number of the one that begins with it, or of that picture.
    """

    top: float
    bottom: float
    before: Seam
    text: str = ""
    repeated: float = 0
    closing: float = 0
    gives: float = 0
    element: int = 0


@dataclass(frozen=True)
class Block:
    """A child of the copy: a paragraph, a heading, a box. Margins collapse: between two blocks is the larger one.

    `element` is its number among the elements of the document. `title` is what a heading or the label of a box says,
    and `level` that of a heading. What is `optional` may be left out. Above its further parts a box that is split has a
    line that says it is `continued`.
    `name` says what box, table or picture it is, as in "the box 'At home'".
    """

    kind: Kind
    strips: tuple[Strip, ...]
    above: float
    below: float
    element: int
    keeps_next: bool = False
    keeps_above: bool = False
    title: str = ""
    level: int = 0
    optional: bool = False
    continued: bool = False
    name: str = ""

    @property
    def height(self) -> float:
        """From its upper edge to its lower, without margins."""
        return self.strips[-1].bottom

    @property
    def leads(self) -> bool:
        """Whether it is a line that leads to what follows."""
        return self.kind is Kind.COPY and self.strips[-1].text.endswith((":", "："))


class Galley:
    """Blocks one below the other, and what can be known of any run of their strips without setting it."""

    def __init__(self, blocks: Sequence[Block], line: float, *, flap: int = 0) -> None:
        """`line` is the distance of two baselines of copy; the first `flap` blocks are for the flap, and no others."""
        self.blocks = tuple(blocks)
        self.line = line
        self.flap = flap
        #: What was planned of it already, by copyfit's own keys.
        self.plans: dict[Hashable, Any] = {}
        self.strips: list[Strip] = []
        self.seams: list[Seam] = []
        #: Of each strip: its edges from the galley's head, and the number of its block.
        self.tops: list[float] = []
        self.bottoms: list[float] = []
        self.block_of: list[int] = []
        #: How many gaps above each block and those before it may grow; what the pictures above each strip may give.
        self._growing: list[int] = []
        self._giving: list[float] = [0.0]
        at = 0.0
        for number, block in enumerate(self.blocks):
            self._growing.append(number and self._growing[-1] + self.grows(number))
            if number:
                at += self.gap(number)
            for strip in block.strips:
                first = strip is block.strips[0]
                self.strips.append(strip)
                self.seams.append(self._seam(number) if first else strip.before)
                self.tops.append(at + strip.top)
                self.bottoms.append(at + strip.bottom)
                self.block_of.append(number)
                self._giving.append(self._giving[-1] + strip.gives)
            at += block.height
        #: For each place, the last strip of a heading before it; -1 for none.
        self._heading: list[int] = [-1]
        for place, number in enumerate(self.block_of):
            self._heading.append(place if self.blocks[number].kind is Kind.HEADING else self._heading[-1])
        #: The strip behind the last of those for the flap; 0 where there are none.
        self.flap_end = sum(number < flap for number in self.block_of)

    def __len__(self) -> int:
        """How many strips there are."""
        return len(self.strips)

    @property
    def tall(self) -> set[int]:
        """The elements that are deeper than a panel."""
        return {block.element for block in self.blocks if any(strip.before is Seam.TALL for strip in block.strips)}

    def gap(self, number: int) -> float:
        """The gap above a block that is not the first."""
        return max(self.blocks[number - 1].below, self.blocks[number].above)

    def _seam(self, number: int) -> Seam:
        upper, lower = self.blocks[number - 1], self.blocks[number]
        joined = number and (upper.leads or upper.keeps_next or lower.keeps_above)
        return Seam.NEVER if joined else Seam.BLOCKS

    def kind(self, strip: int) -> Kind:
        """That of the block of a strip."""
        return self.blocks[self.block_of[strip]].kind

    def depth(self, first: int, end: int) -> float:
        """What the strips from `first` to before `end` take on a panel of their own: no margin at head and foot."""
        if first >= end:
            return 0.0
        return self.bottoms[end - 1] - self.tops[first] + self.strips[first].repeated + self.strips[end - 1].closing

    def gaps(self, first: int, end: int) -> int:
        """How many gaps between blocks may grow among these strips: a heading stays close to its copy."""
        return self._growing[self.block_of[end - 1]] - self._growing[self.block_of[first]] if first < end else 0

    def gives(self, first: int, end: int) -> float:
        """By how much the pictures among these strips may be less deep, together."""
        return self._giving[end] - self._giving[first]

    def runs(self, first: int) -> Iterator[tuple[int, float, int, float]]:
        """Of each run of strips from `first` on: its end, and what `depth`, `gaps` and `gives` say of it."""
        top, repeated = self.tops[first], self.strips[first].repeated
        growing, giving = self._growing, self._giving
        grown, given = growing[self.block_of[first]], giving[first]
        for at in range(first, len(self.strips)):
            depth = self.bottoms[at] - top + repeated + self.strips[at].closing
            yield at + 1, depth, growing[self.block_of[at]] - grown, giving[at + 1] - given

    def last_heading(self, end: int) -> int:
        """The last strip before `end` that is of a heading; -1 for none."""
        return self._heading[end]

    def grows(self, number: int) -> bool:
        """Whether the gap above a block may grow."""
        return number > 0 and self._seam(number) is not Seam.NEVER

    def of_blocks(self, numbers: Sequence[int], flap: int = 0) -> Galley:
        """The galley with these blocks in this order; the first `flap` of them stand on the flap."""
        return Galley([self.blocks[number] for number in numbers], self.line, flap=flap)

    def section(self, title: str) -> list[int]:
        """The blocks of the section, or the box, of that title; none where there is none."""
        first = next((number for number, block in enumerate(self.blocks) if same_title(block.title, title)), None)
        if first is None:
            return []
        level = self.blocks[first].level
        numbers = range(first + 1, len(self.blocks))
        end = next((number for number in numbers if _ends_section(self.blocks[number], level)), len(self.blocks))
        return list(range(first, end)) if level else [first]

    def exchanged(self, number: int) -> Galley:
        """The galley with the blocks `number` and the one below it in each other's place."""
        order = list(range(len(self.blocks)))
        order[number : number + 2] = order[number + 1], order[number]
        return self.of_blocks(order, self.flap)

    def exchanges(self) -> list[int]:
        """Where a box, table or picture may change places with the paragraph beside it: the upper one of each pair.

        What leads to the next block, such as a heading or a line that ends with a colon, stays above it, and copy stays
        right below its heading.
        """
        pairs = enumerate(pairwise(self.blocks))
        found = [number for number, (upper, lower) in pairs if _may_change(upper, lower)]
        return [
            number
            for number in found
            if number + 1 != self.flap and not (number and _keeps_below(self.blocks[number - 1]))
        ]


def _ends_section(block: Block, level: int) -> bool:
    return 0 < block.level <= level or block.kind is Kind.SOURCES


def _keeps_below(block: Block) -> bool:
    """Whether what stands below it has to stay there."""
    return block.kind is Kind.HEADING or block.leads or block.keeps_next


def _may_change(upper: Block, lower: Block) -> bool:
    kinds = {upper.kind, lower.kind}
    joined = upper.leads or lower.leads or upper.keeps_next or lower.keeps_above
    return kinds == {Kind.COPY, Kind.DISPLAY} and not joined
