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
from brochure.prepress.separation.inks import Inks, Spot


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

    def __init__(self) -> None:
        self._solids: dict[Colour, Solid] = {}
        self._spots: dict[Spot, pikepdf.Object] = {}
        self._space: pikepdf.Object | None = None

    def solid(self, colour: Colour) -> Solid:
        """What a text, a line or an area of this colour is painted with."""
        if colour not in self._solids:
            self._solids[colour] = self._solid(colour)
        return self._solids[colour]

    def mix(self, colour: Colour) -> tuple[float, ...]:
        """The colour in the one colour space that palettes and gradients of these plates have."""
        return self.solid(colour).values

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

    def keeps(self, space: Space) -> bool:
        """Whether colours in this space are what these plates print already."""
        return self._keeps(space.base if space.family == "Indexed" and space.base else space)

    @abstractmethod
    def _keeps(self, space: Space) -> bool: ...

    @abstractmethod
    def picture(self, picture: Image.Image) -> Image.Image:
        """An RGB or CMYK picture: as L where it is grey, else with a channel for each component of `space`."""


class Process(Target):
    """Cyan, magenta, yellow and black, and the spot colours that are declared. Ink is kept as it is."""

    name = "process"
    channels = 4

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self._inks = inks

    def _solid(self, colour: Colour) -> Solid:
        if isinstance(colour, Ink):
            return Solid(process(colour))
        declared = self._inks.declared(colour)
        if isinstance(declared, Spot):
            return Solid((declared.tint,), declared)
        return Solid(process(declared or self._inks.conversion.solid(*colour)))

    def mix(self, colour: Colour) -> tuple[float, ...]:
        solid = self.solid(colour)
        if solid.spot is None:
            return solid.values
        return tuple(solid.values[0] * part for part in process(solid.spot.alternate))

    def mix_undeclared(self, colour: Colour) -> tuple[float, ...]:
        return process(colour if isinstance(colour, Ink) else self._inks.conversion.solid(*colour))

    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object:  # noqa: ARG002
        return Name.DeviceCMYK

    def _keeps(self, space: Space) -> bool:
        return space.family in ("DeviceCMYK", "Separation", "DeviceN")

    def picture(self, picture: Image.Image) -> Image.Image:
        made = self._inks.conversion.image(picture)
        if made.mode != "CMYK":
            raise BadInput(f"A picture became {made.mode} instead of CMYK.")
        return made


class Luminosity(Target):
    """The grey of a soft mask: its luminosity counts, and no ink is printed by it (ISO 32000-1, 10.3.2 and 10.3.5)."""

    name = "mask"
    channels = 1

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
