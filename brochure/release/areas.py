"""Where the panels of a product lie on its pages, in reading order, as the layout says."""

from __future__ import annotations

from brochure.geometry.piece import Piece
from brochure.geometry.press import press_sheet
from brochure.geometry.rect import Rect
from brochure.prepress.impose import panel_area
from brochure.production.plan import Product
from brochure.release.manifest import Area
from brochure.typeset import layouts
from brochure.workspace.workspace import Workspace


def areas(workspace: Workspace, product: Product, arrangement: int | None, language: str = "en") -> tuple[Area, ...]:
    """The panels of a product with this arrangement of its layout, for readers of `language`.

    None where it is read page by page. A press sheet may bear the piece several times: then so many times all panels.
    Raises BadInput as layouts do.
    """
    if product.layout is None or arrangement is None:
        return ()
    _, piece = layouts.arranged(workspace, product.layout, product.paper, arrangement, language)
    copies: tuple[Rect, ...] = (Rect(0, 0, piece.width, piece.height),)
    if product.edition == "press":
        from brochure.editions.print_job import print_job

        copies = press_sheet(piece, print_job(workspace, product.paper).settings).copies
    return tuple(area for copy in copies for area in _of_copy(piece, copy))


def _of_copy(piece: Piece, copy: Rect) -> list[Area]:
    page = {side.name: number for number, side in enumerate(piece.sides, start=1)}
    located = [(panel, panel_area(piece, panel)) for panel in piece.panels]
    return [
        Area(
            panel=panel.name,
            page=page[panel.side],
            x=round(copy.x + area.x, 3),
            y=round(copy.y + area.y, 3),
            width=round(area.width, 3),
            height=round(area.height, 3),
        )
        for panel, area in located
    ]
