"""What the editions that are folded have in common."""

from __future__ import annotations

from brochure.findings import Finding
from brochure.typeset.panels import PanelSet


def underfull(panels: PanelSet) -> tuple[Finding, ...]:
    """A note that copy is too short for its panels; nothing where it fills them."""
    if not panels.spare:
        return ()
    count = len(panels.piece.flow)
    return (
        Finding(
            "underfull",
            "note",
            f"The copy fills {count - len(panels.spare)} of {count} panels at the largest type;"
            f" lines for notes fill {', '.join(panels.spare)}.",
            "Write more, or choose a smaller layout.",
            panel=panels.spare[0],
        ),
    )
