"""What the templates are given, beside the spread itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brochure.proof.live.snapshot import Leaflet, Snapshot
from brochure.proof.live.spread import Spread
from brochure.proof.live.words import Note, State, counted, from_error, state

_PAPERS = {"letter": "Letter", "a4": "A4", "legal": "Legal"}
_PAGED = {"email": "E-mail edition", "large-print": "Large print"}


@dataclass(frozen=True)
class Line:
    """A leaflet in the list."""

    id: str
    label: str
    state: State


@dataclass(frozen=True)
class Group:
    """An article in the list, and its leaflets."""

    title: str
    language: str
    lines: tuple[Line, ...]


def context(snapshot: Snapshot, spread: Spread) -> dict[str, Any]:
    """The templates' values by name."""
    leaflet = spread.leaflet
    titles = _titles(snapshot)
    title, language = _titled(titles, leaflet.slug)
    return {
        "clinic": snapshot.clinic,
        "groups": _groups(snapshot, titles),
        "spread": spread,
        "title": title,
        "language": language,
        "label": _label(leaflet),
        "about": _about(snapshot, spread),
        "alarms": _alarms(snapshot, spread),
    }


def _alarms(snapshot: Snapshot, spread: Spread) -> tuple[Note, ...]:
    """What keeps the pictures from being those of the copy."""
    trouble = (from_error(snapshot.error),) if snapshot.error else ()
    return (*trouble, *(note for note in spread.notes if note.severity == "error"))


def _groups(snapshot: Snapshot, titles: Mapping[str, tuple[str, str]]) -> tuple[Group, ...]:
    lines: dict[str, list[Line]] = {}
    for one in snapshot.leaflets:
        line = Line(one.id, _label(one), state(snapshot.outcomes.get(one.shown.path)))
        lines.setdefault(one.slug, []).append(line)
    return tuple(Group(*_titled(titles, slug), tuple(found)) for slug, found in lines.items())


def _titles(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """The title and the language of each article that could be read."""
    found = ((outcome.product.slug, outcome.about) for outcome in snapshot.good.values())
    return {slug: (about.title, about.language) for slug, about in found if about}


def _titled(titles: Mapping[str, tuple[str, str]], slug: str) -> tuple[str, str]:
    """An article's title and language; its name, as long as it could not be read."""
    return titles.get(slug, (slug.replace("-", " ").capitalize(), "en"))


def _label(leaflet: Leaflet) -> str:
    task = leaflet.task
    if task.layout is None:
        return _PAGED[leaflet.shown.edition]
    return f"{task.layout.replace('-', ' ').capitalize()}, {_PAPERS[task.paper]}"


def _about(snapshot: Snapshot, spread: Spread) -> str:
    """What the leaflet is, in a line."""
    if not (geometry := snapshot.geometry(spread.leaflet.task)):
        pages = len(spread.sheets)
        return f"{_PAGED[spread.leaflet.shown.edition]}, {counted(pages, 'page')}"
    return f"{geometry.title}, {_PAPERS[spread.leaflet.task.paper]} paper"
