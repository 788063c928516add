"""PDF functions (ISO 32000-1, 7.10): read, and calculated."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pikepdf import Array

from brochure.pdf import postscript
from brochure.pdf.reading import (
    Damaged,
    data,
    entry,
    items,
    needed,
    pairs,
    real,
    reals,
    whole,
)

Values = tuple[float, ...]
Pairs = tuple[tuple[float, float], ...]

_DEEPEST = 8
_MOST_SAMPLES = 1 << 21


@dataclass(frozen=True)
class Function:
    """A function of a PDF. `breaks` are the inputs at which a function of one input may jump."""

    domain: tuple[tuple[float, float], ...]
    calculate: Callable[[Sequence[float]], Values]
    breaks: Values = ()

    def __call__(self, values: Sequence[float]) -> Values:
        if len(values) < len(self.domain):
            raise Damaged(f"A function of the PDF gets {len(values)} inputs instead of {len(self.domain)}.")
        return self.calculate([min(max(value, low), high) for value, (low, high) in zip(values, self.domain)])  # noqa: B905


def read(obj: Any, depth: int = 0) -> Function:
    """The function that `obj` describes; of an array, the function of all their outputs."""
    if depth > _DEEPEST:
        raise Damaged("A function of the PDF is nested too deeply.")
    if isinstance(obj, Array):
        return _joined([read(part, depth + 1) for part in items(obj, 1)])
    kind = whole(needed(obj, "/FunctionType"))
    if kind not in _KINDS:
        raise Damaged(f"A function of the PDF is of the unknown type {kind}.")
    domain = pairs(needed(obj, "/Domain"))
    if not domain:
        raise Damaged("A function of the PDF has no inputs.")
    function = _KINDS[kind](obj, domain, depth)
    limits = pairs(entry(obj, "/Range"))
    return _limited(function, limits) if limits else function


def _limited(function: Function, limits: Pairs) -> Function:
    def calculate(values: Sequence[float]) -> Values:
        found = function.calculate(values)[-len(limits) :]
        if len(found) < len(limits):
            raise Damaged(f"A function of the PDF has {len(found)} outputs instead of {len(limits)}.")
        return tuple(min(max(value, low), high) for value, (low, high) in zip(found, limits, strict=True))

    return Function(function.domain, calculate, function.breaks)


def _joined(parts: list[Function]) -> Function:
    breaks = sorted({at for part in parts for at in part.breaks})
    return Function(parts[0].domain, lambda values: tuple(part(values)[0] for part in parts), tuple(breaks))


def _exponential(obj: Any, domain: Pairs, _depth: int) -> Function:
    first, last = reals(entry(obj, "/C0", Array([0]))), reals(entry(obj, "/C1", Array([1])))
    power = real(needed(obj, "/N"))
    if not first or len(first) != len(last):
        raise Damaged("A function of the PDF begins and ends with unlike colours.")

    def calculate(values: Sequence[float]) -> Values:
        try:
            part = values[0] ** power if power != 1 else values[0]
        except ArithmeticError:
            part = 0.0
        part = part.real if isinstance(part, complex) else part
        return tuple(a + part * (b - a) for a, b in zip(first, last, strict=True))

    return Function(domain, calculate)


def _stitched(obj: Any, domain: Pairs, depth: int) -> Function:
    parts = [read(part, depth + 1) for part in items(needed(obj, "/Functions"), 1)]
    bounds = reals(needed(obj, "/Bounds"))
    encode = pairs(needed(obj, "/Encode"))
    edges = [domain[0][0], *bounds, domain[0][1]]
    if len(edges) != len(parts) + 1 or len(encode) != len(parts) or edges != sorted(edges):
        raise Damaged("A stitched function of the PDF has bounds that do not fit.")

    def calculate(values: Sequence[float]) -> Values:
        at = sum(values[0] >= bound for bound in bounds)
        low, high = edges[at], edges[at + 1]
        start, end = encode[at]
        inside = start if high == low else start + (values[0] - low) / (high - low) * (end - start)
        return parts[at]((inside,))

    return Function(domain, calculate, tuple(bounds))


def _calculator(obj: Any, domain: Pairs, _depth: int) -> Function:
    code = postscript.program(data(obj))
    if not pairs(needed(obj, "/Range")):
        raise Damaged("A PostScript function of the PDF has no outputs.")
    return Function(domain, lambda values: tuple(postscript.calculate(code, values)))


def _sampled(obj: Any, domain: Pairs, _depth: int) -> Function:
    limits = pairs(needed(obj, "/Range"))
    size = [whole(value) for value in items(needed(obj, "/Size"))]
    bits, outputs = whole(needed(obj, "/BitsPerSample")), len(limits)
    if len(size) != len(domain) or not 1 <= len(size) <= 8 or min(size) < 1:
        raise Damaged("A sampled function of the PDF has an impossible size.")
    count = math.prod(size) * outputs
    encode = pairs(entry(obj, "/Encode")) or tuple((0.0, length - 1.0) for length in size)
    decode = pairs(entry(obj, "/Decode")) or limits
    if not 0 < count <= _MOST_SAMPLES or len(encode) != len(size) or len(decode) != outputs:
        raise Damaged("A sampled function of the PDF has an impossible size.")
    samples = _unpacked(data(obj), bits, count)
    top = (1 << bits) - 1

    def calculate(values: Sequence[float]) -> Values:
        found = _between(samples, size, outputs, _positions(values, domain, encode, size))
        return tuple(low + value / top * (high - low) for value, (low, high) in zip(found, decode, strict=True))

    return Function(domain, calculate)


_KINDS: dict[int, Callable[[Any, Pairs, int], Function]] = {
    0: _sampled,
    2: _exponential,
    3: _stitched,
    4: _calculator,
}


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


def _unpacked(packed: bytes, bits: int, count: int) -> Sequence[int]:
    if bits not in (1, 2, 4, 8, 12, 16, 24, 32) or len(packed) * 8 < count * bits:
        raise Damaged("A sampled function of the PDF has too few samples.")
    if bits == 8:
        return packed
    if bits > 8 and bits != 12:
        width = bits // 8
        return [int.from_bytes(packed[at : at + width], "big") for at in range(0, count * width, width)]
    mask, pairs_of_bytes = (1 << bits) - 1, packed + b"\0"
    starts = (at * bits for at in range(count))
    return [
        int.from_bytes(pairs_of_bytes[at // 8 : at // 8 + 2], "big") >> (16 - bits - at % 8) & mask for at in starts
    ]
