"""Style sheets of a drawing, as designers' programs write them: what they say becomes attributes of the elements.

Selectors are those that such programs write: elements, classes and names, within or directly within one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from brochure import bounds
from brochure.content.drawings.unfit import Unfit

if TYPE_CHECKING:
    from brochure.content.drawings.reading import Style

_PROPERTY = re.compile(r"[a-z][a-z-]*")
_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\[^\n])+"
_COMPOUND = re.compile(rf"(\*|{_NAME})?((?:[.#]{_NAME})*)")
_PART = re.compile(rf"([.#])({_NAME})")
#: What is only there while somebody points at it, or follows a link; on paper nobody does.
_NEVER = re.compile(r":(?:hover|focus|active|visited|target|focus-within|focus-visible)\b")
_HINT = "Save it with its styles as attributes."


@dataclass(frozen=True)
class _Compound:
    """What one element must be: its tag, or none in particular, its classes and its name."""

    tag: str
    classes: frozenset[str]
    names: frozenset[str]
    #: Whether the next element in the selector is its child, and not anything within it.
    direct: bool

    def fits(self, element: Element) -> bool:
        return (
            self.tag in ("", "*", element.tag)
            and self.classes <= set(element.get("class", "").split())
            and self.names <= {element.get("id")}
        )


@dataclass(frozen=True)
class _Rule:
    selector: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    normal: Mapping[str, str]
    important: Mapping[str, str]

    def fits(self, way: list[Element]) -> bool:
        """Whether it is for the last element of the way from the root."""
        return self.selector[-1].fits(way[-1]) and _fit(self.selector[:-1], way[:-1])


def _fit(selector: tuple[_Compound, ...], way: list[Element]) -> bool:
    if not selector:
        return True
    for depth in range(len(way), 0, -1):
        if selector[-1].fits(way[depth - 1]) and _fit(selector[:-1], way[: depth - 1]):
            return True
        if selector[-1].direct:
            return False
    return False


def apply(root: Element, sheet: str, styles: Mapping[Element, Style], check: Callable[[str, str, str], None]) -> None:
    """Writes what the sheet says into the tree; style attributes, in `styles`, have the last word. Raises Unfit."""
    rules = sorted(_rules(sheet), key=lambda rule: rule.weight)
    if not rules:
        return
    if len(rules) * len(styles) > bounds.MOST_LOOKED_AT // 10:
        raise Unfit(f"has {len(rules)} style rules for {len(styles)} elements", _HINT)
    waiting = [[root]]
    while waiting:
        way = waiting.pop()
        element = way[-1]
        _apply(element, [rule for rule in rules if rule.fits(way)], styles[element], check)
        waiting += [[*way, child] for child in element]


def _apply(element: Element, rules: list[_Rule], style: Style, check: Callable[[str, str, str], None]) -> None:
    said: dict[str, str] = {}
    for rule in rules:
        said.update({name: value for name, value in rule.normal.items() if name not in style.together})
    for rule in rules:
        said.update({name: value for name, value in rule.important.items() if name not in style.important})
    for name, value in said.items():
        check(element.tag, name, value)
        element.set(name, value)


def _rules(sheet: str) -> list[_Rule]:
    import tinycss2

    rules: list[_Rule] = []
    for found in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if found.type == "at-rule" and found.lower_at_keyword == "import":
            raise Unfit("leads elsewhere: its <style> imports another", _HINT)
        if found.type != "qualified-rule":
            continue
        normal, important = _declarations(found.content)
        for selector in tinycss2.serialize(found.prelude).split(","):
            if _NEVER.search(selector):
                continue
            compounds = _selector(selector.strip())
            weight = (
                sum(len(part.names) for part in compounds),
                sum(len(part.classes) for part in compounds),
                sum(part.tag not in ("", "*") for part in compounds),
            )
            rules.append(_Rule(compounds, weight, normal, important))
    return rules


def _declarations(content: Any) -> tuple[dict[str, str], dict[str, str]]:
    import tinycss2

    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for rule in tinycss2.parse_blocks_contents(content):
        if rule.type == "declaration" and _PROPERTY.fullmatch(rule.lower_name):
            (important if rule.important else normal)[rule.lower_name] = tinycss2.serialize(rule.value).strip()
    return normal, important


def _selector(text: str) -> tuple[_Compound, ...]:
    """Raises Unfit for one of a kind that is not known: what it is for might be drawn wrong in silence."""
    words = re.sub(r"\s*>\s*", " > ", text).split()
    compounds: list[_Compound] = []
    for at, word in enumerate(words):
        if word == ">":
            continue
        found = _COMPOUND.fullmatch(word)
        if not found:
            raise Unfit(f"has a style rule of a kind that is not read, '{text[:40]}'", _HINT)
        parts = [(kind, re.sub(r"\\(.)", r"\1", name)) for kind, name in _PART.findall(found[2])]
        compounds.append(
            _Compound(
                found[1] or "",
                frozenset(name for kind, name in parts if kind == "."),
                frozenset(name for kind, name in parts if kind == "#"),
                direct=words[at + 1 : at + 2] == [">"],
            )
        )
    if not compounds:
        raise Unfit(f"has a style rule of a kind that is not read, '{text[:40]}'", _HINT)
    return tuple(compounds)
