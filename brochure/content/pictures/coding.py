"""What a picture's file comes to: the segments that code its pixels, and what was said beside them."""

from __future__ import annotations

from dataclasses import dataclass

#: The type of a number of 16 bits (TIFF 6.0, section 2).
_SHORT = 3
#: The profiles of presses have up to 3 MB; a larger one is a mistake or an attack.
LARGEST_PROFILE = 4 * 1024 * 1024


class Damaged(ValueError):
    """The file is not what it says it is."""


@dataclass(frozen=True)
class Coding:
    """A file that holds the coding segments alone, and what readers must know of those that it has no more.

    `channels` are the components of a pixel, alpha left out: 1 grey, 3 RGB, 4 CMYK; 0 where there is no telling.
    `exif` is the TIFF structure of the EXIF segment, `profile` the ICC profile; both empty where there is none.
    """

    data: bytes
    channels: int = 0
    exif: bytes = b""
    profile: bytes = b""
    animated: bool = False


def orientation(exif: bytes) -> int:
    """The number by which a camera says how it was held (EXIF 2.32, tag 0112): 1 to 8; 1 where it says nothing."""

    def number(at: int, size: int) -> int:
        return int.from_bytes(exif[at : at + size], "little" if exif.startswith(b"II") else "big")

    start = number(4, 4)
    for entry in range(start + 2, start + 2 + 12 * number(start, 2), 12):
        if number(entry, 2) == 0x0112:
            value = number(entry + 8, 2)
            return value if number(entry + 2, 2) == _SHORT and 1 <= value <= 8 else 1
    return 1
