"""Words that promise. What they are, why, and better words stand in assets/checks/claims.toml: a rule for each kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from brochure.preflight.pointing import at, only_in
from brochure.preflight.prose.lists import ROOM
from brochure.preflight.prose.phrases import Phrases
from brochure.preflight.rule import Found, Rule
from brochure.storage.shipped import SHIPPED

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.prose.sentences import Sentence
    from brochure.preflight.subject_copy import Copy

#: So many words before a promise a word of denial takes it back.
_NEAR = 8
#: These leave open what stands in their own clause.
_ASKS = frozenset(["whether", "if"])
_SOURCE = (
    "FTC Health Products Compliance Guidance 2022; FDA 21 CFR 202.1; FDA alert on compounded ketamine, 10 October 2023"
)


def _judge(claim: Mapping[str, Any]) -> Callable[[Copy], Iterator[Found]]:
    def judge(copy: Copy) -> Iterator[Found]:
        only_in(copy, "en")
        if not _concerns(claim, copy.topics):
            return
        added = [entry for entry in copy.lists.entries("claims", "claim") if entry.get("id") == claim["id"]]
        wanted = _phrases(tuple(phrase for entry in added for phrase in entry.get("find", ())))
        excused = _phrases(tuple(phrase for entry in added for phrase in entry.get("unless", ())))
        before = _phrases(tuple(claim.get("before", ())))
        beside = _phrases(tuple(claim.get("beside", ())))
        for passage in copy.passages:
            if passage.box == "quote" and passage.kind == "title":
                continue
            for phrase in wanted.find(passage):
                sentence = passage.sentence_at(phrase.start)
                if _excused(claim, passage, sentence, phrase.start) or _says(excused, sentence):
                    continue
                if sentence.start and _says(before, passage.sentence_at(sentence.start - 2)):
                    continue
                if claim.get("beside") and not _says(beside, sentence):
                    continue
                message = f"'{phrase.text}': {claim['reason']}"
                yield at(copy, passage, (phrase.start, phrase.end), message, claim["instead"])

    return judge


def _concerns(claim: Mapping[str, Any], topics: frozenset[str]) -> bool:
    about = {"health" if topic == "treatment" else topic for topic in claim.get("about", ())}
    return (not about or bool(about & topics)) and not topics & set(claim.get("not_about", ()))


@lru_cache(maxsize=128)
def _phrases(phrases: tuple[str, ...]) -> Phrases[None]:
    return Phrases((phrase, None) for phrase in phrases)


def _says(phrases: Phrases[None], sentence: Sentence) -> bool:
    from brochure.preflight.prose.sentences import words

    return next(phrases.find_in(sentence.text, words(sentence.text)), None) is not None


def _excused(claim: Mapping[str, Any], passage: Passage, sentence: Sentence, start: int) -> bool:
    """Whether the sentence asks, denies, or gives its source where one is wanted."""
    if sentence.text.rstrip("\"'”’)").endswith("?"):
        return True
    if claim.get("uncited") and (passage.cited or re.search(r"\((?:[A-Z][a-z]+|\d{4})[^)]*\d{4}\)", passage.text)):
        return True
    words = [word for word in sentence.words if word.start < start][-_NEAR:]
    before = {word.low for word in words}
    if not before & (_denies() | _ASKS):
        return False
    denied = _denies() - {"no", "without"} if claim.get("self_denying") else _denies()
    if {"not", "only"} <= before:
        return False
    if any(word.low in _ASKS and "," not in passage.text[word.end : start] for word in words):
        return True
    promised = [(each.start, each.end) for each in _phrases(_self_denying()).find(passage)]
    return any(word.low in denied and not any(begin <= word.start < end for begin, end in promised) for word in words)


@lru_cache(maxsize=1)
def _self_denying() -> tuple[str, ...]:
    """What promises by a denial, as 'no side effects': its 'no' takes no other promise back."""
    return tuple(phrase for claim in _shipped()["claim"] if claim.get("self_denying") for phrase in claim["find"])


@lru_cache(maxsize=1)
def _denies() -> frozenset[str]:
    return frozenset(_shipped()["denies"])


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    return tomllib.loads((SHIPPED / ROOM / "claims.toml").read_text("utf-8"))


def _rules() -> tuple[Rule[Copy], ...]:
    return tuple(
        Rule(
            f"CLAIM-{claim['id']}",
            claim["name"],
            claim["severity"],
            f"Looks for {_examples(claim)} and the like, in claims.toml, where the sentence neither denies nor asks.",
            claim["reason"],
            claim["instead"],
            _SOURCE,
            _judge(claim),
        )
        for claim in _shipped()["claim"]
    )


def _examples(claim: Mapping[str, Any]) -> str:
    first, second = (_example(phrase) for phrase in claim["find"][:2])
    return f"'{first}', '{second}'"


def _example(phrase: str) -> str:
    """A phrase with the first of each choice."""
    chosen = re.sub(r"\(([^|)]*)[^)]*\)", r"\1", phrase)
    return " ".join(chosen.replace("*", "").replace("...", "…").split())


RULES = _rules()
