"""A web page to our form. Nothing in the page is fetched: pictures come from it or from beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from bs4 import BeautifulSoup

from brochure import bounds
from brochure.errors import BadInput, Place
from brochure.importers import page_parts
from brochure.importers.converter import Converter
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.decode import decode
from brochure.importers.footnotes import take_footnotes
from brochure.importers.page_links import link_bare
from brochure.importers.page_places import with_lines
from brochure.importers.page_style import PageStyle, mark_styled
from brochure.importers.page_title import FIRST_LINE, heading_title, known_title, taken
from brochure.importers.page_words import words_of_page
from brochure.importers.pictures import FindPicture, Shelf, beside
from brochure.importers.report import ImportReport
from brochure.importers.sanitize import TooMuch, sanitize
from brochure.importers.title_lines import first_line

CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
CHARSET_WITHIN = 4096
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COPY_WORDS = "Copy the words into a text file."


@dataclass(frozen=True)
class PageSource:
    """What goes with a page: its pictures and the report it is told in.

    `title` is known to be the title, and not looked for. `lines`: its elements stand on the lines of the file;
    `bare_links`: addresses in the copy are links.
    """

    find: FindPicture
    report: ImportReport
    title: str = ""
    lines: bool = False
    bare_links: bool = False


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from an HTML file."""
    report = ImportReport()
    charset = CHARSET.search(data[:CHARSET_WITHIN])
    declared = charset[1].decode("ascii", "ignore") if charset else ""
    html = decode(data, file, declared=declared, encoding=options.encoding, report=report)
    return page(html, file, options, PageSource(beside(file), report, lines=True))


def page(html: str, file: Path, options: ImportOptions, source: PageSource) -> ImportedCopy:
    """Copy from the text of a page that stands for itself: its words are held against a second reading."""
    copy = converted(html, file, options, source)
    title = source.report.title_from == "the page's <title>"
    return replace(copy, source=words_of_page(html, with_title=title))


def converted(html: str, file: Path, options: ImportOptions, source: PageSource) -> ImportedCopy:
    """Copy from the text of a page, without the second reading. Raises BadInput where there is too much of it."""
    tags = html.count("<")
    if tags > bounds.MOST_TAGS:
        raise BadInput(f"The page has {tags} tags, more than {bounds.MOST_TAGS}.", hint=COPY_WORDS, place=Place(file))
    try:
        soup = BeautifulSoup(with_lines(html) if source.lines else html, "lxml")
        _check_depth(soup)
        return _copy(soup, options, source)
    except TooMuch as fault:
        raise BadInput(f"The page is too large: {fault}.", hint=COPY_WORDS, place=Place(file)) from None
    except RecursionError:
        raise BadInput("The page is nested too deeply to be read.", hint=COPY_WORDS, place=Place(file)) from None


def _check_depth(soup: BeautifulSoup) -> None:
    """Raises RecursionError where elements lie too deeply in one another, before anything looks at them."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
        if depths[id(tag)] > bounds.DEEPEST_PAGE:
            raise RecursionError


def _copy(soup: BeautifulSoup, options: ImportOptions, source: PageSource) -> ImportedCopy:
    report = source.report
    language = _language(soup, report)
    style = PageStyle(soup)
    page_parts.drop_unread(soup)
    page_parts.open_folded(soup, style, report)
    page_parts.drop_hidden(soup, style, report)
    scope = page_parts.article_of(soup)
    title = known_title(scope, source.title, report) if source.title else heading_title(soup, scope, report)
    name = taken(soup.select_one("head > title"), report)
    references = take_footnotes(soup, scope, report)
    page_parts.drop_around(scope, report)
    page_parts.drop_parts(scope, report)
    mark_styled(scope, style)
    page_parts.settle_asides(scope, report)
    subtitle = taken(scope.select_one("p.subtitle"), report)
    shelf = Shelf(options.slug, source.find, report)
    if source.bare_links:
        link_bare(scope)
    sanitize(scope, report, shelf)
    body = re.sub(r"\n{3,}", "\n\n", Converter().convert_soup(scope)).strip()
    if not title and name:
        title, report.title_from = name, "the page's <title>"
    if not title:
        title, body = first_line(body)
        report.title_from = FIRST_LINE if title else ""
    front = {"references": references} if references else {}
    return ImportedCopy(title, body, subtitle, language or "en", front, shelf.taken, report)


def _language(soup: BeautifulSoup, report: ImportReport) -> str:
    """What the page says of its language; of no use is a tag that is none."""
    for tag in soup.select("html, body, article, main"):
        found = str(tag.get("lang") or tag.get("xml:lang") or "").replace("_", "-")
        if LANGUAGE.fullmatch(found):
            report.language_from = "the page"
            return found
    return ""
