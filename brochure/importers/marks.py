"""The signs that people type before the items of a list: bullets, boxes, numbers, letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Nobody begins a sentence with these; one of them alone makes a list.
_SURE = re.compile(r"(?:[•◦▪▫●○■▸►➤➢➔‣⁃∙\uf0b7\uf0a7\uf0d8]|[✓✔](?=\s)|\u00bb(?!.*\u00ab)|§(?!\s*\d))\s*(?=[^\s])")
#: With these a sentence may begin, as a dash or a mark of a note: two make a list.
_UNSURE = re.compile(r"(?:[*·+\u2013—-]\s+|o\s+|[→⇒>]\s+(?=\w)|-(?=[^\W\d_]))(?=\S)")
_BOX = re.compile(r"(?:([☐□❏❑])|([☑☒])|\[([ xX])\])\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})\)\s*(?=\S)|(\d{1,3})\.(?:\s+(?=\S)|(?=[^\W\d]))")
_LETTER = re.compile(r"\(?([a-z])\)\s*(?=\S)|([a-z])\.\s+(?=\S)", re.IGNORECASE)
_ROMAN = re.compile(r"\(?([ivx]{1,5})[.)]\s+(?=\S)", re.IGNORECASE)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True)
class Item:
    """An item of a list: its `kind`, its place in the count where it has one, and its words without the sign."""

    kind: str  # sure, unsure, box, number, letter, roman
    place: int
    text: str
    sign: str

    @property
    def mark(self) -> str:
        """The sign as an article has it."""
        if self.kind == "number":
            return f"{self.place}."
        if self.kind in ("letter", "roman"):
            return f"{self.sign}."
        return f"- {self.sign}" if self.kind == "box" else "-"


def item_of(text: str) -> Item | None:
    """The item that a line looks like; a letter that may be a number of the Romans is a letter, see `as_roman`."""
    if match := _BOX.match(text):
        empty = match[1] or match[3] == " "
        return Item("box", 0, text[match.end() :], "[ ]" if empty else "[x]")
    for kind, pattern in (("sure", _SURE), ("unsure", _UNSURE)):
        if match := pattern.match(text):
            return Item(kind, 0, text[match.end() :], match[0].strip())
    if match := _NUMBER.match(text):
        return Item("number", int(match[1] or match[2]), text[match.end() :], match[0].strip())
    if match := _LETTER.match(text):
        letter = match[1] or match[2]
        return Item("letter", ord(letter.lower()) - ord("a") + 1, text[match.end() :], letter)
    return as_roman(text)


def as_roman(text: str) -> Item | None:
    """The item with a number of the Romans that a line looks like."""
    match = _ROMAN.match(text)
    if match and match[1].lower() in ROMANS:
        return Item("roman", ROMANS.index(match[1].lower()) + 1, text[match.end() :], match[1])
    return None
