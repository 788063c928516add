"""The clinic's address and name as brochure.toml has them, and that there is a way to reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at
from brochure.preflight.prose.distance import distance
from brochure.preflight.prose.presented import Presented
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

_NUMBER = re.compile(r"\d+")
#: A house in a street, as addresses of the English-speaking world have it.
_STREET = re.compile(
    r"(?<![\w.-])\d{1,5}[A-Z]?\s(?:(?:N|S|E|W|North|South|East|West)\.?\s)?(?:[A-Z0-9][\w’'.-]{0,30}\s){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Way|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Highway|Hwy"
    r"|Parkway|Pkwy|Close|Terrace|Crescent)\b"
)
#: So few letters tell no line of an address from other words.
_TELLING = 6


def _address(copy: Copy) -> Iterator[Found]:
    config = copy.config
    given = (config.clinic.address, config.clinic.postal_address, *(location.address for location in config.location))
    lines = [line for address in given for line in address]
    if not lines:
        raise NotApplicable("brochure.toml has no address")
    patterns = [(line, pattern) for line in lines if (pattern := _numbered(line))]
    presented = Presented(copy)
    for passage in copy.passages:
        if not any(sign.isdigit() for sign in passage.text):
            continue
        for line, pattern in patterns:
            for found in pattern.finditer(passage.text):
                wrong = list(found.groups()) != _NUMBER.findall(line)
                if wrong and not any(re.search(rf"(?<!\d){re.escape(found[0])}", other) for other in lines):
                    message = f"The copy says '{found[0]}', brochure.toml '{line}'."
                    yield at(copy, passage, found.span(), message, f"Write '{line}'.")
        for found in _STREET.finditer(passage.text):
            if presented.ours(passage, found.start(), found.end()) and not _is_one(found[0], lines, patterns):
                message = f"The copy gives '{found[0]}' as the clinic's address; brochure.toml has '{lines[0]}'."
                yield at(copy, passage, found.span(), message, f"Write '{lines[0]}', or correct brochure.toml.")


def _is_one(street: str, lines: list[str], patterns: list[tuple[str, re.Pattern[str]]]) -> bool:
    """Whether a street is the clinic's, or was told as a slip of it; 'St' is 'Street'."""
    said = re.findall(r"[^\W_]+", street.lower())[:2]
    return any(said == re.findall(r"[^\W_]+", line.lower())[:2] for line in lines) or any(
        pattern.search(street) for _, pattern in patterns
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
        "Looks for lines of the clinic's addresses with another number, and for streets that are given as its address.",
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
