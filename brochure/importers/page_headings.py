"""The headings of a page: the highest is of the second level, for the title is of the first."""

from __future__ import annotations

import re

from bs4 import Tag

HEADINGS = "h1, h2, h3, h4, h5, h6"
_LONGEST_BOLD = 90
_UNFINISHED = re.compile(r"[^.!:;,…]$")


def settle_headings(scope: Tag) -> None:
    """Leaves headings of words alone, the highest of the second level. Changes `scope` in place."""
    for heading in scope.select(HEADINGS):
        if not heading.get_text(strip=True) and not heading.find("img"):
            heading.decompose()
            continue
        for strong in heading.select("strong"):
            strong.unwrap()
        for picture in heading.select("img"):
            heading.insert_after(picture.extract())
        for block in heading.select("ul, ol, li, dl, dt, dd, box"):
            block.name = "div"
        heading.smooth()
    if not scope.select_one(HEADINGS):
        _promote_bold(scope)
    levels = [int(heading.name[1]) for heading in scope.select(HEADINGS)]
    for heading in scope.select(HEADINGS):
        heading.name = f"h{min(6, int(heading.name[1]) - min(levels) + 2)}"


def _promote_bold(scope: Tag) -> None:
    """Where there are no headings, short paragraphs that are all bold were meant as such."""
    for paragraph in scope.select("p"):
        inside = [node for node in paragraph.contents if node.get_text(strip=True)]
        words = paragraph.get_text().strip()
        elsewhere = paragraph.find_parent(["li", "table", "blockquote", "box"]) or not paragraph.find_next_sibling()
        if len(inside) != 1 or not isinstance(inside[0], Tag) or inside[0].name != "strong" or elsewhere:
            continue
        if len(words) <= _LONGEST_BOLD and _UNFINISHED.search(words):
            paragraph.name = "h2"
            inside[0].unwrap()
