"""Colour spaces that say what their colours look like (ISO 32000-1, 8.6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brochure.prepress.inking import cie, functions, icc
from brochure.prepress.inking.inks import Colour
from brochure.prepress.inking.space import CMYK, Space, cmyk, grey, plain


def cal_grey(obj: Any, _depth: int) -> Space:
    gamma = functions.finite(obj[1].get("/Gamma", 1))

    def colour(values: Sequence[float]) -> Colour:
        return grey([cie.encode(cie.clip(values[0]) ** gamma)])

    return Space("CalGray", 1, colour, (0.0,), plain(1))


def cal_rgb(obj: Any, _depth: int) -> Space:
    white = _numbers(obj[1].WhitePoint, 3)
    gamma = _numbers(obj[1].get("/Gamma", [1, 1, 1]), 3)
    matrix = _numbers(obj[1].get("/Matrix", [1, 0, 0, 0, 1, 0, 0, 0, 1]), 9)

    def colour(values: Sequence[float]) -> Colour:
        a, b, c = (cie.clip(value) ** power for value, power in zip(values, gamma, strict=True))
        return cie.from_xyz([matrix[i] * a + matrix[3 + i] * b + matrix[6 + i] * c for i in range(3)], white)

    return Space("CalRGB", 3, colour, (0.0,) * 3, plain(3))


def lab(obj: Any, _depth: int) -> Space:
    white = _numbers(obj[1].WhitePoint, 3)
    limits = ((0.0, 100.0), *functions.pairs(obj[1].get("/Range", [-100, 100, -100, 100])))

    def colour(values: Sequence[float]) -> Colour:
        within = [min(max(value, low), high) for value, (low, high) in zip(values, limits, strict=True)]
        return cie.from_lab(within, white)

    return Space("Lab", 3, colour, tuple(min(max(0.0, low), high) for low, high in limits), limits)


def icc_based(obj: Any, _depth: int) -> Space:
    channels = int(obj[1].N)
    if channels == 4:
        # ink of another press, and ink is kept as it is
        return Space("ICCBased", 4, cmyk, CMYK.initial, plain(4))
    profile = icc.profile(obj[1].read_bytes(), channels)
    limits = functions.pairs(obj[1].get("/Range")) or plain(channels)

    def colour(values: Sequence[float]) -> Colour:
        spread = ((value - low) / (high - low) for value, (low, high) in zip(values, limits, strict=True))
        return profile.rgb(tuple(cie.clip(value) for value in spread))

    return Space("ICCBased", channels, colour, (0.0,) * channels, limits, profile=profile)


def _numbers(array: Any, count: int) -> list[float]:
    numbers = [functions.finite(value) for value in array]
    if len(numbers) != count:
        raise ValueError(f"{len(numbers)} numbers instead of {count}")
    return numbers
