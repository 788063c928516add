"""Gradients in ink (ISO 32000-1, 8.7.4.5). They stay vector: the colours of functions and vertices are mixed anew."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array

from brochure.errors import BadInput
from brochure.pdf import functions, sampling
from brochure.pdf.functions import Function, Values
from brochure.pdf.spaces import Space
from brochure.prepress.separation import meshes
from brochure.prepress.separation.targets import Target

_AXIAL = (2, 3)
_MESHES = (4, 5, 6, 7)


def convert(pdf: pikepdf.Pdf, shading: Any, data: bytes | None, space: Space, target: Target) -> None:
    """Writes the inks of `target` into a shading; `data` are the vertices of a mesh."""
    kind = int(shading.get("/ShadingType", 0))
    background = shading.get("/Background")
    if background is not None:
        values = [functions.finite(value) for value in background]
        shading.Background = Array([round(value, 4) for value in target.mix(space.colour(values))])
    if kind == 1:
        _surface(pdf, shading, space, target)
    elif kind in _AXIAL or (kind in _MESHES and "/Function" in shading):
        _line(pdf, shading, kind, space, target)
    elif kind in _MESHES and data is not None:
        _mesh(shading, data, space, target)
    else:
        raise BadInput(f"A gradient of the unknown type {kind} cannot be turned into ink.")
    shading.ColorSpace = target.space(pdf)


def _line(pdf: pikepdf.Pdf, shading: Any, kind: int, space: Space, target: Target) -> None:
    """A gradient whose colour depends on one number."""
    function = functions.read(shading.Function)
    if kind in _AXIAL:
        limits = functions.pairs(shading.get("/Domain")) or ((0.0, 1.0),)
    else:
        limits = functions.pairs(shading.Decode)[2:3]
    (low, high) = limits[0]

    def declared(at: float) -> Values:
        return target.mix(space.colour(function((at,))))

    def between(at: float) -> Values:
        return target.mix_undeclared(space.colour(function((at,))))

    made = sampling.curve_function(pdf, between, low, high, breaks=function.breaks, ends=declared)
    shading.Function = made


def _surface(pdf: pikepdf.Pdf, shading: Any, space: Space, target: Target) -> None:
    function = functions.read(shading.Function)
    domain = functions.pairs(shading.get("/Domain")) or ((0.0, 1.0), (0.0, 1.0))
    # the function must cover what the shading asks of it
    whole = Function(domain, function)
    shading.Function = sampling.grid_function(pdf, lambda at: target.mix(space.colour(whole(at))), domain)


def _mesh(shading: Any, data: bytes, space: Space, target: Target) -> None:
    made = meshes.recoloured(shading, data, space.components, lambda values: target.mix(space.colour(values)))
    points = [functions.finite(value) for value in shading.Decode][:4]
    shading.Decode = Array([*points, *[0, 1] * target.channels])
    shading.BitsPerComponent = 16
    shading.write(made)
