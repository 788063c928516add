"""Where the panels of a product lie on its pages, in reading order, as the layout says."""

from __future__ import annotations

from brochure.editions.imposition import pages_of
from brochure.geometry.arranged import Arranged
from brochure.geometry.flat import in_reading_order
from brochure.production.plan import Product
from brochure.release.manifest import Area
from brochure.typeset import layouts
from brochure.workspace.workspace import Workspace


def areas(
    workspace: Workspace, product: Product, arrangement: Arranged | None, language: str = "en"
) -> tuple[Area, ...]:
    """The panels of a product with this arrangement of its layout, for readers of `language`.

    None where it is read page by page. Sheets may bear the piece several times: then so many times all panels.
    Raises BadInput as layouts do.
    """
    if product.layout is None or arrangement is None:
        return ()
    _, piece = layouts.arranged(workspace, product.layout, product.paper, arrangement, language)
    pages = pages_of(workspace, product.edition, piece, product.paper)
    return tuple(
        Area(
            panel=panel.name,
            page=page,
            x=round(area.x, 3),
            y=round(area.y, 3),
            width=round(area.width, 3),
            height=round(area.height, 3),
        )
        for panel, page, area in in_reading_order(pages, piece)
    )
