"""Reads typeset pages: which lines stand where, how full a page is, and what sticks out of it.

The engine has no public face for this; all that is known of its boxes is in this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from brochure.typeset.engine.line_break import start_of
from brochure.units import POINTS

_PX = POINTS["px"]
#: Rounding in the engine, in points; and what an italic or a serif may stick out of its box.
_SLACK = 0.5


@dataclass(frozen=True)
class TextLine:
    """A line of text as it was set, with the section it belongs to: empty before the first heading of its page."""

    text: str
    section: str


@dataclass(frozen=True)
class Sticking:
    """What sticks out: the text, or that of a `picture`; in a `table`, the line of the article that it begins on."""

    text: str
    picture: bool = False
    table: int = 0


@dataclass(frozen=True)
class SetPage:
    """A typeset page. `name` is its panel's or side's name, empty for a page of the flow; lengths in points.

    `used` is the depth that copy takes of `depth`. The rest is read when it is asked for: copyfit looks at many pages
    and needs no more than this.
    """

    name: str
    depth: float
    used: float
    root: Any = field(repr=False, compare=False)
    _frame: _Frame = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines from top to bottom."""
        return tuple(_lines(self.root))

    @cached_property
    def reach(self) -> tuple[float, float, float]:
        """From where to where its text reaches across the page, and where its first line stands, from the head."""
        boxes = [box for box in self.root.descendants() if _kind(box) == "TextBox" and box.text.strip()]
        left, right = min(box.position_x for box in boxes), max(box.position_x + box.width for box in boxes)
        return left * _PX, right * _PX, (boxes[0].position_y + boxes[0].baseline) * _PX

    @cached_property
    def drawings(self) -> tuple[tuple[str, float, float], ...]:
        """The address of each drawing on it, and how wide and high it is set."""
        pictures = [part for part in self.root.descendants(placeholders=True) if "Replaced" in _kind(part)]
        return tuple(
            (str(part.replacement._base_url), part.width * _PX, part.height * _PX)
            for part in pictures
            if type(part.replacement).__name__ == "SVGImage"
        )

    @cached_property
    def sticking(self) -> Sticking | None:
        """The first text or picture that would be cut off or lies over a margin; None where all is well."""
        return _outside(self.root, self._frame)

    @property
    def outside(self) -> str:
        """What it says, or what is said of the picture."""
        return self.sticking.text if self.sticking else ""

    @cached_property
    def wide_tables(self) -> tuple[int, ...]:
        """The tables that are wider than their place, by their `data-line`."""
        return tuple(dict.fromkeys(_wide_tables(self.root, self.root)))

    @cached_property
    def gap(self) -> float:
        """The largest distance between what stands on it, from top to bottom."""
        parts = sorted(
            (part for part in self.root.descendants() if _bears_copy(part)), key=lambda part: part.position_y
        )
        bottom = parts[0].position_y if parts else 0.0
        largest = 0.0
        for part in parts:
            largest = max(largest, part.position_y - bottom)
            bottom = max(bottom, part.position_y + part.height)
        return largest * _PX

    @property
    def titled(self) -> bool:
        """Whether the title stands on it."""
        return any(part.element_tag == "h1" for part in self.root.descendants())

    @cached_property
    def collision(self) -> str:
        """The first text that stands on other text or on a picture; empty where all is well."""
        return _collision([part for part in self.root.descendants(placeholders=True) if _bears_copy(part)])


def read(page: Any) -> SetPage:
    """Reads the engine's page."""
    box = page._page_box
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    root = next(child for child in box.children if child.is_for_root_element)
    used = max((_bottom(part) for part in root.descendants() if _bears_copy(part)), default=top)
    return SetPage(
        name=box.page_type.name,
        depth=(bottom - top) * _PX,
        used=(min(used, bottom) - top) * _PX,
        root=root,
        _frame=_frame(box),
    )


def with_sections(pages: Iterable[SetPage]) -> list[TextLine]:
    """The lines of the pages in order, each with the section that it stands in, whichever page that began on."""
    lines: list[TextLine] = []
    section = ""
    for line in (line for page in pages for line in page.lines):
        section = line.section or section
        lines.append(TextLine(line.text, section))
    return lines


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height() - box.margin_bottom)


def _kind(box: Any) -> str:
    return type(box).__name__


def _bears_copy(box: Any) -> bool:
    if _kind(box) == "LineBox":
        return any(True for _ in _texts(box))
    return "Replaced" in _kind(box)


def _texts(box: Any) -> Iterator[Any]:
    return (part for part in box.descendants() if _kind(part) == "TextBox" and part.text.strip())


def _lines(root: Any) -> Iterator[TextLine]:
    section = ""
    for box in root.descendants():
        if _kind(box) == "LineBox" and (text := _said(box)):
            if box.element_tag == "h2":
                section = _whole(box.element)
            yield TextLine(text, section)


def _whole(element: Any) -> str:
    return " ".join("".join(element.itertext()).replace("\u2060", "").split())


@dataclass(frozen=True)
class _Frame:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, box: Any, line: Any) -> bool:
        """Whether `box` lies inside from side to side, and the `line` that it stands in from top to bottom.

        A text's own height is its font's, which reaches over a line that is set tight.
        """
        slack, start = _SLACK / _PX, start_of(box)
        return bool(
            start >= self.left - slack
            and line.position_y >= self.top - slack
            and start + box.width <= self.right + slack
            and line.position_y + line.height <= self.bottom + slack
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


def _outside(box: Any, frame: _Frame, line: Any = None) -> Sticking | None:
    """The first text that stands outside the frame, or outside an ancestor that hides what sticks out."""
    kind = _kind(box)
    if kind == "TextBox":
        said = str(box.text.replace("\u2060", "").strip())
        return None if not said or frame.holds(box, line or box) else Sticking(said)
    if "Replaced" in kind:
        return None if frame.holds(box, box) else Sticking(_name(box), picture=True)
    if kind == "LineBox":
        line = box
    if box.style["overflow"] != "visible":
        frame = frame.cut(box)
    found = next((found for child in box.children if (found := _outside(child, frame, line))), None)
    if found and not found.table and box.element_tag == "table" and box.element is not None:
        return replace(found, table=int(box.element.get("data-line") or 0))
    return found


def _wide_tables(box: Any, around: Any) -> Iterator[int]:
    """`around` is the block that the box stands in; a table stands in a wrapper of its own, as wide as it is."""
    for child in box.children if hasattr(box, "children") else ():
        if child.element_tag == "table" and _kind(child) == "TableBox":
            wide = child.border_width() > around.width + _SLACK / _PX
            line = child.element.get("data-line") if child.element is not None else None
            if wide and line:
                yield int(line)
        elif _kind(child) not in ("LineBox", "TextBox"):
            yield from _wide_tables(child, around if child.is_table_wrapper else child)


def _collision(parts: list[Any]) -> str:
    """`parts` are lines and pictures; a line within a line (a small block in running text) is no collision."""
    slack = 2 * _SLACK / _PX
    parts.sort(key=lambda part: float(part.position_y))
    for at, upper in enumerate(parts):
        for lower in parts[at + 1 :]:
            if lower.position_y > upper.position_y + upper.height - slack:
                break
            apart = (
                lower.position_x > upper.position_x + upper.width - slack
                or upper.position_x > lower.position_x + lower.width - slack
            )
            if not apart and lower not in upper.descendants() and upper not in lower.descendants():
                return _said(lower) or _said(upper)
    return ""


def _said(part: Any) -> str:
    said = "".join(text.text for text in _texts(part)).replace("\u2060", "")
    return " ".join(said.split()) if _kind(part) == "LineBox" else ""


def _name(replaced: Any) -> str:
    element = replaced.element
    return str(element.get("alt") or "a picture") if element is not None else "a picture"
