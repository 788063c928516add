"""The words that made-up articles are written with, in four languages, from vocabulary.toml.

A sentence is a clause with an end, so that a few dozen of each give hundreds of sentences, each once in an article:
where it stands in a product can then be found by its letters.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language. `leads` end with a colon; `heads` and `cells` stand in tables."""

    clauses: list[str]
    ends: list[str]
    things: list[str]
    headings: list[str]
    leads: list[str]
    titles: list[str]
    long_words: list[str]
    heads: list[str]
    cells: list[str]

    @property
    def sentences(self) -> list[str]:
        """All of them, without their full stops."""
        return [f"{clause}{'' if end[0] == ',' else ' '}{end}" for clause in self.clauses for end in self.ends]


VOCABULARIES = {
    language: Vocabulary(**words)
    for language, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
