"""The words of a product as they are read aloud, and whether they are the article's, in its order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from brochure.preflight.document import Document

_WORD = re.compile(r"\w+")
#: Words that a layout may set otherwise than they were typed, as a part of all, and of short copy; so many in a row
#: were moved.
_SPARE, _FEW, _RUN = 0.2, 4, 5
_LONGEST = 20_000
#: Lines part a word into so many parts at most.
_PARTS = 4
#: Of more words only those that stand there once are compared: all with all would take seconds.
_MANY = 3_000


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without marks, hyphens of lines and case."""
    plain = normalize("NFKC", re.sub("[\u00ad\u2010\u2011-]", "", text))
    return tuple(_WORD.findall(plain.lower()))[:_LONGEST]


def spoken(document: Document) -> tuple[str, ...]:
    """The words in the order of the structure, which is that in which they are read aloud."""
    texts: dict[tuple[int, int], str] = {}
    for page, glyphs in zip(document.pages, document.glyphs, strict=False):
        mark = -1
        for glyph in glyphs:
            mark = glyph.mark if glyph else mark
            key = page.number, mark
            texts[key] = texts.get(key, "") + (glyph.letter if glyph else " ")
    places = document.structure.root.content
    return plain_words(" ".join(texts.get((number or 0, mark), "") for number, mark in places))


def in_order(wanted: Sequence[str], found: Sequence[str]) -> str:
    """What is wrong with the order; empty where nothing is. There may be words beside the article's.

    Words that stand elsewhere are read in the wrong place; some may be set otherwise than they were typed.
    """
    found = tuple(_whole(found, frozenset(wanted)))
    if len(wanted) > _MANY:
        return _landmarks_in_order(wanted, found)
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    lost = [
        wanted[a:b]
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind in ("delete", "replace") and "".join(wanted[a:b]) not in "".join(found[c:d])  # set with other spaces
    ]
    text = f" {' '.join(found)} "
    if moved := [run for run in lost if len(run) >= _RUN and f" {' '.join(run)} " in text]:
        words = " ".join(max(moved, key=len)[:8])
        return f"{sum(map(len, moved))} words are read in another place than the article has them: “{words} …”"
    count = sum(map(len, lost))
    if count > max(_FEW, _SPARE * len(wanted)):
        words = " ".join(max(lost, key=len)[:8])
        return f"{count} of the article's {len(wanted)} words are not read in its order, or not at all: “{words} …”"
    return ""


def _landmarks_in_order(wanted: Sequence[str], found: Sequence[str]) -> str:
    """The same for long copy, by the words that it has once."""
    here, there = Counter(wanted), Counter(found)
    at = {word: number for number, word in enumerate(found)}
    marks = [word for word in wanted if here[word] == there[word] == 1]
    back = [word for word, following in pairwise(marks) if at[following] < at[word]]
    if len(back) > max(_FEW, _SPARE * len(marks)):
        return f"{len(back)} words are followed by others than in the article, such as “{back[0]} …”"
    return ""


def _whole(found: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The words with those in one that lines part."""
    at = 0
    while at < len(found):
        parts = 1
        if found[at] not in known:
            joined = ("".join(found[at : at + count]) for count in range(2, _PARTS + 1))
            parts = next((count for count, word in enumerate(joined, 2) if word in known), 1)
        yield "".join(found[at : at + parts])
        at += parts
