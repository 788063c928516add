"""Finding phrases of a list in copy.

A phrase is words as they are typed; a hyphen between two words may be a space, capitals do not matter. A `*` at the end
of a word stands for any further letters: 'cure*' is cure, cures and cured. `(a|b|)` is 'a', 'b' or nothing, and `...`
up to four words of the same clause: '(no|zero) ... side effects' is 'no known side effects', too.
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
#: A word, a gap, or a choice between words.
Part = str | tuple[tuple[str, ...], ...]

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
    def _whole(self) -> dict[str, list[tuple[tuple[Part, ...], Meaning]]]:
        """By each word that may be the first; one with a star has it at its end."""
        found: dict[str, list[tuple[tuple[Part, ...], Meaning]]] = {}
        for phrase, meaning in self._entries:
            parts = _parts(phrase)
            for first in _begins(parts):
                found.setdefault(first, []).append((parts, meaning))
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
        """The longest phrase that begins there: how many words it has, and what is said of it."""
        best: tuple[int, Meaning] | None = None
        for parts, meaning in self._whole.get(first, ()):
            end = _end(text, among, lows, number, parts)
            if end and (best is None or end - number > best[0]):
                best = end - number, meaning
        return best


def _parts(phrase: str) -> tuple[Part, ...]:
    """The words of a phrase, with its gaps and its choices."""
    parts: list[Part] = []
    for number, text in enumerate(_CHOICE.split(phrase.lower().replace("*", STAR))):
        if number % 2:
            parts.append(tuple(tuple(_words(each)) for each in text.split("|")))
            continue
        for after_gap, piece in enumerate(text.split(_GAP)):
            parts += [_GAP] * bool(after_gap) + [*_words(piece)]
    return tuple(parts)


def _begins(parts: tuple[Part, ...]) -> set[str]:
    """The words with which a phrase may begin."""
    if not parts or isinstance(parts[0], str):
        return {str(part) for part in parts[:1]}
    firsts = [{each[0]} if each else _begins(parts[1:]) for each in parts[0]]
    return set().union(*firsts)


def _words(text: str) -> Iterator[str]:
    """The words of a part of a phrase; one with a star keeps its mark."""
    for word in words(text):
        yield word.low + STAR * (text[word.end : word.end + 1] == STAR)


def _end(
    text: str,
    among: Sequence[Word],
    lows: Sequence[str],
    number: int,
    parts: tuple[Part, ...],
    *,
    follows: bool = False,
) -> int | None:
    """The number of the word behind a phrase that begins at `number`, or None where it does not stand there.

    `follows`: nothing but a space or a hyphen may stand before its first word.
    """
    for at, part in enumerate(parts):
        rest = parts[at + 1 :]
        if part == _GAP:
            return next(filter(None, (_after_gap(text, among, lows, number, skip, rest) for skip in _SKIPS)), None)
        if not isinstance(part, str):
            ends = (_end(text, among, lows, number, (*each, *rest), follows=follows) for each in part)
            return max(filter(None, ends), default=None)
        if number >= len(among):
            return None
        low = lows[number]
        if not (low.startswith(part[:-1]) if part.endswith(STAR) else low == part):
            return None
        if follows and not _BETWEEN.fullmatch(text, among[number - 1].end, among[number].start):
            return None
        number, follows = number + 1, True
    return number


def _after_gap(
    text: str, among: Sequence[Word], lows: Sequence[str], number: int, skip: int, rest: tuple[Part, ...]
) -> int | None:
    start = number + skip
    if start >= len(among) or not _IN_GAP.fullmatch(text, among[number - 1].end, among[start].start):
        return None
    return _end(text, among, lows, start, rest)
