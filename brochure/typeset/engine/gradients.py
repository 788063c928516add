"""A mend of how the engine paints gradients of drawings, of which it has no public face.

It writes each as a pattern of tiles as large as the shape, often of 1 × 1 unit, with the gradient in the tile (seen in
WeasyPrint 70.0). Viewers that draw a tile into a picture of its own first lose parts of it, and show hairlines between
tiles. Here the gradient itself is the pattern (ISO 32000-1, 8.7.4.3), and its opacity a soft mask over the shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def mend() -> None:
    """From now on gradients of drawings are patterns of their own. Called once, when the engine is loaded."""
    from weasyprint import svg
    from weasyprint.matrix import Matrix
    from weasyprint.pdf.stream import pydyf

    draw_gradient = svg.draw_gradient

    class Shaded(pydyf.Dictionary):  # type: ignore[misc]
        """A pattern that is a gradient; the engine gives the gradient its number only when it writes the file."""

        #: What the engine looks for the resources of tiles in.
        extra: dict[str, Any] = {}  # noqa: RUF012

        def __init__(self, shading: Any, matrix: Any) -> None:
            super().__init__({"Type": "/Pattern", "PatternType": 2, "Matrix": matrix})
            self._shading = shading

        @property
        def data(self) -> bytes:
            self["Shading"] = self._shading.reference
            written: bytes = super().data
            return written

    def draw(drawing: Any, node: Any, gradient: Any, font_size: float, opacity: float, stroke: bool) -> Any:
        stream = drawing.stream
        patterns, shadings = stream._resources["Pattern"], stream._resources["Shading"]

        there = len(patterns)
        painted = draw_gradient(drawing, node, gradient, font_size, opacity, stroke)
        if stroke:  # which the engine forgets where it is none of one colour
            stream.set_line_width(drawing.length(node.get("stroke-width", "1px"), font_size))
        if len(patterns) == there:  # one colour, or nothing to be painted
            return painted
        name, tile = list(patterns.items())[-1]
        (group,) = tile._resources["XObject"].values()
        (shading,) = group._resources["Shading"].values()
        matrix = Matrix(*tile.extra["Matrix"])
        fades = [state["SMask"]["G"] for state in group._resources["ExtGState"].values()]
        if fades:
            if not stream.ctm.determinant or _paints_both(node):
                return painted
            (fade,) = (found for fade in fades for found in fade._resources["Shading"].values())
            x, y, width, height = drawing.calculate_bounding_box(node, font_size)
            mask = stream.set_alpha_state(x, y, width, height)
            mask.transform(*(matrix @ stream.ctm.invert).values)
            mask._resources["Shading"]["s0"] = fade
            mask.paint_shading("s0")
            # Colours of drawings are mixed before they fade, not as the engine has it, which fades them first.
            del patterns[name]
            with _opaque(gradient):
                draw_gradient(drawing, node, gradient, font_size, 1, stroke)
            ((name, tile),) = list(patterns.items())[there:]
            (group,) = tile._resources["XObject"].values()
            (shading,) = group._resources["Shading"].values()
        shadings[f"s{len(shadings)}"] = shading
        patterns[name] = Shaded(shading, tile.extra["Matrix"])
        return painted

    svg.draw_gradient = draw


@contextmanager
def _opaque(gradient: Any) -> Iterator[None]:
    """Within it the colours of the gradient do not fade."""
    before = [stop.attrib.get("stop-opacity") for stop in gradient]
    for stop in gradient:
        stop.attrib["stop-opacity"] = "1"
    try:
        yield
    finally:
        for stop, opacity in zip(gradient, before, strict=True):
            stop.attrib["stop-opacity"] = "1" if opacity is None else opacity


def _paints_both(node: Any) -> bool:
    """Whether a shape is filled and stroked: a mask for one of them would hide parts of the other."""
    return all(node.get(paint, default) != "none" for paint, default in (("fill", "black"), ("stroke", "none")))
