"""A drawing's tree with what it refers to put in its place, and what is written in many ways written in one.

The engine draws plain shapes and groups right; of all else each program has its own idea. So references to parts are
replaced by the parts, colours that depend on others by colours, masks that only cut by clip paths, and gradients have
all their numbers, in the units of the drawing.
"""

from __future__ import annotations

import re
from copy import deepcopy
from math import hypot
from xml.etree.ElementTree import Element

from brochure.content.drawings.numbers import Box, box_of, decimal, length
from brochure.content.drawings.plotting import PLACES, SHAPES, plotted

_URL = re.compile(r"url\(\s*[\"']?#([^\"')]*)[\"']?\s*\)")
_COLOURS = ("stop-color", "flood-color", "lighting-color")
#: What is drawn only where it is referred to.
KEPT_BACK = frozenset({"defs", "clipPath", "mask", "pattern", "marker", "symbol", "filter"})
GRADIENTS = ("linearGradient", "radialGradient")
_PLACED = {"x", "y", "width", "height", "href", "xlink:href"}
#: Of numbers of a gradient: what it is where it is not said, in hundredths, and of which side of the page.
_LINEAR = {"x1": (0, "width"), "y1": (0, "height"), "x2": (100, "width"), "y2": (0, "height")}
_RADIAL = {"cx": (50, "width"), "cy": (50, "height"), "r": (50, "both")}


def flattened(root: Element, page: Box) -> Element:
    """A copy of the tree, flattened. What cannot be flattened stays as it was."""
    tree = deepcopy(root)
    named = names(tree)
    for element in tree.iter():
        if element.tag == "a" or (element.tag == "switch" and len(element) == 1):
            element.tag = "g"
    _drop_hidden(tree)
    _expand(tree, named)
    _settle_colours(tree, "black")
    for element in tree.iter():
        if element.tag == "clipPath" and len(element) == 1:
            _unwrap(element)
        for name, value in element.attrib.items():
            if "url(" in value:
                element.set(name, _URL.sub(r"url(#\1)", value))
    for element in list(tree.iter()):
        if element.tag in GRADIENTS:
            _settle_gradient(element, named, page)
    _cut_instead_of_masking(tree, named)
    _drop_unused(tree)
    _settle_shapes(tree, {})
    _split_faded_strokes(tree)
    if "viewBox" in tree.attrib:
        _cut_at_the_edge(tree, page)
    return tree


def _cut_at_the_edge(tree: Element, page: Box) -> None:
    """Nothing is seen of what lies outside the page, though the engine would draw it."""
    edge = f"M{page.left} {page.top}H{page.right}V{page.bottom}H{page.left}Z"
    clip = Element("clipPath", {"id": "edge-of-the-page"})
    clip.append(Element("path", {"d": plotted("path", {"d": edge}) or ""}))
    group = Element("g", {"clip-path": "url(#edge-of-the-page)"})
    group[:] = list(tree)
    tree[:] = [clip, group]


def _drop_unused(tree: Element) -> None:
    """Takes out what would only be drawn where it is referred to, and is not."""
    used: set[str] = set()
    for element in tree.iter():
        used |= {found for value in element.attrib.values() for found in _URL.findall(value)}
        if name := href(element):
            used.add(name)
    for parent in list(tree.iter()):
        for child in list(parent):
            unused = child.get("id") not in used or child.get("id") is None
            if child.tag in KEPT_BACK and child.tag != "defs" and unused:
                parent.remove(child)


def names(tree: Element) -> dict[str, Element]:
    """The elements by their names, the first of each."""
    named: dict[str, Element] = {}
    for element in tree.iter():
        if name := element.get("id"):
            named.setdefault(name, element)
    return named


def target(value: str | None) -> str:
    """The name that `url(#name)` refers to; empty for all else."""
    found = _URL.search(value) if value else None
    return found[1] if found else ""


def href(element: Element) -> str:
    """The name that the element refers to with its href."""
    return (element.get("href") or element.get("xlink:href") or "").removeprefix("#")


def _drop_hidden(tree: Element) -> None:
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.get("display") == "none" and child.tag not in GRADIENTS:
                parent.remove(child)
            elif child.get("display") in ("inline", "block"):
                del child.attrib["display"]


def _expand(tree: Element, named: dict[str, Element]) -> None:
    """Puts copies of shapes and groups where <use> refers to them. How much that makes has been reckoned before."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if element.tag == "use":
            found = named.get(href(element))
            if found is not None and found.tag not in (*KEPT_BACK, "svg", "use", "text", "tspan", "style", "stop"):
                copy = deepcopy(found)
                for part in copy.iter():
                    part.attrib.pop("id", None)
                moved = f"translate({element.get('x') or 0} {element.get('y') or 0})"
                moves = element.get("x") or element.get("y")
                element.attrib = {name: value for name, value in element.attrib.items() if name not in _PLACED}
                if moves:
                    element.set("transform", f"{element.get('transform', '')} {moved}".strip())
                element.tag = "g"
                element[:] = [copy]
        waiting += list(element)


def _unwrap(clip: Element) -> None:
    """A shape by reference, as one program writes all its clip paths, becomes the shape."""
    group = clip[0]
    if group.tag == "g" and len(group) == 1 and set(group.attrib) <= {"transform", "overflow", "class", "id"}:
        shape = group[0]
        moves = f"{group.get('transform', '')} {shape.get('transform', '')}".strip()
        if moves:
            shape.set("transform", moves)
        clip[:] = [shape]


def _settle_colours(element: Element, colour: str) -> None:
    own = element.get("color", "inherit")
    if own.lower() not in ("inherit", "currentcolor"):
        colour = own
    for name in _COLOURS:
        if element.get(name, "").lower() == "currentcolor":
            element.set(name, colour)
    for child in element:
        _settle_colours(child, colour)


def _settle_gradient(gradient: Element, named: dict[str, Element], page: Box) -> None:
    chain = [gradient]
    while (found := named.get(href(chain[-1]))) is not None and found.tag in GRADIENTS and found not in chain:
        chain.append(found)
    of_kind = [one for one in chain if one.tag == gradient.tag]
    said = {name: value for name, value in gradient.attrib.items() if name not in ("href", "xlink:href")}
    for one in reversed(chain):
        common = ("gradientUnits", "gradientTransform", "spreadMethod")
        said.update({name: one.attrib[name] for name in common if name in one.attrib})
    for one in reversed(of_kind):
        own = ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy", "fr")
        said.update({name: one.attrib[name] for name in own if name in one.attrib})
    own_units = said.get("gradientUnits") == "userSpaceOnUse"
    whole = Box(0, 0, page.width, page.height) if own_units else Box(0, 0, 1, 1)
    sides = {"width": whole.width, "height": whole.height, "both": hypot(whole.width, whole.height) / 2**0.5}
    for name, (share, side) in (_LINEAR if gradient.tag == "linearGradient" else _RADIAL).items():
        said[name] = decimal(length(said.get(name), sides[side], share / 100 * sides[side]))
    if gradient.tag == "radialGradient":
        for name, centre in (("fx", "cx"), ("fy", "cy")):
            side = "width" if name == "fx" else "height"
            said[name] = decimal(length(said[name], sides[side])) if name in said else said[centre]
        said["fr"] = decimal(length(said.get("fr"), sides["both"]))
    stops = next((one for one in chain if any(child.tag == "stop" for child in one)), gradient)
    children = [deepcopy(child) for child in stops if child.tag == "stop"]
    for stop in children:
        if _SHARE.fullmatch(offset := stop.get("offset", "0")):
            stop.set("offset", decimal(min(max(length(offset, 1), 0), 1)))
        _settle_alpha(stop, "stop-color", "stop-opacity")
    gradient.attrib = said
    gradient[:] = children


_SHARE = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?%?\s*")


def _settle_alpha(element: Element, name: str, opacity: str) -> None:
    """Writes a colour as red, green and blue, and what is seen through it as the opacity that it has beside it."""
    from tinycss2.color4 import parse_color

    colour = parse_color(element.get(name, ""))
    if colour is None or colour == "currentcolor" or not _SHARE.fullmatch(element.get(opacity, "1")):
        return
    red, green, blue, alpha = colour.to("srgb")
    levels = (round(min(max(part, 0), 1) * 255) for part in (red, green, blue))
    element.set(name, "#{:02x}{:02x}{:02x}".format(*levels))
    opaque = min(max(length(element.get(opacity, "1"), 1), 0), 1) * alpha
    if opaque < 1 or opacity in element.attrib:
        element.set(opacity, decimal(opaque))


#: What shapes take over from groups around them, and what it is where nobody says it.
PAINT = {
    **{"fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "clip-rule": "nonzero", "visibility": "visible"},
    **{"stroke": "none", "stroke-opacity": "1", "stroke-width": "1", "stroke-dasharray": "none"},
    **{"stroke-dashoffset": "0", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4"},
    **{"paint-order": "normal", "marker": "none", "marker-start": "none", "marker-mid": "none", "marker-end": "none"},
}
#: What text takes over, too; then what is around it has to go on saying it.
_WITH_TEXT = frozenset({"text", "tspan", "textPath", "use", "svg", "switch", "image"})


def _settle_shapes(element: Element, above: dict[str, str]) -> None:
    """Makes paths of shapes, each with all that it takes over from the groups around it."""
    own = {name: value for name, value in element.attrib.items() if name in PAINT or name == "color"}
    said = {**above, **{name: value for name, value in own.items() if value != "inherit"}}
    if own.get("color", "").lower() == "currentcolor":
        said["color"] = above.get("color", "black")
    for child in list(element):
        if child.tag in ("mask", "pattern", "marker", "symbol", "filter"):
            continue
        _settle_shapes(child, said)
        if child.tag == "path" and child.get("d") == "":
            element.remove(child)
    path = plotted(element.tag, element.attrib) if element.tag in SHAPES and _has_lengths(element) else None
    if path is not None:
        own = {name: value for name, value in element.attrib.items() if name not in PLACES and name not in PAINT}
        element.tag = "path"
        paint = {name: value for name, value in said.items() if name in PAINT and value != PAINT[name]}
        element.attrib = {"d": path, **own, **paint}
        for name in ("fill", "stroke"):
            if paint.get(name, "").lower() == "currentcolor":
                element.set(name, said.get("color", "black"))
            _settle_alpha(element, name, f"{name}-opacity")
        if said.get("stroke", "none") == "none":
            for name in [name for name in element.attrib if name.startswith("stroke")]:
                del element.attrib[name]
        element[:] = []
    elif element.tag in ("g", "svg", "clipPath", "defs") and _settled(element):
        for name in PAINT:
            element.attrib.pop(name, None)


def _settled(element: Element) -> bool:
    return all(child.tag not in _WITH_TEXT or child is element for child in element.iter())


def _has_lengths(shape: Element) -> bool:
    """Whether all that says where it lies is a length, and none depends on something around it."""
    places = [value for name, value in shape.attrib.items() if name in PLACES and name not in ("d", "points")]
    return all(map(_LENGTH.fullmatch, places))


_LENGTH = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:px|pt|pc|mm|cm|in)?\s*|auto")


def _split_faded_strokes(tree: Element) -> None:
    """Paints a stroke that is seen through after the fill: PDF takes the fill away beneath it."""
    for parent in list(tree.iter()):
        for at, child in reversed(list(enumerate(parent))):
            paints = child.get("fill", "black") != "none" and child.get("stroke", "none") != "none"
            if child.tag != "path" or not paints or parent.tag == "clipPath":
                continue
            if child.get("stroke-opacity", "1") == "1" and "(" not in child.get("stroke", "").replace("url(", ""):
                continue
            own = {name: value for name, value in child.attrib.items() if name in PAINT or name == "d"}
            group = Element("g", {name: value for name, value in child.attrib.items() if name not in own})
            fill = {name: value for name, value in own.items() if not name.startswith("stroke")}
            group.append(Element("path", fill))
            group.append(Element("path", {**own, "fill": "none"}))
            parent[at] = group


#: So far apart edges are the same.
_NEAR = 0.01
_WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgb(255, 255, 255)"}
_INHERITED = ("fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "clip-rule", "visibility")
_PLAIN = {*_INHERITED, "id", "class", "transform", "opacity", "stroke-width", "shape-rendering", "points"} | {
    *("d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "stroke-linejoin", "stroke-miterlimit")
}


def _cut_instead_of_masking(tree: Element, named: dict[str, Element]) -> None:
    """Writes each mask of one plain shape as a clip path: it says the same, and every program cuts alike."""
    cuts: dict[str, bool] = {}
    made: list[Element] = []
    for element in list(tree.iter()):
        name = target(element.get("mask"))
        mask = named.get(name)
        if mask is None or mask.tag != "mask" or element.get("clip-path", "none") != "none":
            continue
        if name not in cuts:
            clip = _clip_of(mask, f"{name}-cut")
            cuts[name] = clip is not None
            made += [clip] if clip is not None else []
        if cuts[name] and (mask.get("maskUnits") == "userSpaceOnUse" or not _strokes(element)):
            element.set("clip-path", f"url(#{name}-cut)")
            del element.attrib["mask"]
    if made:
        defs = Element("defs")
        defs[:] = made
        tree.insert(0, defs)


def _clip_of(mask: Element, name: str) -> Element | None:
    by_alpha = mask.get("mask-type") == "alpha"
    if mask.get("maskContentUnits", "userSpaceOnUse") != "userSpaceOnUse" or "mask" in mask.attrib:
        return None
    shapes, way = list(mask), [mask]
    while len(shapes) == 1 and shapes[0].tag == "g" and "transform" not in shapes[0].attrib:
        way.append(shapes[0])
        shapes = list(shapes[0])
    if len(shapes) != 1 or shapes[0].tag not in SHAPES - {"line", "polyline"}:
        return None
    shape = shapes[0]
    way.append(shape)
    if any(not set(one.attrib) <= _PLAIN for one in way[1:]):
        return None
    said = {key: one.attrib[key] for one in way for key in _INHERITED if key in one.attrib}
    opaque = all(one.get("opacity", "1") == "1" for one in way[1:]) and said.get("fill-opacity", "1") == "1"
    fill = said.get("fill", "black").strip().lower()
    seen = fill in _WHITE or (by_alpha and re.fullmatch(r"#[0-9a-f]{3}|#[0-9a-f]{6}|black", fill))
    if not opaque or not seen or said.get("stroke", "none") != "none" or said.get("visibility", "visible") != "visible":
        return None
    if said.get("fill-rule", "nonzero") != "nonzero":
        return None
    region = {"x", "y", "width", "height"} & set(mask.attrib)
    if not _within(mask, shape) if mask.get("maskUnits") == "userSpaceOnUse" else region:
        return None
    clip = Element("clipPath", {"id": name})
    kept = deepcopy(shape)
    kept.attrib = {key: value for key, value in shape.attrib.items() if key not in (*_INHERITED, "id", "opacity")}
    clip.append(kept)
    return clip


def _within(mask: Element, shape: Element) -> bool:
    """Whether the region of a mask, in units of the drawing, cuts nothing off its shape."""
    sides = [mask.get(name, "") for name in ("x", "y", "width", "height")]
    if "transform" in shape.attrib or not all(re.fullmatch(r"-?[\d.]+", side) for side in sides):
        return False
    x, y, width, height = map(float, sides)
    box = box_of(shape.tag, {**shape.attrib, "stroke": "none"}, Box(0, 0, 0, 0))
    inside = x <= box.left + _NEAR and y <= box.top + _NEAR
    return inside and box.right <= x + width + _NEAR and box.bottom <= y + height + _NEAR


def _strokes(element: Element) -> bool:
    return any(one.get("stroke", "none") != "none" for one in element.iter())
