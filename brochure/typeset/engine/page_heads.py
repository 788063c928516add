"""What a page begins with, read from the engine's boxes: what is known of them for that is in this file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_AVOID = ("avoid", "avoid-page")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What may be parted where it must, as a table may: not a picture, an item, or the ways to the clinic.
_PARTS = ("box", "sources")


@dataclass(frozen=True)
class Head:
    """The numbers of elements: that of the first block that wants to stay whole, and that of its first part here."""

    block: int
    part: int


def kept_whole(root: Any) -> int | None:
    """The element with which the page of `root` begins, below its headings, if it was not to be parted; else None."""
    for box in _blocks(root):
        if box.element_tag in _HEADINGS or box.style["break_after"] in _AVOID:
            continue
        if box.style["break_inside"] not in _AVOID:
            return None
        parts = box.element_tag == "table" or any(name in _classes(box) for name in _PARTS)
        return _numbers(root)[box.element] if parts else None
    return None


def goes_on(root: Any, parted: frozenset[int]) -> Head | None:
    """The first of the boxes `parted` if the page of `root` begins within it, and that with which it goes on."""
    numbers = _numbers(root)
    for box in root.descendants():
        number = numbers.get(box.element)
        if number in parted and "box" in _classes(box):
            inside = next(_blocks(box), None)
            label = box.element.find("*[@class='label']")
            if inside is None or inside.element is label or inside.element_tag in _HEADINGS:
                return None
            return Head(numbers[box.element], numbers[inside.element])
        if type(box).__name__ == "LineBox":
            return None
    return None


def _blocks(root: Any) -> Iterator[Any]:
    """The blocks from the head of the page on: the outermost that want to stay whole, or have lines."""
    for box in getattr(root, "children", ()):
        if not box.is_in_normal_flow() or box.element is None:
            continue
        children = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
        lines = any(type(child).__name__ == "LineBox" for child in children)
        if box.style["break_inside"] in _AVOID or lines or not children:
            yield box
        else:
            yield from _blocks(box)


def _classes(box: Any) -> list[str]:
    return (box.element.get("class") or "").split()


def _numbers(root: Any) -> dict[Any, int]:
    return {element: number for number, element in enumerate(root.element.iter())}
