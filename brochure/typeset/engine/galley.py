"""Reads a galley from the engine's boxes: what is known of them for that is in this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brochure.content.containers import OPTIONAL
from brochure.typeset.galley import GIVES, SOURCES, Block, Galley, Kind, Seam, Strip
from brochure.units import POINTS

_PX = POINTS["px"]
_AVOID = ("avoid", "avoid-page")
_FORCED = ("page", "always", "left", "right", "recto", "verso")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Classes of what follows the copy, and what a person calls it.
_LAST = {"sources": SOURCES, "where": "the list of places", "notes": "the lines for notes"}
#: A picture is one that may give if it is as deep as this many times its text.
_DEEP = 4
#: Kinds of boxes whose children are not one below the other, or that have none.
_WHOLE = ("TableRowBox", "Replaced", "Flex", "Grid")
_LISTS = ("ul", "ol")
_DISPLAYED = ("figure", "table", "aside", "section", "blockquote")


class NoGalley(Exception):
    """The copy has what only the engine can break: pages that a layout asks for, or no blocks."""


def read(root: Any, line: float, deepest: float) -> Galley:
    """The galley of a page without end whose root box is `root`.

    `line` is the distance of baselines and `deepest` the depth of the deepest panel, in points. Raises NoGalley.
    """
    numbers = {element: number for number, element in enumerate(_document(root).iter())}
    blocks: list[Block] = []
    head = 0.0
    for box in _blocks(_flow(root)):
        _refuse_pages(box)
        if not (blocks and (blocks[-1].keeps_next or blocks[-1].leads)):
            head = _top(box)
        # What has to stand below a heading finds less room.
        parts = list(_parts(box, deepest / _PX - (_top(box) - head)))
        if parts and box.element is not None:
            blocks.append(_block(box, parts, numbers, line))
    if not blocks:
        raise NoGalley
    return Galley(blocks, line)


def _block(box: Any, parts: Sequence[_Part], numbers: Mapping[Any, int], line: float) -> Block:
    top = _top(box)
    head, foot = _decoration(box)
    # A box that is split says above its further parts that they go on.
    continued = _is_boxed(box)
    head += line / _PX if continued else 0.0
    strips = [
        Strip(
            (part.top - top) * _PX,
            (part.bottom - top) * _PX,
            part.before,
            part.text,
            (part.repeated + head) * _PX if number else 0.0,
            foot * _PX if part is not parts[-1] else 0.0,
            part.gives * _PX,
            numbers[part.element] if part.element is not None else 0,
        )
        for number, part in enumerate(parts)
    ]
    return Block(
        _kind(box),
        tuple(strips),
        _margin(box, "top", 0) * _PX,
        _margin(box, "bottom", -1) * _PX,
        numbers[box.element],
        any(value in _AVOID for value in _ends(box, "break_after", -1)),
        # The engine keeps every list with what stands above it; here only a line that leads to it is kept with it.
        box.element_tag not in _LISTS and any(value in _AVOID for value in _ends(box, "break_before", 0)),
        _title(box),
        int(box.element_tag[1]) if box.element_tag in _HEADINGS else 0,
        box.element.get(OPTIONAL) is not None,
        continued,
        _name(box),
    )


def _title(box: Any) -> str:
    """What a heading says, or the label of a box."""
    element = box.element if box.element_tag in _HEADINGS else box.element.find("*[@class='label']")
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _name(box: Any) -> str:
    """What a person would call a box, table or picture, or what follows the copy."""
    element = box.element
    if last := _LAST.keys() & _classes(box):
        return _LAST[min(last)]
    picture = next((part for part in element.iter("img")), None)
    if box.element_tag == "table":
        cells = next(element.iter("tr"), ())
        said = ", ".join(filter(None, (" ".join("".join(cell.itertext()).split()) for cell in cells)))
    elif title := _title(box):
        said = title
    else:
        said = picture.get("alt", "") if picture is not None and box.element_tag == "figure" else _text(box)
    kind = {"table": "the table", "figure": "the picture"}.get(box.element_tag, "the box")
    words = " ".join(said.split())
    return f"{kind} '{words[:40]}{'…' if len(words) > 40 else ''}'" if words else ""


def _decoration(box: Any) -> tuple[float, float]:
    """What a box has of padding and rules at its head and foot, which it has at a cut, too."""
    if not _is_boxed(box):
        return 0.0, 0.0
    return box.padding_top + box.border_top_width, box.padding_bottom + box.border_bottom_width


def text_of(root: Any) -> str:
    """The text of a page's copy, without spaces."""
    parts = (part for box in _blocks(_flow(root)) for part in _parts(box, float("inf")))
    return "".join("".join(part.text for part in parts).split())


def _document(root: Any) -> Any:
    """The root element of the document."""
    return root.element


def _flow(root: Any) -> Any:
    """The box whose children are the blocks of the copy: the first that has more than one, or lines."""
    box = root
    while len(inside := _blocks(box)) == 1 and not _has_lines(inside[0]):
        box = inside[0]
    return box


def _blocks(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]


def _has_lines(box: Any) -> bool:
    return any(type(child).__name__ == "LineBox" for child in getattr(box, "children", ()))


def _kind(box: Any) -> Kind:
    if box.element_tag in _HEADINGS:
        return Kind.HEADING
    if _LAST.keys() & _classes(box):
        return Kind.SOURCES
    return Kind.DISPLAY if box.element_tag in _DISPLAYED else Kind.COPY


def _classes(box: Any) -> set[str]:
    return set((box.element.get("class") or "").split()) if box.element is not None else set()


def _is_boxed(box: Any) -> bool:
    return "box" in _classes(box)


def _refuse_pages(box: Any) -> None:
    values = [*_ends(box, "break_before", 0), *_ends(box, "break_after", -1)]
    if any(value in _FORCED for value in values):
        raise NoGalley


@dataclass(frozen=True)
class _Part:
    """A strip in the engine's lengths, from the page's head."""

    top: float
    bottom: float
    before: Seam
    text: str = ""
    repeated: float = 0
    gives: float = 0
    element: Any = None


def _parts(box: Any, deepest: float) -> Iterator[_Part]:
    """The strips of a box; the seam of the first is not known here."""
    top, bottom = _top(box), _bottom(box)
    children = _blocks(box)
    kept = box.style["break_inside"] in _AVOID and not _LAST.keys() & _classes(box)
    whole = kept and bottom - top <= deepest
    if whole or not children or any(kind in type(box).__name__ for kind in _WHOLE):
        if bottom > top:
            picture = _picture(box)
            gives = GIVES * float(picture.height) if picture is not None else 0.0
            element = box.element if picture is None else picture.element
            yield _Part(top, bottom, Seam.NEVER, _text(box), gives=gives, element=element)
        return
    inside = list(_lines(box, children) if _has_lines(box) else _rows(box, children, deepest))
    if inside:
        inside[0] = replace(inside[0], top=min(top, inside[0].top))
        inside[-1] = replace(inside[-1], bottom=max(bottom, inside[-1].bottom))
    yield from inside


def _picture(box: Any) -> Any:
    """The only picture in a box, if it is one of some depth; else None."""
    pictures = [part for part in (box, *box.descendants()) if "Replaced" in type(part).__name__]
    if len(pictures) != 1 or pictures[0].element_tag != "img":
        return None
    (picture,) = pictures
    return picture if picture.height > _DEEP * picture.style["font_size"] else None


def _lines(box: Any, lines: list[Any]) -> Iterator[_Part]:
    """The lines of a paragraph: a seam leaves `orphans` before it and `widows` behind it."""
    orphans, widows = int(box.style["orphans"]), int(box.style["widows"])
    for at, line in enumerate(lines):
        lawful = at >= orphans and len(lines) - at >= widows
        seam = Seam.LINES if lawful else Seam.NEVER
        element = None if at else box.element
        yield _Part(line.position_y, line.position_y + line.height, seam, _text(line), element=element)


def _rows(box: Any, children: list[Any], deepest: float) -> Iterator[_Part]:
    """The strips of what is below one another in a box: items, paragraphs of a box, rows of a table."""
    seam = _parted(box, deepest)
    head = 0.0
    above: Any = None
    for child in children:
        for at, part in enumerate(_parts(child, deepest)):
            before = _within(seam, part.before) if at else _between(above, child, seam)
            element = child.element if not at and not part.gives else part.element
            yield replace(part, before=before, repeated=part.repeated or head, element=element)
        if getattr(child, "is_header", False):
            head = float(child.height)
        above = child


def _within(outer: Seam, inner: Seam) -> Seam:
    """A seam in what is within a box or a table parts that, too."""
    return outer if outer in (Seam.BOX, Seam.TALL) and inner is not Seam.NEVER else inner


def _parted(box: Any, deepest: float) -> Seam:
    """What a break between two children of a box parts."""
    if "Table" in type(box).__name__ or _is_boxed(box):
        return Seam.TALL if _bottom(box) - _top(box) > deepest else Seam.BOX
    return Seam.ITEMS if box.element_tag in ("ul", "ol", "dl", "li") else Seam.BLOCKS


def _between(upper: Any, lower: Any, seam: Seam) -> Seam:
    """The seam between two siblings: never where the end of one or the beginning of the other asks for company."""
    if upper is None:
        return Seam.NEVER
    values = [*_ends(upper, "break_after", -1), *_ends(lower, "break_before", 0)]
    return Seam.NEVER if any(value in _AVOID for value in values) else seam


def _ends(box: Any, name: str, at: int) -> Iterator[str]:
    """What a box and its first or last descendants say of a break there."""
    while box is not None:
        yield box.style[name]
        children = [] if _has_lines(box) else _blocks(box)
        box = children[at] if children else None


def _margin(box: Any, side: str, at: int) -> float:
    """The margin of a box on one side with those of its first or last descendants that collapse with it."""
    largest = 0.0
    while box is not None:
        largest = max(largest, float(getattr(box, f"margin_{side}", 0) or 0))
        edge = (getattr(box, f"padding_{side}", 0) or 0) + (getattr(box, f"border_{side}_width", 0) or 0)
        children = [] if _has_lines(box) or edge or "Table" in type(box).__name__ else _blocks(box)
        box = children[at] if children else None
    return largest


def _top(box: Any) -> float:
    return float(box.position_y + (getattr(box, "margin_top", 0) or 0))


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height() - (getattr(box, "margin_bottom", 0) or 0))


def _text(box: Any) -> str:
    texts = (part.text for part in box.descendants() if type(part).__name__ == "TextBox")
    return " ".join("".join(texts).split())
