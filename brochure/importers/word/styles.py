"""What styles say, each with those that it is based on."""

from __future__ import annotations

import re
from functools import cache

from brochure.importers.word.names import Element, is_on, value, w, whole

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок"
    r"|encabezado|cabeçalho) ?([1-9])"
)
_TITLES = {"title", "titel", "titre", "título", "titolo", "otsikko", "tytuł", "titul", "название"}
_SUBTITLES = {"subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo"}
_QUOTES = {"quote", "intense quote", "block text", "quotations", "block quotation"}
BODY_LEVEL = 9
_PARAGRAPH, _RUN_MARKS, _STYLE_OF_PARAGRAPH = w("p"), w("rPr"), f"{w('pPr')}/{w('pStyle')}"


class Styles:
    """The styles of a document. What lacks its `w:type` is taken for a paragraph's style."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self.defaults = None if root is None else root.find(w("docDefaults"))
        self._styles = {str(style.get(w("styleId"), "")): style for style in found}
        self._default = next(
            (
                str(style.get(w("styleId"), ""))
                for style in found
                if style.get(w("type"), "paragraph") == "paragraph" and style.get(w("default")) in ("1", "true", "on")
            ),
            "",
        )
        self.chain = cache(self._chain)
        self.level = cache(self._level)
        self.property = cache(self._property)
        self._marked = {mark.tag for style in found for part in style for mark in part}

    def _chain(self, name: str) -> tuple[Element, ...]:
        """The style and what it is based on, nearest first."""
        chain: list[Element] = []
        while (style := self._styles.get(name)) is not None and style not in chain:
            chain.append(style)
            name = value(style.find(w("basedOn")))
        return tuple(chain)

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph.find(_STYLE_OF_PARAGRAPH)) or self._default

    def names(self, name: str) -> tuple[str, ...]:
        """The names, in lower case, of the style and those it is based on."""
        return tuple(value(style.find(w("name"))).lower() for style in self.chain(name)) or (name.lower(),)

    def _level(self, name: str) -> int:
        """The level of the headings in this style, from 1; 0 where they are none."""
        for style, title in zip(self.chain(name), self.names(name), strict=False):
            if (outline := style.find(f"{w('pPr')}/{w('outlineLvl')}")) is not None:
                level = whole(value(outline), BODY_LEVEL)
                return level + 1 if level < BODY_LEVEL else 0
            if match := _HEADING.fullmatch(title):
                return int(match[1])
        match = None if self.chain(name) else _HEADING.fullmatch(name.lower())
        return int(match[1]) if match else 0

    def is_title(self, name: str) -> bool:
        return bool(_TITLES & set(self.names(name))) and not self.is_subtitle(name)

    def is_subtitle(self, name: str) -> bool:
        return bool(_SUBTITLES & set(self.names(name)))

    def is_quote(self, name: str) -> bool:
        return bool(_QUOTES & set(self.names(name)))

    def run_property(self, run: Element, name: str, *, of_paragraph: bool = True) -> Element | None:
        """What sets a property of a run: its own mark, else its style's, else that of its paragraph's style."""
        own = run.find(_RUN_MARKS)
        if own is not None:
            if (mark := own.find(w(name))) is not None:
                return mark
            if w(name) in self._marked:
                found = self.property(value(own.find(w("rStyle"))), "rPr", name)
                if found is not None:
                    return found
        if not of_paragraph or w(name) not in self._marked:
            return None
        around = run.getparent()
        while around is not None and around.tag != _PARAGRAPH:
            around = around.getparent()
        return self.property(self.of(around), "rPr", name) if around is not None else None

    def _property(self, style: str, part: str, name: str) -> Element | None:
        """The nearest style's mark of this name in its `pPr` or `rPr`."""
        path = f"{w(part)}/{w(name)}"
        return next((mark for each in self.chain(style) if (mark := each.find(path)) is not None), None)

    def sets(self, run: Element, name: str, *, of_paragraph: bool = True) -> bool:
        return is_on(self.run_property(run, name, of_paragraph=of_paragraph))
