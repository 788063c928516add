"""What the editions that are folded have in common."""

from __future__ import annotations

from brochure.editions.making import Job
from brochure.findings import Finding
from brochure.typeset.estimate import best_estimate
from brochure.typeset.free_panels import ART, NOTES, SUMMARY
from brochure.typeset.panels import PanelSet

#: What stands on a panel that copy leaves free.
_BEARS = {NOTES: "lines for notes", SUMMARY: "the summary", ART: "a drawing"}


def underfull(job: Job) -> tuple[Finding, ...]:
    """A note that copy is too short for its panels, and which layout would suit it; nothing where it fills them."""
    _, panels = job.folded
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
            f"Write more{_or_choose(job)}.",
            panel=next(iter(panels.free)),
        ),
    )


def _or_choose(job: Job) -> str:
    _, panels = job.folded
    other = best_estimate(job.workspace, panels.sample, job.paper.name) if panels.sample else ""
    return (
        f", or choose the layout '{other}', which suits it better by an estimate"
        if other not in ("", job.layout_name)
        else ""
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
