"""What is worth saying about copy or a product, in the shape that every command, page and report has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

#: The rule of what may be tried out at one's desk, but given to nobody: the clinic speaks to readers in a language that
#: is not theirs. It is an error of a release or a send.
GIVEN_OUT = "clinic-in-another-language"


@dataclass(frozen=True)
class Finding:
    """Something that whoever makes a leaflet should know: the rule that found it, what is wrong, and the mend."""

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    page: int | None = None
    panel: str | None = None


def counted(count: int, thing: str) -> str:
    """'1 line', '3 lines'."""
    return f"{count} {thing}{'' if count == 1 else 's'}"
