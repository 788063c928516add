"""What a motif is asked for: a shape of a size, in certain inks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from brochure.art import LeafName
from brochure.art.colour import Colour, mix
from brochure.art.palette import Palette


class Shape(StrEnum):
    COVER = "cover"
    BAND = "band"
    EMBLEM = "emblem"


@dataclass(frozen=True, slots=True)
class Inks:
    """Solid tones from the back (nearest the ground) to the front (most contrast), one accent, and the ground."""

    tones: tuple[Colour, ...]
    accent: Colour
    ground: Colour

    def __post_init__(self) -> None:
        if not self.tones:
            raise ValueError("art needs at least one tone")

    def at(self, depth: float) -> Colour:
        """The tone at `depth`: 0 is the backmost, 1 the foremost, however many there are."""
        return self.tones[round(depth * (len(self.tones) - 1))]

    @classmethod
    def on_primary(cls, palette: Palette) -> Inks:
        """For a cover flooded with the primary: shadow first, then embers, then cream."""
        primary, accent = palette.primary, palette.accent
        tones = (
            mix(primary, palette.deep, 0.5),
            palette.deep,
            mix(primary, accent, 0.3),
            mix(primary, accent, 0.62),
            mix(palette.paper, accent, 0.2),
        )
        return cls(tones, accent, primary)

    @classmethod
    def on_paper(cls, palette: Palette) -> Inks:
        """For bands and emblems on paper: pale tints first, then secondary and primary at full strength."""
        tones = (
            palette.tint_strong,
            mix(palette.paper, palette.warm, 0.42),
            mix(palette.paper, palette.secondary, 0.45),
            palette.secondary,
            palette.primary,
        )
        return cls(tones, palette.accent, palette.paper)


@dataclass(frozen=True, slots=True)
class Frame:
    """The area to draw in, in points; y runs down. Art may bleed off its edges: the caller clips.

    Trees have leaves of the kind `leaf`.
    """

    shape: Shape
    width: float
    height: float
    leaf: LeafName = "maple"

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0:
            raise ValueError(f"cannot draw on {self.width} by {self.height} pt")

    @property
    def landscape(self) -> bool:
        """A masthead: its title stands at the left, so the art rises at the right."""
        return self.width > 1.2 * self.height

    @property
    def short(self) -> float:
        """The shorter side, by which strokes and ornaments are scaled."""
        return min(self.width, self.height)
