"""The clinic's address and name as brochure.toml has them, and that there is a way to reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at
from brochure.preflight.prose.distance import distance
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

_NUMBER = re.compile(r"\d+")
#: So few letters tell no line of an address from other words.
_TELLING = 6


def _address(copy: Copy) -> Iterator[Found]:
    config = copy.config
    given = (config.clinic.address, config.clinic.postal_address, *(location.address for location in config.location))
    lines = [line for address in given for line in address]
    if not lines:
        raise NotApplicable("brochure.toml has no address")
    patterns = [(line, pattern) for line in lines if (pattern := _numbered(line))]
    for passage in copy.passages:
        for line, pattern in patterns if any(sign.isdigit() for sign in passage.text) else ():
            for found in pattern.finditer(passage.text):
                wrong = list(found.groups()) != _NUMBER.findall(line)
                if wrong and not any(re.search(rf"(?<!\d){re.escape(found[0])}", other) for other in lines):
                    yield at(
                        copy,
                        passage,
                        found.span(),
                        f"The copy says '{found[0]}', brochure.toml '{line}'.",
                        f"Write '{line}'.",
                    )


def _numbered(line: str) -> re.Pattern[str] | None:
    """The same words with any numbers; None for a line that has no numbers, or too few letters to be known by."""
    parts = re.findall(r"[^\W\d_]{2,}|\d+", line)
    if not any(map(str.isdigit, parts)) or sum(len(part) for part in parts if not part.isdigit()) < _TELLING:
        return None
    pattern = r"[\s,.#-]+".join(r"(\d+)" if part.isdigit() else re.escape(part) for part in parts)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _name(copy: Copy) -> Iterator[Found]:
    name = copy.config.clinic.name
    words = name.split()
    if len(words) < 2:
        raise NotApplicable("the clinic's name is one word")
    wanted = [word.casefold() for word in words]
    for passage in copy.passages:
        # All of it but one word must be right.
        if len(passage.keys & set(wanted)) < len(set(wanted)) - 1:
            continue
        for start in range(len(passage.words)):
            span = passage.words[start : start + len(words)]
            if len(span) < len(words) or not span[0].text[0].isupper():
                continue
            text = passage.text[span[0].start : span[-1].end]
            low = [word.low for word in span]
            slips = [distance(said, known, 1) for said, known in zip(low, wanted, strict=True)]
            right = [word.text for word in span] == re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name) or text == name
            if right or max(slips) > 1 or (sum(slips) == 0 and text.isupper()) or text == name:
                continue
            if sum(slips) <= 1 and slips.count(0) >= len(words) - 1:
                yield at(
                    copy,
                    passage,
                    (span[0].start, span[-1].end),
                    f"The clinic is called '{name}', here '{text}'.",
                    f"Write '{name}'.",
                )


def _missing(copy: Copy) -> Iterator[Found]:
    clinic = copy.config.clinic
    own = (clinic.phone, clinic.email, clinic.web, *(location.phone for location in copy.config.location))
    if not any(own):
        yield Found("Neither brochure.toml nor the copy says how to reach the clinic.", line=1, column=1)


_CONTACT = "PIF TICK: contact"

RULES = (
    Rule(
        "COPY-CONTACT-ADDRESS",
        "An address that differs",
        "error",
        "Looks for lines of the clinic's addresses in the copy with another number.",
        "People stand before the wrong door.",
        "Correct the one that is wrong.",
        _CONTACT,
        _address,
    ),
    Rule(
        "COPY-CLINIC-NAME",
        "The clinic's name in another spelling",
        "warning",
        "Looks for the clinic's name of brochure.toml with a letter or a capital wrong.",
        "A misspelt name looks like a forgery.",
        "Write it as in brochure.toml.",
        "The clinic’s own brand",
        _name,
    ),
    Rule(
        "COPY-CONTACT-MISSING",
        "No way to reach the clinic",
        "warning",
        "Looks for a phone, an e-mail address or a web address in brochure.toml.",
        "Who has a question has nobody to ask.",
        "Write phone, email or web under [clinic] in brochure.toml.",
        _CONTACT,
        _missing,
    ),
)
