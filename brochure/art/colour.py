"""Colours as the screen has them, and what the eye can read on what (WCAG 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brochure.srgb import light

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 256


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour; each channel 0 to 255."""

    red: int
    green: int
    blue: int

    def __post_init__(self) -> None:
        if not all(0 <= channel <= 255 for channel in self.channels):
            raise ValueError(f"a channel of {self.channels} is not within 0 to 255")

    @classmethod
    def parse(cls, text: str) -> Colour:
        """'#8c2f1b' or '#fff'. Raises ValueError for anything else."""
        match = _HEX.fullmatch(text.strip())
        if not match:
            raise ValueError(f"'{text}' is not a colour; write a # and 3 or 6 hex digits, such as '#8c2f1b'")
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return cls(*bytes.fromhex(digits))

    @property
    def channels(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue

    @property
    def hex(self) -> str:
        return "#{:02x}{:02x}{:02x}".format(*self.channels)

    @property
    def luminance(self) -> float:
        """Relative luminance: 0 is black, 1 is white."""
        red, green, blue = (light(channel / 255) for channel in self.channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The solid colour that `share` (0 to 1) of `b` laid over `a` looks like; presses dislike real transparency."""
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(a.channels, b.channels, strict=True))
    return Colour(red, green, blue)


def contrast(a: Colour, b: Colour) -> float:
    """WCAG contrast ratio: 1 for the same colour, 21 for black on white."""
    low, high = sorted((a.luminance, b.luminance))
    return (high + 0.05) / (low + 0.05)


def on(ground: Colour, dark: Colour, light: Colour) -> Colour:
    """The one of the two that reads better on `ground`; the light one where they tie."""
    return dark if contrast(dark, ground) > contrast(light, ground) else light


def readable(colour: Colour, ground: Colour, least: float = 4.5) -> Colour:
    """`colour`, darkened or lightened just enough to reach the contrast `least` against `ground`.

    Black or white always reaches 4.5. Where more is asked than the ground permits, the better of the two is returned.
    """
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            candidate = mix(colour, end, step / _STEPS)
            if contrast(candidate, ground) >= least:
                return candidate
    return on(ground, BLACK, WHITE)
