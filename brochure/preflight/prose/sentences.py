"""Sentences and words of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
#: Stands behind the beginning of a word.
STAR = "\u0001"
#: What ends a sentence, with the marks that close behind it; the next begins behind a space.
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
#: A full stop behind these ends no sentence (letters of either case).
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "mt",
        "no",
        "nos",
        "vs",
        "approx",
        "fig",
        "figs",
        "al",
        "etc",
        "eg",
        "e.g",
        "ie",
        "i.e",
        "tel",
        "ext",
        "dept",
        "inc",
        "ltd",
        "co",
        "jr",
        "sr",
        "dra",
        "sra",
        "srta",
        "vol",
        "pp",
        "p",
        "ed",
        "eds",
        "ca",
        "cf",
        "hr",
        "hrs",
        "min",
        "mins",
        "tab",
        "tabs",
        "ud",
        "uds",
        "núm",
        "pág",
    ]
)
_BEGINS = re.compile(r"[\s\"'“‘(\[¿¡]*([^\W_])")


class Word(NamedTuple):
    """A word and where it stands in the text; parts of a compound with hyphens are words of their own."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """As lists have it."""
        return self.text.lower().replace("’", "'")


class Sentence(NamedTuple):
    """A sentence, and where it stands in the text."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, per cent signs among them."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def sentences(text: str, all_words: Sequence[Word]) -> tuple[Sentence, ...]:
    """The sentences of a text, whose words are at hand."""
    result: list[Sentence] = []
    begin = number = 0
    for end in [*(found.end() for found in _END.finditer(text) if _is_end(text, found)), len(text)]:
        within = []
        while number < len(all_words) and all_words[number].end <= end:
            within.append(all_words[number])
            number += 1
        start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        if within or not result:
            result.append(Sentence(text[start:end], start, end, tuple(within)))
        begin = end
    return tuple(result)


def _is_end(text: str, found: re.Match[str]) -> bool:
    following = _BEGINS.match(text, found.end())
    if following and following[1].islower():
        return False
    if found[0] != ".":
        return True
    before = text[: found.start()].rpartition(" ")[2].lstrip("(\"'“‘").lower()
    # An initial, as in 'J. Smith'; 'vitamin K.' ends one all the same where a sentence begins with a small word.
    return before not in _ABBREVIATIONS and not (len(before) == 1 and before.isalpha() and before != "i")
