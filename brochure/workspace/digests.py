"""The digest of each key of brochure.toml: what records of builds hold of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brochure.storage import read_trace
from brochure.workspace.config import Config
from brochure.workspace.tables import Table

#: The keys by which read traces note a location, with its key behind a dot, and that all are shown.
LOCATION, LOCATIONS = "location", "locations"


def digests(config: Config) -> Iterator[tuple[str, str]]:
    """Of every key, such as 'clinic.phone', and of every location."""
    yield from _of_sections(config)
    yield LOCATIONS, read_trace.digest(repr([location.key for location in config.location]).encode())
    for location in config.location:
        yield f"{LOCATION}.{location.key}", read_trace.digest(repr(location).encode())


def _of_sections(table: Table) -> Iterator[tuple[str, str]]:
    """Every key of the sections in and below `table`."""
    for name in type(table).model_fields:
        value: Any = getattr(table, name)
        if isinstance(value, Table) and (type(value).section or not type(table).section):
            yield from _of_sections(value)
        elif section := type(table).section:
            yield f"{section}.{name}", read_trace.digest(repr(value).encode())
