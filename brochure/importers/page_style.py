"""What a page's style sheet says of an element, as far as words hinge on it: hidden, bold, italic, raised, struck."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import tinycss2
from bs4 import BeautifulSoup, Tag

_WANTED = (
    "display",
    "visibility",
    "font-weight",
    "font-style",
    "vertical-align",
    "text-decoration",
    "text-decoration-line",
)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)|(?:#[\w-]+))?")
_MOST_LETTERS = 400_000
_BOLD = re.compile(r"bold|bolder|[6-9]00")
#: What a style makes of a stretch of text, as the element that says the same.
_ELEMENTS = {
    "strong": ("font-weight", _BOLD),
    "em": ("font-style", re.compile(r"italic|oblique")),
    "sup": ("vertical-align", re.compile(r"super")),
    "sub": ("vertical-align", re.compile(r"sub")),
    "del": ("text-decoration", re.compile(r".*line-through.*")),
}
_HEADINGS = re.compile(r"h[1-6]|th|strong|b|title")


class PageStyle:
    """The declarations of a page's `<style>` elements for names, classes and ids, and of `style` attributes."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._rules: dict[str, dict[str, str]] = defaultdict(dict)
        sheets = "\n".join(style.get_text() for style in soup.select("style"))
        for rule in tinycss2.parse_stylesheet(sheets[:_MOST_LETTERS], skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule":
                declarations = dict(_declarations(tinycss2.serialize(rule.content)))
                for selector in tinycss2.serialize(rule.prelude).split(",") if declarations else ():
                    if selector.strip() and _SIMPLE.fullmatch(selector.strip()):
                        self._rules[selector.strip()].update(declarations)

    def of(self, tag: Tag) -> Mapping[str, str]:
        """What is said of the element itself, without what it inherits."""
        found: dict[str, str] = {}
        if self._rules:
            names = classes_of(tag)
            for key in (*(f".{name}" for name in names), f"#{tag.get('id')}"):
                for selector in (key, f"{tag.name}{key}"):
                    found.update(self._rules.get(selector, {}))
        if style := tag.get("style"):
            found.update(_declarations(str(style)))
        return found

    def hides(self, tag: Tag) -> bool:
        """Whether nobody sees the element."""
        said = self.of(tag)
        return tag.has_attr("hidden") or said.get("display") == "none" or said.get("visibility") == "hidden"


def classes_of(tag: Tag) -> list[str]:
    """The names of an element's classes."""
    return [str(each) for each in tag.get_attribute_list("class") if each]


def mark_styled(scope: Tag, style: PageStyle) -> None:
    """Makes of bold, italic and the like by style the elements that say it. Changes `scope` in place."""
    for tag in scope.find_all(True):
        said = style.of(tag)
        if not said:
            continue
        if tag.name in ("b", "strong", "i", "em") and _is_plain(tag, said):
            tag.unwrap()  # Google Docs wraps all that is copied from it in such a <b>
            continue
        for element, (name, value) in _ELEMENTS.items():
            if not value.fullmatch(said.get(name, "")) or (element == "strong" and _HEADINGS.fullmatch(tag.name)):
                continue
            if tag.name not in ("table", "tr", "ul", "ol", "dl", "body", "html", "main", "article", "br", "img"):
                inner = Tag(name=element)
                for child in list(tag.contents):
                    inner.append(child.extract())
                tag.append(inner)


def _is_plain(tag: Tag, said: Mapping[str, str]) -> bool:
    weight, slant = said.get("font-weight", ""), said.get("font-style", "")
    return weight in ("normal", "400") if tag.name in ("b", "strong") else slant == "normal"


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for declaration in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if declaration.type == "declaration" and declaration.lower_name in _WANTED:
            name = declaration.lower_name.removesuffix("-line")
            yield name, tinycss2.serialize(declaration.value).strip().lower()
