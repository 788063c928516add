"""Words about people: the person first, no blame, nobody left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, only_in
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy


def _listed(table: str, message: str) -> Callable[[Copy], Iterator[Found]]:
    """Finds the phrases of a table of people.toml."""

    def judge(copy: Copy) -> Iterator[Found]:
        only_in(copy, "en")
        listed = copy.lists.phrases("people", table)
        for passage in copy.passages:
            for phrase in listed.find(passage):
                # "Alcoholics Anonymous" is a name, "alcoholic drinks" are drinks, and "the blind spot" is a spot.
                if not _is_other(passage.text, phrase.end):
                    said = message.format(phrase.text)
                    yield at(copy, passage, (phrase.start, phrase.end), said, f"Write '{phrase.meaning[1]}'.")

    return judge


def _is_other(text: str, end: int) -> bool:
    following = text[end:].lstrip().split(" ")[0].strip(".,;:").lower()
    return following in _GO_ON and text[end : end + 1] == " "


#: A word that goes on so belongs to another thing.
_GO_ON = frozenset(
    [
        "anonymous",
        "drink",
        "drinks",
        "beverage",
        "beverages",
        "liver",
        "hepatitis",
        "fatty",
        "spot",
        "study",
        "trial",
        "side",
        "foot",
        "toilet",
        "toilets",
        "eye",
        "retinopathy",
        "ulcer",
        "diet",
        "neuropathy",
        "coma",
        "ketoacidosis",
        "inhaler",
        "attack",
        "person",
        "people",
        "man",
        "woman",
        "adults",
        "child",
        "children",
        "aid",
        "benefit",
        "parking",
    ]
)


RULES = (
    Rule(
        "COPY-PERSON-FIRST",
        "An illness instead of a person",
        "warning",
        "Looks for the words of people.toml that call people by their illness, or themselves to blame for it.",
        "Nobody is their illness. Readers who feel judged stop reading, and stop asking for help.",
        "Put the person first: 'a person with epilepsy'. Ask the people concerned what they want to be called.",
        "CDC Health Equity guiding principles; APA style 5.4; Samaritans media guidelines",
        _listed("first", "'{}' names people by what they have."),
    ),
    Rule(
        "COPY-BLAME",
        "Words that blame",
        "warning",
        "Looks for the words of people.toml that put the blame on the reader.",
        "Shame keeps people away, and teaches nothing.",
        "Say what happened and what helps, without judging.",
        "NHS Language Matters 2018; PEMAT-P",
        _listed("blame", "'{}' sounds as if the reader were to blame."),
    ),
    Rule(
        "COPY-NEUTRAL",
        "Words that leave readers out",
        "note",
        "Looks for 'he or she', 'chairman' and their kin, in people.toml.",
        "Some readers feel that they are not meant.",
        "Write 'you' or 'they', or name the role.",
        "NHS service manual: inclusive content; APA style 5.5",
        _listed("neutral", "'{}' leaves some readers out, or stumbles over them."),
    ),
)
