"""Where in the file an element of a page stands, for the report."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

_LINE = "data-line"


def mark_lines(soup: BeautifulSoup) -> None:
    """Lets each element say on which line of the file it begins."""
    for tag in soup.find_all(True):
        if tag.sourceline:
            tag[_LINE] = str(tag.sourceline)


def place_of(tag: Tag) -> str:
    """As 'line 4'; empty where nothing says so, as in a page that was made of something else."""
    for holder in (tag, *tag.parents):
        if line := holder.get(_LINE):
            return f"line {line}"
    return ""
