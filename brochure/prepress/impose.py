"""Lays typeset panels on the office printer's sheets: art first, the panels over it, each clipped to itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from brochure.geometry.flat import ImposedPage, PlacedSide
from brochure.geometry.office_sheet import OfficeSheets
from brochure.geometry.piece import Duplex, Panel
from brochure.geometry.rect import Line, Rect
from brochure.units import MM

#: The edge that office printers leave white (they cannot print the outer 4–6 mm), in points: 5 mm.
WHITE_EDGE = 5 * MM
#: Width of a cut mark on office sheets, points: seen beside the ruler of a guillotine.
_CUT = 0.5
#: Edges that are closer than this lie on each other: the accuracy of the boxes, 0.01 pt.
_SAME = 0.01

#: An instruction of a content stream: operands, operator.
Drawn = tuple[list[Any], Operator]


def impose(
    panels: bytes, names: Sequence[str], sheets: OfficeSheets, *, art_bleed: float, white_edge: float
) -> pikepdf.Pdf:
    """The pages of `sheets`.

    `panels` is a PDF, `names` says which panel or side's art each of its pages bears. The art reaches `art_bleed`
    points beyond the trim. Nothing but cut marks is printed within `white_edge` points of the sheet's edge.
    """
    with pikepdf.open(io.BytesIO(panels)) as source:
        pdf = pikepdf.new()
        pages = dict(zip(names, source.pages, strict=True))
        for page in sheets.pages:
            _sheet(pdf, page, sheets, pages, art_bleed, white_edge)
        return pdf


def _sheet(
    pdf: pikepdf.Pdf,
    page: ImposedPage,
    sheets: OfficeSheets,
    pages: Mapping[str, pikepdf.Page],
    art_bleed: float,
    white_edge: float,
) -> None:
    whole = Rect(0, 0, page.width, page.height)
    forms = Dictionary()
    drawn: list[Drawn] = [([], Operator("q")), *clip(whole.grown(-white_edge))]
    if page.turned:
        drawn.append(([-1, 0, 0, -1, rounded(page.width), rounded(page.height)], Operator("cm")))
    beside: dict[str, str] = {}
    for placed in page.sides:
        if placed.side.name not in beside:
            beside[placed.side.name] = f"-{len(beside)}" if beside else ""
            _add_forms(pdf, forms, placed, beside[placed.side.name], pages, sheets.bleed)
        copy = _copy(placed, beside[placed.side.name], art_bleed, sheets.bleed)
        drawn += copy if page.whole else [([], Operator("q")), *clip(placed.within), *copy, ([], Operator("Q"))]
    drawn += [([], Operator("Q")), *_cuts(sheets.marks)]
    added = add_sheet(pdf, whole, forms, drawn)
    added.obj.TrimBox = box(whole)


def _add_forms(
    pdf: pikepdf.Pdf,
    forms: Dictionary,
    placed: PlacedSide,
    suffix: str,
    pages: Mapping[str, pikepdf.Page],
    bleed: float,
) -> None:
    forms[f"/Art{suffix}"] = pdf.copy_foreign(pages[placed.side.art].as_form_xobject())
    for number, panel in enumerate(placed.side.panels):
        forms[f"/Panel{number}{suffix}"] = panel_form(pdf, pages[panel.name], placed, panel, bleed)


def _copy(placed: PlacedSide, suffix: str, art_bleed: float, bleed: float) -> list[Drawn]:
    drawn = drawn_form(f"/Art{suffix}", placed.trim.x - art_bleed, placed.trim.y - art_bleed)
    for number, panel in enumerate(placed.side.panels):
        drawn += drawn_panel(f"/Panel{number}{suffix}", placed, panel, bleed)
    return drawn


def _cuts(lines: Iterable[Line]) -> list[Drawn]:
    """Marks in black, on paper alone."""
    drawn: list[Drawn] = []
    for line in lines:
        drawn.append(([rounded(line.x0), rounded(line.y0)], Operator("m")))
        drawn += [([rounded(line.x1), rounded(line.y1)], Operator("l")), ([], Operator("S"))]
    pen: list[Drawn] = [([0], Operator("G")), ([_CUT], Operator("w"))]
    return [([], Operator("q")), *pen, *drawn, ([], Operator("Q"))] if drawn else []


def print_as_it_is(pdf: pikepdf.Pdf, duplex: Duplex | None) -> None:
    """Asks a reader's print dialog for true size, the tray by the page's size, and that edge to turn sheets over on."""
    pdf.Root.PageLayout = Name.SinglePage
    pdf.Root.ViewerPreferences = Dictionary(
        Duplex=Name(f"/{duplex or 'Simplex'}"),
        PrintScaling=Name("/None"),
        PickTrayByPDFSize=True,
        DisplayDocTitle=True,
    )


def add_sheet(pdf: pikepdf.Pdf, media: Rect, forms: Dictionary, drawn: Sequence[Drawn]) -> pikepdf.Page:
    """A new last page that bears what is drawn; its media box begins at 0, 0."""
    page = pdf.add_blank_page(page_size=(rounded(media.width), rounded(media.height)))
    page.obj.Resources = Dictionary(XObject=forms)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawn))
    return page


def panel_form(pdf: pikepdf.Pdf, page: pikepdf.Page, placed: PlacedSide, panel: Panel, bleed: float) -> pikepdf.Object:
    """The page of a panel as a form; with bleed it shows what the panel has there too."""
    form = pdf.copy_foreign(page.as_form_xobject())
    if bleed:
        # A form shows nothing outside its own box, which is the panel's trim: let it reach into the bleed.
        area, reach = placed.area(panel), _reach(placed, panel, bleed)
        if panel.rotation:
            form.BBox = box(Rect(area.right - reach.right, area.top - reach.top, reach.width, reach.height))
        else:
            form.BBox = box(Rect(reach.x - area.x, reach.y - area.y, reach.width, reach.height))
    return form


def drawn_panel(form: str, placed: PlacedSide, panel: Panel, bleed: float) -> list[Drawn]:
    """Instructions that draw a panel's form where it lies, on its head where it stands so; clipped at its folds."""
    area, within = placed.area(panel), _reach(placed, panel, bleed)
    if panel.rotation:
        return drawn_form(form, area.right, area.top, within, upright=False)
    return drawn_form(form, area.x, area.y, within)


def _reach(placed: PlacedSide, panel: Panel, bleed: float) -> Rect:
    """The panel's area; into the bleed where its edge is the piece's, exact where it is a fold."""
    area, trim = placed.area(panel), placed.trim
    left = area.x - (bleed if area.x < trim.x + _SAME else 0)
    foot = area.y - (bleed if area.y < trim.y + _SAME else 0)
    right = area.right + (bleed if area.right > trim.right - _SAME else 0)
    head = area.top + (bleed if area.top > trim.top - _SAME else 0)
    return Rect(left, foot, right - left, head - foot)


def drawn_form(form: str, x: float, y: float, within: Rect | None = None, *, upright: bool = True) -> list[Drawn]:
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
