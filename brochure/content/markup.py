"""How much Markdown is read, counted before the parser sees it.

How signs pair up in a paragraph takes it the square of their number: quotation marks (CVE-2026-48988), brackets, stars.
"""

from __future__ import annotations

import re
from pathlib import Path

from brochure import bounds
from brochure.errors import BadInput, Place

#: A line to write on is one sign, however long it is.
_SIGN = re.compile(r"_{4,}|<!--|[\"'`*_~^\[\]]")
_SPLIT = "Make several articles of it."


def check(text: str, file: Path | None = None) -> None:
    """Raises BadInput, with the line, where `text` goes beyond a bound of `bounds`."""
    if len(text) > bounds.LONGEST_ARTICLE:
        raise _refused(f"The text has {len(text)} letters, more than {bounds.LONGEST_ARTICLE}.", _SPLIT, file)
    filled = first = signs = headings = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.isspace():
            first = signs = 0
            continue
        first = first or number
        filled += 1
        signs += sum(1 for _ in _SIGN.finditer(line))
        if filled > bounds.MOST_LINES:
            message = f"The text has more than {bounds.MOST_LINES} lines with something on them."
            raise _refused(message, _SPLIT, file, number)
        if signs > bounds.MOST_SIGNS:
            message = f"Here is a paragraph with more than {bounds.MOST_SIGNS} quotation marks, brackets and stars."
            raise _refused(message, "Delete them, or part it by empty lines.", file, first)
        headings += line.lstrip(" >").startswith("#")
        if headings > bounds.MOST_HEADINGS:
            raise _refused(f"The text has more than {bounds.MOST_HEADINGS} headings.", _SPLIT, file, number)
        if line.count("|") > bounds.MOST_CELLS + 1:
            message = f"Here is a table with more than {bounds.MOST_CELLS} cells in a row."
            raise _refused(message, "Make several tables of it.", file, number)


def _refused(message: str, hint: str, file: Path | None, line: int | None = None) -> BadInput:
    return BadInput(message, hint=hint, place=Place(file, line) if file else None)
