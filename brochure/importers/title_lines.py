"""Which line may be the title of copy that marks none: a short one above it, never an item, a row or a paragraph."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_LONGEST = 90
_SENTENCE = re.compile(r"[.!:;,…。！：；，][\"'”’»)\]]*$")
_NO_LINE = re.compile(r"[-+*>|:]|\S{1,7}[.)] |!\[|~~|____")


def is_short(words: str) -> bool:
    """Whether words may be a title by their length and their end."""
    return len(words) <= _LONGEST and not _SENTENCE.search(words)


def first_line(body: str) -> tuple[str, str]:
    """The title that stands first in Markdown, and the rest; an item, a row or a whole paragraph is none."""
    first, _, rest = body.partition("\n\n")
    if _NO_LINE.match(first) or ("\n" in first and not first.startswith("#")):
        return "", body
    heading = re.match(r"#{1,6} ", first)
    words = plain(first[heading.end() :] if heading else first)
    if not words or not (heading or is_short(words)):
        return "", body
    return words, rest.strip("\n")


def plain(markdown: str) -> str:
    """The words of a line without its markup: a title in front matter is plain text."""
    parser = MarkdownIt("commonmark").enable("strikethrough")
    children = parser.parseInline(markdown)[0].children or []
    return " ".join("".join(" " if "break" in child.type else child.content for child in children).split())
