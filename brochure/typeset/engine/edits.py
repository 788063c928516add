"""What copyfit changes of a document before it is set once more: order, spaces, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

#: The class of a line above the rest of a box that is parted.
CONTINUED = "continued"


@dataclass(frozen=True)
class Edits:
    """Elements by their number in the document.

    `order` are blocks beside one another, each to stand in the place of the one that had been there; `styles` is CSS
    that an element gets in addition, and `continued` are those above which a line says that their box goes on;
    `continued_css` is for that line.
    """

    order: tuple[int, ...] = ()
    styles: Mapping[int, str] = field(default_factory=dict)
    continued: Mapping[int, str] = field(default_factory=dict)
    continued_css: str = ""


NO_EDITS = Edits()


@contextmanager
def edited(tree: Any, edits: Edits) -> Iterator[None]:
    """Within this, `tree`, whose elements are numbered in its order, is changed."""
    if edits == NO_EDITS:
        yield
        return
    elements = list(tree.iter())
    parents = {child: parent for parent in elements for child in parent}
    changed = {parents[elements[number]] for number in (*edits.order, *edits.continued)}
    kept = {parent: [(child, child.tail) for child in parent] for parent in changed}
    styles = {elements[number]: elements[number].get("style") for number in edits.styles}
    _reorder(elements, parents, edits.order)
    for number, css in edits.styles.items():
        before = elements[number].get("style")
        elements[number].set("style", f"{before}; {css}" if before else css)
    for number, text in edits.continued.items():
        _go_on(tree, elements[number], parents[elements[number]], text, edits.continued_css)
    try:
        yield
    finally:
        for parent, children in kept.items():
            parent[:] = [child for child, _ in children]
            for child, tail in children:
                child.tail = tail
        for element, style in styles.items():
            if style is None:
                del element.attrib["style"]
            else:
                element.set("style", style)


def _reorder(elements: list[Any], parents: Mapping[Any, Any], order: tuple[int, ...]) -> None:
    blocks = [elements[number] for number in order]
    places = [elements[number] for number in sorted(order)]
    at = {place: list(parents[place]).index(place) for place in places}
    for new, old in zip(blocks, places, strict=True):
        parents[old][at[old]] = new


def _go_on(tree: Any, element: Any, parent: Any, text: str, css: str) -> None:
    # In a list, too: it is no item, and is not counted.
    line = tree.makeelement("p", {"class": CONTINUED, **({"style": css} if css else {})})
    line.text = text
    parent.insert(list(parent).index(element), line)
