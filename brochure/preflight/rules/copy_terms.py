"""One term, one spelling; one English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
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
    ways = _ways(tuple(way.lower() for each in copy.lists.entries("terms", "same") for way in (*each["ways"], "")))
    met: dict[int, Places] = {}
    for passage in copy.passages:
        for phrase in ways.find(passage):
            # A hyphen counts here, which it does not where phrases are looked for.
            said = phrase.text.lower().replace("‑", "-").replace("‐", "-")
            if said in phrase.meaning[1] and not (
                _is_address(passage.text, phrase.end) or _is_joined(said, phrase.meaning[1], passage.text[phrase.end :])
            ):
                met.setdefault(phrase.meaning[0], {}).setdefault(said, (passage, (phrase.start, phrase.end)))
    for places in met.values():
        if len(places) > 1:
            first, second, *_ = places
            yield at(copy, *places[second], f"Here it is '{second}', elsewhere '{first}'.")


def _is_joined(said: str, ways: frozenset[str], behind: str) -> bool:
    """Whether words are joined since they stand before another: 'health-care workers', but 'health care'."""
    return "-" in said and said.replace("-", " ") in ways and behind[:1] == " " and behind[1:2].isalpha()


def _is_address(text: str, end: int) -> bool:
    return text[end : end + 1] in ("@", ".") and text[end + 1 : end + 2].isalpha()


@lru_cache(maxsize=4)
def _ways(written: tuple[str, ...]) -> Phrases[tuple[int, frozenset[str]]]:
    """All ways of all terms, each with the number of its term and the ways of that; empty texts part terms."""
    groups = [tuple(group) for filled, group in groupby(written, bool) if filled]
    return Phrases((way, (number, frozenset(group))) for number, group in enumerate(groups) for way in group)


def _mixed(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    british: Places = {}
    american: Places = {}
    look = variants(copy.lists)
    kinds = {low: kind for passage in copy.passages for low in passage.lows if (kind := look(low))}
    for passage in copy.passages if len(set(kinds.values())) > 1 else ():
        for word in passage.words:
            if word.low in kinds:
                places = british if kinds[word.low] == "British" else american
                places.setdefault(word.low, (passage, (word.start, word.end)))
    if british and american:
        is_british = len(british) <= len(american)
        fewer, more = (british, american) if is_british else (american, british)
        first = _first(fewer)
        kind = "British" if is_british else "American"
        yield at(copy, *fewer[first], f"'{first}' is {kind} spelling, while '{_first(more)}' is not.")


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
