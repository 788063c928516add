"""Colours as the screen has them, and what the eye can read on what (WCAG 2.2)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from brochure.srgb import light

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 256
#: How much light each value of a channel gives; a search for a shade asks for hundreds.
_LIGHT = tuple(light(channel / 255) for channel in range(256))


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
        return 0.2126 * _LIGHT[self.red] + 0.7152 * _LIGHT[self.green] + 0.0722 * _LIGHT[self.blue]


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The solid colour that `share` (0 to 1) of `b` laid over `a` looks like; presses dislike real transparency."""
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(a.channels, b.channels, strict=True))
    return Colour(red, green, blue)


def contrast(a: Colour, b: Colour) -> float:
    """WCAG contrast ratio: 1 for the same colour, 21 for black on white."""
    return _ratio(a.luminance, b.luminance)


def _ratio(a: float, b: float) -> float:
    low, high = sorted((a, b))
    return (high + 0.05) / (low + 0.05)


def on(ground: Colour, dark: Colour, light: Colour) -> Colour:
    """The one of the two that reads better on `ground`; the light one where they tie."""
    return dark if contrast(dark, ground) > contrast(light, ground) else light


def readable(colour: Colour, ground: Colour, least: float = 4.5) -> Colour:
    """`colour`, darkened or lightened just enough to reach the contrast `least` against `ground`.

    Black or white always reaches 4.5. Where more is asked than the ground permits, the better of the two is returned.
    """
    return readable_on_all(colour, (ground,), least)


def readable_on_all(colour: Colour, grounds: Sequence[Colour], least: float = 4.5) -> Colour:
    """As `readable`, against each of the grounds."""
    lights = sorted({ground.luminance for ground in grounds})

    def lowest(candidate: Colour) -> float:
        return min(_ratio(candidate.luminance, ground) for ground in lights)

    if lowest(colour) >= least:
        return colour
    ends = [end for end in (BLACK, WHITE) if lowest(end) >= least]
    found = [(_first(colour, end, lambda shade: lowest(shade) >= least), end) for end in ends]
    if not found:
        return max(BLACK, WHITE, key=lowest)
    step, end = min(found, key=itemgetter(0))
    return mix(colour, end, step / _STEPS)


def paler(ground: Colour, text: Colour, least: float = 4.5) -> Colour:
    """`ground`, just so near to white that `text`, the darker, has the contrast `least` on it; at most white."""
    if contrast(WHITE, text) < least:
        return WHITE
    step = _first(ground, WHITE, lambda shade: shade.luminance > text.luminance and contrast(shade, text) >= least)
    return mix(ground, WHITE, step / _STEPS)


def _first(colour: Colour, end: Colour, does: Callable[[Colour], bool]) -> int:
    """The first of the steps from `colour` to `end` at which the mix does, as all that follow do."""
    return bisect_left(range(_STEPS), True, key=lambda step: does(mix(colour, end, step / _STEPS)))
