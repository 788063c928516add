"""Reads typeset pages: which lines stand where, how full a page is, and what sticks out of it.

The engine has no public face for this; all that is known of its boxes is in this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from brochure.units import POINTS

_PX = POINTS["px"]
#: Rounding in the engine, in points; and what an italic or a serif may stick out of its box.
_SLACK = 0.5


@dataclass(frozen=True)
class Line:
    """A line of text as it was set, with the section it belongs to."""

    text: str
    section: str


@dataclass(frozen=True)
class SetPage:
    """A typeset page. `name` is its panel's or side's name, empty for a page of the flow; lengths in points.

    `used` is the depth that copy takes of `depth`; `outside` is text that would be cut off or lie over a margin.
    """

    name: str
    depth: float
    used: float
    lines: tuple[Line, ...]
    outside: str


def read(page: Any, section: str = "") -> SetPage:
    """Reads the engine's page; `section` is the heading that was last seen on the page before."""
    box = page._page_box
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    root = next(child for child in box.children if child.is_for_root_element)
    lines = tuple(_lines(root, section))
    used = max((_bottom(part) for part in root.descendants() if _bears_copy(part)), default=top)
    return SetPage(
        name=box.page_type.name,
        depth=(bottom - top) * _PX,
        used=(min(used, bottom) - top) * _PX,
        lines=lines,
        outside=_outside(root, _frame(box)),
    )


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height() - box.margin_bottom if box.margin_height else 0)


def _kind(box: Any) -> str:
    return type(box).__name__


def _bears_copy(box: Any) -> bool:
    if _kind(box) == "LineBox":
        return any(True for _ in _texts(box))
    return "Replaced" in _kind(box)


def _texts(box: Any) -> Iterator[Any]:
    return (part for part in box.descendants() if _kind(part) == "TextBox" and part.text.strip())


def _lines(root: Any, section: str) -> Iterator[Line]:
    for box in root.descendants():
        if _kind(box) == "LineBox":
            text = " ".join("".join(part.text for part in _texts(box)).split())
            if text:
                if box.element_tag == "h2":
                    section = _whole(box.element)
                yield Line(text, section)


def _whole(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class _Frame:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, box: Any) -> bool:
        slack = _SLACK / _PX
        return bool(
            box.position_x >= self.left - slack
            and box.position_y >= self.top - slack
            and box.position_x + box.width <= self.right + slack
            and box.position_y + box.height <= self.bottom + slack
        )

    def cut(self, box: Any) -> _Frame:
        """What remains of the frame inside a box that hides what sticks out of it."""
        left, top = box.padding_box_x(), box.padding_box_y()
        return _Frame(
            max(self.left, left),
            max(self.top, top),
            min(self.right, left + box.padding_width()),
            min(self.bottom, top + box.padding_height()),
        )


def _frame(page_box: Any) -> _Frame:
    left, top = page_box.content_box_x(), page_box.content_box_y()
    return _Frame(left, top, left + page_box.width, top + page_box.height)


def _outside(box: Any, frame: _Frame) -> str:
    """The first text that stands outside the frame, or outside an ancestor that hides what sticks out."""
    kind = _kind(box)
    if kind == "TextBox":
        return "" if not box.text.strip() or frame.holds(box) else str(box.text.strip())
    if "Replaced" in kind:
        return "" if frame.holds(box) else _name(box)
    if box.style["overflow"] != "visible":
        frame = frame.cut(box)
    return next((text for child in box.children if (text := _outside(child, frame))), "")


def _name(replaced: Any) -> str:
    element = replaced.element
    return str(element.get("alt") or "a picture") if element is not None else "a picture"
