"""Pointing at words of copy: line, column and quotation of what a rule found, and the mend where it is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brochure.content.frontmatter import line_of
from brochure.findings import GRAVEST, Fix, Severity
from brochure.preflight.rule import Found, NotApplicable, NotRun

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.subject_copy import Copy

#: A quotation is no longer; then its end is left out.
_LONGEST = 160


def at(
    copy: Copy,
    passage: Passage,
    span: tuple[int, int],
    message: str,
    hint: str = "",
    *,
    replacement: str | None = None,
    quote: tuple[int, int] | None = None,
    severity: Severity = GRAVEST,
) -> Found:
    """Found at the letters of a passage from `span[0]` up to `span[1]`.

    `replacement` is put in their place by a fix; `quote` are the letters that are quoted, if others.
    """
    start, end = span[0], max(span[0] + 1, span[1])
    first, last = passage.source(start, end)
    line, column = copy.place(first)
    quoted = passage.text[slice(*(quote or span))].strip()
    # Where markup stands between the letters, they cannot be replaced as one.
    whole = last - first == end - start
    fix = Fix(first, last, replacement) if replacement is not None and whole else None
    return Found(message, hint, line=line, column=column, quote=shortened(quoted), fix=fix, severity=severity)


def at_head(copy: Copy, key: str, message: str, hint: str = "") -> Found:
    """Found at a key of the head; at the head's first line where the key is not there."""
    return Found(message, hint, line=line_of(key, copy.source) or 1, column=1)


def shortened(text: str) -> str:
    """A quotation of bearable length."""
    text = " ".join(text.replace("\ufffc", "…").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rsplit(' ', 1)[0]}…"


def only_in(copy: Copy, *languages: str) -> None:
    """Raises Unjudged where the copy is in another language: what holds in one need not hold in another.

    English has rules of its own for all that others are asked for. Where others have none, that is told as NotRun.
    """
    if not copy.speaks(*languages):
        why = f"it is written for {' and '.join(_NAMES[each] for each in languages)}, and this is '{copy.language}'"
        raise NotApplicable(why) if copy.speaks("en") else NotRun(why)


_NAMES = {"en": "English", "es": "Spanish"}
