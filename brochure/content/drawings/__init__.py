"""Drawings (SVG) that others made: judged, bounded, and written anew, so that the engine never sees the original."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import blake2b
from math import hypot, inf, isfinite
from typing import TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from brochure import bounds
from brochure.content.drawings import bitmaps, numbers, reckoning
from brochure.content.drawings.lettering import Font, FontFinder, fonts_of, has_text
from brochure.content.drawings.numbers import Box
from brochure.content.drawings.plotting import is_path
from brochure.content.drawings.reading import SVG, label, read
from brochure.content.drawings.unfit import Unfit
from brochure.errors import BadInput, Place

__all__ = ["Drawn", "drawn", "is_drawing", "pixels", "plain", "words"]

#: Names and colours: whatever they say, they are no numbers.
_WORDS = {
    *("id", "class", "href", "xlink:href", "font-family", "xml:space"),
    *("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"),
}
_MOST_KNOWN = 16
#: Where the pictures of a drawing are fetched from.
PICTURES = "brochure:drawn/"


@dataclass(frozen=True)
class Drawn:
    """A drawing as the engine draws it right: SVG, and the pictures that it names, by their addresses.

    `because` says what it was drawn as pixels for; it is empty where it stayed as it was. `size` is that of its page,
    in units of its own, and `thinnest` the width of its thinnest line in these.
    """

    svg: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    because: str = ""
    size: tuple[float, float] = (1, 1)
    thinnest: float = inf


@dataclass(frozen=True)
class _Judged:
    root: Element
    page: Box
    written: bytes


_SHARE = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?%?\s*|inherit|initial")
Key = TypeVar("Key")
Result = TypeVar("Result")
_judged: OrderedDict[bytes, _Judged | Unfit] = OrderedDict()
_drawn: OrderedDict[tuple[bytes, tuple[bytes, ...]], Drawn] = OrderedDict()


def plain(name: str, data: bytes, place: Place | None = None) -> bytes:
    """The drawing as plain SVG in UTF-8: elements that draw, and nothing else.

    Raises BadInput, which names the drawing and the element, where it holds what a leaflet must not carry, is damaged,
    or goes beyond a bound (see `bounds`). What a drawing came to is kept for the next time it is asked for.
    """
    with _named(name, place):
        return _judge(data).written


def drawn(name: str, data: bytes, find: FontFinder, place: Place | None = None) -> Drawn:
    """The drawing for the engine. What the engine draws otherwise than it is meant is drawn here, as pixels.

    `find` gives the fonts of a family. Raises BadInput as `plain` does, and for text in a font that is not there.
    """
    with _named(name, place):
        judged = _judge(data)
        fonts = fonts_of(judged.root, find) if has_text(judged.root) else ()
        key = blake2b(data).digest(), tuple(blake2b(font.data).digest() for font in fonts)
        return _kept(_drawn, key, lambda: _draw(judged, fonts))


def pixels(name: str, data: bytes, find: FontFinder, longer_side: int, place: Place | None = None) -> bytes:
    """The whole drawing as a PNG of its own, for who takes no drawings. Raises BadInput as `drawn` does."""
    from brochure.content.drawings import rendering

    with _named(name, place):
        judged = _judge(data)
        _check_damage(judged.root)
        fonts = fonts_of(judged.root, find) if has_text(judged.root) else ()
        return rendering.rendered(judged.root, judged.page, [font.file for font in fonts], longer_side)


def words(name: str, data: bytes, place: Place | None = None) -> str:
    """What is written in the drawing as letters, not as outlines; a space for each gap. Raises BadInput as `plain`."""
    with _named(name, place):
        return " ".join(" ".join(_judge(data).root.itertext()).split())


@contextmanager
def _named(name: str, place: Place | None) -> Iterator[None]:
    try:
        yield
    except Unfit as fault:
        raise BadInput(f"The drawing '{name}' {fault.fault}.", hint=fault.hint, place=place) from None


def is_drawing(name: str, data: bytes) -> bool:
    """Whether the engine may take it for a drawing: by its name, or because it begins as markup does.

    The engine tries every picture that is none as a drawing, whatever its name.
    """
    return name.lower().endswith(".svg") or data.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


def _judge(data: bytes) -> _Judged:
    result = _kept(_judged, blake2b(data).digest(), lambda: _read(data))
    if isinstance(result, Unfit):
        raise result.with_traceback(None)
    return result


def _read(data: bytes) -> _Judged | Unfit:
    try:
        root = read(data)
        page = _page(root)
        for element in root.iter():
            _check_values(element, hypot(page.width, page.height))
        reckoning.check(root, page)
    except Unfit as fault:
        return fault.with_traceback(None)
    return _Judged(root, page, _written(root))


def _draw(judged: _Judged, fonts: Sequence[Font]) -> Drawn:
    from brochure.content.drawings import flattening, hairlines, judging, rendering

    root, page = judged.root, judged.page
    _check_damage(root)
    if "viewBox" not in root.attrib and {"width", "height"} <= set(root.attrib):
        # Without it the engine would cut a drawing where it is set smaller.
        root = deepcopy(root)
        root.set("viewBox", f"0 0 {page.width:.7g} {page.height:.7g}")
    tree = flattening.flattened(root, page)
    because, thinnest = judging.wrong(tree), hairlines.thinnest(tree)
    pictures: dict[str, bytes] = {}
    if because:
        picture = rendering.rendered(root, page, [font.file for font in fonts])
        tree = _of_picture(judged, _address(picture, pictures))
    else:
        for image in tree.iter("image"):
            data = bitmaps.bytes_of(image.attrib.pop("xlink:href", "") or image.attrib.pop("href", ""))
            image.set("xlink:href", _address(data, pictures))
    return Drawn(_written(tree), pictures, because, (page.width, page.height), thinnest)


def _check_damage(root: Element) -> None:
    """Raises Unfit for numbers that are none: each program would go on after them in another way."""
    for element in root.iter():
        path = element.get("d", "") if element.tag == "path" else ""
        if not is_path(path):
            raise Unfit(f"holds a path that cannot be drawn, in {label(element)}", "Export it again.")
        for name in ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"):
            if not _SHARE.fullmatch(value := element.get(name, "1")):
                raise Unfit(
                    f'holds {name}="{value[:20]}", which cannot be drawn, in {label(element)}', "Export it again."
                )


def _address(picture: bytes, pictures: dict[str, bytes]) -> str:
    address = f"{PICTURES}{blake2b(picture, digest_size=16).hexdigest()}.png"
    pictures[address] = picture
    return address


def _of_picture(judged: _Judged, address: str) -> Element:
    """A drawing of the same size that is nothing but a picture."""
    kept = ("width", "height", "preserveAspectRatio")
    sizes = {name: judged.root.attrib[name] for name in kept if name in judged.root.attrib}
    width, height = f"{judged.page.width:.6g}", f"{judged.page.height:.6g}"
    root = Element("svg", {**sizes, "viewBox": f"0 0 {width} {height}"})
    root.append(Element("image", {"width": width, "height": height, "xlink:href": address}))
    return root


def _written(root: Element) -> bytes:
    root.set("xmlns", SVG)
    root.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written


def _kept(known: OrderedDict[Key, Result], key: Key, make: Callable[[], Result]) -> Result:
    if key not in known:
        made = make()
        if len(known) >= _MOST_KNOWN:
            known.popitem(last=False)
        known[key] = made
    return known[key]


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
