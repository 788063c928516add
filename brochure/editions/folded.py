"""What the editions that are folded have in common."""

from __future__ import annotations

from brochure.findings import Finding
from brochure.typeset.free_panels import ART, NOTES, SUMMARY
from brochure.typeset.panels import PanelSet

#: What stands on a panel that copy leaves free.
_BEARS = {NOTES: "lines for notes", SUMMARY: "the summary", ART: "a drawing"}


def underfull(panels: PanelSet) -> tuple[Finding, ...]:
    """A note that copy is too short for its panels; nothing where it fills them."""
    if not panels.free:
        return ()
    count = len(panels.piece.flow)
    filled = "; ".join(f"{_BEARS[what]} on {name}" for name, what in panels.free.items())
    return (
        Finding(
            "underfull",
            "note",
            f"The copy fills {count - len(panels.free)} of {count} panels at {panels.fit.type_size_pt:g} pt;"
            f" the rest is {filled}.",
            "Write more, or choose a smaller layout.",
            panel=next(iter(panels.free)),
        ),
    )


def rearranged(panels: PanelSet) -> tuple[Finding, ...]:
    """A note of what stands in another place than in the article, or is left out."""
    moved, left_out = (" and ".join(names) for names in (panels.fit.moved, panels.fit.left_out))
    hint = "E-mail and large print have the article's order, and all of it."
    notes = []
    if moved:
        notes.append(Finding("moved", "note", f"So that panels end well, this has moved: {moved}.", hint))
    if left_out:
        notes.append(Finding("left-out", "note", f"So that the type stays large, this is left out: {left_out}.", hint))
    return tuple(notes)
