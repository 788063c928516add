"""What the engine draws as it is meant. The list is of what it was seen to draw right, not of what it gets wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from brochure.content.drawings.flattening import GRADIENTS, names, target
from brochure.content.drawings.numbers import numbers, transform
from brochure.content.drawings.plotting import PLACES, is_path
from brochure.content.drawings.reading import label

_DRAWN = frozenset({"path", "svg", "g", "defs", "clipPath", "image", "stop", *GRADIENTS})
#: Numbers, and those with a unit that means the same everywhere.
_LENGTH = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:px|pt|pc|mm|cm|in)?\s*")
_LENGTHS = re.compile(rf"(?:{_LENGTH.pattern}[\s,]*)+")
_NUMBER = re.compile(r"\s*\+?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")
_TRANSFORMS = re.compile(
    r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\(\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[\s,]*)+\)[\s,]*)*"
)
#: A subpath that goes nowhere: dots for some programs.
_DOT = re.compile(r"M([^A-Z]*)(?:L\1)?(?:Z|M|$)")
_REFERENCE = re.compile(r"\s*url\(#([^)]*)\)\s*")
_SIDES = PLACES - {"d", "points"} | {"fx", "fy", "fr", "stroke-width", "stroke-dashoffset"}
_SHARES = frozenset(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "offset", "stroke-miterlimit"))
_WORDS = {
    "fill-rule": {"nonzero", "evenodd"},
    "clip-rule": {"nonzero", "evenodd"},
    "stroke-linecap": {"butt", "round", "square"},
    "stroke-linejoin": {"miter", "round", "bevel"},
    "gradientUnits": {"userSpaceOnUse", "objectBoundingBox"},
    "spreadMethod": {"pad"},
    "clipPathUnits": {"userSpaceOnUse"},
    "visibility": {"visible"},
    "display": {"inline", "block"},
    "overflow": {"visible", "hidden"},
    "color-interpolation": {"sRGB", "auto"},
    "mix-blend-mode": {"normal"},
    "paint-order": {"normal"},
    "vector-effect": {"none"},
    "preserveAspectRatio": {"xMidYMid", "xMidYMid meet"},
    **{
        name: {"none"} for name in ("filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end")
    },
}
#: They change nothing in shapes without text, animation or a pointer.
_IDLE = re.compile(
    r"id|class|version|baseProfile|xmlns|xmlns:xlink|xml:space|role|focusable|tabindex|enable-background|isolation|color"
    r"|(?:shape|text|image|color)-rendering|solid-\w+|cursor|pointer-events|contentScriptType|contentStyleType|zoomAndPan"
    r"|font(?:-\w+)*|text-(?!decoration)\w+(?:-\w+)*|text-decoration(?:-\w+)*|letter-spacing|word-spacing|line-height"
    r"|writing-mode|direction|white-space|baseline-shift|dominant-baseline|block-progression|shape-padding|shape-margin"
    r"|inline-size|-\w[\w-]*|title|name|lang|desc|color-profile|kerning|glyph-orientation-\w+|unicode-bidi|flood-\w+"
    r"|lighting-color|color-interpolation-filters|transform-box|mask-type|user-select"
)


def wrong(tree: Element) -> str:
    """What of a flattened tree the engine would not draw as it is meant, as messages call it; empty for none."""
    named = names(tree)
    for element in tree.iter():
        if element.tag not in _DRAWN:
            return label(element)
        if element.tag == "svg" and element is not tree:
            return label(element)
        for name, value in element.attrib.items():
            if not _fits(element, name, value, named, tree):
                return f'{name}="{value[:40]}" in {label(element)}'
        if fault := _wrong_together(element, named):
            return fault
    return ""


def _fits(element: Element, name: str, value: str, named: dict[str, Element], tree: Element) -> bool:
    if value == "inherit" and name in ("fill", "stroke"):
        return True
    if name in ("fill", "stroke", "stop-color"):
        return _is_paint(name, value, named)
    if name in _SIDES:
        # What the root has of them is its size on paper, in whatever unit.
        return bool(_LENGTH.fullmatch(value)) or element is tree
    if name in _SHARES:
        return (name != "opacity" or element is not tree) and bool(_NUMBER.fullmatch(value))
    if name == "clip-path" and element is not tree and (found := _REFERENCE.fullmatch(value)):
        clip = named.get(found[1])
        return clip is not None and clip.tag == "clipPath" and _cuts_plainly(clip)
    if name in _WORDS:
        return value.strip() in _WORDS[name]
    if name == "stroke-dasharray":
        # Dashes without length are dots with round ends, for some programs.
        return value == "none" or (bool(_LENGTHS.fullmatch(value)) and 0 not in numbers(value))
    if name in ("transform", "gradientTransform"):
        if element is tree or not _TRANSFORMS.fullmatch(value):
            return False
        a, b, c, d, _, _ = transform(value)
        return a * d != b * c
    if name in ("href", "xlink:href"):
        return element.tag == "image"
    if name == "d":
        return is_path(value)
    return name == "viewBox" or bool(_IDLE.fullmatch(name))


def _is_paint(name: str, value: str, named: dict[str, Element]) -> bool:
    from tinycss2.color4 import parse_color

    if found := _REFERENCE.fullmatch(value):
        gradient = named.get(found[1])
        if gradient is None or gradient.tag not in GRADIENTS or not _shades_plainly(gradient):
            return False
        # The engine takes the box of a shape with its stroke.
        return name == "fill" or gradient.get("gradientUnits") == "userSpaceOnUse"
    return value == "none" or (parse_color(value) not in (None, "currentcolor") and "(" not in value.partition("(")[2])


def _shades_plainly(gradient: Element) -> bool:
    offsets = [stop.get("offset", "0") for stop in gradient]
    if not all(map(_NUMBER.fullmatch, offsets)):
        return False
    stops = list(map(float, offsets))
    if len(stops) < 2 or any(one >= other for one, other in pairwise(stops)):
        return False
    get = {name: float(gradient.get(name, "0")) for name in ("x1", "y1", "x2", "y2", "cx", "cy", "fx", "fy", "fr", "r")}
    if gradient.tag == "linearGradient":
        return (get["x1"], get["y1"]) != (get["x2"], get["y2"])
    away = ((get["fx"] - get["cx"]) ** 2 + (get["fy"] - get["cy"]) ** 2) ** 0.5
    return get["r"] > 0 and get["fr"] == 0 and away < 0.99 * get["r"]


def _cuts_plainly(clip: Element) -> bool:
    """Whether a clip path is one shape: of several the engine leaves out what they share, as of their holes."""
    (shape,) = clip if len(clip) == 1 else (None,)
    if shape is None or shape.tag != "path":
        return False
    return "clip-path" not in clip.attrib and "clip-path" not in shape.attrib and "transform" not in clip.attrib


def _wrong_together(element: Element, named: dict[str, Element]) -> str:
    if element.tag == "clipPath" and any(part.get("clip-rule", "nonzero") != "nonzero" for part in element.iter()):
        return f"clip-rule in {label(element)}"
    if element.tag == "path" and element.get("stroke-linecap", "butt") != "butt" and _DOT.search(element.get("d", "")):
        return f"a dot in {label(element)}"
    if element.tag == "image" and not {"width", "height"} <= set(element.attrib):
        return label(element)
    fades = [
        paint
        for paint in ("fill", "stroke")
        if (gradient := named.get(target(element.get(paint)))) is not None
        and any(stop.get("stop-opacity", "1") != "1" or "(" in stop.get("stop-color", "") for stop in gradient)
    ]
    if fades and element.get("stroke", "none") != "none" and element.get("fill") != "none":
        return f"a fading gradient in {label(element)}"
    return ""
