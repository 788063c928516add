"""Writes a `[[leaflet]]` table for an article into brochure.toml, and leaves all else as it stands, comments too."""

from __future__ import annotations

import tomlkit
from tomlkit.items import AoT

from brochure.storage.atomic import publish
from brochure.workspace.workspace import CONFIG, Workspace


def add_entry(workspace: Workspace, slug: str) -> None:
    """Adds an entry, unless the article has one. Raises CannotWrite as `publish`."""
    if any(leaflet.article == slug for leaflet in workspace.config.leaflet):
        return
    path = workspace.root / CONFIG
    document = tomlkit.parse(workspace.files.text(path))
    entries = document.get("leaflet")
    if not isinstance(entries, AoT):  # none, or an empty array
        document.pop("leaflet", None)
        entries = tomlkit.aot()
        document.append("leaflet", entries)
    table = tomlkit.table()
    table.append("article", slug)
    entries.append(table)
    publish(tomlkit.dumps(document).encode(), path)
