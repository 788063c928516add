"""Gradients in ink (ISO 32000-1, 8.7.4.5). They stay vector: the colours of functions and vertices are mixed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array

from brochure.errors import BadInput
from brochure.pdf import functions, sampling
from brochure.pdf.functions import Function, Values
from brochure.pdf.reading import (
    Damaged,
    entry,
    needed,
    pairs,
    reals,
    whole,
)
from brochure.pdf.spaces import Space
from brochure.prepress.separation.targets import Target

_AXIAL = (2, 3)
_MESHES = (4, 5, 6, 7)


def convert(pdf: pikepdf.Pdf, shading: Any, vertices: bytes | None, space: Space, target: Target) -> None:
    """Writes the inks of `target` into a shading; `vertices` are those of a mesh."""
    kind = whole(entry(shading, "/ShadingType", 0))
    background = entry(shading, "/Background")
    if background is not None:
        shading.Background = Array([round(value, 4) for value in target.mix(space.colour(reals(background)))])
    if kind == 1:
        _surface(pdf, shading, space, target)
    elif kind in _AXIAL or (kind in _MESHES and "/Function" in shading):
        _line(pdf, shading, kind, space, target)
    elif kind in _MESHES and vertices is not None:
        _mesh(shading, vertices, space, target)
    else:
        raise BadInput(f"A gradient of the unknown type {kind} cannot be turned into ink.")
    shading.ColorSpace = target.space(pdf)


def _line(pdf: pikepdf.Pdf, shading: Any, kind: int, space: Space, target: Target) -> None:
    """A gradient whose colour depends on one number."""
    function = functions.read(needed(shading, "/Function"))
    if kind in _AXIAL:
        limits = pairs(entry(shading, "/Domain")) or ((0.0, 1.0),)
    else:
        limits = pairs(needed(shading, "/Decode"))[2:3]
    if not limits:
        raise Damaged("A gradient of the PDF has no range.")
    low, high = limits[0]

    def declared(at: float) -> Values:
        return target.mix(space.colour(function((at,))))

    def between(at: float) -> Values:
        return target.mix_undeclared(space.colour(function((at,))))

    made = sampling.curve_function(pdf, between, low, high, breaks=function.breaks, ends=declared)
    shading.Function = made


def _surface(pdf: pikepdf.Pdf, shading: Any, space: Space, target: Target) -> None:
    function = functions.read(needed(shading, "/Function"))
    domain = pairs(entry(shading, "/Domain")) or ((0.0, 1.0), (0.0, 1.0))
    # the function must cover what the shading asks of it
    covering = Function(domain, function)
    shading.Function = sampling.grid_function(pdf, lambda at: target.mix(space.colour(covering(at))), domain)


def _mesh(shading: Any, vertices: bytes, space: Space, target: Target) -> None:
    made = recoloured(shading, vertices, space.components, lambda values: target.mix(space.colour(values)))
    points = reals(needed(shading, "/Decode"))[:4]
    shading.Decode = Array([*points, *[0, 1] * target.channels])
    shading.BitsPerComponent = 16
    shading.write(made)


#: Points and colours of a vertex or patch, for each type: by itself, and where it continues the one before.
_PARTS = {4: ((1, 1), (1, 1)), 5: ((1, 1), (1, 1)), 6: ((12, 4), (8, 2)), 7: ((16, 4), (12, 2))}

#: Colours are written with 16 bits a component.
_BITS = 16


class _Reader:
    def __init__(self, vertices: bytes) -> None:
        self._data, self._at = vertices, 0

    def take(self, bits: int) -> int:
        first, last = self._at // 8, (self._at + bits + 7) // 8
        if last > len(self._data):
            raise Damaged("A mesh gradient of the PDF is cut short.")
        value = int.from_bytes(self._data[first:last], "big") >> (last * 8 - self._at - bits)
        self._at += bits
        return value & ((1 << bits) - 1)

    def align(self) -> None:
        self._at = (self._at + 7) // 8 * 8

    @property
    def more(self) -> bool:
        return self._at // 8 < len(self._data)


class _Writer:
    def __init__(self) -> None:
        self._made: list[bytes] = []
        self._value, self._bits = 0, 0

    def put(self, value: int, bits: int) -> None:
        self._value, self._bits = self._value << bits | value, self._bits + bits

    def align(self) -> None:
        size = (self._bits + 7) // 8
        self._made.append((self._value << (size * 8 - self._bits)).to_bytes(size, "big"))
        self._value, self._bits = 0, 0

    @property
    def data(self) -> bytes:
        return b"".join(self._made)


def recoloured(mesh: Any, vertices: bytes, components: int, mix: Callable[[Values], Values]) -> bytes:
    """The vertices of a mesh without a function, with each colour mixed anew. Points stay to the bit."""
    kind = whole(needed(mesh, "/ShadingType"))
    coordinate, component = whole(needed(mesh, "/BitsPerCoordinate")), whole(needed(mesh, "/BitsPerComponent"))
    flag = whole(needed(mesh, "/BitsPerFlag")) if kind != 5 else 0
    limits = pairs(needed(mesh, "/Decode"))[2:]
    if len(limits) != components or not 0 < coordinate <= 32 or not 0 < component <= 16 or not 0 <= flag <= 8:
        raise Damaged("A mesh gradient of the PDF has impossible numbers.")
    reader, writer = _Reader(vertices), _Writer()
    while reader.more:
        edge = reader.take(flag)
        writer.put(edge, flag)
        points, colours = _PARTS[kind][1 if edge & 3 else 0]
        for _ in range(points * 2):
            writer.put(reader.take(coordinate), coordinate)
        for _ in range(colours):
            for value in mix(tuple(_decoded(reader, component, limits))):
                writer.put(round(value * 65535), _BITS)
        reader.align()
        writer.align()
    return writer.data


def _decoded(reader: _Reader, bits: int, limits: tuple[tuple[float, float], ...]) -> Iterator[float]:
    for low, high in limits:
        yield low + reader.take(bits) / ((1 << bits) - 1) * (high - low)
