"""Finding phrases of a list in copy.

A phrase is words as they are typed; a hyphen between two words may be a space, capitals do not matter. A `*` at the end
of a word stands for any further letters: 'cure*' is cure, cures and cured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from brochure.preflight.prose.sentences import STAR, Word, words

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage

Meaning = TypeVar("Meaning")

_BETWEEN = re.compile(r"[\s\-‐‑]*")


@dataclass(frozen=True)
class Phrase(Generic[Meaning]):
    """A phrase where it was found in a passage: its letters, and what the list says of it."""

    text: str
    start: int
    end: int
    meaning: Meaning


class Phrases(Generic[Meaning]):
    """A list of phrases with what is said of each."""

    def __init__(self, entries: Mapping[str, Meaning] | Iterable[tuple[str, Meaning]]) -> None:
        self._entries = list(entries.items() if isinstance(entries, Mapping) else entries)

    @cached_property
    def _whole(self) -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
        """By first word, longer phrases first; a word with a star has it at its end."""
        found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in self._entries:
            starred = phrase.lower().replace("*", STAR)
            parts = tuple(word.low for word in _words(starred))
            if parts:
                found.setdefault(parts[0], []).append((parts, meaning))
        for same in found.values():
            same.sort(key=lambda each: -len(each[0]))
        return found

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(self._whole)

    def find(self, passage: Passage) -> Iterator[Phrase[Meaning]]:
        """Those that stand in a passage, none within another."""
        if begun := self._firsts & passage.keys:
            yield from self._find(passage.text, passage.words, passage.lows, begun)

    def find_in(self, text: str, among: Sequence[Word]) -> Iterator[Phrase[Meaning]]:
        """Those that stand in a text, whose words are at hand."""
        yield from self._find(text, among, [word.low for word in among], self._firsts)

    def _find(
        self, text: str, among: Sequence[Word], lows: Sequence[str], begun: frozenset[str]
    ) -> Iterator[Phrase[Meaning]]:
        """`begun` are the first words of the phrases that there may be."""
        stems = sorted((first for first in begun if first.endswith(STAR)), key=len, reverse=True)
        starts = tuple(stem[:-1] for stem in stems)
        number = 0
        while number < len(among):
            low = lows[number]
            found = None
            if low in begun:
                found = self._at(text, among, lows, number, low)
            if not found and starts and low.startswith(starts):
                keys = (stem for stem in stems if low.startswith(stem[:-1]))
                found = next((each for key in keys if (each := self._at(text, among, lows, number, key))), None)
            if found:
                length, meaning = found
                start, end = among[number].start, among[number + length - 1].end
                yield Phrase(text[start:end], start, end, meaning)
                number += length
            else:
                number += 1

    def _at(
        self, text: str, among: Sequence[Word], lows: Sequence[str], number: int, first: str
    ) -> tuple[int, Meaning] | None:
        for parts, meaning in self._whole.get(first, ()):
            if _matches(text, among, lows, number, parts):
                return len(parts), meaning
        return None


def _words(phrase: str) -> tuple[Word, ...]:
    """Its words; one with a star keeps its mark."""
    return tuple(
        word if phrase[word.end : word.end + 1] != STAR else Word(f"{word.text}{STAR}", word.start, word.end + 1)
        for word in words(phrase)
    )


def _matches(text: str, among: Sequence[Word], lows: Sequence[str], number: int, parts: Sequence[str]) -> bool:
    if number + len(parts) > len(among):
        return False
    for offset, part in enumerate(parts):
        low = lows[number + offset]
        if not (low.startswith(part[:-1]) if part.endswith(STAR) else low == part):
            return False
        if offset and not _BETWEEN.fullmatch(text, among[number + offset - 1].end, among[number + offset].start):
            return False
    return True
