"""What must hold of the pages that a template gives, whatever the copy: a layout may be at fault."""

from __future__ import annotations

from collections.abc import Sequence

from brochure.errors import BadInput
from brochure.geometry.piece import Piece
from brochure.typeset.engine.boxes import SetPage


def check_panels(piece: Piece, pages: Sequence[SetPage]) -> None:
    """Raises BadInput where a panel has no page, or one without room."""
    for page in pages:
        if not page.depth > 0:
            where = f"the panel '{page.name}'" if page.name else "a panel"
            raise BadInput(f"The layout leaves no room for copy in {where}.", hint="Make its margins smaller.")
    names = [page.name for page in pages]
    for panel in piece.panels:
        if panel.name not in names and not panel.flow:
            raise BadInput(f"The layout sets nothing in the panel '{panel.name}'.", hint="Show what stands in it.")
    if all(names):
        raise BadInput("The layout sets no copy.", hint="Show the copy.")


def check_number(piece: Piece, pages: Sequence[SetPage]) -> None:
    """Raises BadInput where copy and lines for notes take another number of panels than there are."""
    count = sum(not page.name for page in pages)
    if count != len(piece.flow):
        raise BadInput(
            f"The layout sets copy and lines for notes in {count} panels; it has {len(piece.flow)} for them.",
            hint="Let each panel of lines for notes fill one.",
        )
