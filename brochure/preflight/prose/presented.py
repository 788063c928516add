"""Whether copy presents a number or an address as the clinic's own; contact.toml has the words by which that is known.

What is another's is not told: beside the name of an organisation, a help line or a pharmacy nothing is presented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from brochure.preflight.prose.phrases import Phrases

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.prose.sentences import Word
    from brochure.preflight.subject_copy import Copy

#: A sentence, a line or a clause begins behind these: a capital there names nobody.
_BEGINS = re.compile(r"(?:^|[.!?:;•|(–—-])[\s\"'“‘(]*$")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Between a label such as 'Phone' and what it labels.
_LONGEST_LABEL, _LONGEST_BEFORE = 5, 80
_NEXT_STEP = "next_step"
#: So many words on either side are looked at.
_FARTHEST = 60
_start, _end = attrgetter("start"), attrgetter("end")


def _phrases(words: Iterable[str]) -> Phrases[None]:
    return Phrases((word, None) for word in words)


def _around(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """The words before and behind some letters; what is farther away than any sentence is long says nothing of them."""
    first, behind = bisect_left(words, start, key=_end), bisect_left(words, end, key=_start)
    return [*words[max(0, first - _FARTHEST) : first], *words[behind : behind + _FARTHEST]]


@dataclass(frozen=True)
class Presented:
    """Answers for one article whose a number or an address is, by the words around it."""

    copy: Copy

    def ours(self, passage: Passage, start: int, end: int) -> bool:
        """Whether the letters of a passage from `start` up to `end` are presented as the clinic's."""
        sentence = passage.sentence_at(start)
        about = _around(sentence.words, start, end)
        if self._stands(self._others, passage.text, about):
            return False
        if self._stands(self._ours, passage.text, about) or self._named(sentence.text):
            return not any(self._organisation(passage.text, word) for word in about)
        if passage.kind == "cell":
            return False  # whose it is stands in another cell
        whole = _around(passage.words, start, end)
        if any(self._organisation(passage.text, word) for word in whole):
            return False
        if self._stands(self._others, passage.text, whole):
            return False
        if passage.key == _NEXT_STEP or self._stands(self._perhaps, passage.text, whole):
            return True
        return self._section(passage) in self._sections and self._labelled(passage.text[sentence.start : start])

    def known(self, said: str) -> bool:
        """Whether a number, a host or an address of mail is on the list of those that may stand in copy."""
        digits = re.sub(r"\D", "", said)
        for known in self._known:
            if "." in known or "@" in known:
                if said == known or said.endswith((f".{known}", f"@{known}")):
                    return True
            elif digits and (digits.endswith(re.sub(r"\D", "", known).removeprefix("1"))):
                return True
        return False

    def _stands(self, phrases: Phrases[None], text: str, words: Sequence[Word]) -> bool:
        # 'US' is a country.
        return any(not each.text.endswith("US") for each in phrases.find_in(text, words))

    def _named(self, text: str) -> bool:
        """Whether the clinic is named."""
        return self.copy.config.clinic.name.casefold() in text.casefold()

    def _organisation(self, text: str, word: Word) -> bool:
        """Whether a word is a name, or part of one, and not the clinic's."""
        if not word.text[0].isupper() or word.low in self._capitals | self._own_words:
            return False
        if word.text.isupper() and len(word.text) > 1:
            return True
        return not _BEGINS.search(text, max(0, word.start - 4), word.start)

    def _section(self, passage: Passage) -> str:
        return self._titles.get((passage.section, passage.box), self._titles.get((passage.section, ""), ""))

    def _labelled(self, before: str) -> bool:
        """Whether nothing but a label stands before it."""
        if len(before) > _LONGEST_BEFORE:
            return False
        words = _LETTERS.findall(before.lower())
        return len(words) <= _LONGEST_LABEL and set(words) <= self._labels

    @cached_property
    def _titles(self) -> dict[tuple[int, str], str]:
        """The title of each section and of each box in it, as the list has them."""
        found: dict[tuple[int, str], str] = {}
        for passage in self.copy.passages:
            if passage.kind in ("heading", "title"):
                key = (passage.section, passage.box if passage.kind == "title" else "")
                found[key] = re.sub(r"[^\w\s-]", "", passage.text).strip().lower()
        return found

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """Names that are the clinic's: its own, its places', and the words of its addresses."""
        config = self.copy.config
        texts = [config.clinic.name, *config.clinic.address, *config.clinic.postal_address]
        for location in config.location:
            texts += [location.name, *location.address]
        return frozenset(re.findall(r"[^\W\d_]+", " ".join(texts).lower()))

    @cached_property
    def _ours(self) -> Phrases[None]:
        return self._list("ours")

    @cached_property
    def _perhaps(self) -> Phrases[None]:
        return self._list("perhaps")

    @cached_property
    def _others(self) -> Phrases[None]:
        return self._list("others")

    @cached_property
    def _sections(self) -> frozenset[str]:
        return self.copy.lists.words("contact", "sections")

    @cached_property
    def _labels(self) -> frozenset[str]:
        return self.copy.lists.words("contact", "labels")

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return self.copy.lists.words("contact", "capitals")

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(known.lower() for known in self.copy.lists.words("contact", "known"))

    def _list(self, name: str) -> Phrases[None]:
        return _phrases(self.copy.lists.words("contact", name))
