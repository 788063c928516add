"""What copy is about, and which treatments it offers: safety.toml has the words by which that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from brochure.preflight.prose.lists import Lists
from brochure.preflight.prose.phrases import Phrases

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage

#: What title or headings name counts for more than any number of words in the copy.
_NAMED = 100


def topics(passages: Sequence[Passage], lists: Lists) -> frozenset[str]:
    """Those whose words stand in title or headings, or often enough in the copy."""
    found: Counter[str] = Counter()
    wanted = lists.entries("safety", "topic")
    named: dict[str, list[str]] = {}
    for topic in wanted:
        for phrase in topic["find"]:
            named.setdefault(phrase, []).append(topic["name"])
    phrases = Phrases(named)
    for passage in passages:
        # A list of prices is about money, whatever it names.
        for each in phrases.find(passage) if passage.kind != "cell" else ():
            found.update(dict.fromkeys(each.meaning, _NAMED if _names(passage) else 1))
    return frozenset(topic["name"] for topic in wanted if found[topic["name"]] >= topic.get("least", 1))


def treatments(passages: Sequence[Passage], lists: Lists) -> list[tuple[Mapping[str, Any], Passage]]:
    """The treatments that title and headings name, each with where, the most particular first."""
    named = [passage for passage in passages if _names(passage)]
    result: list[tuple[Mapping[str, Any], Passage]] = []
    for treatment in lists.entries("safety", "treatment"):
        phrases: Phrases[None] = Phrases((phrase, None) for phrase in treatment["find"])
        among = [passage for passage in named if passage.key] if treatment.get("in_title") else named
        if says(among, treatment.get("not_beside", ())):
            continue
        if where := next((passage for passage in among if next(phrases.find(passage), None)), None):
            result.append((treatment, where))
    return result


def says(passages: Iterable[Passage], phrases: Iterable[str]) -> bool:
    """Whether one of some phrases stands in the copy."""
    wanted: Phrases[None] = Phrases((phrase, None) for phrase in phrases)
    return any(next(wanted.find(passage), None) for passage in passages)


def _names(passage: Passage) -> bool:
    return passage.kind == "heading" or passage.key in ("title", "subtitle")
