"""One term, one spelling; one English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, only_in
from brochure.preflight.prose.english import variants
from brochure.preflight.prose.phrases import Phrases
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.subject_copy import Copy

Places = dict[str, tuple["Passage", tuple[int, int]]]


def _two_spellings(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for ways in copy.lists.entries("terms", "same"):
        met = _places(copy, ways["ways"])
        if len(met) > 1:
            first, *others = met
            passage, span = met[others[0]]
            yield at(copy, passage, span, f"Here it is '{others[0]}', elsewhere '{first}'.")


def _places(copy: Copy, ways: list[str]) -> Places:
    """Where each of the ways first stands, as it is typed; a hyphen counts here."""
    wanted = {way.lower() for way in ways}
    phrases: Phrases[None] = Phrases((way, None) for way in ways)
    met: Places = {}
    for passage in copy.passages:
        for phrase in phrases.find(passage):
            said = phrase.text.lower().replace("‑", "-").replace("‐", "-")
            address = passage.text[phrase.end : phrase.end + 1] in ("@", ".") and passage.text[phrase.end + 1 : phrase.end + 2].isalpha()
            if said in wanted and not address:
                met.setdefault(said, (passage, (phrase.start, phrase.end)))
    return met


def _mixed(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    british: Places = {}
    american: Places = {}
    look = variants(copy.lists)
    for passage in copy.passages:
        for word in passage.words:
            if kind := look(word.low):
                places = british if kind == "British" else american
                places.setdefault(word.low, (passage, (word.start, word.end)))
    if british and american:
        fewer, kind, other = min((british, "British", american), (american, "American", british), key=lambda each: len(each[0]))
        word, (passage, span) = next(iter(fewer.items()))
        message = f"'{word}' is {kind} spelling, while '{_first(other)}' is not."
        yield at(copy, passage, span, message)


def _first(words: Mapping[str, object]) -> str:
    return next(iter(words))


RULES = (
    Rule(
        "COPY-TWO-SPELLINGS",
        "One term, two spellings",
        "warning",
        "Looks for terms of terms.toml that the copy writes in two ways.",
        "Readers wonder whether two things are meant, and whether somebody read it through.",
        "Choose one way, and keep to it.",
        "NHS service manual: consistency; PEMAT-P 4",
        _two_spellings,
    ),
    Rule(
        "COPY-MIXED-ENGLISH",
        "British and American spelling mixed",
        "warning",
        "Looks for words in British and in American spelling, by english.toml; either is right, both together are not.",
        "It looks as if nobody had read it through.",
        "Spell all as where your readers live.",
        "The Chicago Manual of Style 7.3; New Hart’s Rules 3",
        _mixed,
    ),
)
