"""What numbers items: which list and level a paragraph is in, and how Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brochure.importers.word.names import Element, value, w, whole
from brochure.importers.word.styles import Styles
from brochure.importers.word.symbols import family, sign

_BOXES = {"☐": "box", "□": "box", "❑": "box", "❏": "box", "❒": "box", "☑": "tick", "☒": "tick"}
#: Kinds that the language of articles has, by Word's names; all other numbers are plain ones.
_KINDS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "bullet": "bullet",
    "none": "none",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An item: the level of its list from 0, the kind of its sign, its number, and the sign as Word prints it."""

    level: int
    kind: str
    number: int
    label: str
    list: str


def written(number: int, kind: str) -> str:
    """A number in the kind's signs: 2 is b in 'a', ii in 'i'."""
    if kind in "aA" and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if kind == "a" else letters.upper()
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for size, letter in _ROMAN:
            roman += letter * (number // size)
            number %= size
        return roman if kind == "i" else roman.upper()
    return str(number)


class Numbering:
    """Counts the items of a document, which have to be asked for in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        abstracts = [] if root is None else root.findall(w("abstractNum"))
        self._abstracts = {each.get(w("abstractNumId"), ""): each for each in abstracts}
        numbers = [] if root is None else root.findall(w("num"))
        self._numbers = {each.get(w("numId"), ""): each for each in numbers}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def item(self, paragraph: Element) -> Item | None:
        """The item that a paragraph is, counted; None where it is none."""
        name, level = self._list_of(paragraph)
        if name in ("", "0") or name not in self._numbers:
            return None
        abstract = self._abstract(name)
        definition = self._level(name, abstract, level)
        if definition is None:
            return Item(level, "bullet", 1, "", name)
        number = self._count(name, value(self._numbers[name].find(w("abstractNumId"))), level, definition)
        kind = self._kind(definition)
        return Item(level, kind, number, self._label(name, abstract, definition), name)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        style = self._styles.of(paragraph)
        inherited = self._styles.property(style, "pPr", "numPr")
        name = value(None if own is None else own.find(w("numId")))
        level = None if own is None else own.find(w("ilvl"))
        if not name and inherited is not None:
            name = value(inherited.find(w("numId")))
            level = inherited.find(w("ilvl")) if level is None else level
        if level is None and name in self._numbers:
            return name, self._level_of_style(name, style)
        return name, min(8, max(0, whole(value(level))))

    def _level_of_style(self, name: str, style: str) -> int:
        abstract = self._abstract(name)
        for level in [] if abstract is None else abstract.findall(w("lvl")):
            if value(level.find(w("pStyle"))) == style:
                return whole(level.get(w("ilvl")))
        return 0

    def _abstract(self, name: str) -> Element | None:
        """The definition of a list, which may stand in that of a style."""
        abstract = self._abstracts.get(value(self._numbers[name].find(w("abstractNumId"))))
        link = None if abstract is None else abstract.find(w("numStyleLink"))
        if link is None:
            return abstract
        mark = self._styles.property(value(link), "pPr", "numPr")
        other = value(None if mark is None else mark.find(w("numId")))
        found = self._numbers.get(other)
        return abstract if found is None else self._abstracts.get(value(found.find(w("abstractNumId"))), abstract)

    def _level(self, name: str, abstract: Element | None, level: int) -> Element | None:
        overrides = [each.find(w("lvl")) for each in self._numbers[name].findall(w("lvlOverride"))]
        found = [each for each in overrides if each is not None]
        found += [] if abstract is None else list(abstract.iter(w("lvl")))
        return next((each for each in found if whole(each.get(w("ilvl"))) == level), None)

    def _count(self, name: str, abstract: str, level: int, definition: Element) -> int:
        counts = self._counts.setdefault(abstract or name, {})
        start = whole(value(definition.find(w("start"))), 1)
        restart = next(
            (each.find(w("startOverride")) for each in self._numbers[name].findall(w("lvlOverride"))
             if whole(each.get(w("ilvl"))) == level),
            None,
        )  # fmt: skip
        if (name, level) not in self._begun and restart is not None:
            counts[level] = whole(value(restart), 1)
        else:
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((name, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]

    def _kind(self, definition: Element) -> str:
        mark = next(definition.iter(w("numFmt")), None)
        kind = _KINDS.get(value(mark), "1")
        return _BOXES.get(_bullet(definition), "bullet") if kind == "bullet" else kind

    def _label(self, name: str, abstract: Element | None, definition: Element) -> str:
        if self._kind(definition) in ("bullet", "box", "tick"):
            return ""
        counts = self._counts.get(value(self._numbers[name].find(w("abstractNumId"))), {})

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(name, abstract, at)
            if other is None:
                return ""
            kind = "1" if definition.find(w("isLgl")) is not None else self._kind(other)
            return written(counts.get(at, whole(value(other.find(w("start"))), 1)), kind)

        return re.sub("%([1-9])", number, value(definition.find(w("lvlText")))).strip()


def _bullet(definition: Element) -> str:
    text = value(definition.find(w("lvlText")))
    fonts = definition.find(f"{w('rPr')}/{w('rFonts')}")
    font = "" if fonts is None else fonts.get(w("ascii"), "")
    return (sign(font, ord(text[0])) or "") if text and family(font) else text[:1]
