"""How thin the thinnest line of a drawing is: a press holds none under a quarter of a point."""

from __future__ import annotations

from math import inf
from xml.etree.ElementTree import Element

from brochure.content.drawings.flattening import KEPT_BACK
from brochure.content.drawings.numbers import length, numbers, transform


def thinnest(tree: Element) -> float:
    """Width of the thinnest line of a flattened tree, in units of its page; infinite where there is none.

    Areas with straight edges that are as thin count as lines, for that is what they look like.
    """
    return min(_widths(tree, 1), default=inf)


def _widths(element: Element, scale: float) -> list[float]:
    if element.tag in KEPT_BACK:
        return []
    if "transform" in element.attrib:
        a, b, c, d, _, _ = transform(element.attrib["transform"])
        scale *= abs(a * d - b * c) ** 0.5
    found = [width for child in element for width in _widths(child, scale)]
    if element.tag == "path":
        found += [width * scale for width in _of_path(element) if width > 0]
    return found


def _of_path(path: Element) -> list[float]:
    found: list[float] = []
    if path.get("stroke", "none") != "none":
        found.append(length(path.get("stroke-width"), 0, 1))
    shape = path.get("d", "")
    if path.get("fill", "black") != "none" and "C" not in shape and shape.count("M") == 1 and found in ([], [0]):
        points = numbers(shape)
        found += [max(side) - min(side) for side in (points[::2], points[1::2]) if len(side) > 2]
    return found
