"""The colour spaces of a PDF (ISO 32000-1, 8.6): what each is, and what colour its values are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from brochure.pdf import functions
from brochure.pdf.colour import Colour, Ink, clip, from_lab, from_xyz
from brochure.pdf.reading import (
    Damaged,
    data,
    entry,
    items,
    needed,
    pairs,
    real,
    reals,
    text,
    whole,
)
from brochure.srgb import encoded

if TYPE_CHECKING:
    # LittleCMS is slow to load, and few PDFs need it.
    from brochure.pdf import icc

Reader = Callable[[Sequence[float]], Colour]


@dataclass(frozen=True)
class Space:
    """A colour space: its family, its number of components, and what colour their values are.

    `decode` are the ranges that the samples of a picture are spread over by default, `inks` the names of colorants,
    `base` the space below a palette or an uncoloured pattern.
    """

    family: str
    components: int
    read: Reader
    initial: tuple[float, ...] = ()
    decode: tuple[tuple[float, float], ...] = ()
    inks: tuple[str, ...] = ()
    base: Space | None = None
    profile: icc.Profile | None = None
    palette: bytes = field(default=b"", repr=False)
    obj: Any = field(default=None, repr=False, compare=False)

    def check(self, values: Sequence[float]) -> None:
        """Raises Damaged where there are more or fewer values than components."""
        if len(values) != self.components:
            raise Damaged(f"A colour in {self.family} has {len(values)} parts instead of {self.components}.")

    def colour(self, values: Sequence[float]) -> Colour:
        self.check(values)
        return self.read(values)


def plain(count: int) -> tuple[tuple[float, float], ...]:
    return ((0.0, 1.0),) * count


def grey(values: Sequence[float]) -> Colour:
    level = clip(values[0])
    return level, level, level


def _rgb(values: Sequence[float]) -> Colour:
    red, green, blue = (clip(value) for value in values)
    return red, green, blue


def cmyk(values: Sequence[float]) -> Colour:
    return Ink(*(clip(value) for value in values))


def no_colour(_values: Sequence[float]) -> Colour:
    raise Damaged("A pattern is used as if it were a colour.")


GREY = Space("DeviceGray", 1, grey, (0.0,), plain(1))
RGB = Space("DeviceRGB", 3, _rgb, (0.0,) * 3, plain(3))
CMYK = Space("DeviceCMYK", 4, cmyk, (0.0, 0.0, 0.0, 1.0), plain(4))
PATTERN = Space("Pattern", 0, no_colour)


_DEEPEST = 6
#: ISO 32000-1, annex C.
_MOST_INKS = 32
_ABBREVIATIONS = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_DEVICE = {"/DeviceGray": GREY, "/DeviceRGB": RGB, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}


def read(obj: Any, depth: int = 0) -> Space:
    """The colour space that a name or an array describes."""
    if depth > _DEEPEST:
        raise Damaged("A colour space of the PDF is nested too deeply.")
    parts = [obj] if isinstance(obj, Name) else items(obj, 1)
    family = text(parts[0])
    family = _ABBREVIATIONS.get(family, family)
    if family in _DEVICE and len(parts) == 1:
        return _DEVICE[family]
    least, reader = _READERS.get(family, (0, None))
    if reader is None or isinstance(obj, Name):
        raise Damaged(f"A colour space of the PDF is unknown: {family}.")
    return reader(items(obj, least), obj, depth)


def _indexed(parts: list[Any], _obj: Any, depth: int) -> Space:
    base, highest, table = read(parts[1], depth + 1), whole(parts[2]), parts[3]
    size = base.components
    if not 0 <= highest <= 255 or not size or base.family == "Indexed":
        raise Damaged("A palette of the PDF is impossible.")
    palette = bytes(table) if isinstance(table, String) else data(table)
    # a table that is too short is filled up, as readers do
    palette = palette[: (highest + 1) * size].ljust((highest + 1) * size, b"\0")

    def colour(values: Sequence[float]) -> Colour:
        at = int(min(max(values[0], 0), highest)) * size
        spread = zip(palette[at : at + size], base.decode, strict=True)
        return base.colour([low + byte / 255 * (high - low) for byte, (low, high) in spread])

    return Space("Indexed", 1, colour, (0.0,), ((0.0, 255.0),), base=base, palette=palette)


def _tinted(parts: list[Any], obj: Any, depth: int) -> Space:
    names = [parts[1]] if isinstance(parts[1], Name) else items(parts[1])
    count = len(names)
    if not 1 <= count <= _MOST_INKS:
        raise Damaged(f"A colour space of the PDF has {count} inks.")
    alternate, tint = read(parts[2], depth + 1), functions.read(parts[3])
    return Space(
        text(parts[0])[1:],
        count,
        lambda values: alternate.colour(tint(values)),
        (1.0,) * count,
        plain(count),
        inks=tuple(text(name)[1:] for name in names),
        base=alternate,
        obj=obj,
    )


def _pattern(parts: list[Any], _obj: Any, depth: int) -> Space:
    return Space("Pattern", 0, no_colour, base=read(parts[1], depth + 1))


def _cal_grey(parts: list[Any], _obj: Any, _depth: int) -> Space:
    (gamma,) = _exponents([entry(parts[1], "/Gamma", 1)])

    def colour(values: Sequence[float]) -> Colour:
        return grey([encoded(clip(values[0]) ** gamma)])

    return Space("CalGray", 1, colour, (0.0,), plain(1))


def _cal_rgb(parts: list[Any], _obj: Any, _depth: int) -> Space:
    white = reals(needed(parts[1], "/WhitePoint"), 3)
    gamma = _exponents(items(entry(parts[1], "/Gamma", Array([1, 1, 1])), 3)[:3])
    matrix = reals(entry(parts[1], "/Matrix", Array([1, 0, 0, 0, 1, 0, 0, 0, 1])), 9)

    def colour(values: Sequence[float]) -> Colour:
        a, b, c = (clip(value) ** power for value, power in zip(values, gamma, strict=True))
        return from_xyz([matrix[i] * a + matrix[3 + i] * b + matrix[6 + i] * c for i in range(3)], white)

    return Space("CalRGB", 3, colour, (0.0,) * 3, plain(3))


def _exponents(values: list[Any]) -> list[float]:
    found = [real(value) for value in values]
    if min(found) <= 0:
        raise Damaged("A colour space of the PDF has a gamma that is not above 0.")
    return found


def _lab(parts: list[Any], _obj: Any, _depth: int) -> Space:
    white = reals(needed(parts[1], "/WhitePoint"), 3)
    limits = ((0.0, 100.0), *_ranges(entry(parts[1], "/Range"), ((-100.0, 100.0),) * 2))

    def colour(values: Sequence[float]) -> Colour:
        within = [min(max(value, low), high) for value, (low, high) in zip(values, limits, strict=True)]
        return from_lab(within, white)

    return Space("Lab", 3, colour, tuple(min(max(0.0, low), high) for low, high in limits), limits)


def _icc_based(parts: list[Any], _obj: Any, _depth: int) -> Space:
    channels = whole(needed(parts[1], "/N"))
    if channels == 4:
        # ink of another press, and ink is kept as it is
        return Space("ICCBased", 4, cmyk, CMYK.initial, plain(4))
    from brochure.pdf import icc

    profile = icc.profile(data(parts[1]), channels)
    limits = _ranges(entry(parts[1], "/Range"), plain(channels))

    def colour(values: Sequence[float]) -> Colour:
        spread = ((value - low) / (high - low) for value, (low, high) in zip(values, limits, strict=True))
        return profile.rgb(tuple(clip(value) for value in spread))

    return Space("ICCBased", channels, colour, (0.0,) * channels, limits, profile=profile)


def _ranges(value: Any, default: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    found = pairs(value) or default
    if len(found) != len(default) or any(low >= high for low, high in found):
        raise Damaged("A colour space of the PDF has an impossible range.")
    return found


#: How many parts the array of each family has at least, and what reads it.
_READERS: dict[str, tuple[int, Callable[[list[Any], Any, int], Space]]] = {
    "/CalGray": (2, _cal_grey),
    "/CalRGB": (2, _cal_rgb),
    "/Lab": (2, _lab),
    "/ICCBased": (2, _icc_based),
    "/Indexed": (4, _indexed),
    "/Separation": (4, _tinted),
    "/DeviceN": (4, _tinted),
    "/Pattern": (2, _pattern),
}


def separation(pdf: pikepdf.Pdf, name: str, alternate: Ink) -> Array:
    """A colour space of one ink. It is linear: half a tint looks like half of each process ink."""
    full = [alternate.cyan, alternate.magenta, alternate.yellow, alternate.key]
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[round(v, 4) for v in full], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, pdf.make_indirect(tint)])
