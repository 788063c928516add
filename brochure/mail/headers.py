"""What may stand in the head of a message, and how it is written there.

When a header is set, the standard library takes text that looks like an encoded word (RFC 2047) for one, and Python
before 3.11.10 then lets a line break out of it (CVE-2024-6923). So nothing of the kind is accepted, and what is written
is encoded here, once.
"""

from __future__ import annotations

import re
from email.header import Header
from email.policy import Policy

#: Controls, ends of lines, halves of characters, and marks that turn the direction of what follows.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ENCODED_WORD = re.compile(r"=\?.*\?=", re.DOTALL)
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
#: Longer lines are folded (RFC 5322, 2.1.1).
_LONGEST = 76


class Field:
    """A header that is written as it stands: `value` is ASCII, or holds an address that is not; folded already."""

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value

    def fold(self, *, policy: Policy) -> str:
        """The lines of the header, as the library asks for them."""
        return f"{self.name}: {self.value}{policy.linesep}"


def unfit(text: str) -> str:
    """Why `text` cannot stand in a header, as the end of a sentence; empty where it can."""
    if _CONTROL.search(text):
        return "holds a line break or another control character"
    if _ENCODED_WORD.search(text):
        return "holds =?…?=, which mail programs take for an encoded text"
    return ""


def text_field(name: str, text: str) -> Field:
    """A header of free text, such as the subject."""
    plain = text.isascii() and "=?" not in text and len(name) + 2 + len(text) <= _LONGEST
    return Field(name, text if plain else _encoded(name, text))


def address_field(name: str, person: str, address: str) -> Field:
    """A header that names one mailbox, and the person's name before it where there is one."""
    if not person:
        return Field(name, address)
    phrase = _phrase(name, person)
    last = phrase.rpartition("\n")[2]
    gap = " " if len(name) + len(last) + len(address) + 5 <= _LONGEST else "\r\n "
    return Field(name, f"{phrase}{gap}<{address}>")


def _phrase(name: str, person: str) -> str:
    if not person.isascii() or "=?" in person or len(person) > _LONGEST - 10:
        return _encoded(name, person)
    if _ATOMS.fullmatch(person):
        return person
    return '"' + re.sub(r'(["\\])', r"\\\1", person) + '"'


def _encoded(name: str, text: str) -> str:
    return Header(text, "utf-8", maxlinelen=_LONGEST, header_name=name).encode(linesep="\r\n")
