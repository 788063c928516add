"""What colours become: process inks, black, black and one spot colour, or the grey of a soft mask."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from brochure.errors import BadInput
from brochure.pdf.colour import Colour, Ink
from brochure.pdf.spaces import Space, separation
from brochure.prepress.ink_limit import most_colour, most_ink
from brochure.prepress.separation.ink_bound import InkBound
from brochure.prepress.separation.inks import Inks, Spot

#: The lightest tint of which a plate holds the dots: ISO 12647-2 has tone values from
#: 3 % to 97 % print consistently.
LIGHTEST = 0.03


@dataclass(frozen=True)
class Solid:
    """A colour to paint with: 4 process inks, 1 grey, or with `spot` its tint, or black and its tint."""

    values: tuple[float, ...]
    spot: Spot | None = None

    @property
    def black(self) -> bool:
        """K 100 alone."""
        return self.spot is None and self.values == (0, 0, 0, 1)


def process(ink: Ink) -> tuple[float, ...]:
    return ink.cyan, ink.magenta, ink.yellow, ink.key


class Target(ABC):
    """A kind of plates. `name` tells them apart, `channels` counts the components of its colour space."""

    name: str
    channels: int
    #: Whether it is ink, on paper.
    prints = True

    def __init__(self) -> None:
        #: How much ink all that was painted comes to.
        self.bound = InkBound()
        #: Colours too light for a press, with what they are printed as.
        self.lightest: dict[Colour, Solid] = {}
        self._solids: dict[Colour, Solid] = {}
        self._spots: dict[Spot, pikepdf.Object] = {}
        self._space: pikepdf.Object | None = None

    def solid(self, colour: Colour) -> Solid:
        """What a text, a line or an area of this colour is painted with."""
        exact = self.exact(colour)
        if not self.prints or not (held := _held(exact)):
            return exact
        self.lightest[colour] = held
        return held

    def exact(self, colour: Colour) -> Solid:
        """The same in pictures and gradients, where a tint may be as light as it likes: it is on its way to paper."""
        if colour not in self._solids:
            self._solids[colour] = self._solid(colour)
        return self._solids[colour]

    def mix(self, colour: Colour) -> tuple[float, ...]:
        """The colour in the one colour space that palettes and gradients of these plates have."""
        return self.exact(colour).values

    def mix_undeclared(self, colour: Colour) -> tuple[float, ...]:
        """The same by rule alone: within a gradient a declared value would stand out as a line."""
        return self.mix(colour)

    @abstractmethod
    def _solid(self, colour: Colour) -> Solid: ...

    def space(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The colour space of palettes, gradients and pictures; one object in all the PDF."""
        if self._space is None:
            space = self._made(pdf)
            self._space = pdf.make_indirect(space) if isinstance(space, Array) else space
        return self._space

    @abstractmethod
    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object: ...

    def space_of(self, spot: Spot, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The colour space of a spot colour."""
        plain = Spot(spot.name, spot.alternate)
        if plain not in self._spots:
            self._spots[plain] = pdf.make_indirect(separation(pdf, spot.name, spot.alternate))
        return self._spots[plain]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The spot colours that were painted with, at full strength."""
        return tuple(self._spots)

    def keeps(self, space: Space) -> bool:
        """Whether colours in this space are what these plates print already."""
        return self._keeps(space.base if space.family == "Indexed" and space.base else space)

    @abstractmethod
    def _keeps(self, space: Space) -> bool: ...

    @abstractmethod
    def picture(self, picture: Image.Image) -> Image.Image:
        """An RGB or CMYK picture: as L where it is grey, else with a channel for each component of `space`."""


def _held(solid: Solid) -> Solid | None:
    """What becomes of a tint too light for a press: the lightest that it holds, or paper; None where it holds it."""
    most = max(solid.values)
    if not 0 < most < LIGHTEST - 1e-9:
        return None
    share = LIGHTEST / most if most >= LIGHTEST / 2 else 0.0
    values = tuple(round(value * share, 4) for value in solid.values)
    return Solid(values, solid.spot) if share else Solid((0.0, 0.0, 0.0, 0.0))


class Process(Target):
    """Cyan, magenta, yellow and black, and the spot colours that are declared. Ink is kept up to the limit."""

    name = "process"
    channels = 4

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self._inks = inks

    def _solid(self, colour: Colour) -> Solid:
        declared = None if isinstance(colour, Ink) else self._inks.declared(colour)
        if isinstance(declared, Spot):
            self.bound.note(declared.tint, 0.0)
            return Solid((declared.tint,), declared)
        return Solid(self._noted(declared or self._mixed(colour)))

    def _mixed(self, colour: Colour) -> Ink:
        conversion = self._inks.conversion
        return conversion.within_limit(colour) if isinstance(colour, Ink) else conversion.solid(*colour)

    def _noted(self, ink: Ink) -> tuple[float, ...]:
        self.bound.note(ink.cyan + ink.magenta + ink.yellow, ink.key)
        return process(ink)

    def mix(self, colour: Colour) -> tuple[float, ...]:
        solid = self.exact(colour)
        if solid.spot is None:
            return solid.values
        return tuple(solid.values[0] * part for part in process(solid.spot.alternate))

    def mix_undeclared(self, colour: Colour) -> tuple[float, ...]:
        return self._noted(self._mixed(colour))

    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object:  # noqa: ARG002
        return Name.DeviceCMYK

    def _keeps(self, space: Space) -> bool:
        return space.family in ("DeviceCMYK", "Separation", "DeviceN")

    def picture(self, picture: Image.Image) -> Image.Image:
        made = self._inks.conversion.image(picture)
        if made.mode != "CMYK":
            raise BadInput(f"A picture became {made.mode} instead of CMYK.")
        self.bound.note_most(most_colour(made), most_ink(made))
        return made


class Luminosity(Target):
    """The grey of a soft mask: its luminosity counts, and no ink is printed by it (ISO 32000-1, 10.3.2 and 10.3.5)."""

    name = "mask"
    channels = 1
    prints = False

    def _solid(self, colour: Colour) -> Solid:
        if isinstance(colour, Ink):
            dark = 0.3 * colour.cyan + 0.59 * colour.magenta + 0.11 * colour.yellow + colour.key
            return Solid((1 - min(1.0, dark),))
        return Solid((0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2],))

    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object:  # noqa: ARG002
        return Name.DeviceGray

    def _keeps(self, space: Space) -> bool:
        return space.family == "DeviceGray"

    def picture(self, picture: Image.Image) -> Image.Image:
        return (rgb_of_ink(picture) if picture.mode == "CMYK" else picture).convert("L")


def rgb_of_ink(picture: Image.Image) -> Image.Image:
    """PDF's own rule (ISO 32000-1, 10.3.5): red is what cyan and black leave."""
    *colours, black = picture.split()
    return Image.merge("RGB", [ImageChops.invert(ImageChops.add(colour, black)) for colour in colours])
