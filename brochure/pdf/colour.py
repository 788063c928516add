"""Colours: of a screen, of ink, and as CIE measures them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.srgb import encoded, light

#: Red, green and blue of sRGB, from 0 to 1.
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """Process inks; each 0 (none) to 1 (solid)."""

    cyan: float
    magenta: float
    yellow: float
    key: float

    @property
    def total(self) -> float:
        """All inks together, 0 to 4."""
        return self.cyan + self.magenta + self.yellow + self.key


#: A colour as a PDF asks for it: sRGB, or ink already.
Colour = Rgb | Ink

# The white of sRGB, and the matrix from XYZ to linear sRGB (IEC 61966-2-1).
_D65 = (0.9505, 1.0, 1.089)
_TO_LINEAR = (
    (3.2406, -1.5372, -0.4986),
    (-0.9689, 1.8758, 0.0415),
    (0.0557, -0.2040, 1.0570),
)
# Luminance of sRGB as colour management sees it, adapted to D50 (the Y row of the ICC's sRGB profile), so that
# a solid colour and a picture that LittleCMS turns into Lab have the same lightness.
_LUMINANCE = (0.2225, 0.7169, 0.0606)


def clip(value: float) -> float:
    """Within 0 and 1; what is no number is 0, hence the order."""
    return min(max(0.0, value), 1.0)


def from_xyz(xyz: Sequence[float], white: Sequence[float]) -> Rgb:
    """sRGB of a colour seen under `white`; each of X, Y, Z is scaled to the white of sRGB."""
    x, y, z = (value / (of or 1.0) * ours for value, of, ours in zip(xyz, white, _D65, strict=True))
    red, green, blue = (clip(encoded(a * x + b * y + c * z)) for a, b, c in _TO_LINEAR)
    return red, green, blue


def from_lab(lab: Sequence[float], white: Sequence[float]) -> Rgb:
    """sRGB of a CIE L*a*b* colour (ISO 32000-1, 8.6.5.4)."""
    lightness, a, b = lab
    middle = (lightness + 16) / 116
    xyz = [part * _cube(root) for part, root in zip(white, (middle + a / 500, middle, middle - b / 200), strict=True)]
    return from_xyz(xyz, white)


def _cube(root: float) -> float:
    return root**3 if root >= 6 / 29 else 108 / 841 * (root - 4 / 29)


def grey_of_lightness(lightness: float) -> float:
    """The sRGB grey of this L*, from 0 to 100."""
    return clip(encoded(_cube((lightness + 16) / 116)))


def equal_grey(rgb: Rgb) -> float:
    """The sRGB grey that is as light as this colour."""
    if rgb[0] == rgb[1] == rgb[2]:
        return rgb[0]
    return clip(encoded(sum(part * light(value) for part, value in zip(_LUMINANCE, rgb, strict=True))))
