"""How full a leaflet is, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brochure.build.outcome import Outcome
from brochure.errors import BrochureError, Overset
from brochure.geometry.piece import Piece

Kind = Literal["waiting", "fits", "short", "long", "error"]

#: So many lines short is what levelled panels are; nobody sees it.
_FULL = 1
#: A leaflet whose panels are less full looks unfinished.
_SHORT = 0.9


@dataclass(frozen=True)
class State:
    """Where a leaflet stands, in a word or a few."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class PanelState:
    """How full one panel is: the share of its depth in whole percent, and in words. `spare` has lines for notes."""

    name: str
    percent: int
    words: str
    short: bool = False


@dataclass(frozen=True)
class Note:
    """A finding or an error. `where` is file and line; `target` the part of the page that it is about, or ''."""

    severity: Literal["error", "warning", "note"]
    message: str
    hint: str
    where: str = ""
    target: str = ""


def state(outcome: Outcome | None) -> State:
    """The state of the product that is shown."""
    if outcome is None:
        return State("waiting", "being made")
    if isinstance(outcome.error, Overset):
        return State("long", f"over by {counted(outcome.error.words, 'word')}" if outcome.error.words else "too long")
    if outcome.error or any(finding.severity == "error" for finding in outcome.findings):
        return State("error", "error")
    if outcome.fit and outcome.fit.fill < _SHORT:
        return State("short", f"{outcome.fit.fill:.0%} full")
    return State("fits", "fits")


def panel_states(outcome: Outcome | None, piece: Piece) -> tuple[PanelState, ...]:
    """Each panel that takes copy, in reading order; none where nothing is known of them."""
    if not outcome or not outcome.fit:
        return ()
    found = {panel.name: panel for panel in outcome.fit.panels}
    states = []
    for panel in piece.flow:
        if fit := found.get(panel.name):
            short = fit.lines_free > _FULL
            words = f"short by {counted(fit.lines_free, 'line')}" if short else "full"
            states.append(PanelState(panel.name, min(100, round(fit.fill * 100)), words, short))
        else:
            states.append(PanelState(panel.name, 0, "free, lines for notes", True))
    return tuple(states)


def notes(outcome: Outcome | None, piece: Piece | None) -> Iterator[Note]:
    """The product's error first, then its findings."""
    if not outcome:
        return
    if outcome.error:
        yield from_error(outcome.error, panel_id(piece.flow[-1].name) if piece and _over(outcome.error) else "")
    panels = {panel.name for panel in piece.panels} if piece else set()
    for finding in outcome.findings:
        target = panel_id(finding.panel) if finding.panel in panels else page_id(finding.page) if finding.page else ""
        yield Note(finding.severity, finding.message, finding.hint, target=target)


def from_error(error: BrochureError, target: str = "") -> Note:
    """An error as it stands on the page."""
    place = error.place
    where = f"{place.file}, line {place.line}" if place and place.line else str(place.file) if place else ""
    return Note("error", error.message, error.hint, where, target)


def _over(error: BrochureError) -> bool:
    return isinstance(error, Overset) and error.words > 0


def panel_id(name: str | None) -> str:
    """The name of a panel's place on the page."""
    return f"panel-{name}"


def page_id(number: int) -> str:
    """The name of a page's or a side's place on the page, counted from 1."""
    return f"side-{number}"


def counted(count: int, thing: str) -> str:
    """'1 line', '3 lines'."""
    return f"{count} {thing}{'' if count == 1 else 's'}"
