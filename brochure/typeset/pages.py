"""CSS for the pages: each panel a page of its own size, each sheet side a page for its art, and the type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brochure.geometry.layout import Setting
from brochure.geometry.piece import Panel, Piece
from brochure.units import INCH, css

#: How far art reaches beyond the trim: 1/8 in, the most that print shops ask for.
BLEED = INCH / 8
#: Sources are so small beside copy, but no smaller than this (points).
_SMALL, _LEAST = 0.72, 7.5
#: As deep as no copy is, in points.
_ENDLESS = 100_000.0


@dataclass(frozen=True)
class Placed:
    """A photograph that lies below the drawing of that name: its address, and its place in points."""

    drawing: str
    address: str
    x: float
    y: float
    width: float
    height: float

    @property
    def css(self) -> str:
        """As a layer of a background."""
        return f"url('{self.address}') {css(self.x)} {css(self.y)} / {css(self.width)} {css(self.height)} no-repeat"


def panel_pages(piece: Piece) -> str:
    """A page rule for every panel: fixed ones by name, flow panels by their place in reading order."""
    rules = [f"@page {{ {_box(piece.flow[-1])} }}", *_flow_pages(piece.panels)]
    for panel in piece.panels:
        if not panel.flow:
            rules.append(f"@page {panel.name} {{ {_box(panel)} }}")
            rules.append(f".panel-{panel.name} {{ page: {panel.name}; break-after: page; height: {css(panel.depth)} }}")
    shallowest = min(panel.depth for panel in piece.flow)
    rules.append(f":root {{ --depth: {css(shallowest)} }}")
    return "\n".join(rules) + "\n"


def _flow_pages(panels: Sequence[Panel]) -> list[str]:
    """Rules for those of `panels` that take copy; the place of a panel is the number of its page."""
    return [f"@page :nth({number}) {{ {_box(panel)} }}" for number, panel in enumerate(panels, start=1) if panel.flow]


def sheet_pages(piece: Piece, placed: Sequence[Placed] = ()) -> str:
    """A page for the art of each side, the bleed on every edge included; photographs lie below the drawings."""
    size = f"{css(piece.width + 2 * BLEED)} {css(piece.height + 2 * BLEED)}"
    return "".join(
        f"@page {side.art} {{ size: {size}; margin: 0; "
        f"background: url('brochure:made/{side.name}.svg') 0 0 / 100% 100% no-repeat"
        f"{''.join(f', {each.css}' for each in placed if each.drawing == side.name)} }}\n"
        f".{side.art} {{ page: {side.art}; height: 1pt }}\n"
        for side in piece.sides
    )


def type_css(setting: Setting) -> str:
    """The setting as CSS. The grid is half a line: every vertical measure of the layouts is a multiple of `--half`."""
    return _type("html", ":root", setting)


def across_css(setting: Setting) -> str:
    """The setting of what runs across the columns, which copyfit leaves as it is."""
    return _type(".across", ".across", setting)


def _type(root: str, variables: str, setting: Setting) -> str:
    line = setting.size * setting.leading
    return (
        f"{root} {{ font-size: {css(setting.size)}; line-height: {css(line)} }}\n"
        f"{variables} {{ --line: {css(line)}; --half: {css(line / 2)}; --quarter: {css(line / 4)};"
        f" --space: {css(line * setting.spacing)}; --small: {css(max(_LEAST, _SMALL * setting.size))} }}\n"
    )


def galley_css(piece: Piece, panel: Panel) -> str:
    """CSS that gives the copy one page without an end, as wide as its panels, in the place of the `panel`."""
    return f"@page :nth({piece.panels.index(panel) + 1}) {{ size: {css(panel.width)} {css(_ENDLESS)} }}\n"


def _box(panel: Panel) -> str:
    margin = " ".join(css(edge) for edge in panel.margin)
    return f"size: {css(panel.width)} {css(panel.height)}; margin: {margin}"
