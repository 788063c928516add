"""The title of a page: its heading of the first level, else the short line that stands first."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from brochure.importers.page_parts import words_of
from brochure.importers.report import ImportReport

FIRST_LINE = "the first line"
_TITLES_OF_OTHERS = ("nav", "aside", "footer")
_LONGEST = 90
_SENTENCE = re.compile(r"[.!:;,…][\"'”’»)\]]*$")
_NO_LINE = re.compile(r"[-+*>|:]|\S{1,7}[.)] |!\[|~~|____")


def heading_title(soup: BeautifulSoup, scope: Tag, report: ImportReport) -> str:
    """The words of the heading that is the title, which is removed from the page; empty where there is none."""
    if words := taken(scope.select_one("h1.title"), report):
        report.title_from = "the Title style"
        return words
    headings = [tag for tag in scope.select("h1") if words_of(tag)]
    line = _line_above(scope, headings[0]) if len(headings) > 1 else None
    if line is not None:
        report.title_from = FIRST_LINE
        return taken(line, report)
    others = (tag for tag in soup.select("h1") if not tag.find_parent(_TITLES_OF_OTHERS) and words_of(tag))
    words = taken(headings[0] if headings else next(others, None), report)
    report.title_from = "the first heading" if words else ""
    return words


def _line_above(scope: Tag, heading: Tag) -> Tag | None:
    """The short line that stands above the first of several headings, with nothing else above it."""
    above = [tag for tag in heading.find_all_previous(["p", "h2", "h3", "table", "li", "img"]) if scope in tag.parents]
    lines = [tag for tag in above if tag.name != "p" or words_of(tag)]
    if len(lines) != 1 or lines[0].name != "p" or lines[0].find_parent(["li", "table", "blockquote", "box"]):
        return None
    words = words_of(lines[0])
    return lines[0] if is_short(words) and lines[0].select_one("img, del, s, strike") is None else None


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


def taken(tag: Tag | None, report: ImportReport) -> str:
    """The words of a tag, which is removed from the page; struck words in it are left out and told."""
    if tag is None:
        return ""
    for struck in tag.select("del, s, strike"):
        if words := words_of(struck):
            report.leave_out("struck words in the title", words)
        struck.decompose()
    for line_end in tag.select("br"):
        line_end.replace_with(" ")
    for name, sign in (("sup", "^"), ("sub", "~")):
        for raised in tag.select(name):
            words = raised.get_text(strip=True)
            raised.replace_with(f"{sign}{words}{sign}" if words and " " not in words else words)
    words = " ".join(page_text(tag).split())
    tag.decompose()
    return words


def page_text(tag: Tag) -> str:
    from brochure.importers.decode import tidy

    return tidy(tag.get_text())
