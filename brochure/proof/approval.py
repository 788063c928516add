"""The sheet for approval with pictures: where in a product of the article stands what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brochure.budget import within
from brochure.editions import EDITIONS
from brochure.editions.imposition import pages_of
from brochure.geometry.flat import in_reading_order
from brochure.preflight.approval.sheet import Sheet
from brochure.preflight.subject_copy import Copy
from brochure.production.outcome import Facts
from brochure.production.plan import Product
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
    """The sheet with what was found drawn on the panels of a product; it says so where there is none.

    Raises BadInput where the product cannot be read.
    """
    found = [(number, each) for listed in sheet.findings.values() for number, each in listed]
    if not found:
        return sheet
    order = list(EDITIONS)
    best = min(made, key=lambda each: (not each.fresh, order.index(each.product.edition)), default=None)
    if best is None:
        unseen = "No product is made yet, so that nothing is drawn at its place: `brochure build` makes them."
        return replace(sheet, unseen=unseen)
    name, pdf = workspace.display_path(best.path).as_posix(), best.path.read_bytes()
    panels = _panels(workspace, best, copy.language)
    places = areas(workspace, best.product, best.facts.arrangement, copy.language)
    words = within(name, workspace.config.limits, lambda: read_text(pdf, places).words)
    quotations = Quotations(copy, words)
    numbered = [Numbered(number, each.severity, quotations.marks(each)) for number, each in found]
    drawn = within(name, workspace.config.limits, lambda: tuple(pictures(pdf, panels, numbered)))
    seen = {number for picture in drawn for number in picture.numbers}
    missing = [str(number) for number, _ in found if number not in seen]
    unseen = f"Not drawn, since no place on the page is theirs: {', '.join(missing)}." if missing else ""
    stale = "" if best.fresh else ", which `brochure build` would make anew"
    return replace(sheet, pictures=drawn, product=f"{name}{stale}", unseen=unseen)


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
