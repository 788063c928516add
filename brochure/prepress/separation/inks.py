"""What a job is printed with, and what the clinic has declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from PIL import Image

from brochure.errors import BadInput
from brochure.pdf.colour import Ink, Rgb

#: Declared colours are written in 8 bits, so a colour is meant when it rounds to the same.
_TOLERANCE = 0.5 / 255 + 1e-9


class Job(Enum):
    PROCESS = "process"
    BLACK = "black only"
    BLACK_AND_SPOT = "black plus one spot"


class Converter(Protocol):
    """From screen colours to ink; `brochure.prepress.conversion.Conversion` is one."""

    @property
    def limit(self) -> float:
        """The most of all inks together, 1.0 being one ink in full."""
        ...

    def solid(self, red: float, green: float, blue: float) -> Ink: ...

    def image(self, picture: Image.Image) -> Image.Image: ...

    def within_limit(self, ink: Ink) -> Ink: ...


@dataclass(frozen=True)
class Spot:
    """A special ink, what it looks like in process inks at full strength, and how much of it is printed."""

    name: str
    alternate: Ink
    tint: float = 1.0


@dataclass(frozen=True)
class Inks:
    """The inks of a job. `brand` has the declared value of a screen colour: a hex string, or parts from 0 to 1.

    `spot` is the second ink of a job in black plus one spot.
    """

    conversion: Converter
    brand: Mapping[Rgb | str, Ink | Spot] = field(default_factory=dict)
    job: Job = Job.PROCESS
    spot: Spot | None = None

    def __post_init__(self) -> None:
        if self.job is Job.BLACK_AND_SPOT and self.spot is None:
            raise BadInput("A job in black plus one spot names no spot colour.", hint="Declare the spot colour.")
        _refuse_ambiguous([value for value in (*self.brand.values(), self.spot) if isinstance(value, Spot)])
        object.__setattr__(self, "_declared", [(_rgb(key), value) for key, value in self.brand.items()])

    def declared(self, rgb: Rgb) -> Ink | Spot | None:
        """What the clinic has declared for this colour."""
        known: list[tuple[Rgb, Ink | Spot]] = self.__dict__["_declared"]
        for key, value in known:
            if all(abs(mine - theirs) <= _TOLERANCE for mine, theirs in zip(rgb, key, strict=True)):
                return value
        return None


def _refuse_ambiguous(spots: list[Spot]) -> None:
    """A plate has one ink: names that a print shop may take for one (Ghent R0022: case aside) must look alike."""
    seen: dict[str, Spot] = {}
    for spot in spots:
        first = seen.setdefault(spot.name.casefold(), spot)
        if (first.name, first.alternate) != (spot.name, spot.alternate):
            raise BadInput(
                f"The spot names '{first.name}' and '{spot.name}' stand for two colours.",
                hint="Give each spot colour one name and one CMYK value.",
            )


def _rgb(key: Rgb | str) -> Rgb:
    if not isinstance(key, str):
        return key
    digits = key.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        raise BadInput(f"'{key}' is not a colour.", hint="Write a brand colour like #1a2b3c.") from None
    return red / 255, green / 255, blue / 255
