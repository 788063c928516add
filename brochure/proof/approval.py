"""The sheet for approval with pictures: where in products of the article stands what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brochure.budget import within
from brochure.editions import EDITIONS
from brochure.editions.imposition import pages_of
from brochure.geometry.flat import in_reading_order
from brochure.preflight.approval.sheet import Drawn, Listed, Sheet
from brochure.preflight.subject_copy import Copy
from brochure.production.outcome import Facts
from brochure.production.plan import Product
from brochure.proof.boxes import boxed
from brochure.proof.found_pictures import Numbered, Panel, pictures
from brochure.proof.quotations import Quotations
from brochure.release.areas import areas
from brochure.release.product_text import read_text
from brochure.typeset import layouts
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class Made:
    """A product that lies in the output folder; `fresh`: it is of the copy as it is now."""

    product: Product
    path: Path
    facts: Facts
    fresh: bool


def shown(workspace: Workspace, copy: Copy, sheet: Sheet, made: Sequence[Made]) -> Sheet:
    """The sheet with what was found drawn on the panels of products; it says so where there is none.

    What the copy has is drawn on one of them, what a product has on itself. Raises BadInput where one cannot be read.
    """
    found = [each for listed in sheet.findings.values() for each in listed]
    if not found:
        return sheet
    if not made:
        unseen = "No product is made yet, so that nothing is drawn at its place: `brochure build` makes them."
        return replace(sheet, unseen=unseen)
    order = list(EDITIONS)
    best, *others = sorted(made, key=lambda each: (not each.fresh, order.index(each.product.edition)))
    of_copy = [each for each in found if not each.files]
    drawn = [
        _drawn(workspace, copy, best, of_copy, found),
        *(_drawn(workspace, copy, one, (), found) for one in others),
    ]
    drawn = [each for each in drawn if each.pictures]
    seen = {number for each in drawn for picture in each.pictures for number in picture.numbers}
    missing = [str(each.number) for each in found if each.number not in seen]
    unseen = f"Not drawn, since no place on the page is theirs: {', '.join(missing)}." if missing else ""
    return replace(sheet, drawn=drawn, unseen=unseen)


def _drawn(workspace: Workspace, copy: Copy, made: Made, of_copy: Sequence[Listed], found: Sequence[Listed]) -> Drawn:
    """A product with what the copy has, and of what was found in products what is first found in this one."""
    name, pdf = workspace.display_path(made.path).as_posix(), made.path.read_bytes()
    limits = workspace.config.limits
    own = [each for each in found if each.files[:1] == (name,)]
    boxes = within(name, limits, lambda: boxed(pdf, [each.finding for each in own]))
    numbered = [Numbered(each.number, each.finding.severity, boxes.get(each.finding, ())) for each in own]
    if of_copy:
        places = areas(workspace, made.product, made.facts.arrangement, copy.language)
        quotations = Quotations(copy, within(name, limits, lambda: read_text(pdf, places).words))
        numbered += [Numbered(each.number, each.finding.severity, quotations.marks(each.finding)) for each in of_copy]
    panels = _panels(workspace, made, copy.language) if numbered else []
    drawn = within(name, limits, lambda: tuple(pictures(pdf, panels, numbered))) if numbered else ()
    return Drawn(name if made.fresh else f"{name}, which `brochure build` would make anew", drawn)


def _panels(workspace: Workspace, made: Made, language: str) -> list[Panel]:
    """The panels of the first copy as they are read; none where the product is read page by page."""
    product, arrangement = made.product, made.facts.arrangement
    if product.layout is None or arrangement is None:
        return []
    _, piece = layouts.arranged(workspace, product.layout, product.paper, arrangement, language)
    pages = pages_of(workspace, product.edition, piece, product.paper)
    return [
        Panel(panel.name, page, area, turned=pages[page - 1].turned != (panel.rotation == 180))
        for panel, page, area in in_reading_order(pages, piece)[: len(piece.panels)]
    ]
