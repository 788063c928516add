"""Lays typeset panels on press sheets: art into the bleed, panels clipped at their folds, copies side by side."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Dictionary, Operator

from brochure.geometry.flat import ImposedPage, PlacedSide
from brochure.geometry.piece import Panel
from brochure.geometry.press import PressSheet
from brochure.prepress.impose import Drawn, add_sheet, box, clip, drawn_form, drawn_panel, panel_form

#: Edges that are closer than this lie on each other: the accuracy of the boxes, 0.01 pt.
_SAME = 0.01


def impose_press(panels: bytes, names: Sequence[str], sheet: PressSheet, *, art_bleed: float) -> pikepdf.Pdf:
    """A page for each of the sheet's flats, with its boxes but without marks: those are drawn once colours are ink.

    `panels` is a PDF, `names` says which panel or side's art each of its pages bears. The art reaches `art_bleed`
    points beyond the trim. Raises ValueError where the sheet wants more bleed than that. TrimBox and BleedBox reach
    around all copies. The names of the forms are `/art` and `/panel-…`, so that errors can say where something is.
    """
    if sheet.settings.bleed > art_bleed + _SAME:
        raise ValueError(f"the art reaches {art_bleed:g} pt beyond the trim, not {sheet.settings.bleed:g} pt")
    with pikepdf.open(io.BytesIO(panels)) as source:
        pdf = pikepdf.new()
        pages = dict(zip(names, source.pages, strict=True))
        for imposed in sheet.pages:
            arts = _arts(imposed)
            forms = _forms(pdf, imposed, arts, pages, sheet.settings.bleed)
            drawn = [step for placed in imposed.sides for step in _copy(placed, arts, sheet.settings.bleed, art_bleed)]
            page = add_sheet(pdf, sheet.media, forms, drawn)
            page.obj.TrimBox, page.obj.BleedBox = box(sheet.trim), box(sheet.bleed)
        return pdf


def _arts(page: ImposedPage) -> dict[str, str]:
    """What the form of each side's art is called."""
    names = dict.fromkeys(placed.side.name for placed in page.sides)
    return {name: f"/art-{name}" if number else "/art" for number, name in enumerate(names)}


def _copy(placed: PlacedSide, arts: Mapping[str, str], bleed: float, art_bleed: float) -> list[Drawn]:
    """One copy of a side, clipped to its own bleed."""
    drawn: list[Drawn] = [([], Operator("q")), *clip(placed.within)]
    drawn += drawn_form(arts[placed.side.name], placed.trim.x - art_bleed, placed.trim.y - art_bleed)
    for panel in placed.side.panels:
        drawn += drawn_panel(_form(panel), placed, panel, bleed)
    return [*drawn, ([], Operator("Q"))]


def _forms(
    pdf: pikepdf.Pdf, page: ImposedPage, arts: Mapping[str, str], pages: Mapping[str, pikepdf.Page], bleed: float
) -> Dictionary:
    forms = Dictionary()
    for placed in {placed.side.name: placed for placed in reversed(page.sides)}.values():
        forms[arts[placed.side.name]] = pdf.copy_foreign(pages[placed.side.art].as_form_xobject())
        for panel in placed.side.panels:
            forms[_form(panel)] = panel_form(pdf, pages[panel.name], placed, panel, bleed)
    return forms


def _form(panel: Panel) -> str:
    return f"/panel-{panel.name}"
