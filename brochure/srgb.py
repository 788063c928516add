"""The transfer curve of sRGB (IEC 61966-2-1), between what is written and the light that it stands for, 0 to 1."""

from __future__ import annotations


def encoded(light: float) -> float:
    """The level that is written for so much light."""
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def light(level: float) -> float:
    """The light of a written level: of a grey, its luminance."""
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)
