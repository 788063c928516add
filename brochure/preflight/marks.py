"""What a page paints, as values: text, lines, areas, pictures, with their inks and where they are.

All lengths are points of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from brochure.pdf.colour import Colour, Ink
from brochure.pdf.reading import Number
from brochure.pdf.resources import Overprint
from brochure.pdf.spaces import Space

#: Left, lower, right and upper edge.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour as it was asked for: the family of its space, its inks by name if it has any, and what it comes to."""

    family: str
    colour: Colour | None
    inks: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    #: The name of the space below: what a palette holds, what a separation comes to.
    base: str = ""

    @property
    def ink(self) -> Ink | None:
        """The process inks, if it is one of DeviceCMYK, or of grey."""
        if isinstance(self.colour, Ink) and not self.inks:
            return self.colour
        if self.family == "DeviceGray" and self.values:
            return Ink(0.0, 0.0, 0.0, 1 - min(max(self.values[0], 0.0), 1.0))
        return None

    @property
    def is_white(self) -> bool:
        """Whether nothing is printed."""
        if self.inks:
            return not any(self.values)
        if isinstance(self.colour, tuple):
            return min(self.colour) > 0.999
        return self.colour is not None and self.colour.total < 0.001

    @property
    def is_black(self) -> bool:
        """Whether it is solid black ink alone."""
        ink = self.ink
        return ink is not None and ink.key > 0.995 and ink.total - ink.key < 0.005

    @property
    def printed(self) -> int:
        """How many inks it takes."""
        if self.inks:
            return sum(value > 0.001 for value in self.values)
        ink = self.ink
        if ink is None:
            return 0
        return sum(part > 0.001 for part in (ink.cyan, ink.magenta, ink.yellow, ink.key))

    @property
    def total(self) -> float:
        """All inks together."""
        if self.inks:
            return sum(self.values)
        ink = self.ink
        return ink.total if ink else 0.0


#: What all content begins with.
BLACK = Tone("DeviceGray", (0.0, 0.0, 0.0), values=(0.0,))


@dataclass(frozen=True, slots=True)
class Text:
    """Text that is shown at once: where its line begins, its size and tone. `mode` as Tr has it."""

    x: float
    y: float
    size: float
    tone: Tone
    overprint: Overprint
    mode: int
    font: Number
    owned: bool
    at: int

    @property
    def seen(self) -> bool:
        """Whether it leaves a mark."""
        return self.mode not in (3, 7)

    @property
    def line(self) -> Box:
        """Where its line begins, as a box as high as its type, in points."""
        return self.x, self.y, self.x, self.y + self.size


@dataclass(frozen=True, slots=True)
class Shape:
    """A path: its box, whether it is filled or stroked, in what, and how wide it is: a stroke, or a thin filled bar."""

    box: Box
    fills: bool
    strokes: bool
    fill: Tone
    stroke: Tone
    overprint: Overprint
    width: float
    owned: bool
    at: int
    #: The step of the grid that all its corners lie on, if there are many and they do.
    module: float = 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture where it is shown: its object, its box, how wide and high it is there and in pixels."""

    picture: Any
    number: Number
    box: Box
    across: float
    up: float
    pixels: tuple[int, int]
    bits: int
    family: str
    base: str
    stencil: bool
    tone: Tone
    packed: tuple[str, ...]
    owned: bool
    at: int
    turned: bool = False

    @property
    def ppi(self) -> float:
        """How many pixels an inch has, where it has fewest."""
        wide, high = self.pixels
        return min(wide / max(self.across, 1e-6), high / max(self.up, 1e-6)) * 72

    @property
    def line_art(self) -> bool:
        """Whether its pixels are on or off."""
        return self.bits == 1 or self.stencil


@dataclass
class Marks:
    """All that a page paints. `fonts` by number; `groups` are colour spaces of groups."""

    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    shadings: list[tuple[Tone, int]] = field(default_factory=list)
    fonts: dict[Number, Any] = field(default_factory=dict)
    tones: dict[Tone, int] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    #: What is see-through: a constant, a soft mask, or a blend mode.
    see_through: set[str] = field(default_factory=set)
    #: Marked content that is opened: tags, with MCID where they have one.
    tags: list[tuple[str, int | None]] = field(default_factory=list)
    #: What is named and not there, by its name.
    lacking: dict[str, str] = field(default_factory=dict)
    #: What it paints by that PDF/X forbids.
    forbidden: set[str] = field(default_factory=set)
    #: Where, and how large, a font's sign for letters that it does not have is shown (the glyph 0).
    no_sign: list[tuple[float, float, float]] = field(default_factory=list)
    fault: str = ""
    count: int = 0

    def add(self, other: Marks) -> None:
        """Notes what was noted aside, which was counted on from here."""
        for listed in ("texts", "shapes", "pictures", "shadings", "tags", "no_sign"):
            getattr(self, listed).extend(getattr(other, listed))
        for named in ("fonts", "tones", "lacking"):
            mine = getattr(self, named)
            for key, value in getattr(other, named).items():
                mine.setdefault(key, value)
        for told in ("groups", "see_through", "forbidden"):
            getattr(self, told).update(getattr(other, told))
        self.count = other.count

    def below(self, x: float, y: float, at: int) -> bool:
        """Whether something with ink was painted at a place before."""
        return any(
            shape.at < at and shape.fills and not shape.fill.is_white and _holds(shape.box, x, y)
            for shape in self.shapes
        ) or any(shown.at < at and _holds(shown.box, x, y) for shown in self.pictures)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def tone_of(space: Space, values: Sequence[float]) -> Tone:
    """What a colour of a space is noted as."""
    base, inks = "", space.inks
    if space.base is not None:
        base = space.base.family
        if space.family == "Indexed":
            inks = space.base.inks
            base = space.base.family
    colour = None if space.family == "Pattern" else space.colour(values)
    return Tone(space.family, colour, inks, tuple(values) if space.inks or space.family == "DeviceGray" else (), base)
