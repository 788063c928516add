"""How much a drawing comes to when all that it refers to is put in its place: ten elements can draw ten million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from brochure import bounds
from brochure.content.drawings.gradients import stops
from brochure.content.drawings.numbers import Box, box_of
from brochure.content.drawings.reading import label
from brochure.content.drawings.unfit import Unfit

_URL = re.compile(r"url\(\s*[\"']?#([^\"')]*)")
_PAINTS = ("fill", "stroke")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")
_INHERITED = (*_PAINTS, *_MARKERS)
#: What of an element itself is set by what it refers to.
_OWN = {"clip-path": "path", "mask": "mask", "filter": "filter"}
_SHAPES = {"circle", "ellipse", "line", "path", "polyline", "polygon", "rect", "text", "tspan", "textPath", "a"}
#: Drawn only where they are referred to.
_KEPT_BACK = {"clipPath", "filter", "marker", "mask", "pattern", "symbol", "defs"}
_HINT = "Save it with its symbols expanded, or as a PNG."

#: In place of a name: the paint of whoever refers to this. No name begins so.
_BORROWED = "\0"

#: Of each of _INHERITED, the name that it refers to; empty where it refers to none.
_Context = tuple[str, ...]


class _Sum(NamedTuple):
    """What is drawn, and what the engine does for it: it measures some groups first."""

    drawn: float
    work: float


def check(root: Element, page: Box) -> None:
    """Raises Unfit where the drawing comes to more than `bounds.MOST_DRAWN`, or refers to itself."""
    _Reckoning(root, page).all()


class _Reckoning:
    def __init__(self, root: Element, page: Box) -> None:
        self._root = root
        self._page = page
        self._named: dict[str, Element] = {}
        self._contexts: dict[Element, _Context] = {}
        self._known: dict[tuple[Element, _Context], _Sum] = {}
        self._open: list[Element] = []
        self._looked_for: set[tuple[str, str]] = set()
        self._elements = 0
        self._place(root, ("",) * len(_INHERITED))

    def all(self) -> None:
        self._sum(self._root, self._contexts[self._root])

    def _place(self, element: Element, above: _Context) -> None:
        self._elements += 1
        context = self._contexts[element] = _within(element, above)
        if name := element.get("id"):
            self._named.setdefault(name, element)
        for child in element:
            self._place(child, context)

    def _sum(self, element: Element, context: _Context) -> _Sum:
        key = element, context
        if key in self._known:
            return self._known[key]
        if element in self._open:
            raise Unfit(f"refers to itself at {label(element)}", "Draw it without the circle.")
        if len(self._open) >= bounds.DEEPEST_EXPANSION:
            raise Unfit(f"leads from part to part more than {bounds.DEEPEST_EXPANSION} deep, at {label(element)}")
        self._open.append(element)
        parts = list(self._parts(element, context))
        self._open.pop()
        drawn, work = 1 + sum(part.drawn for part in parts), 1 + sum(part.work for part in parts)
        if _is_measured(element):
            work += drawn
        if max(drawn, work) > bounds.MOST_DRAWN:
            culprit = self._culprit(element)
            raise Unfit(f"comes to more than {bounds.MOST_DRAWN} shapes by {culprit}", _HINT)
        self._known[key] = _Sum(drawn, work)
        return self._known[key]

    def _culprit(self, element: Element) -> str:
        """The first of what multiplies in it, or itself."""
        referring = (found for found in element.iter() if found.tag == "use" or _refers(found))
        return label(next(referring, element))

    def _parts(self, element: Element, context: _Context) -> Iterator[_Sum]:
        written = _letters(element)
        stretches = written / bounds.LETTERS_OF_A_SHAPE + (written / bounds.LETTERS_SQUARED) ** 2
        yield _Sum(stretches, stretches)
        if element.tag in ("text", "tspan", "textPath", "a"):
            letters = len("".join(element.itertext()))
            yield _Sum(letters, letters)
        for child in element:
            if child.tag not in _KEPT_BACK:
                yield self._sum(child, _within(child, context))
            else:
                yield from self._references(child)
        yield from self._references(element)
        if element.tag == "use":
            yield from self._used(element, context)
        if element.tag in _SHAPES:
            yield from self._painted(element, context)

    def _references(self, element: Element) -> Iterator[_Sum]:
        for name, kind in _OWN.items():
            if (target := self._target(_reference(element.get(name)), kind)) is not None:
                yield self._sum(target, self._contexts[target])

    def _used(self, element: Element, context: _Context) -> Iterator[_Sum]:
        name = _href(element)
        target = self._target(name, "")
        if target is not None:
            yield self._sum(target, _within(target, context))
        elif name:  # the engine looks for it again each time
            yield _Sum(0, self._elements / 20)

    def _painted(self, element: Element, context: _Context) -> Iterator[_Sum]:
        if _BORROWED in context:
            for name in [name for name, found in self._named.items() if found.tag == "pattern"]:
                raise Unfit(f'borrows its paint (context-fill) where there is a <pattern id="{name[:40]}">', _HINT)
        for name in context[:2]:
            if (gradient := self._target(name, "gradient")) is not None:
                count = self._stops(gradient, element)
                yield _Sum(count, count)
            elif (pattern := self._target(name, "pattern")) is not None:
                for source in self._chain(pattern):
                    once = self._sum(source, self._contexts[source])
                    yield _Sum(once.drawn, once.work + self._elements / 50)
        vertices = 0.0
        for name in dict.fromkeys(context[2:]):
            if (marker := self._target(name, "marker")) is not None:
                vertices = vertices or _vertices(element)
                once = self._sum(marker, self._contexts[marker])
                yield _Sum(vertices * once.drawn, vertices * once.work)

    def _stops(self, gradient: Element, shape: Element) -> float:
        chain = self._chain(gradient)
        get = {key: value for one in reversed(chain) for key, value in one.attrib.items()}
        offsets = next((found for one in chain if (found := [stop.get("offset", "0") for stop in one])), [])
        count = stops(gradient.tag, get, offsets, box_of(shape.tag, shape.attrib, self._page))
        if count > bounds.MOST_STOPS:
            raise Unfit(
                f"repeats the colours of {label(gradient)} more than {bounds.MOST_STOPS} times over",
                "Give its spreadMethod a longer vector, or none.",
            )
        return count

    def _chain(self, element: Element) -> list[Element]:
        """The element and those that it takes what it lacks from."""
        chain = [element]
        while (name := _href(chain[-1])) and (following := self._target(name, "")) is not None:
            if following in chain or len(chain) >= bounds.LONGEST_CHAIN:
                raise Unfit(f"refers to itself, or too far on, at {label(element)}", "Give it its own colours.")
            chain.append(following)
        return chain

    def _target(self, name: str, kind: str) -> Element | None:
        if not name or name == _BORROWED:
            return None
        self._looked_for.add((name, kind))
        if len(self._looked_for) * self._elements > bounds.MOST_LOOKED_AT:
            raise Unfit(f"refers to more than {len(self._looked_for)} parts among {self._elements} elements", _HINT)
        found = self._named.get(name)
        return found if found is not None and kind in found.tag.lower() else None


def _within(element: Element, above: _Context) -> _Context:
    return tuple(
        inherited if (value := element.get(name, "inherit")) == "inherit" else _reference(value)
        for name, inherited in zip(_INHERITED, above, strict=True)
    )


def _reference(value: str | None) -> str:
    if value and value.startswith("context-"):
        return _BORROWED
    found = _URL.search(value) if value else None
    return found[1] if found else ""


def _refers(element: Element) -> bool:
    return any("url(" in value for value in element.attrib.values())


def _href(element: Element) -> str:
    return (element.get("xlink:href") or element.get("href") or "").removeprefix("#")


def _letters(element: Element) -> int:
    return len(element.get("d", "")) + len(element.get("points", ""))


def _vertices(element: Element) -> float:
    """The most points that a marker may be set at."""
    return 2 + len(re.findall(r"[\d.]+|[zZ]", element.get("d", "") or element.get("points", "")))


def _is_measured(element: Element) -> bool:
    sized = "width" in element.attrib and "height" in element.attrib
    return element.get("opacity", "1") != "1" or (element.tag in ("svg", "use", "symbol") and not sized)
