"""Lays typeset panels on the flat sheet: art first, the panels over it, each clipped to itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from brochure.geometry.piece import Panel, Piece, Side
from brochure.geometry.rect import Rect

#: The edge that office printers leave white (they cannot print the outer 4–6 mm), in points: 5 mm.
WHITE_EDGE = 5 * 72 / 25.4


#: An instruction of a content stream: operands, operator.
Drawn = tuple[list[Any], Operator]


def impose(panels: bytes, names: Sequence[str], piece: Piece, *, art_bleed: float, white_edge: float) -> pikepdf.Pdf:
    """A page for each side of the piece.

    `panels` is a PDF, `names` says which panel or side's art each of its pages bears. The art reaches `art_bleed`
    points beyond the trim. Nothing is printed within `white_edge` points of the sheet's edge.
    """
    with pikepdf.open(io.BytesIO(panels)) as source:
        sheets = pikepdf.new()
        pages = dict(zip(names, source.pages, strict=True))
        for side in piece.sides:
            _sheet(sheets, piece, side, pages, art_bleed, white_edge)
        return sheets


def _sheet(
    sheets: pikepdf.Pdf,
    piece: Piece,
    side: Side,
    pages: dict[str, pikepdf.Page],
    art_bleed: float,
    white_edge: float,
) -> None:
    forms = Dictionary()
    drawn: list[Drawn] = [([], Operator("q"))]
    drawn += clip(Rect(0, 0, piece.width, piece.height).grown(-white_edge))
    forms["/Art"] = sheets.copy_foreign(pages[side.art].as_form_xobject())
    drawn += placed("/Art", -art_bleed, -art_bleed)
    for number, panel in enumerate(side.panels):
        name = f"/Panel{number}"
        forms[name] = sheets.copy_foreign(pages[panel.name].as_form_xobject())
        area = panel_area(piece, panel)
        drawn += placed_panel(name, panel, area, area)
    drawn.append(([], Operator("Q")))
    page = add_sheet(sheets, Rect(0, 0, piece.width, piece.height), forms, drawn)
    page.obj.TrimBox = box(Rect(0, 0, piece.width, piece.height))


def add_sheet(sheets: pikepdf.Pdf, media: Rect, forms: Dictionary, drawn: Sequence[Drawn]) -> pikepdf.Page:
    """A new last page that bears what is drawn; its media box begins at 0, 0."""
    page = sheets.add_blank_page(page_size=(rounded(media.width), rounded(media.height)))
    page.obj.Resources = Dictionary(XObject=forms)
    page.obj.Contents = sheets.make_stream(pikepdf.unparse_content_stream(drawn))
    return page


def panel_area(piece: Piece, panel: Panel) -> Rect:
    """Where the panel lies on the flat piece; panels are measured from its top left corner."""
    return Rect(panel.x, piece.height - panel.y - panel.height, panel.width, panel.height)


def placed_panel(form: str, panel: Panel, area: Rect, within: Rect) -> list[Drawn]:
    """Instructions that draw a panel's form on its area of the page, on its head where it stands so; clipped."""
    if panel.rotation:
        return placed(form, area.right, area.top, within, upright=False)
    return placed(form, area.x, area.y, within)


def placed(form: str, x: float, y: float, within: Rect | None = None, *, upright: bool = True) -> list[Drawn]:
    """Instructions that draw a form with its origin at a place, clipped to a rectangle of the page.

    One that is not `upright` is turned half a circle about its origin.
    """
    scale = 1 if upright else -1
    return [
        ([], Operator("q")),
        *(clip(within) if within else []),
        ([scale, 0, 0, scale, rounded(x), rounded(y)], Operator("cm")),
        ([Name(form)], Operator("Do")),
        ([], Operator("Q")),
    ]


def clip(area: Rect) -> list[Drawn]:
    """Instructions after which nothing is drawn outside the rectangle."""
    corners = [rounded(value) for value in (area.x, area.y, area.width, area.height)]
    return [(corners, Operator("re")), ([], Operator("W")), ([], Operator("n"))]


def box(area: Rect) -> Array:
    """The rectangle as a page's box."""
    return Array([rounded(value) for value in (area.x, area.y, area.right, area.top)])


def rounded(value: float) -> float:
    """To four decimals, a hundredth of what boxes must keep to (0.01 pt)."""
    return round(value, 4)
