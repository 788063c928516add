"""Black alone, on presses whose black is known: a profile that is made here, in which lightness falls as ink rises."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from brochure.prepress.black_curve import black_for


def profile(lightness: Callable[[float], float]) -> bytes:
    """A profile (ICC.1, lut8Type) in which black ink, from 0 to 1, has this L*, and other inks change nothing."""
    even = bytes(range(256))
    key = bytes(round(lightness(step / 255) * 2.55) for step in range(256))
    # The table's input curve turns black ink into the lightness that it has; the grid hands it through.
    grid = b"".join(bytes((255 * (corner & 1), 128, 128)) for corner in range(16))
    matrix = struct.pack(">9i", *(65536 * (number % 4 == 0) for number in range(9)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + even * 3 + key + grid + even * 3
    tags = struct.pack(">I4sII4sII", 2, b"A2B0", 156, len(table), b"A2B1", 156, len(table))
    white = struct.pack(">3i", 63190, 65536, 54061)
    header = struct.pack(">I4xI12s12x4s28x", 156 + len(table), 0x02400000, b"prtrCMYKLab ", b"acsp") + white
    return header + bytes(128 - len(header)) + tags + table


def lightness_of(level: float, darkest: float) -> float:
    """L* (CIE 15) of an sRGB grey, in luminance squeezed between the darkest black and paper."""
    light = level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
    lowest = darkest / 903.2963 if darkest <= 8 else ((darkest + 16) / 116) ** 3
    luminance = lowest + (1 - lowest) * light
    return luminance * 903.2963 if luminance <= 0.008856 else 116 * luminance ** (1 / 3) - 16


@pytest.mark.parametrize("darkest", [0.0, 3.0, 7.5, 8.5, 16.0, 40.0])
def test_black_is_as_light_as_the_grey_that_it_stands_for(darkest: float) -> None:
    icc = profile(lambda ink: 100 - (100 - darkest) * ink)
    for step in range(65):
        wanted = (100 - lightness_of(step / 64, darkest)) / (100 - darkest)
        assert black_for(icc, step / 64) == pytest.approx(wanted, abs=0.003)


def test_white_is_no_ink_and_black_all_of_it() -> None:
    icc = profile(lambda ink: 90 - 70 * ink)
    assert black_for(icc, 1) == 0
    assert black_for(icc, 0) == 1
    assert black_for(icc, 1.01) == 0


def test_the_palest_greys_are_some_ink() -> None:
    icc = profile(lambda ink: 100 - 100 * ink)
    for step in range(980, 1001):
        assert black_for(icc, step / 1000) == pytest.approx(1 - lightness_of(step / 1000, 0) / 100, abs=0.002)


def test_inks_that_share_a_lightness_are_met_in_their_middle() -> None:
    """A press on which black has four lightnesses only: each stands for 64 of the 256 inks."""
    icc = profile(lambda ink: (100, 70, 40, 10)[int(ink * 255) // 64])
    level = next(step / 1000 for step in range(1001) if lightness_of(step / 1000, 10) >= 70)
    assert black_for(icc, level) == pytest.approx((64 + 63 / 2) / 255, abs=0.003)
