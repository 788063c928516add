"""Black ink alone: how much of it is as light as a grey of the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image

from brochure.prepress.lcms import applied, to_lab
from brochure.srgb import light

_Curve = Sequence[tuple[float, float]]


def black_for(icc: bytes, level: float) -> float:
    """How much black ink, alone, is as light as the sRGB grey `level`, all from 0 to 1.

    Luminance is squeezed into what black ink can do on this paper, as black-point compensation does.
    """
    curve = _key_curve(icc)
    darkest = _luminance(curve[0][0])
    return _along(curve, _lightness(darkest + (1 - darkest) * light(level)))


@lru_cache(maxsize=16)
def _key_curve(icc: bytes) -> _Curve:
    """Lightness (L*, rising) and the black ink that has it, from the profile's own ramp of black on paper.

    The ramp comes in 8 bits, so several inks share a lightness: their mean is the ink in the middle of that step, which
    is nearer the truth than either end.
    """
    ramp = Image.frombytes("CMYK", (256, 1), bytes(part for ink in range(256) for part in (0, 0, 0, ink)))
    levels = applied(ramp, to_lab(icc)).tobytes()[::3]
    inks: dict[int, list[int]] = {}
    for ink, level in enumerate(levels):
        inks.setdefault(level, []).append(ink)
    middle = {level: sum(shared) / len(shared) / 255 for level, shared in inks.items()}
    middle[levels[0]], middle[levels[-1]] = 0.0, 1.0
    return [(level / 2.55, ink) for level, ink in sorted(middle.items())]


def _along(curve: _Curve, at: float) -> float:
    """The value of a piecewise linear curve, which ends where its last points are."""
    index = bisect_right(curve, at, key=lambda point: point[0])
    if index in (0, len(curve)):
        return curve[index and -1][1]
    (left, low), (right, high) = curve[index - 1], curve[index]
    return low + (high - low) * (at - left) / (right - left)


def _lightness(luminance: float) -> float:
    """L* (CIE 15)."""
    return float(116 * luminance ** (1 / 3) - 16) if luminance > (6 / 29) ** 3 else luminance * (29 / 3) ** 3


def _luminance(lightness: float) -> float:
    return float(((lightness + 16) / 116) ** 3) if lightness > 8 else lightness / (29 / 3) ** 3
