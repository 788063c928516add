"""What printing and mailing put into plain text: page breaks with their numbers, and signs before quoted lines."""

from __future__ import annotations

import re

from brochure.importers.report import ImportReport

_WORD = r"(?:page|seite|página|pagina|стр\.?|p\.)"
_COUNT = r"\d{1,4}(?:[ \t]*(?:of|/|von|de|sur|из)[ \t]*\d{1,4})?"
_OPEN, _CLOSE = r"[ \t]*[-–—\[(]?[ \t]*", r"[ \t]*[-–—\])]?[ \t]*"
_NUMBER = rf"{_OPEN}(?:{_WORD}[ \t]*)?{_COUNT}{_CLOSE}"
_AT_BREAK = re.compile(
    rf"(?<=\x0c){_NUMBER}(?=\r?\n|\Z)|(?:(?<=\n)|\A){_NUMBER}(?:\r?\n[ \t]*)*(?=\x0c)", re.IGNORECASE
)
_ON_ITS_OWN = re.compile(rf"^{_OPEN}{_WORD}[ \t]+{_COUNT}{_CLOSE}\r?$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_MOSTLY = 0.6


def without_pages(text: str, report: ImportReport) -> str:
    """The text without the numbers of its pages, which are told."""

    def drop(match: re.Match[str]) -> str:
        if not match[0].strip():
            return match[0]
        line = match.string.count("\n", 0, match.start()) + 1
        report.leave_out("the number of a page", match[0], f"line {line}")
        return "\n" * match[0].count("\n")

    return _ON_ITS_OWN.sub(drop, _AT_BREAK.sub(drop, text))


def without_quoting(text: str, report: ImportReport) -> str:
    """Text that came as an answer to a mail, without the signs before its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(bool(_QUOTED.match(line)) for line in lines)
    if not lines or quoted < 2 or quoted < _MOSTLY * len(lines):
        return text
    report.change("the signs of an answered mail (>) before its lines were left out")
    return _QUOTED.sub("", text)
