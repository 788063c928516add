"""Spelling, without a network: the shipped American dictionary, our clinical words, the clinic's own.

A word is right where any of them has it. Names are none of a dictionary's business: what begins with a capital within a
sentence is passed over. British spellings are right as well (see `english`); that the two are mixed is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from brochure.errors import Place
from brochure.preflight.prose.distance import distance
from brochure.preflight.prose.english import american
from brochure.preflight.prose.lists import ROOM, Lists
from brochure.preflight.prose.passages import FOREIGN, Passage
from brochure.preflight.prose.sentences import Word
from brochure.storage.files import Files, Reach, read_file
from brochure.storage.shipped import SHIPPED

_DICTIONARY = SHIPPED / "assets" / "dictionaries" / "en_US"
#: What Debian's hunspell-en-med installs: 90,000 clinical words. Its licence forbids to ship it with this program.
_CLINICAL = Path("/usr/share/hunspell/en_med_glut.dic")
#: A word in a line of the dictionary, before what says which forms it has.
_STEM = re.compile(r"^[ \t]*([^\s/]+)", re.MULTILINE)
_WORDS = "words.txt"
_SUGGESTIONS = 3
#: No dictionary has more bytes.
_LARGEST = 8 * 1024 * 1024
#: Shorter words are as a rule abbreviations.
_SHORTEST = 3


#: Up to so many letters a slip is one; longer words have room for two.
_SHORT = 11
_FEW = 4
#: How plurals of long nouns end that get an s and no more.
_PLURAL, _SHORT_PLURAL = ("ns", "ts", "ms", "es"), 7
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "'s")
#: What a lost space joins to the word beside it.
_LITTLE = (
    *("a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "have", "how", "if", "in", "into"),
    *("is", "it", "may", "more", "not", "of", "on", "or", "show", "so", "such", "than", "that", "the", "their", "then"),
    *("these", "this", "to", "was", "were", "when", "where", "which", "who", "will", "with", "you", "your"),
)


class Lacking(Exception):
    """There is no dictionary, or nothing that reads it; the message says which."""


class Speller:
    """Tells which words are in no dictionary. Raises Lacking where there is none."""

    def __init__(self, files: Files, root: Path, lists: Lists, more: tuple[str, ...]) -> None:
        self._dictionary = _dictionary()
        self._lists = lists
        self._own = _shipped_words() | _clinical() | {word.lower() for phrase in more for word in phrase.split()}
        own = root / ROOM / _WORDS
        if own != SHIPPED / ROOM / _WORDS and files.has(own):
            self._own |= _read(files.within(Reach.LAYOUT).text(own, Place(ROOM / _WORDS)))

    def wrong(self, passage: Passage) -> list[Word]:
        """The words of a passage that are spelt wrong."""
        firsts = {sentence.words[0].start for sentence in passage.sentences if sentence.words}
        # Lists and tables begin with names as often as with words.
        titled = passage.kind in ("heading", "title", "cell", "head", "term", "item")
        return [
            word
            for word in passage.words
            if self._is_asked(passage.text, word, first=word.start in firsts and not titled)
            and not self._knows(word.text)
            and not _is_species(passage.text, word.start)
        ]

    def _is_asked(self, text: str, word: Word, *, first: bool) -> bool:
        said = word.text
        if len(said) < _SHORTEST or not said.replace("'", "").replace("’", "").isalpha() or FOREIGN in said:
            return False
        if (said[0].isupper() and not first) or not (said.islower() or said.istitle() or "'" in said or "’" in said):
            return False
        start = text.rfind(" ", 0, word.start) + 1
        end = text.find(" ", word.end)
        around = text[start : len(text) if end < 0 else end]
        # Addresses, and what is joined to a number or a sign.
        return not any(sign in around for sign in "@/_#\\") and "www." not in around and not _is_host(around)

    def _knows(self, word: str) -> bool:
        plain = word.replace("’", "'")
        low = plain.lower().removesuffix("'s")
        return (
            low in self._own
            or bool(self._dictionary.lookup(plain))
            or bool(self._dictionary.lookup(low))
            or bool(self._dictionary.lookup(low.capitalize()))
            or (other := american(low, self._lists)) in self._own
            or bool(self._dictionary.lookup(other))
            or self._is_made(low)
        )

    def _is_made(self, word: str) -> bool:
        """Whether it is a word with a prefix that goes with any, as 'unboosted', or a form of one of our own."""
        for prefix in (
            "non",
            "pre",
            "post",
            "anti",
            "re",
            "un",
            "over",
            "under",
            "self",
            "micro",
            "multi",
            "mid",
            "sub",
        ):
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 4 and (rest in self._own or self._dictionary.lookup(rest)):
                return True
        # Dictionaries have no plural of what is seldom counted.
        if len(word) > _SHORT_PLURAL and word.endswith(_PLURAL) and self._dictionary.lookup(word[:-1]):
            return True
        return any(
            word.endswith(ending) and word.removesuffix(ending) in self._own for ending in ("s", "es", "ed", "d", "ing")
        )

    def is_slip(self, word: str) -> bool:
        """Whether a word looks like a known one that was mistyped. One that is like no other is a term of its trade."""
        low = word.lower().replace("’", "'")
        parts = [low.removeprefix(one) for one in _LITTLE if low.startswith(one)]
        parts += [low.removesuffix(one) for one in _LITTLE if low.endswith(one)]
        if any(len(part) >= _SHORTEST and self._knows(part) for part in parts):
            return True
        most = 1 if len(low) <= _SHORT else 2
        stems = {low, *(low.removesuffix(ending) for ending in _ENDINGS)}
        near = (
            known
            for stem in stems
            if len(stem) > most + 1
            for length in range(len(stem) - most, len(stem) + most + 1)
            for known in _by_first().get((stem[0], length), ())
            # Letters that only one of the two has tell at once how far apart they are at least.
            if len(set(stem) ^ set(known)) <= 2 * most and distance(stem, known, most) <= most
            # Of few letters, any word is like others: but not of the same letters.
            if len(stem) > _FEW or sorted(stem) == sorted(known)
        )
        return any(near) or (len(low) > _FEW and any(self._knows(other) for other in _one_letter_off(low)))

    def suggestions(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        return list(islice(self._dictionary.suggest(word), _SUGGESTIONS))


def _is_species(text: str, start: int) -> bool:
    """Whether a word is the second of a name such as 'Taenia solium' or 'S. mansoni'."""
    before = text[:start].rstrip(" *_")
    name = before[before.rfind(" ") + 1 :].strip("*_(")
    if re.fullmatch(r"[A-Z]\.", name):
        return True
    return len(name) > 3 and name.isalpha() and name.istitle() and not _dictionary().lookup(name.lower())


def _one_letter_off(word: str) -> Iterator[str]:
    """A word with its first letter left out, another's put before it, or its first two swapped."""
    yield word[1:]
    yield f"{word[1]}{word[0]}{word[2:]}"


@cache
def _by_first() -> dict[tuple[str, int], tuple[str, ...]]:
    """The dictionary's words by their first letter, which few slips change, and their length."""
    words: dict[tuple[str, int], list[str]] = {}
    for word in plain_words() | _shipped_words():
        words.setdefault((word[0], len(word)), []).append(word)
    return {key: tuple(each) for key, each in words.items()}


def _is_host(text: str) -> bool:
    inner = text.strip(".,;:!?()[]\"'“”‘’")
    return (
        "." in inner
        and not inner.endswith(".")
        and " " not in inner
        and inner.rpartition(".")[2].isalpha()
        and inner.islower()
    )


@cache
def _dictionary() -> Any:
    # Imported here: it takes a second to load, and nothing but spelling needs it.
    try:
        from spylls.hunspell import Dictionary
        from spylls.hunspell.readers import read_aff, read_dic
        from spylls.hunspell.readers.file_reader import BaseReader
    except ImportError:
        raise Lacking("spylls is not installed, which reads the dictionary") from None

    class Reader(BaseReader):  # type: ignore[misc]
        """The library's own leaves its files open. Both files are UTF-8, and say so."""

        def __init__(self, ending: str) -> None:
            file = _DICTIONARY.with_suffix(ending)
            try:
                self._text = read_file(file, _LARGEST).decode("utf-8")
            except OSError:
                raise Lacking(f"the dictionary {file.name} is missing") from None
            super().__init__(StringIO(self._text))

        def reset_encoding(self, _: str) -> None:
            self.reset_io(StringIO(self._text))

    aff, context = read_aff(Reader(".aff"))
    return Dictionary(aff, read_dic(Reader(".dic"), aff=aff, context=context))


def _read(text: str) -> frozenset[str]:
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


@cache
def _shipped_words() -> frozenset[str]:
    return _read((SHIPPED / ROOM / _WORDS).read_text("utf-8"))


@cache
def plain_words() -> frozenset[str]:
    """The words of the dictionary in small letters, without their forms; empty where it is missing."""
    return frozenset(filter(str.islower, _STEM.findall(_lines().decode("utf-8"))))


def is_plain(word: str) -> bool:
    """Whether a word is one of `plain_words`: for the few that copy asks for, a set of all of them takes longest."""
    lines, line, at = _lines(), f"\n{word}".encode(), -1
    while word.islower() and (at := lines.find(line, at + 1)) >= 0:
        end = at + len(line)
        if lines[end : end + 1] in b"/ \t\n":
            return True
    return False


@cache
def _lines() -> bytes:
    """Those of the dictionary, as they are in its file, a number first; nothing where it is missing."""
    try:
        return read_file(_DICTIONARY.with_suffix(".dic"), _LARGEST)
    except OSError:
        return b""


@lru_cache(maxsize=1)
def _clinical() -> frozenset[str]:
    try:
        text = read_file(_CLINICAL, _LARGEST).decode("utf-8", "replace")
    except OSError:
        return frozenset()
    return frozenset(line.partition("/")[0].strip().lower() for line in text.splitlines())
