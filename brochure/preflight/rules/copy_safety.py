"""What copy owes a reader whose health or life may depend on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, at_head, only_in
from brochure.preflight.prose.distance import distance
from brochure.preflight.prose.topics import says, treatments
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

#: So short an article describes no treatment; it names one.
_DESCRIBES = 120
#: What is dialled, such as "call 911 or 988", and not the beginning of a longer number, a sum or a measure.
_DIALLED = re.compile(
    r"\b(?:call|text|dial|ring|phone)(?:(?:,? or|,? and|/)\s?(?:call|text|dial))?(?: us)?(?: on| at)?\s"
    r"(?P<numbers>\d{3}(?:(?:,? or |,? and |, |/)\d{3})*)(?![\w%]|[-.\s]?\d"
    r"|\s(?:days|hours|minutes|people|times|weeks|mg))",
    re.IGNORECASE,
)
#: A number of three digits that differs from one of these by one is a slip; others may be lines of a house.
_HELP = ("988", "911", "999", "112", "111", "000")
#: Topics that need a way to urgent help.
_URGENT = frozenset({"crisis", "danger", "ketamine"})


def _words(copy: Copy) -> int:
    return sum(len(passage.words) for passage in copy.passages)


def _emergency(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    if not copy.topics & _URGENT and not copy.speaks("es"):
        raise NotApplicable("it is about nothing that may become urgent")
    if copy.speaks("es") and not copy.topics & (_URGENT | {"health"}):
        raise NotApplicable("it is about nothing that may become urgent")
    if not says(copy.passages, copy.lists.words("safety", "emergency")) and not _clinic_says(copy):
        yield at_head(
            copy, "title", "The copy is about what may become an emergency, and does not say where to get help."
        )


def _clinic_says(copy: Copy) -> bool:
    """Whether the clinic's own line for emergencies, which every leaflet has on its back, is in the copy's language."""
    clinic, tag = copy.config.clinic, copy.language.partition("-")[0].lower()
    own = clinic.emergency if clinic.language.partition("-")[0].lower() == tag else ""
    return bool(
        own or any(each.emergency for key, each in clinic.translations.items() if key.partition("-")[0].lower() == tag)
    )


def _number(copy: Copy) -> Iterator[Found]:
    """Short numbers that somebody is told to dial, and that no service has."""
    only_in(copy, "en")
    known = set(copy.lists.words("safety", "numbers"))
    own = " ".join((copy.config.clinic.emergency, copy.config.clinic.phone))
    for passage in copy.passages:
        for found in _DIALLED.finditer(passage.text):
            for number in re.finditer(r"\d{3}", found["numbers"]):
                near = next((each for each in _HELP if distance(number[0], each, 1) == 1), "")
                if near and number[0] not in known and not re.search(rf"(?<!\d){number[0]}(?!\d)", own):
                    start = found.start("numbers") + number.start()
                    message = f"'{number[0]}' is no number for help; {near} is one."
                    yield at(copy, passage, (start, start + 3), message)


def _side_effects(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    found = _described(copy)
    if not says(copy.passages, copy.lists.words("safety", "side_effects")):
        treatment, passage = found[0]
        message = f"The copy describes {treatment['name']}, and names no side effect and no risk."
        yield at(copy, passage, (0, len(passage.text)), message)


def _not_for(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    found = _described(copy)
    if not says(copy.passages, copy.lists.words("safety", "not_for")):
        treatment, passage = found[0]
        message = f"The copy describes {treatment['name']}, and does not say who should not have it."
        yield at(copy, passage, (0, len(passage.text)), message)


def _owes(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for treatment, passage in _described(copy):
        for owed in treatment["owes"]:
            if sum(says(copy.passages, [each]) for each in owed["say"]) < owed.get("least", 1):
                message = f"Copy about {treatment['name']} must say {owed['what']}."
                yield at(copy, passage, (0, len(passage.text)), message, owed.get("hint", ""))


def _described(copy: Copy) -> list:  # type: ignore[type-arg]
    found = treatments(copy.passages, copy.lists)
    if not found:
        raise NotApplicable("neither title nor headings name a treatment")
    if _words(copy) < _DESCRIBES:
        raise NotApplicable("it is too short to describe a treatment")
    return found


RULES = (
    Rule(
        "COPY-EMERGENCY-HELP",
        "No way to urgent help",
        "error",
        "Looks for an emergency number, or the clinic's line for emergencies, in copy about suicide or danger.",
        "Somebody may read it in the worst hour of their life.",
        "Add a box: ::: help When to get help, with 911 and 988; or write `emergency` into brochure.toml.",
        "AFSP/Samaritans safe messaging; FDA medication guides; PIF TICK",
        _emergency,
    ),
    Rule(
        "COPY-EMERGENCY-NUMBER",
        "A number for help that nobody answers",
        "error",
        "Looks for short numbers that readers are told to dial, and that differ by a digit from those for help.",
        "Who dials 998 instead of 988 reaches nobody, in the worst hour of their life.",
        "Write 988 for a crisis, 911 for an emergency, or your country's numbers.",
        "FCC, 47 CFR 52.200 (988); AFSP/Samaritans safe messaging",
        _number,
    ),
    Rule(
        "COPY-SIDE-EFFECTS",
        "No side effects",
        "warning",
        "Looks for side effects, risks or harms in copy whose title or headings name a treatment.",
        "To choose, a reader must know both sides.",
        "Name the common ones and the grave ones, and say how often they come.",
        "PIF TICK: balanced; FDA fair balance, 21 CFR 202.1(e)",
        _side_effects,
    ),
    Rule(
        "COPY-NOT-FOR",
        "Not said who should not have it",
        "warning",
        "Looks for who should not have a treatment that title or headings name.",
        "Whom it may harm must know before, not after.",
        "Write: 'Tell us if …', or 'It may not be right for you if …'.",
        "FDA medication guides, 21 CFR 208.20; PIF TICK",
        _not_for,
    ),
    Rule(
        "COPY-TREATMENT-FACTS",
        "A fact that this treatment must come with",
        "warning",
        "Looks for what copy about a treatment owes by safety.toml: for ketamine driving, side effects, approval.",
        "Readers are harmed or misled without it.",
        "Add the sentence.",
        "FDA: Spravato medication guide; FDA alert on compounded ketamine, 10 October 2023",
        _owes,
    ),
)
