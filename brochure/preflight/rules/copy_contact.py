"""Ways to the clinic, as brochure.toml has them: whoever dials a wrong digit reaches a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at
from brochure.preflight.prose.distance import distance
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

_PHONE = re.compile(r"(?<![\w.,$€£-])\+?\(?\d[\d ().‑–-]{5,18}\d(?![\w%])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_WEB = re.compile(
    r"(?<![\w.-])(?:https?://|www\.)[^\s<>()]{1,400}"
    r"|(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|example|health|clinic|info|us|uk|eu|edu|gov)\b"
    r"(?:/[^\s<>()]{0,400})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
#: So many letters or digits may differ before it is another's and no slip of the hand.
_SLIP = 2
_FEWEST_DIGITS, _SHORTEST = 7, 5


def _digits(text: str) -> str:
    return "".join(_NUMBER.findall(text))


def _own_phones(copy: Copy) -> list[str]:
    named = [copy.config.clinic.phone, *(location.phone for location in copy.config.location)]
    return [phone for phone in named if len(_digits(phone)) >= _FEWEST_DIGITS]


def _phone(copy: Copy) -> Iterator[Found]:
    own = _own_phones(copy)
    if not own:
        raise NotApplicable("brochure.toml has no phone")
    for passage in copy.passages:
        for found in _PHONE.finditer(passage.text):
            said = _digits(found[0])
            if len(said) < _FEWEST_DIGITS or any(
                said.endswith(_digits(phone)) or _digits(phone).endswith(said) for phone in own
            ):
                continue
            near = [phone for phone in own if _is_slip(said, _digits(phone))]
            if near:
                yield at(
                    copy,
                    passage,
                    found.span(),
                    f"The copy says {found[0]}, brochure.toml {near[0]}.",
                    f"Write {near[0]}.",
                )


def _is_slip(said: str, known: str) -> bool:
    """Whether the one is the other with a digit or two wrong, lost or swapped; numbers in a row are two numbers."""
    shorter = min(len(said), len(known))
    if abs(len(said) - len(known)) > _SLIP and shorter >= 10:
        return False
    said, known = (said, known) if abs(len(said) - len(known)) <= _SLIP else (said[-shorter:], known[-shorter:])
    return 0 < distance(said, known, _SLIP) <= (_SLIP if shorter >= 10 else 1)


def _web(copy: Copy) -> Iterator[Found]:
    clinic = copy.config.clinic
    own = [_host(address) for address in (clinic.web, clinic.map) if address]
    if not own:
        raise NotApplicable("brochure.toml has no web address")
    for passage in copy.passages:
        text = _EMAIL.sub(lambda found: " " * len(found[0]), passage.text)
        for found in _WEB.finditer(text):
            host = _host(found[0])
            if near := next(
                (each for each in own if each != host and not host.endswith(f".{each}") and _resembles(host, each)),
                None,
            ):
                yield at(copy, passage, found.span(), f"The copy says {host}, brochure.toml {near}.", f"Write {near}.")
        for link in passage.links:
            host = _host(link.href)
            if link.href.startswith("http") and (
                near := next((each for each in own if each != host and _resembles(host, each)), None)
            ):
                line, column = copy.place(link.start)
                yield Found(
                    f"The link leads to {host}; brochure.toml has {near}.",
                    f"Write {near}.",
                    line=line,
                    column=column,
                    quote=link.text,
                )


def _host(address: str) -> str:
    host = re.sub(r"^[a-z]+://", "", address.strip().lower()).partition("/")[0].partition("?")[0]
    return host.removeprefix("www.").rstrip(".,;:!?")


def _resembles(one: str, other: str) -> bool:
    """Whether two hosts differ by a letter or two, or by their last part alone."""
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return distance(one, other, _SLIP) <= _SLIP or (one.rpartition(".")[0] == other.rpartition(".")[0] != "")


def _email(copy: Copy) -> Iterator[Found]:
    clinic = copy.config.clinic
    own = {each.lower() for each in (clinic.email,) if each}
    if not own:
        raise NotApplicable("brochure.toml has no e-mail address")
    for passage in copy.passages:
        for found in _EMAIL.finditer(passage.text):
            said = found[0].lower().rstrip(".")
            if said in own:
                continue
            if near := next((each for each in own if distance(said, each, _SLIP) <= _SLIP), None):
                yield at(
                    copy, passage, found.span(), f"The copy says {found[0]}, brochure.toml {near}.", f"Write {near}."
                )


_CONTACT = "PIF TICK: contact"

RULES = (
    Rule(
        "COPY-CONTACT-PHONE",
        "A telephone number that differs",
        "error",
        "Looks for numbers in the copy that differ from the clinic's in brochure.toml by a digit or two.",
        "Whoever dials it reaches a stranger, or nobody.",
        "Correct the one that is wrong.",
        _CONTACT,
        _phone,
    ),
    Rule(
        "COPY-CONTACT-WEB",
        "A web address that differs",
        "error",
        "Looks for web addresses in the copy that differ from the clinic's by a letter or two, or in their end.",
        "It leads nowhere, or to somebody who waits for such slips.",
        "Correct the one that is wrong.",
        _CONTACT,
        _web,
    ),
    Rule(
        "COPY-CONTACT-EMAIL",
        "An e-mail address that differs",
        "error",
        "Looks for e-mail addresses in the copy that differ from the clinic's in brochure.toml by a letter or two.",
        "What patients write about their health goes to a stranger.",
        "Correct the one that is wrong.",
        _CONTACT,
        _email,
    ),
)
