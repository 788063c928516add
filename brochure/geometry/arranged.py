"""Which arrangement of a layout some copy stands in, as records of builds keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brochure.geometry.piece import Piece


@dataclass(frozen=True)
class Arranged:
    """How a layout was arranged for some copy: which of its arrangements, from 0, and how deep the copy across is.

    That is in points, and 0 where no panel was let in.
    """

    number: int
    across: float = 0.0

    def of(self, pieces: Sequence[Piece]) -> Piece | None:
        """That one of the layout's pieces; None where it has no such arrangement."""
        # Imported here: who reads records of builds does without all that lays panels out.
        from brochure.geometry.piece import let_in

        if self.number >= len(pieces):
            return None
        piece = pieces[self.number]
        if not self.across:
            return piece
        return let_in(piece, self.across) if piece.across else None


#: The arrangement that a layout prefers, as it is.
FIRST = Arranged(0)
