"""How hard copy is to read, by published formulas.

Flesch–Kincaid (Kincaid, Fishburne, Rogers and Chissom 1975): 0.39 words/sentences + 11.8 syllables/words − 15.59.
SMOG (McLaughlin 1969): 1.0430 √(words of three syllables or more × 30 / sentences) + 3.1291.
Both give a grade of schools in the United States. They err in different ways, long words against long sentences, and
so only what both call hard is called so. INFLESZ (Szigriszt Pazos 1993, Barrio-Cantalejo 2008) is for Spanish:
206.835 − 62.3 syllables/words − words/sentences; from 55 on most people can read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from brochure.preflight.prose.sentences import Sentence, Word
from brochure.preflight.prose.syllables import syllables

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage

#: Words of so many syllables are hard.
HARD = 3
#: Items of lists that are shorter are no sentences to be read through.
_SHORTEST_ITEM = 4
#: A sentence of a text: what is before it, and where it stands.
Placed = tuple["Passage", Sentence]


@dataclass(frozen=True)
class Measure:
    """What the formulas are made of."""

    sentences: int
    words: int
    syllables: int
    hard: int

    @property
    def flesch_kincaid(self) -> float:
        """Grade; 0 of no words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """Grade; 0 of no words."""
        return 1.0430 * sqrt(self.hard * 30 / self.sentences) + 3.1291 if self.words else 0.0

    @property
    def grade(self) -> float:
        """The lower of the two grades."""
        return min(self.flesch_kincaid, self.smog)

    @property
    def grades(self) -> str:
        """Both, as a message has them."""
        return f"grade {self.flesch_kincaid:.0f} (Flesch–Kincaid) and {self.smog:.0f} (SMOG)"

    @property
    def inflesz(self) -> float:
        """Ease from 0 to 100, for Spanish; 100 of no words."""
        if not self.words:
            return 100.0
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences


def running(passages: Iterable[Passage]) -> list[Placed]:
    """The sentences that are read as such: not headings, titles and cells, nor items of a word or two."""
    return [
        (passage, sentence)
        for passage in passages
        if passage.kind in ("paragraph", "item")
        for sentence in passage.sentences
        if len(spoken(sentence.words)) >= (_SHORTEST_ITEM if passage.kind == "item" else 1)
    ]


def spoken(words: Iterable[Word]) -> list[Word]:
    """Words that are made of letters; a number is no harder to read than it is long."""
    return [word for word in words if word.text[0].isalpha()]


def measure(sentences: Sequence[Sentence], language: str = "en") -> Measure:
    """What some sentences come to."""
    counts = [syllables(word.low, language) for sentence in sentences for word in spoken(sentence.words)]
    return Measure(max(1, len(sentences)), len(counts), sum(counts), sum(count >= HARD for count in counts))


def hardest(sentences: Sequence[Placed], count: int = 1) -> list[Placed]:
    """Those with the highest grade by Flesch–Kincaid; short ones are not hard."""
    long = [each for each in sentences if len(each[1].words) >= 8]
    return sorted(long, key=lambda each: -measure([each[1]]).flesch_kincaid)[:count]
