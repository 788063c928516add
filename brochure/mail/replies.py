"""What a server says, made fit to keep and to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Characters of a server's words that are kept.
LONGEST = 400
_HIDDEN = "…"
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,]+@[^\s<>()\[\]:;,]+")


@dataclass(frozen=True)
class Reply:
    """A server's answer: the code and the words, in one line and without control characters."""

    code: int
    said: str

    @property
    def taken(self) -> bool:
        return 200 <= self.code < 300

    @property
    def definite(self) -> bool:
        """Whether it answers the question at all: yes, later, or never."""
        return self.taken or 400 <= self.code < 600

    @property
    def never(self) -> bool:
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {self.said}".strip()


def reply(code: int, words: bytes) -> Reply:
    """A reply as smtplib gives it. What a terminal would obey is taken out: the words are a stranger's."""
    text = words[: 4 * LONGEST].decode("utf-8", "replace")
    printable = "".join(character if character.isprintable() else " " for character in text)
    return Reply(code, " ".join(printable.split())[:LONGEST])


def discreet(said: str, names: Iterable[str] = ()) -> str:
    """`said` without addresses: neither those of `names`, also where `<…>` holds only the local part, nor others."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        local = name.rpartition("@")[0]
        said = re.sub(re.escape(name), _HIDDEN, said, flags=re.IGNORECASE)
        if local:
            said = re.sub(rf"<{re.escape(local)}>", f"<{_HIDDEN}>", said, flags=re.IGNORECASE)
    return _ADDRESS.sub(_HIDDEN, said)
