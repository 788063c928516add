"""Press profiles: what a press, its inks and its paper make of CMYK, and the name that print shops know it by."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageCms

from brochure import bounds
from brochure.errors import BadInput, Place, nearest
from brochure.geometry.paper import PAPERS
from brochure.storage.shipped import SHIPPED

#: The registry of printing conditions that PDF/X names (ISO 15930-7, 6.2.2).
REGISTRY = "http://www.color.org"

_MEND = "Ask the print shop for its CMYK output profile (.icc), or take one of those that come with the program."
_CLASSES = {
    b"link": "a device link",
    b"abst": "an abstract profile",
    b"spac": "a colour space conversion",
    b"scnr": "an input profile",
    b"mntr": "a display profile",
    b"nmcl": "a list of named colours",
}


@dataclass(frozen=True)
class PressProfile:
    """A printing condition. `ink_limit` is the most of all inks together, 1.0 being one ink in full.

    `condition`, `registry` and `info` are what the output intent of a PDF/X file says; the registry is empty where the
    condition is in none.
    """

    name: str
    condition: str
    registry: str
    info: str
    ink_limit: float
    icc: bytes = field(repr=False)


class _Facts(NamedTuple):
    condition: str
    info: str
    ink_limit: float


# Identifiers as in the ICC's registry of characterisation data; the limits are those that the tables are built with.
_SHIPPED = {
    "fogra39": _Facts("FOGRA39", "Offset on coated paper, ISO 12647-2:2004/Amd 1, paper type 1 or 2", 3.0),
    "gracol2006": _Facts("CGATS TR 006", "GRACoL 2006, offset on grade 1 coated paper", 3.2),
    "snap2007": _Facts("CGATS TR 002", "SNAP 2007, coldset web offset on newsprint", 2.4),
    "swop3": _Facts("CGATS TR 003", "SWOP 2006, web offset on grade 3 coated paper", 3.0),
    "swop5": _Facts("CGATS TR 005", "SWOP 2006, web offset on grade 5 coated paper", 2.8),
}

#: The profiles that come with the program.
PROFILES = tuple(_SHIPPED)


@cache
def shipped(name: str) -> PressProfile:
    """A profile that comes with the program. Raises BadInput for a name that is not in `PROFILES`."""
    if name not in _SHIPPED:
        raise BadInput(f"There is no press profile '{name}'.", hint=nearest(name, PROFILES))
    facts = _SHIPPED[name]
    icc = (SHIPPED / "assets" / "profiles" / f"{name}.icc").read_bytes()
    return PressProfile(name, facts.condition, REGISTRY, facts.info, facts.ink_limit, icc)


def default(paper: str) -> PressProfile:
    """What print shops of the country that uses this paper expect: FOGRA39 for A sizes, GRACoL for letter and legal."""
    return shipped("fogra39" if PAPERS[paper.lower()].iso else "gracol2006")


def from_file(
    name: str, content: bytes, *, condition: str = "", ink_limit: float | None = None, place: Place | None = None
) -> PressProfile:
    """A clinic's own profile: `content` is the .icc file, `name` what to call it.

    `condition` is the registered name of the printing condition, if the print shop says it. Without an `ink_limit` it
    is the most ink that the profile itself ever asks for. Raises BadInput for what cannot serve as output intent.
    """
    if fault := _fault(content) or _unusable(content):
        raise BadInput(f"The press profile '{name}' {fault}.", hint=_MEND, place=place)
    info = " ".join(ImageCms.getProfileDescription(_opened(content)).split()) or name
    registry = REGISTRY if condition else ""
    return PressProfile(name, condition or "Custom", registry, info, ink_limit or _most_ink(content), content)


def _fault(content: bytes) -> str:
    """What is wrong by the header and the table of tags (ICC.1:2022, 7.2 and 7.3); empty where nothing is."""
    if len(content) > bounds.LARGEST_PROFILE:
        return f"is larger than {bounds.LARGEST_PROFILE // 1_000_000} MB"
    if len(content) < 132 or content[36:40] != b"acsp":
        return "is damaged or is no ICC profile"
    tags = _tags(content)
    if tags is None or int.from_bytes(content[:4], "big") > len(content):
        return "is damaged: its end is missing"
    kind, space = content[12:16], content[16:20]
    if kind != b"prtr":
        return f"is {_CLASSES.get(kind, 'of an unknown class')}, not the output profile of a press"
    if space != b"CMYK":
        return f"is for {space.decode('ascii', 'replace').strip()}, not for CMYK"
    if not tags & {b"B2A0", b"B2A1"}:
        return "has no table from colour to ink (B2A)"
    if not tags & {b"A2B0", b"A2B1"}:
        return "has no table from ink to colour (A2B)"
    return ""


def _tags(content: bytes) -> Set[bytes] | None:
    """The names of the tags; None where there are too many, or one of them reaches beyond the end."""
    (count,) = struct.unpack_from(">I", content, 128)
    if count > bounds.MOST_PROFILE_TAGS or 132 + 12 * count > len(content):
        return None
    rows = list(struct.iter_unpack(">4sII", content[132 : 132 + 12 * count]))
    return None if any(start + size > len(content) for _, start, size in rows) else {name for name, _, _ in rows}


def _opened(content: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(content))


def _unusable(content: bytes) -> str:
    """What LittleCMS says against using it in both directions; empty where nothing."""
    try:
        ImageCms.getProfileDescription(_opened(content))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), _opened(content), "RGB", "CMYK")
        ImageCms.buildTransform(_opened(content), ImageCms.createProfile("sRGB"), "CMYK", "RGB")
        _most_ink(content)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return "is damaged: its tables cannot be read"
    return ""


def _most_ink(content: bytes) -> float:
    """The most ink of any of 16³ screen colours, to the next whole percent; between one ink and four."""
    steps = range(0, 256, 17)
    cube = bytes(part for red in steps for green in steps for blue in steps for part in (red, green, blue))
    picture = Image.frombytes("RGB", (len(cube) // 3, 1), cube)
    source, press = ImageCms.createProfile("sRGB"), _opened(content)
    transform = ImageCms.buildTransform(source, press, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    inked = ImageCms.applyTransform(picture, transform)
    assert inked is not None  # only a transform in place returns nothing
    pixels = inked.tobytes()
    most = max(sum(pixels[index : index + 4]) for index in range(0, len(pixels), 4))
    return max(1.0, math.ceil(most / 2.55) / 100)
