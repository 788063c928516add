"""What is worth saying about copy or a product, in the shape that every command, page and report has it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]

#: The rule of what may be tried out at one's desk, but given to nobody: the clinic speaks to readers in a language that
#: is not theirs. It is an error of a release or a send.
GIVEN_OUT = "clinic-in-another-language"


#: Gravest first.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
GRAVEST: Severity = SEVERITIES[0]
#: What every finding has in JSON; the rest only where it is known.
_ALWAYS = ("rule", "severity", "message", "hint", "page", "panel")


@dataclass(frozen=True)
class Fix:
    """A mend that is safe to make by itself: in the source, the letters from `start` up to `end` become others."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class Finding:
    """Something that whoever makes a leaflet should know: the rule that found it, what is wrong, and the mend.

    In copy it has a place: line and column, from 1, and the words. On a page it has a box: its left, lower, right and
    upper edge in millimetres from the lower left corner of the trim.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    page: int | None = None
    panel: str | None = None
    line: int | None = None
    column: int | None = None
    quote: str | None = None
    box: tuple[float, float, float, float] | None = None
    fix: Fix | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape of a finding in every JSON document; what few findings have stands there where they have it."""
        return {key: value for key, value in asdict(self).items() if value is not None or key in _ALWAYS}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Finding:
        """What `as_json` gave."""
        box, fix = fields.get("box"), fields.get("fix")
        return cls(**{**fields, "box": tuple(box) if box else None, "fix": Fix(**fix) if fix else None})


def counted(count: int, thing: str) -> str:
    """'1 line', '3 lines'."""
    return f"{count} {thing}{'' if count == 1 else 's'}"
