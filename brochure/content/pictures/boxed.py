"""Photographs of new telephones: HEIC and AVIF, whose files are boxes in boxes (ISO/IEC 14496-12)."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from brochure import bounds
from brochure.content.pictures import reader
from brochure.content.pictures.coding import Damaged

if TYPE_CHECKING:
    from PIL import Image

_READER = Path(reader.__file__)
#: By the brands that a file says it is of (ISO/IEC 23008-12, annex B; AV1 image file format, 6).
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), "HEIF"),
}
#: What says no more than that there are pictures in it.
_ANY = (b"mif1", b"mif2", b"msf1")
_HOLDING = (b"ftyp", b"meta", b"mdat", b"idat")
#: More brands than any file has.
_MOST_BRANDS = 32


def kind(data: bytes) -> str:
    """'HEIF' or 'AVIF', as Pillow calls them; empty for all else."""
    if data[4:8] != b"ftyp":
        return ""
    end = min(int.from_bytes(data[:4], "big"), 16 + 4 * _MOST_BRANDS)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end, 4))]
    known = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "")
    return known or ("HEIF" if brands[0] in _ANY else "")


def read(data: bytes, most_pixels: int) -> Image.Image:
    """The picture that a HEIC shows, upright. Raises Damaged, and ModuleNotFoundError without the package for it."""
    if find_spec("pi_heif") is None:
        raise ModuleNotFoundError("No module named 'pi_heif'", name="pi_heif")
    bounded = most_pixels, bounds.READING_SECONDS, bounds.READING_MEMORY
    done = subprocess.run(
        [sys.executable, "-I", str(_READER)],
        input=json.dumps(bounded).encode() + b"\n" + data,
        capture_output=True,
        check=False,
    )
    if done.returncode == reader.UNREAD:
        raise Damaged(done.stdout.decode("utf-8", "replace")[:100])
    if done.returncode:
        raise Damaged("is damaged, or takes too much time or memory")
    from PIL import Image

    about, _, pixels = done.stdout.partition(b"\n")
    mode, size, profile = json.loads(about)
    image = Image.frombytes(mode, tuple(size), pixels)
    image.info["icc_profile"] = base64.b64decode(profile)
    return image


def complete(data: bytes) -> bool:
    """Whether the boxes that hold the pictures end before the file does; libraries fill what is missing with grey."""
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:  # then it stands behind the name
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if name not in _HOLDING:
            # What a camera has put behind the pictures is of no concern.
            if size < 8 or not name.isalnum():
                return True
        elif size and (size < 8 or at + size > len(data)):
            return False
        at += size or len(data)
    return True
