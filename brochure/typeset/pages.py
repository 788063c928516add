"""CSS for the pages: each panel a page of its own size, each sheet side a page for its art, each setting of the type."""

from __future__ import annotations

from brochure.geometry.layout import Setting
from brochure.geometry.piece import Panel, Piece
from brochure.units import INCH, css

#: How far art reaches beyond the trim: 1/8 in, the most that print shops ask for.
BLEED = INCH / 8


def panel_pages(piece: Piece) -> str:
    """A page rule for every panel: fixed ones by name, flow panels by their place in reading order."""
    rules = [f"@page {{ {_box(piece.flow[-1])} }}"]
    for number, panel in enumerate(piece.panels, start=1):
        selector = f":nth({number})" if panel.flow else panel.name
        rules.append(f"@page {selector} {{ {_box(panel)} }}")
        if not panel.flow:
            rules.append(f".panel-{panel.name} {{ page: {panel.name}; break-after: page; height: {css(panel.depth)} }}")
    shallowest = min(panel.depth for panel in piece.flow)
    rules.append(f":root {{ --depth: {css(shallowest)} }}")
    return "\n".join(rules) + "\n"


def sheet_pages(piece: Piece) -> str:
    """A page for the art of each side, the bleed on every edge included."""
    size = f"{css(piece.width + 2 * BLEED)} {css(piece.height + 2 * BLEED)}"
    return "".join(
        f"@page {side.art} {{ size: {size}; margin: 0; "
        f"background: url('brochure:made/{side.name}.svg') 0 0 / 100% 100% no-repeat }}\n"
        f".{side.art} {{ page: {side.art}; height: 1pt }}\n"
        for side in piece.sides
    )


def type_css(setting: Setting, piece: Piece | None = None, short_by: float = 0) -> str:
    """The setting as CSS; `short_by` points are left free at the foot of every flow panel of the piece.

    The grid is half a line: every vertical measure of the layouts is a multiple of `--half`.
    """
    line = setting.size * setting.leading
    rules = [
        f"html {{ font-size: {css(setting.size)}; line-height: {css(line)} }}",
        f":root {{ --line: {css(line)}; --half: {css(line / 2)}; --quarter: {css(line / 4)};"
        f" --space: {css(line * setting.spacing)} }}",
    ]
    if piece and short_by:
        rules += [
            f"@page :nth({number}) {{ margin-bottom: {css(panel.margin[2] + short_by)} }}"
            for number, panel in enumerate(piece.panels, start=1)
            if panel.flow
        ]
    return "\n".join(rules)


def _box(panel: Panel) -> str:
    size = f"size: {css(panel.width)} {css(panel.height)}"
    return f"{size}; margin: {' '.join(css(edge) for edge in panel.margin)}"
