"""Reads the colour spaces of a PDF (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.prepress.conversion import Ink
from brochure.prepress.inking import calibrated, functions
from brochure.prepress.inking.inks import Colour
from brochure.prepress.inking.space import CMYK, GREY, PATTERN, RGB, Space, no_colour, plain

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


_READERS: dict[str, Callable[[Any, int], Space]] = {
    "/CalGray": calibrated.cal_grey,
    "/CalRGB": calibrated.cal_rgb,
    "/Lab": calibrated.lab,
    "/ICCBased": calibrated.icc_based,
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
