"""Drawings (SVG) that others made: judged, bounded, and written anew, so that the engine never sees the original."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from math import hypot, isfinite
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from brochure import bounds
from brochure.content.drawings import numbers, reckoning
from brochure.content.drawings.numbers import Box
from brochure.content.drawings.reading import SVG, Unfit, label, read
from brochure.errors import BadInput, Place

__all__ = ["is_drawing", "plain"]

#: Names and colours: whatever they say, they are no numbers.
_WORDS = {
    *("id", "class", "href", "xlink:href", "font-family", "xml:space"),
    *("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"),
}
_known: OrderedDict[bytes, bytes | Unfit] = OrderedDict()
_MOST_KNOWN = 16


def plain(name: str, data: bytes, place: Place | None = None) -> bytes:
    """The drawing as plain SVG in UTF-8: elements that draw, and nothing else.

    Raises BadInput, which names the drawing and the element, where it holds what a leaflet must not carry, is damaged,
    or goes beyond a bound (see `bounds`). What a drawing came to is kept for the next time it is asked for.
    """
    key = blake2b(data).digest()
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.popitem(last=False)
        _known[key] = _judged(data)
    result = _known[key]
    if isinstance(result, Unfit):
        raise BadInput(f"The drawing '{name}' {result.fault}.", hint=result.hint, place=place)
    return result


def is_drawing(name: str, data: bytes) -> bool:
    """Whether the engine may take it for a drawing: by its name, or because it begins as markup does.

    The engine tries every picture that is none as a drawing, whatever its name.
    """
    return name.lower().endswith(".svg") or data.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


def _judged(data: bytes) -> bytes | Unfit:
    try:
        root = read(data)
        page = _page(root)
        for element in root.iter():
            _check_values(element, hypot(page.width, page.height))
        reckoning.check(root, page)
    except Unfit as fault:
        return fault.with_traceback(None)
    root.set("xmlns", SVG)
    root.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written


def _page(root: Element) -> Box:
    """What is drawn of the plane. Raises Unfit where that is nothing, or no box at all."""
    try:
        box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    except ValueError:
        raise Unfit("is not an SVG drawing, or is damaged: its viewBox holds no numbers", "Export it again.") from None
    if not box:
        size = [numbers.length(root.get(name), 100, 100) for name in ("width", "height")]
        box = [0, 0, *size]
    for name in ("width", "height"):
        if not numbers.is_length(root.get(name, "100%")):
            raise Unfit(f"has a {name} that is none: '{root.get(name, '')[:20]}'", "Export it again.")
    if len(box) != 4 or not all(map(isfinite, box)) or min(box[2:]) <= 0:
        raise Unfit(
            "has no size: its viewBox, or its width and height, are not four numbers above zero", "Export it again."
        )
    return Box(box[0], box[1], box[0] + box[2], box[1] + box[3])


def _check_values(element: Element, diagonal: float) -> None:
    for name, value in element.attrib.items():
        if name not in _WORDS and numbers.absurd(value):
            raise Unfit(f"has a number beyond all drawings: {name} in {label(element)}", "Export it again.")
    dashes = element.get("stroke-dasharray", "none")
    if dashes not in ("none", "inherit"):
        together = sum(numbers.length(part, diagonal) for part in dashes.replace(",", " ").split())
        if 0 < together < diagonal / bounds.MOST_DASHES:
            raise Unfit(f"has dashes too fine to be seen, in {label(element)}", "Make them longer.")
