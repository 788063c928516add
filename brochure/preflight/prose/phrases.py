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

    @cached_property
    def _shortest(self) -> int:
        return min((len(first) - 1 for first in self._whole if first.endswith(STAR)), default=99)

    def find(self, passage: Passage) -> Iterator[Phrase[Meaning]]:
        """Those that stand in a passage, none within another."""
        if not self._firsts.isdisjoint(passage.keys):
            yield from self.find_in(passage.text, passage.words)

    def find_in(self, text: str, among: Sequence[Word]) -> Iterator[Phrase[Meaning]]:
        """Those that stand in a text, whose words are at hand."""
        number = 0
        while number < len(among):
            found = self._at(text, among, number)
            if found:
                length, meaning = found
                start, end = among[number].start, among[number + length - 1].end
                yield Phrase(text[start:end], start, end, meaning)
                number += length
            else:
                number += 1

    def _at(self, text: str, among: Sequence[Word], number: int) -> tuple[int, Meaning] | None:
        first = among[number].low
        for key in (first, *(f"{first[:length]}{STAR}" for length in range(len(first), self._shortest - 1, -1))):
            for parts, meaning in self._whole.get(key, ()):
                if _matches(text, among, number, parts):
                    return len(parts), meaning
        return None


def _words(phrase: str) -> tuple[Word, ...]:
    """Its words; one with a star keeps its mark."""
    return tuple(
        word if phrase[word.end : word.end + 1] != STAR else Word(f"{word.text}{STAR}", word.start, word.end + 1)
        for word in words(phrase)
    )


def _matches(text: str, among: Sequence[Word], number: int, parts: Sequence[str]) -> bool:
    if number + len(parts) > len(among):
        return False
    for offset, part in enumerate(parts):
        word = among[number + offset]
        if part.endswith(STAR):
            if not word.low.startswith(part[:-1]):
                return False
        elif word.low != part:
            return False
        if offset and not _BETWEEN.fullmatch(text, among[number + offset - 1].end, word.start):
            return False
    return True
