"""What stands on panels that short copy leaves free: at most one has lines for notes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from brochure.geometry.piece import Panel, Piece

#: What a free panel bears: the copy's own summary, large; lines for notes; a drawing.
SUMMARY, NOTES, ART = "summary", "notes", "art"
#: A longer summary is no line to be read across a room; it stays with the copy (letters).
_LONGEST_SUMMARY = 160


@dataclass(frozen=True)
class FreePanels:
    """The panels of the flow that have copy, and what stands on those before and after them."""

    copy: tuple[Panel, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def by_name(self, piece: Piece) -> MappingProxyType[str, str]:
        """What each free panel bears."""
        names = [panel.name for panel in piece.flow]
        last = len(names) - len(self.after)
        bears = {**dict(zip(names, self.before, strict=False)), **dict(zip(names[last:], self.after, strict=True))}
        return MappingProxyType(bears)


def free_panels(piece: Piece, spare: int, summary: str, *, flap: bool) -> FreePanels:
    """What stands on the `spare` panels of an article with this summary; `flap`: it names what stands on the flap."""
    flow = piece.flow
    copy = flow[: len(flow) - spare] if flap else piece.taken(len(flow) - spare)
    first = flow.index(copy[0])
    before = tuple(SUMMARY if 0 < len(summary) <= _LONGEST_SUMMARY and not number else ART for number in range(first))
    after = tuple(ART if number else NOTES for number in range(len(flow) - first - len(copy)))
    return FreePanels(copy, before, after)
