"""From screen colours to ink and back, through a press profile (LittleCMS, in Pillow).

Relative colorimetric with black-point compensation: paper white is white, what the press can print is met, and shadows
keep their drawing. Black and neutral greys never go through the profile, which would print them in four inks that no
press registers perfectly: they are K alone, as light as black-point compensation would have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import floor

from PIL import Image

from brochure.errors import BadInput
from brochure.pdf.colour import Ink
from brochure.prepress.black_curve import black_for
from brochure.prepress.ink_limit import limited, thinned, thinned_ink, within
from brochure.prepress.lcms import (
    SIXTEEN_BIT,
    applied,
    in_grey,
    in_rgb,
    own_profile,
    to_press,
    to_screen,
)
from brochure.prepress.profiles import PressProfile

#: Channels of a screen colour that differ by no more than this are a neutral grey.
_NEUTRAL = 1 / 255 + 1e-9
#: Modes that are one kind of ink; what to do with them is the caller's to say.
_KEPT = {"1", "L"}

_Rgb = tuple[float, float, float]
_Quad = tuple[float, float, float, float]


NO_INK = Ink(0.0, 0.0, 0.0, 0.0)
BLACK = Ink(0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Conversion:
    """Colours and pictures for one press. An `ink_limit` (3.0 is 300 %) above the profile's own changes nothing."""

    profile: PressProfile
    ink_limit: float | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= 4:
            raise BadInput(
                f"An ink limit of {self.limit:.0%} cannot be printed with.",
                hint="Write what the print shop says, between 100 % (one ink) and 400 % (all four).",
            )

    @property
    def limit(self) -> float:
        """The most of all inks together, 1.0 being one ink in full."""
        own = self.profile.ink_limit
        return own if self.ink_limit is None else min(self.ink_limit, own)

    def solid(self, red: float, green: float, blue: float) -> Ink:
        """The ink of text, a line or a flat area of this sRGB colour (0 to 1; what is beyond is cut off)."""
        return _solid(self.profile.icc, self.limit, _clip(red), _clip(green), _clip(blue))

    def within_limit(self, ink: Ink) -> Ink:
        """A colour that came as ink, thinned where it is over the limit."""
        return thinned_ink(ink, self.limit, self.profile.icc)

    def image(self, picture: Image.Image) -> Image.Image:
        """A picture in ink, without its alpha, never over the ink limit.

        CMYK is ink already and comes back as it is where it keeps to the limit. Bilevel and grey pictures have no
        colour to separate: they stay grey (16 bits become 8), and `key_plate` makes black ink of them.
        """
        if picture.mode == "CMYK":
            return thinned(picture, self.limit, self.profile.icc)
        if picture.mode in _KEPT:
            return picture
        if picture.mode in SIXTEEN_BIT or picture.mode in {"LA", "La", "F"}:
            return in_grey(picture)
        return limited(
            applied(in_rgb(picture), to_press(self.profile.icc, own_profile(picture), exact=False)), self.limit
        )

    def key_plate(self, picture: Image.Image) -> Image.Image:
        """A grey picture as the plate of black ink alone, in mode L, 255 being full ink; colours become greys."""
        return in_grey(picture).point([round(255 * black_for(self.profile.icc, level / 255)) for level in range(256)])

    def soft_proof(self, cmyk: Image.Image) -> Image.Image:
        """What a CMYK picture looks like printed, in sRGB.

        Relative colorimetric: paper is white, since the eye takes it for white too. No black-point compensation: the
        black of a press is a dark grey, and whoever looks before paying should see that.
        """
        return applied(cmyk, to_screen(self.profile.icc))


@lru_cache(maxsize=4096)
def _solid(icc: bytes, limit: float, red: float, green: float, blue: float) -> Ink:
    if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
        return _neutral(icc, (red + green + blue) / 3)
    return within(_through(icc, (red, green, blue)), limit)


def _neutral(icc: bytes, level: float) -> Ink:
    """Black and white are what is within half an 8-bit step of them."""
    if level <= 0.5 / 255:
        return BLACK
    return NO_INK if level >= 254.5 / 255 else Ink(0.0, 0.0, 0.0, round(black_for(icc, level), 3))


def _through(icc: bytes, rgb: _Rgb) -> _Quad:
    """The profile's ink, interpolated between the 8-bit colours around, for Pillow's transforms take 8 bits."""
    corners = list(_around(rgb))
    pixels = bytes(part for corner, _ in corners for part in corner)
    picture = Image.frombytes("RGB", (len(corners), 1), pixels)
    inked = applied(picture, to_press(icc, None, exact=True)).tobytes()
    sums = [sum(share * inked[4 * index + ink] for index, (_, share) in enumerate(corners)) for ink in range(4)]
    return sums[0] / 255, sums[1] / 255, sums[2] / 255, sums[3] / 255


def _around(rgb: _Rgb) -> Iterator[tuple[tuple[int, ...], float]]:
    """The 8-bit colours around a colour and the share of each; one where the colour is 8-bit itself."""
    axes = []
    for part in rgb:
        low = floor(part * 255 + 1e-6)
        rest = max(0.0, part * 255 - low)
        axes.append([(low, 1.0)] if rest < 1e-6 else [(low, 1 - rest), (low + 1, rest)])
    for corner in product(*axes):
        red, green, blue = corner
        yield (red[0], green[0], blue[0]), red[1] * green[1] * blue[1]


def _clip(part: float) -> float:
    return min(max(float(part), 0.0), 1.0)
