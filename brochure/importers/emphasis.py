"""Bold and italic brought into a shape that Markdown can say; what it cannot say becomes plain text."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import Tag
from bs4.element import NavigableString, PageElement

MARKS = "strong, em, del"


def settle_emphasis(scope: Tag, blocks: Sequence[str]) -> None:
    """Changes `scope` in place. A round may uncover what the next must mend; there is one more than kinds can nest."""
    for tag in scope.select(MARKS):
        if tag.find(list(blocks)) or tag.find_parent(tag.name):
            tag.unwrap()
    for _ in range(4):
        scope.smooth()
        for tag in scope.select(f"{MARKS}, a"):
            if not tag.decomposed:
                _settle(tag)
    scope.smooth()


def _settle(tag: Tag) -> None:
    _free_edges(tag)
    if not tag.get_text(strip=True):
        tag.unwrap()
        return
    if tag.name == "a":
        return
    while isinstance(after := tag.next_sibling, Tag) and after.name == tag.name:
        tag.extend(list(after.contents))
        after.decompose()
    beside = isinstance(tag.previous_sibling, Tag) and tag.previous_sibling.name in MARKS.split(", ")
    if beside or _is_glued(tag):
        tag.unwrap()


def _free_edges(tag: Tag) -> None:
    """Line breaks and spaces at either end belong outside, where the mark does not swallow them."""
    while tag.contents and _is_space(tag.contents[0]):
        tag.insert_before(tag.contents[0].extract())
    while tag.contents and _is_space(tag.contents[-1]):
        tag.insert_after(tag.contents[-1].extract())


def _is_space(node: PageElement) -> bool:
    return (isinstance(node, Tag) and node.name == "br") or (isinstance(node, NavigableString) and not node.strip())


def _is_glued(tag: Tag) -> bool:
    """Whether a mark would stand between a letter outside and a sign inside, where Markdown takes it for text."""
    before, after = tag.previous_sibling, tag.next_sibling
    opens = before is not None and before.get_text()[-1:].isalnum() and _is_sign(tag, 0)
    closes = after is not None and after.get_text()[:1].isalnum() and _is_sign(tag, -1)
    return opens or closes


def _is_sign(tag: Tag, end: int) -> bool:
    """Whether the first (0) or last (-1) character inside, as it will be written, is neither letter nor space."""
    node: PageElement = tag
    while isinstance(node, Tag) and node.contents:
        node = node.contents[end]
        if isinstance(node, Tag) and node.name in ("a", "sup", "sub", "img", "fill", "asis"):
            return True
    edge = node.get_text()[end:][:1]
    return not (edge.isalnum() or edge.isspace())
