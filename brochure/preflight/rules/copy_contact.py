"""Ways to the clinic, as brochure.toml has them: whoever dials a wrong digit reaches a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at
from brochure.preflight.prose.distance import distance
from brochure.preflight.prose.presented import Presented
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
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
#: Before a number that is dialled; a number of another kind is none of a telephone.
_DIALLED = re.compile(
    r"\b(?:call|(?:tele)?phone|ring|text|tel|dial|reach|contact|number|mobile|cell|line|desk|reception"
    r"|ll[aá]me\w*|tel[eé]fono|n[uú]mero|comun[ií]quese|marque)\b|(?:\b(?:on|at)|appointments?:)\s*\Z",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[.–-]\d{1,2}[.–-](?:\d\d){1,2}|\d{4}[.–-]\d\d?[.–-]\d\d?|\d{4} ?[–-] ?\d{4}")
#: That word stands no farther away.
_NEAR = 160
#: So many letters or digits may differ before it is another's and no slip of the hand.
_SLIP = 2
_FEWEST_DIGITS, _SHORTEST = 7, 5
_OUR_SITE = re.compile(
    r"\b(?:our (?:own )?(?:web ?site|site|web ?page|home ?page)|nuestr[oa] (?:sitio|p[aá]gina))\b", re.IGNORECASE
)
_KNOWN = "`known` in assets/checks/contact.toml of your workspace"


def _digits(text: str) -> str:
    return "".join(_NUMBER.findall(text))


def _own_phones(copy: Copy) -> list[str]:
    named = [copy.config.clinic.phone, *(location.phone for location in copy.config.location)]
    return [phone for phone in named if len(_digits(phone)) >= _FEWEST_DIGITS]


def _phone(copy: Copy) -> Iterator[Found]:
    own = _own_phones(copy)
    if not own:
        raise NotApplicable("brochure.toml has no phone")
    presented = Presented(copy)
    for passage in copy.passages:
        for found in _PHONE.finditer(passage.text):
            said = _digits(found[0])
            if len(said) < _FEWEST_DIGITS or any(
                said.endswith(_digits(phone)) or _digits(phone).endswith(said) for phone in own
            ):
                continue
            if near := next((phone for phone in own if _is_slip(said, _digits(phone))), ""):
                yield _differs(copy, passage, found.span(), found[0], near)
            elif _is_dialled(passage, found) and not presented.known(said) and presented.ours(passage, *found.span()):
                yield _another(copy, passage, found.span(), found[0], own[0])


def _is_dialled(passage: Passage, found: re.Match[str]) -> bool:
    """Whether a number is one to call, by what stands before it."""
    start = max(passage.sentence_at(found.start()).start, found.start() - _NEAR)
    before = passage.text[start : found.start()]
    return bool(_DIALLED.search(before) or not before.strip()) and not _DATE.fullmatch(found[0].strip())


def _differs(copy: Copy, passage: Passage, span: tuple[int, int], said: str, own: str) -> Found:
    """A slip: the clinic's own with a letter or a digit wrong."""
    return at(copy, passage, span, f"The copy says {said}, brochure.toml {own}.", f"Write {own}.")


def _another(copy: Copy, passage: Passage, span: tuple[int, int], said: str, own: str) -> Found:
    """Another's that is presented as the clinic's."""
    message = f"The copy gives {said} as the clinic's own; brochure.toml has {own}."
    return at(copy, passage, span, message, f"Write {own}. If this is the clinic's too, add it to {_KNOWN}.")


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
    presented = Presented(copy)
    for passage in copy.passages:
        text = _EMAIL.sub(lambda found: " " * len(found[0]), passage.text)
        for found in _WEB.finditer(text):
            host = _host(found[0])
            if _is_own(host, own):
                continue
            if near := next((each for each in own if _resembles(host, each)), ""):
                yield _differs(copy, passage, found.span(), host, near)
            elif clinic.web and not presented.known(host) and presented.ours(passage, *found.span()):
                yield _another(copy, passage, found.span(), host, own[0])
        for link in passage.links:
            host = _host(link.href)
            if not link.href.startswith("http") or _is_own(host, own):
                continue
            line, column = copy.place(link.start)
            if near := next((each for each in own if _resembles(host, each)), ""):
                message = f"The link leads to {host}; brochure.toml has {near}."
                yield Found(message, f"Write {near}.", line=line, column=column, quote=link.text)
            elif clinic.web and not presented.known(host) and _OUR_SITE.search(link.text):
                message = f"The link '{link.text[:60]}' leads to {host}; brochure.toml has {own[0]}."
                hint = f"Link to {own[0]}. If this is the clinic's too, add it to {_KNOWN}."
                yield Found(message, hint, line=line, column=column, quote=link.text)


def _is_own(host: str, own: Iterable[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in own)


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
    if not clinic.email:
        raise NotApplicable("brochure.toml has no e-mail address")
    own = clinic.email.lower()
    # Many clinics have further mailboxes; at a host of everybody's they are not the clinic's for that.
    hosts = {own.partition("@")[2], _host(clinic.web)} - copy.lists.words("contact", "free_mail") - {""}
    presented = Presented(copy)
    for passage in copy.passages:
        for found in _EMAIL.finditer(passage.text):
            said = found[0].lower().rstrip(".")
            if said == own:
                continue
            if distance(said, own, _SLIP) <= _SLIP:
                yield _differs(copy, passage, found.span(), found[0], own)
            elif (
                not _is_own(said.partition("@")[2], hosts)
                and not presented.known(said)
                and presented.ours(passage, *found.span())
            ):
                yield _another(copy, passage, found.span(), found[0].rstrip("."), own)


_CONTACT = "PIF TICK: contact"

RULES = (
    Rule(
        "COPY-CONTACT-PHONE",
        "A telephone number that differs",
        "error",
        "Looks for numbers that differ from the clinic's by a digit or two, or that are given as its own.",
        "Whoever dials it reaches a stranger, or nobody.",
        "Correct the one that is wrong.",
        _CONTACT,
        _phone,
    ),
    Rule(
        "COPY-CONTACT-WEB",
        "A web address that differs",
        "error",
        "Looks for web addresses that differ from the clinic's by a letter or two, or that are given as its own.",
        "It leads nowhere, or to somebody who waits for such slips.",
        "Correct the one that is wrong.",
        _CONTACT,
        _web,
    ),
    Rule(
        "COPY-CONTACT-EMAIL",
        "An e-mail address that differs",
        "error",
        "Looks for e-mail addresses that differ from the clinic's by a letter or two, or that are given as its own.",
        "What patients write about their health goes to a stranger.",
        "Correct the one that is wrong.",
        _CONTACT,
        _email,
    ),
)
