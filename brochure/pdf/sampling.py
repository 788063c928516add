"""Samples colour curves as PDF functions, as finely as they need, so that a gradient stays a gradient."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from brochure.pdf.functions import Values

Curve = Callable[[float], Values]

#: No ink may be further from the curve; the brief allows 1 %.
_TOLERANCE = 0.004
# Where a curve jumps, no steps are fine enough: these are, to the eye.
_FINEST = 256
_FINEST_GRID = 64
#: A curve that jumps is sampled this close to the jump.
_NUDGE = 1e-9


def curve_function(
    pdf: pikepdf.Pdf, curve: Curve, low: float, high: float, *, breaks: Sequence[float] = (), ends: Curve | None = None
) -> Any:
    """`curve` from `low` to `high` as a PDF function. At each of `breaks` it may jump; there and at both its ends it is
    led to the values of `ends`.
    """
    edges = [low, *sorted({at for at in breaks if low < at < high}), high]
    pieces = [_piece(pdf, curve, ends or curve, (start, end), (low, high)) for start, end in pairwise(edges)]
    if len(pieces) == 1:
        return pieces[0]
    encode = [edge for start, end in pairwise(edges) for edge in (start, end)]
    return pdf.make_indirect(
        Dictionary(
            FunctionType=3,
            Domain=_array([low, high]),
            Functions=Array(pieces),
            Bounds=_array(edges[1:-1]),
            Encode=_array(encode),
        )
    )


def _piece(
    pdf: pikepdf.Pdf, curve: Curve, ends: Curve, piece: tuple[float, float], whole: tuple[float, float]
) -> pikepdf.Stream:
    start, end = piece
    nudge = (end - start) * _NUDGE
    first = start if start == whole[0] else start + nudge
    last = end if end == whole[1] else end - nudge

    def at(part: float) -> Values:
        return curve(first + (last - first) * part)

    led = _led(at, (ends(first), ends(last)))
    return _stream(pdf, _samples(led), [(start, end)])


def _samples(at: Curve) -> list[Values]:
    """Values of a curve over 0 to 1, doubled until what lies between them is on the line they draw."""
    samples, steps = [at(0.0), at(1.0)], 1
    while steps < _FINEST:
        middles = [at((step + 0.5) / steps) for step in range(steps)]
        straight = all(
            abs(value - (a + b) / 2) <= _TOLERANCE
            for one, middle, other in zip(samples, middles, samples[1:], strict=False)
            for a, value, b in zip(one, middle, other, strict=True)
        )
        if straight and steps >= 8:
            break
        samples = [value for pair in zip(samples, middles, strict=False) for value in pair] + samples[-1:]
        steps *= 2
    plain = all(
        abs(value - (first + (last - first) * step / steps)) <= _TOLERANCE / 4
        for step, sample in enumerate(samples)
        for value, first, last in zip(sample, samples[0], samples[-1], strict=True)
    )
    return [samples[0], samples[-1]] if plain else samples


def grid_function(pdf: pikepdf.Pdf, function: Callable[[Sequence[float]], Values], domain: Sequence[Any]) -> Any:
    """A function of several inputs on an even grid."""
    per_side = max(2, {1: 257, 2: _FINEST_GRID + 1, 3: 17, 4: 9}.get(len(domain), 2))
    if len(domain) == 1:
        (low, high) = domain[0]
        return curve_function(pdf, lambda at: function([at]), low, high)
    size = [per_side] * len(domain)
    samples = []
    for index in range(math.prod(size)):
        place, rest = [], index
        for low, high in domain:
            place.append(low + (high - low) * (rest % per_side) / (per_side - 1))
            rest //= per_side
        samples.append(function(place))
    return _stream(pdf, samples, domain, size)


def _stream(
    pdf: pikepdf.Pdf, samples: list[Values], domain: Sequence[tuple[float, float]], size: list[int] | None = None
) -> pikepdf.Stream:
    data = b"".join(round(value * 65535).to_bytes(2, "big") for sample in samples for value in sample)
    return pdf.make_stream(
        data,
        FunctionType=0,
        Domain=_array(edge for pair in domain for edge in pair),
        Range=Array([0, 1] * len(samples[0])),
        Size=Array(size or [len(samples)]),
        BitsPerSample=16,
    )


def _array(values: Iterable[float]) -> Array:
    return Array([round(value, 6) for value in values])


def _led(curve: Curve, ends: tuple[Values, Values]) -> Curve:
    """`curve` over 0 to 1, moved so that it begins and ends with these values.

    A brand colour has a declared ink, the colours next to it have the profile's: without this a gradient would jump
    where it leaves the brand colour.
    """
    first, last = (
        tuple(wanted - is_now for is_now, wanted in zip(curve(at), end, strict=True))
        for at, end in zip((0.0, 1.0), ends, strict=True)
    )
    if not any(first) and not any(last):
        return curve

    def moved(at: float) -> Values:
        parts = zip(curve(at), first, last, strict=True)
        return tuple(min(max(value + start * (1 - at) + end * at, 0.0), 1.0) for value, start, end in parts)

    return moved
