"""Where in the file an element of a page stands, for the report."""

from __future__ import annotations

import re

from bs4 import Tag

_LINE = "data-line"
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*(?=[\s/>])|\n")


def with_lines(html: str) -> str:
    """The page with each element saying on which line of the file it begins; the parser does not tell."""
    line = 1

    def said(match: re.Match[str]) -> str:
        nonlocal line
        if match[0] == "\n":
            line += 1
            return "\n"
        return f"{match[0]} {_LINE}={line}"  # without quotes it does no harm in an attribute that holds a tag

    return _TAG.sub(said, html)


def place_of(tag: Tag) -> str:
    """As 'line 4'; empty where nothing says so, as in a page that was made of something else."""
    for holder in (tag, *tag.parents):
        if line := holder.get(_LINE):
            return f"line {line}"
    return ""
