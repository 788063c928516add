"""The title of a page: its heading of the first level, else the short line that stands first."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from brochure.importers.decode import tidy
from brochure.importers.page_parts import words_of
from brochure.importers.report import ImportReport
from brochure.importers.title_lines import is_short

FIRST_LINE = "the first line"
_TITLES_OF_OTHERS = ("nav", "aside", "footer")


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


def known_title(scope: Tag, title: str, report: ImportReport) -> str:
    """The title that is known already; a heading that repeats it is removed from the page."""
    heading = scope.select_one("h1")
    if heading is not None and " ".join(heading.get_text().split()) == title:
        taken(heading, report)
    return title


def _line_above(scope: Tag, heading: Tag) -> Tag | None:
    """The short line that stands above the first of several headings, with nothing else above it."""
    above = [tag for tag in heading.find_all_previous(["p", "h2", "h3", "table", "li", "img"]) if scope in tag.parents]
    lines = [tag for tag in above if tag.name != "p" or words_of(tag)]
    if len(lines) != 1 or lines[0].name != "p" or lines[0].find_parent(["li", "table", "blockquote", "box"]):
        return None
    words = words_of(lines[0])
    return lines[0] if is_short(words) and lines[0].select_one("img, del, s, strike") is None else None


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
    words = " ".join(tidy(tag.get_text()).split())
    tag.decompose()
    return words
