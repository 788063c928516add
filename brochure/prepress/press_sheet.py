"""Lays typeset panels on press sheets: art into the bleed, panels clipped at their folds, copies side by side."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Dictionary, Operator

from brochure.geometry.piece import Panel, Piece, Side
from brochure.geometry.press import PressSheet
from brochure.geometry.rect import Rect
from brochure.prepress.impose import (
    Drawn,
    add_sheet,
    box,
    clip,
    panel_area,
    placed,
    placed_panel,
)

#: Edges that are closer than this lie on each other: the accuracy of the boxes, 0.01 pt.
_SAME = 0.01


def impose_press(
    panels: bytes, names: Sequence[str], piece: Piece, sheet: PressSheet, *, art_bleed: float
) -> pikepdf.Pdf:
    """A page for each side of the piece, with its boxes but without marks: those are drawn once colours are ink.

    `panels` is a PDF, `names` says which panel or side's art each of its pages bears. The art reaches `art_bleed`
    points beyond the trim. Raises ValueError where the sheet wants more bleed than that. TrimBox and BleedBox reach
    around all copies. The names of the forms are `/art` and `/panel-…`, so that errors can say where something is.
    """
    if sheet.settings.bleed > art_bleed + _SAME:
        raise ValueError(f"the art reaches {art_bleed:g} pt beyond the trim, not {sheet.settings.bleed:g} pt")
    with pikepdf.open(io.BytesIO(panels)) as source:
        sheets = pikepdf.new()
        pages = dict(zip(names, source.pages, strict=True))
        for side in piece.sides:
            forms = _forms(sheets, piece, side, pages, sheet.settings.bleed)
            drawn = [step for copy in sheet.copies for step in _copy(piece, side, sheet, copy, art_bleed)]
            page = add_sheet(sheets, sheet.media, forms, drawn)
            page.obj.TrimBox, page.obj.BleedBox = box(sheet.trim), box(sheet.bleed)
        return sheets


def _copy(piece: Piece, side: Side, sheet: PressSheet, copy: Rect, art_bleed: float) -> list[Drawn]:
    """One copy of a side, clipped to its own bleed."""
    drawn: list[Drawn] = [([], Operator("q")), *clip(copy.grown(sheet.settings.bleed))]
    drawn += placed("/art", copy.x - art_bleed, copy.y - art_bleed)
    for panel in side.panels:
        area, reach = panel_area(piece, panel), _reach(piece, panel, sheet.settings.bleed)
        within = Rect(copy.x + reach.x, copy.y + reach.y, reach.width, reach.height)
        on_sheet = Rect(copy.x + area.x, copy.y + area.y, area.width, area.height)
        drawn += placed_panel(_form(panel), panel, on_sheet, within)
    return [*drawn, ([], Operator("Q"))]


def _forms(
    sheets: pikepdf.Pdf, piece: Piece, side: Side, pages: Mapping[str, pikepdf.Page], bleed: float
) -> Dictionary:
    forms = Dictionary()
    forms["/art"] = sheets.copy_foreign(pages[side.art].as_form_xobject())
    for panel in side.panels:
        form = sheets.copy_foreign(pages[panel.name].as_form_xobject())
        area, reach = panel_area(piece, panel), _reach(piece, panel, bleed)
        # A form shows nothing outside its own box, which is the panel's trim: let it reach into the bleed.
        if panel.rotation:
            form.BBox = box(Rect(area.right - reach.right, area.top - reach.top, reach.width, reach.height))
        else:
            form.BBox = box(Rect(reach.x - area.x, reach.y - area.y, reach.width, reach.height))
        forms[_form(panel)] = form
    return forms


def _form(panel: Panel) -> str:
    return f"/panel-{panel.name}"


def _reach(piece: Piece, panel: Panel, bleed: float) -> Rect:
    """The panel's area on the flat piece; into the bleed where its edge is the piece's, exact where it is a fold."""
    area = panel_area(piece, panel)
    left = area.x - (bleed if area.x < _SAME else 0)
    foot = area.y - (bleed if area.y < _SAME else 0)
    right = area.right + (bleed if area.right > piece.width - _SAME else 0)
    head = area.top + (bleed if area.top > piece.height - _SAME else 0)
    return Rect(left, foot, right - left, head - foot)
