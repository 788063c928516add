"""The lines of pasted plain text, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# Text wider than this was not broken by hand or by a mail program; narrower than that, it is a list or an address.
WIDEST_WRAP = 120
NARROWEST_WRAP = 40
NEARLY_FULL = 0.75

BULLET = re.compile(r"(?:[•◦▪●■‣∙\uf0b7]\s*|[*·+\u2013—-]\s+|o\s+)(?=\S)")  # as they come from Word
NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
PAUSE = re.compile(r"[.!?:…][\"'”\u2019»)\]]*$")
BROKEN_COMPOUND = re.compile(r"\w-$")


@dataclass(frozen=True)
class TextLine:
    """A line without the white space around it; `gap`: an empty line stands before it."""

    text: str
    gap: bool


def lines_of(text: str) -> list[TextLine]:
    """The lines that hold something. In text that is broken to a width, each paragraph is one line again."""
    lines: list[TextLine] = []
    gap = False
    for raw in text.split("\n"):
        words = " ".join(raw.split())
        if words:
            lines.append(TextLine(words, gap and bool(lines)))
        gap = not words
    width = max((len(line.text) for line in lines if " " in line.text), default=0)
    if any(line.gap for line in lines) and NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return _unwrapped(lines, width)
    return lines


def _unwrapped(lines: list[TextLine], width: int) -> list[TextLine]:
    joined = lines[:1]
    for upper, lower in pairwise(lines):
        if _goes_on(upper, lower, width):
            joined[-1] = TextLine(_join(joined[-1].text, lower.text), joined[-1].gap)
        else:
            joined.append(lower)
    return joined


def _goes_on(upper: TextLine, lower: TextLine, width: int) -> bool:
    """Whether the break between these two was made only because the line was full."""
    if lower.gap or BULLET.match(lower.text) or NUMBER.match(lower.text):
        return False
    next_word = lower.text.split(" ", 1)[0]
    if len(upper.text) + 1 + len(next_word) > width:
        return True
    return len(upper.text) >= NEARLY_FULL * width and not PAUSE.search(upper.text) and lower.text[0].islower()


def _join(upper: str, lower: str) -> str:
    """A compound broken after its hyphen is whole again; "pre- and post-" keeps its space."""
    whole = BROKEN_COMPOUND.search(upper) and lower[0].isalpha() and not re.match(r"(?:and|or)\b", lower)
    return upper + ("" if whole else " ") + lower
