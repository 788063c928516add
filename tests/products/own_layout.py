"""A layout of the workspace's own, made on the spot: its first panel is fixed, and the others take copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.conftest import Desk

_TOML = """
title = "Made on the spot"
fold = "{fold}"
sheet = "{sheet}"
orientation = "{orientation}"
papers = ["letter", "a4"]
margin = ["15mm", "12mm", "15mm", "12mm"]
[type]
smallest = {{ size = 8.8, leading = 1.34, spacing = 0.5 }}
ideal = {{ size = 10, leading = 1.4, spacing = 0.5 }}
largest = {{ size = 14, leading = 1.5, spacing = 0.5 }}
[[arrangements]]
reading = {reading}
flow = {flow}
"""
_SIDE = '[[arrangements.sides]]\nname = "{}"\nrows = [{{ panels = {} }}]\n'
_TEMPLATE = """{% extends "base/document.html" %}
{% import "base/parts.html" as parts with context %}
{% block body %}
<section class="panel-FRONT"><h1>{{ text.title }}</h1>{{ parts.contact() }}</section>
<main class="copy">{{ parts.article() }}{{ parts.sources() }}{{ parts.notes(spare) }}</main>
{% endblock %}
"""
#: What a side is drawn with.
ART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#fbeee0"/></svg>'


def make_layout(
    desk: Desk,
    name: str,
    fold: str,
    reading: Sequence[str],
    sides: Mapping[str, Sequence[str]] | None = None,
    *,
    sheet: str = "full",
    orientation: str = "landscape",
    drawings: Sequence[str] = (),
) -> None:
    """Writes the layout `name`, its panels as they are read; `sides` with their panels, where the fold has none.

    Each of the sides, and of `drawings`, is drawn.
    """
    folder, first = f"layouts/{name}", reading[0]
    panels = {"fold": fold, "sheet": sheet, "orientation": orientation, "reading": [*reading], "flow": [*reading[1:]]}
    written = "".join(_SIDE.format(side, [*of_side]) for side, of_side in (sides or {}).items())
    desk.write(f"{folder}/layout.toml", _TOML.format(**panels) + written)
    desk.write(f"{folder}/leaflet.html", _TEMPLATE.replace("FRONT", first))
    desk.write(
        f"{folder}/style.css", f".panel-{first} {{ font-size: 12pt; line-height: 16pt }} h1 {{ font-size: 24pt }}"
    )
    for side in (*(sides or ()), *drawings):
        desk.write(f"{folder}/{side}.svg", ART)
