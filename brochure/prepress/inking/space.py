"""A colour space, and those that every PDF has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from brochure.errors import BadInput
from brochure.prepress.conversion import Ink
from brochure.prepress.inking import cie, icc
from brochure.prepress.inking.inks import Colour

Reader = Callable[[Sequence[float]], Colour]


@dataclass(frozen=True)
class Space:
    """A colour space: its family, its number of components, and what colour their values are.

    `decode` are the ranges that the samples of a picture are spread over by default, `inks` the names of colorants,
    `base` the space below a palette or an uncoloured pattern.
    """

    family: str
    components: int
    read: Reader
    initial: tuple[float, ...] = ()
    decode: tuple[tuple[float, float], ...] = ()
    inks: tuple[str, ...] = ()
    base: Space | None = None
    profile: icc.Profile | None = None
    palette: bytes = field(default=b"", repr=False)
    obj: Any = field(default=None, repr=False, compare=False)

    def colour(self, values: Sequence[float]) -> Colour:
        if len(values) != self.components:
            raise BadInput(f"A colour in {self.family} has {len(values)} parts instead of {self.components}.")
        return self.read(values)


def plain(count: int) -> tuple[tuple[float, float], ...]:
    return ((0.0, 1.0),) * count


def grey(values: Sequence[float]) -> Colour:
    level = cie.clip(values[0])
    return level, level, level


def _rgb(values: Sequence[float]) -> Colour:
    red, green, blue = (cie.clip(value) for value in values)
    return red, green, blue


def cmyk(values: Sequence[float]) -> Colour:
    return Ink(*(cie.clip(value) for value in values))


def no_colour(_values: Sequence[float]) -> Colour:
    raise BadInput("A pattern is used as if it were a colour.")


GREY = Space("DeviceGray", 1, grey, (0.0,), plain(1))
RGB = Space("DeviceRGB", 3, _rgb, (0.0,) * 3, plain(3))
CMYK = Space("DeviceCMYK", 4, cmyk, (0.0, 0.0, 0.0, 1.0), plain(4))
PATTERN = Space("Pattern", 0, no_colour)
