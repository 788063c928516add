"""The colour spaces of a PDF (ISO 32000-1, 8.6): what each is, and what colour its values are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import functions
from brochure.pdf.colour import Colour, Ink, clip, from_lab, from_xyz
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

    def colour(self, values: Sequence[float]) -> Colour:
        if len(values) != self.components:
            raise BadInput(f"A colour in {self.family} has {len(values)} parts instead of {self.components}.")
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
    raise BadInput("A pattern is used as if it were a colour.")


GREY = Space("DeviceGray", 1, grey, (0.0,), plain(1))
RGB = Space("DeviceRGB", 3, _rgb, (0.0,) * 3, plain(3))
CMYK = Space("DeviceCMYK", 4, cmyk, (0.0, 0.0, 0.0, 1.0), plain(4))
PATTERN = Space("Pattern", 0, no_colour)


_DEEPEST = 6
_ABBREVIATIONS = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_DEVICE = {"/DeviceGray": GREY, "/DeviceRGB": RGB, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}


def read(obj: Any, depth: int = 0) -> Space:
    """The colour space that a name or an array describes."""
    if depth > _DEEPEST:
        raise BadInput("A colour space of the PDF is nested too deeply.")
    try:
        if isinstance(obj, Name):
            return _DEVICE[_ABBREVIATIONS.get(str(obj), str(obj))]
        family = _ABBREVIATIONS.get(str(obj[0]), str(obj[0]))
        if family in _DEVICE and len(obj) == 1:
            return _DEVICE[family]
        return _READERS[family](obj, depth)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ArithmeticError, pikepdf.PdfError) as error:
        raise BadInput(f"A colour space of the PDF is damaged or unknown: {error}.") from error


def _indexed(obj: Any, depth: int) -> Space:
    base = read(obj[1], depth + 1)
    highest, table = int(obj[2]), obj[3]
    palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    size = base.components
    # a table that is too short is filled up, as readers do
    palette = palette[: (highest + 1) * size].ljust((highest + 1) * size, b"\0")
    if not 0 <= highest <= 255 or not size or base.family == "Indexed":
        raise ValueError("the palette is impossible")

    def colour(values: Sequence[float]) -> Colour:
        at = min(max(int(values[0]), 0), highest) * size
        parts = zip(palette[at : at + size], base.decode, strict=True)
        return base.colour([low + byte / 255 * (high - low) for byte, (low, high) in parts])

    return Space("Indexed", 1, colour, (0.0,), ((0.0, 255.0),), base=base, palette=palette)


def _tinted(obj: Any, depth: int) -> Space:
    names = (obj[1],) if isinstance(obj[1], Name) else tuple(obj[1])
    alternate, tint = read(obj[2], depth + 1), functions.read(obj[3])
    count = len(names)
    if not 1 <= count <= 32:
        raise ValueError(f"{count} inks")
    return Space(
        str(obj[0])[1:],
        count,
        lambda values: alternate.colour(tint(values)),
        (1.0,) * count,
        plain(count),
        inks=tuple(str(name)[1:] for name in names),
        base=alternate,
        obj=obj,
    )


def _pattern(obj: Any, depth: int) -> Space:
    return Space("Pattern", 0, no_colour, base=read(obj[1], depth + 1))


def _cal_grey(obj: Any, _depth: int) -> Space:
    gamma = functions.finite(obj[1].get("/Gamma", 1))

    def colour(values: Sequence[float]) -> Colour:
        return grey([encoded(clip(values[0]) ** gamma)])

    return Space("CalGray", 1, colour, (0.0,), plain(1))


def _cal_rgb(obj: Any, _depth: int) -> Space:
    white = _numbers(obj[1].WhitePoint, 3)
    gamma = _numbers(obj[1].get("/Gamma", [1, 1, 1]), 3)
    matrix = _numbers(obj[1].get("/Matrix", [1, 0, 0, 0, 1, 0, 0, 0, 1]), 9)

    def colour(values: Sequence[float]) -> Colour:
        a, b, c = (clip(value) ** power for value, power in zip(values, gamma, strict=True))
        return from_xyz([matrix[i] * a + matrix[3 + i] * b + matrix[6 + i] * c for i in range(3)], white)

    return Space("CalRGB", 3, colour, (0.0,) * 3, plain(3))


def _lab(obj: Any, _depth: int) -> Space:
    white = _numbers(obj[1].WhitePoint, 3)
    limits = ((0.0, 100.0), *functions.pairs(obj[1].get("/Range", [-100, 100, -100, 100])))

    def colour(values: Sequence[float]) -> Colour:
        within = [min(max(value, low), high) for value, (low, high) in zip(values, limits, strict=True)]
        return from_lab(within, white)

    return Space("Lab", 3, colour, tuple(min(max(0.0, low), high) for low, high in limits), limits)


def _icc_based(obj: Any, _depth: int) -> Space:
    channels = int(obj[1].N)
    if channels == 4:
        # ink of another press, and ink is kept as it is
        return Space("ICCBased", 4, cmyk, CMYK.initial, plain(4))
    from brochure.pdf import icc

    profile = icc.profile(obj[1].read_bytes(), channels)
    limits = functions.pairs(obj[1].get("/Range")) or plain(channels)

    def colour(values: Sequence[float]) -> Colour:
        spread = ((value - low) / (high - low) for value, (low, high) in zip(values, limits, strict=True))
        return profile.rgb(tuple(clip(value) for value in spread))

    return Space("ICCBased", channels, colour, (0.0,) * channels, limits, profile=profile)


def _numbers(array: Any, count: int) -> list[float]:
    numbers = [functions.finite(value) for value in array]
    if len(numbers) != count:
        raise ValueError(f"{len(numbers)} numbers instead of {count}")
    return numbers


_READERS: dict[str, Callable[[Any, int], Space]] = {
    "/CalGray": _cal_grey,
    "/CalRGB": _cal_rgb,
    "/Lab": _lab,
    "/ICCBased": _icc_based,
    "/Indexed": _indexed,
    "/Separation": _tinted,
    "/DeviceN": _tinted,
    "/Pattern": _pattern,
}


def separation(pdf: pikepdf.Pdf, name: str, alternate: Ink) -> Array:
    """A colour space of one ink. It is linear: half a tint looks like half of each process ink."""
    full = [alternate.cyan, alternate.magenta, alternate.yellow, alternate.key]
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[round(v, 4) for v in full], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, pdf.make_indirect(tint)])
