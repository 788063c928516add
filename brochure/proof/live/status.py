"""How full a leaflet is, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brochure.errors import BrochureError, Overset
from brochure.findings import counted
from brochure.geometry.piece import Piece
from brochure.production.outcome import Outcome

StatusKind = Literal["waiting", "fits", "short", "long", "error"]

#: So many lines short is what levelled panels are; nobody sees it.
_UNSEEN_LINES = 1
#: A leaflet whose panels are less full looks unfinished.
_LEAST_FILL = 0.9


@dataclass(frozen=True)
class LeafletStatus:
    """How a leaflet came out, in a word or a few."""

    kind: StatusKind
    words: str


@dataclass(frozen=True)
class PanelStatus:
    """How full one panel is: the share of its depth in whole percent, and in words. `short` has lines to spare."""

    name: str
    percent: int
    words: str
    short: bool = False


@dataclass(frozen=True)
class Message:
    """A finding or an error. `where` is file and line; `target` the part of the page that it is about, or ''."""

    severity: Literal["error", "warning", "note"]
    message: str
    hint: str
    where: str = ""
    target: str = ""


def leaflet_status(outcome: Outcome | None) -> LeafletStatus:
    """The status of the product that is shown."""
    if outcome is None:
        return LeafletStatus("waiting", "being made")
    if isinstance(outcome.error, Overset):
        over = outcome.error.words
        return LeafletStatus("long", f"over by {counted(over, 'word')}" if over else "too long")
    if outcome.error or any(finding.severity == "error" for finding in outcome.findings):
        return LeafletStatus("error", "error")
    if outcome.fit and outcome.fit.fill < _LEAST_FILL:
        return LeafletStatus("short", f"{outcome.fit.fill:.0%} full")
    return LeafletStatus("fits", "fits")


def panel_statuses(outcome: Outcome | None, piece: Piece) -> tuple[PanelStatus, ...]:
    """Each panel that takes copy, in reading order; none where nothing is known of them."""
    if not outcome or not outcome.fit:
        return ()
    fits = {panel.name: panel for panel in outcome.fit.panels}
    statuses = []
    for panel in piece.flow:
        if fit := fits.get(panel.name):
            short = fit.lines_free > _UNSEEN_LINES
            words = f"short by {counted(fit.lines_free, 'line')}" if short else "full"
            statuses.append(PanelStatus(panel.name, min(100, round(fit.fill * 100)), words, short))
        else:
            statuses.append(PanelStatus(panel.name, 0, "free, lines for notes", True))
    return tuple(statuses)


def messages(outcome: Outcome | None, piece: Piece | None) -> Iterator[Message]:
    """The product's error first, then its findings."""
    if not outcome:
        return
    if outcome.error:
        yield error_message(outcome.error, panel_id(piece.flow[-1].name) if piece and _over(outcome.error) else "")
    panels = {panel.name for panel in piece.panels} if piece else set()
    for finding in outcome.findings:
        target = panel_id(finding.panel) if finding.panel in panels else page_id(finding.page) if finding.page else ""
        yield Message(finding.severity, finding.message, finding.hint, target=target)


def error_message(error: BrochureError, target: str = "") -> Message:
    """An error as it stands on the page."""
    place = error.place
    where = f"{place.file}, line {place.line}" if place and place.line else str(place.file) if place else ""
    return Message("error", error.message, error.hint, where, target)


def _over(error: BrochureError) -> bool:
    return isinstance(error, Overset) and error.words > 0


def panel_id(name: str | None) -> str:
    """The name of a panel's place on the page."""
    return f"panel-{name}"


def page_id(number: int) -> str:
    """The name of a page's or a side's place on the page, counted from 1."""
    return f"side-{number}"
