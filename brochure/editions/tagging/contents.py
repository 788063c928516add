"""A table of contents: a list in a `nav` (ISO 32000-1, 14.8.4.3.4; matterhorn 1.02, 09-004)."""

from __future__ import annotations

from brochure.editions.tagging.tree import Content, Element, Note, deepest_first


def mend_contents(nav: Element) -> None:
    """Makes each list within `nav` a table of contents, and what an item says a reference; the lists are mended."""
    for element in deepest_first(nav):
        if element.kind == "L":
            element.kind = "TOC"
            element.attributes.pop("/A", None)
        elif element.kind == "LI":
            element.kind = "TOCI"
            element.kids = [part for kid in element.kids for part in _of_item(kid)]


def _of_item(kid: Element | Content | Note) -> list[Element | Content | Note]:
    """What stands in an item for its label or its body: an item within it is the item's own, all else a reference."""
    if not isinstance(kid, Element) or kid.kind != "LBody":
        return [kid]
    within = [part for part in kid.elements if part.kind == "TOC"]
    said: list[Element | Content | Note] = [part for part in kid.kids if part not in within]
    return [*([Element("Reference", kid.page, kids=said)] if said else []), *within]
