"""Finding phrases of a list in copy.

A phrase is words as they are typed; a hyphen between two words may be a space, capitals do not matter. A `*` at the end
of a word stands for any further letters: 'cure*' is cure, cures and cured. `(a|b|)` is 'a', 'b' or nothing, and `...`
up to four words of the same clause: '(no|zero) ... side effects' is 'no known side effects', too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Generic, TypeVar

from brochure.preflight.prose.sentences import STAR, Word, words

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage

Meaning = TypeVar("Meaning")

_BETWEEN = re.compile(r"[\s\-‐‑]*")
_GAP = "..."
_SKIPS = range(5)
#: What may stand around the words of a gap.
_IN_GAP = re.compile(r"[^.!?:;()]*")
_CHOICE = re.compile(r"\(([^()]*)\)")


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
            for parts in _parts(phrase):
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
            if end := _end(text, among, lows, number, parts):
                return end - number, meaning
        return None


def _parts(phrase: str) -> Iterator[tuple[str, ...]]:
    """The words of a phrase in each of its choices, gaps among them; one with a star keeps its mark."""
    texts = _CHOICE.split(phrase.lower().replace("*", STAR))
    for chosen in itertools.product(*(text.split("|") if number % 2 else [text] for number, text in enumerate(texts))):
        parts: list[str] = []
        for piece in "".join(chosen).split(_GAP):
            # The lists have 70,000 words, of which 1,200 differ.
            parts += [_GAP] * bool(parts) + [intern(word.low) for word in _words(piece)]
        if parts:
            yield tuple(parts)


def _words(phrase: str) -> Iterator[Word]:
    for word in words(phrase):
        starred = phrase[word.end : word.end + 1] == STAR
        yield Word(f"{word.text}{STAR}", word.start, word.end + 1) if starred else word


def _end(text: str, among: Sequence[Word], lows: Sequence[str], number: int, parts: Sequence[str]) -> int | None:
    """The number of the word behind a phrase that begins at `number`, or None where it does not stand there."""
    for offset, part in enumerate(parts):
        if part == _GAP:
            rest = parts[offset + 1 :]
            return next(filter(None, (_after_gap(text, among, lows, number, skip, rest) for skip in _SKIPS)), None)
        if number >= len(among):
            return None
        low = lows[number]
        if not (low.startswith(part[:-1]) if part.endswith(STAR) else low == part):
            return None
        if offset and not _BETWEEN.fullmatch(text, among[number - 1].end, among[number].start):
            return None
        number += 1
    return number


def _after_gap(
    text: str, among: Sequence[Word], lows: Sequence[str], number: int, skip: int, rest: Sequence[str]
) -> int | None:
    start = number + skip
    if start >= len(among) or not _IN_GAP.fullmatch(text, among[number - 1].end, among[start].start):
        return None
    return _end(text, among, lows, start, rest)
