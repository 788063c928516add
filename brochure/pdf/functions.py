"""PDF functions (ISO 32000-1, 7.10): read, and calculated."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pikepdf

from brochure.errors import BadInput
from brochure.pdf import postscript

Values = tuple[float, ...]

_DEEPEST = 8
_MOST_SAMPLES = 1 << 21


@dataclass(frozen=True)
class Function:
    """A function of a PDF. `breaks` are the inputs at which a function of one input may jump."""

    domain: tuple[tuple[float, float], ...]
    calculate: Callable[[Sequence[float]], Values]
    breaks: Values = ()

    def __call__(self, values: Sequence[float]) -> Values:
        return self.calculate([min(max(value, low), high) for value, (low, high) in zip(values, self.domain)])  # noqa: B905


def read(obj: Any, depth: int = 0) -> Function:
    """The function that `obj` describes; of an array, the function of all their outputs."""
    if depth > _DEEPEST:
        raise BadInput("A function of the PDF is nested too deeply.")
    try:
        if isinstance(obj, pikepdf.Array):
            return _joined([read(part, depth + 1) for part in obj])
        kinds = {0: _sampled, 2: _exponential, 3: _stitched, 4: _calculator}
        function = kinds[int(obj.FunctionType)](obj, depth)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, pikepdf.PdfError) as error:
        raise BadInput(f"A function of the PDF is damaged: {error}.") from error
    limits = pairs(obj.get("/Range"))
    return _limited(function, limits) if limits else function


def pairs(array: Any) -> tuple[tuple[float, float], ...]:
    """The ranges that an array lists; none where there is no array."""
    numbers = [] if array is None else [finite(value) for value in array]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number) or abs(number) > 1e12:
        raise BadInput("A number in the PDF is beyond all bounds.")
    return number


def _limited(function: Function, limits: tuple[tuple[float, float], ...]) -> Function:
    def calculate(values: Sequence[float]) -> Values:
        found = function.calculate(values)[-len(limits) :]
        return tuple(min(max(value, low), high) for value, (low, high) in zip(found, limits, strict=True))

    return Function(function.domain, calculate, function.breaks)


def _joined(parts: list[Function]) -> Function:
    breaks = sorted({at for part in parts for at in part.breaks})
    return Function(parts[0].domain, lambda values: tuple(part(values)[0] for part in parts), tuple(breaks))


def _exponential(obj: Any, _depth: int) -> Function:
    first = [finite(value) for value in obj.get("/C0", [0])]
    last = [finite(value) for value in obj.get("/C1", [1])]
    power = finite(obj.N)

    def calculate(values: Sequence[float]) -> Values:
        try:
            part = values[0] ** power if power != 1 else values[0]
        except (ArithmeticError, ValueError):
            part = 0.0
        part = part.real if isinstance(part, complex) else part
        return tuple(a + part * (b - a) for a, b in zip(first, last, strict=True))

    return Function(pairs(obj.Domain), calculate)


def _stitched(obj: Any, depth: int) -> Function:
    domain = pairs(obj.Domain)
    parts = [read(part, depth + 1) for part in obj.Functions]
    bounds = [finite(value) for value in obj.Bounds]
    encode = pairs(obj.Encode)
    edges = [domain[0][0], *bounds, domain[0][1]]
    if len(edges) != len(parts) + 1 or len(encode) != len(parts) or edges != sorted(edges):
        raise BadInput("A stitched function of the PDF has bounds that do not fit.")

    def calculate(values: Sequence[float]) -> Values:
        at = sum(values[0] >= bound for bound in bounds)
        low, high = edges[at], edges[at + 1]
        start, end = encode[at]
        inside = start if high == low else start + (values[0] - low) / (high - low) * (end - start)
        return parts[at]((inside,))

    return Function(domain, calculate, tuple(bounds))


def _calculator(obj: Any, _depth: int) -> Function:
    code = postscript.program(obj.read_bytes())
    return Function(pairs(obj.Domain), lambda values: tuple(postscript.calculate(code, values)))


def _sampled(obj: Any, _depth: int) -> Function:
    domain, limits = pairs(obj.Domain), pairs(obj.Range)
    size = [int(value) for value in obj.Size]
    bits, outputs = int(obj.BitsPerSample), len(limits)
    count = math.prod(size) * outputs
    if len(size) != len(domain) or not 1 <= len(size) <= 8 or not 0 < count <= _MOST_SAMPLES or min(size) < 1:
        raise BadInput("A sampled function of the PDF has an impossible size.")
    encode = pairs(obj.get("/Encode")) or tuple((0.0, length - 1.0) for length in size)
    decode = pairs(obj.get("/Decode")) or limits
    samples = _unpacked(obj.read_bytes(), bits, count)
    top = (1 << bits) - 1

    def calculate(values: Sequence[float]) -> Values:
        found = _between(samples, size, outputs, _positions(values, domain, encode, size))
        return tuple(low + value / top * (high - low) for value, (low, high) in zip(found, decode, strict=True))

    return Function(domain, calculate)


def _positions(values: Sequence[float], domain: Any, encode: Any, size: list[int]) -> list[float]:
    places = []
    for value, (low, high), (start, end), length in zip(values, domain, encode, size, strict=True):
        place = start + (value - low) / (high - low) * (end - start) if high > low else start
        places.append(min(max(place, 0.0), length - 1.0))
    return places


def _between(samples: Sequence[int], size: list[int], outputs: int, places: list[float]) -> list[float]:
    """Multilinear between the samples around a place."""
    floors = [min(int(place), max(length - 2, 0)) for place, length in zip(places, size, strict=True)]
    found = [0.0] * outputs
    for corner in product((0, 1), repeat=len(size)):
        weight, index, stride = 1.0, 0, 1
        for bit, floor, place, length in zip(corner, floors, places, size, strict=True):
            weight *= place - floor if bit else 1 - (place - floor)
            index += min(floor + bit, length - 1) * stride
            stride *= length
        if weight:
            for output in range(outputs):
                found[output] += weight * samples[index * outputs + output]
    return found


def _unpacked(data: bytes, bits: int, count: int) -> Sequence[int]:
    if bits not in (1, 2, 4, 8, 12, 16, 24, 32) or len(data) * 8 < count * bits:
        raise BadInput("A sampled function of the PDF has too few samples.")
    if bits == 8:
        return data
    if bits > 8 and bits != 12:
        width = bits // 8
        return [int.from_bytes(data[at : at + width], "big") for at in range(0, count * width, width)]
    return [
        int.from_bytes(data[at * bits // 8 : at * bits // 8 + 2].ljust(2, b"\0"), "big") >> (16 - bits - at * bits % 8)
        & ((1 << bits) - 1)
        for at in range(count)
    ]
