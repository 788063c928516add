"""Headings by outline level, by style whatever its name, and where there are none by their look; then plain styles."""

from __future__ import annotations

import re

from brochure.importers.word import marks
from brochure.importers.word.lists import is_item
from brochure.importers.word.names import Element, local, place, value, w, whole, words
from brochure.importers.word.parts import Document
from brochure.importers.word.styles import BODY_LEVEL

LONGEST_HEADING = 90
DEEPEST = 6
UNFINISHED = re.compile(r"[^.!:;,…]$")
#: How much larger than the copy's type that of a heading is at least.
_LARGER = 1.15
_DEFAULT_SIZE = 20


def level(document: Document, paragraph: Element) -> int:
    """The level that is said of a paragraph, from 1; 0 where it is no heading."""
    own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
    if own is not None:
        said = whole(value(own), BODY_LEVEL)
        return said + 1 if said < BODY_LEVEL else 0
    return document.styles.level(document.styles.of(paragraph))


def settle(document: Document) -> None:
    """Gives each paragraph of the body the one style that says what it is; within cells there are no headings."""
    levels = {each: level(document, each) for each in document.body.iter(w("p")) if words(each)}
    for each in levels:
        if document.styles.is_title(document.styles.of(each)):
            levels[each] = 1
        if not marks.without(words(each)) or is_item(each) or local(each.getparent()) == "tc":
            levels[each] = 0
    if not any(levels.values()):
        _guess(document, levels)
    for each in list(document.body.iter(w("p"))):
        _restyle(document, each, levels.get(each, 0))


def _restyle(document: Document, each: Element, at: int) -> None:
    is_quote = document.styles.is_quote(document.styles.of(each)) and not marks.NONCHARACTER.search(words(each))
    style = f"heading{min(DEEPEST, at)}" if at else "quote" if is_quote else ""
    old = each.find(w("pPr"))
    if old is not None:
        each.remove(old)
    if style:
        properties = each.makeelement(w("pPr"))
        name = each.makeelement(w("pStyle"))
        name.set(w("val"), style)
        properties.append(name)
        each.insert(0, properties)


def _guess(document: Document, levels: dict[Element, int]) -> None:
    """Short paragraphs in large or bold type that stand above others were meant as headings."""
    copy = [each for each in levels if local(each.getparent()) != "tc" and not is_item(each)]
    sizes: dict[int, int] = {}
    for each in copy:
        sizes[size(document, each)] = sizes.get(size(document, each), 0) + len(words(each))
    usual = max(sizes, key=lambda each: sizes[each], default=_DEFAULT_SIZE)
    found = []
    for each in copy:
        text = words(each)
        following = each.getnext()
        if marks.NONCHARACTER.search(text) or following is None:
            continue
        stands_above = local(following) in ("p", "tbl")
        is_short = len(text) <= LONGEST_HEADING and UNFINISHED.search(text)
        if is_short and stands_above and (size(document, each) >= _LARGER * usual or is_bold(document, each)):
            found.append(each)
    if 2 * len(found) > len(copy):
        return
    for each in found:
        levels[each] = 1
        document.change_kept("a line in large or bold type became a heading (a guess)", words(each), place(each))


def size(document: Document, paragraph: Element) -> int:
    """The size of its type in half points."""
    for run in paragraph.iter(w("r")):
        if words(run):
            return whole(value(document.styles.run_property(run, "sz")), document.size)
    return document.size


def is_bold(document: Document, paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(w("r")) if words(run)]
    return bool(runs) and all(document.styles.sets(run, "b") for run in runs)
