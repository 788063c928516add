"""A web page to our form. Nothing in the page is fetched: pictures are left out, addresses are only written down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from brochure import bounds
from brochure.errors import BadInput, Place
from brochure.importers import markdown
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions
from brochure.importers.decode import decode, tidy
from brochure.importers.escape import escape
from brochure.importers.report import ImportReport
from brochure.importers.sanitize import TooMuch, sanitize

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
CHARSET_WITHIN = 4096
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
COPY_WORDS = "Copy the words into a text file."
TITLES_OF_OTHERS = ("nav", "aside", "footer")


class _Converter(MarkdownConverter):
    """markdownify with our escapes: its own miss what begins a box, and spoil what is harmless."""

    def escape(self, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 -- the library's signature
        return escape(text)


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:  # noqa: ARG001
    """Copy from an HTML file."""
    charset = CHARSET.search(data[:CHARSET_WITHIN])
    return from_html(decode(data, file, declared=charset[1].decode("ascii", "ignore") if charset else ""), file)


def from_html(
    html: str,
    file: Path,
    options: ImportOptions = NO_OPTIONS,
    *,
    report: ImportReport | None = None,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    other_title: tuple[str, str] = ("", ""),
) -> ImportedCopy:
    """Copy from the text of a page; what is changed or left out is added to `report`, which the copy then has.

    `pictures` are the bytes of pictures by what `src` calls them; `data:` addresses need none. The title is that of
    `h1.title`, else what the page shows as its title, else the first of `other_title`, which comes from the second.
    """
    tags = html.count("<")
    if tags > bounds.MOST_TAGS:
        raise BadInput(f"The page has {tags} tags, more than {bounds.MOST_TAGS}.", hint=COPY_WORDS, place=Place(file))
    try:
        copy = _copy(BeautifulSoup(html, "lxml"), file)
    except TooMuch as fault:
        raise BadInput(f"The page is too large: {fault}.", hint=COPY_WORDS, place=Place(file)) from None
    except RecursionError:
        raise BadInput("The page is nested too deeply to be read.", hint=COPY_WORDS, place=Place(file)) from None
    del options, pictures, other_title
    return replace(copy, report=report or ImportReport())


def _copy(soup: BeautifulSoup, file: Path) -> ImportedCopy:
    language = str(soup.html.get("lang", "")) if soup.html else ""
    scope = _scope(soup)
    title = _title(soup, scope)
    subtitle = _take(scope.select_one("p.subtitle"))
    sanitize(scope)
    converter = _Converter(heading_style="atx", bullets="-", autolinks=False, escape_misc=False)
    body = re.sub(r"\n{3,}", "\n\n", converter.convert_soup(scope)).strip()
    if not title and body:
        parsed = markdown.from_text(body, file)
        title, body = parsed.title, parsed.body
    return ImportedCopy(title, body, subtitle, language if LANGUAGE.fullmatch(language) else "en")


def _scope(soup: BeautifulSoup) -> Tag:
    """The part of the page that is the article: `<article>`, else `<main>`, else all of it.

    Of several articles, the one that holds most of the words of all; a page of equals is kept whole.
    """
    articles = [tag for tag in soup.select("article") if not tag.find_parent("article")]
    sizes = [len(tag.get_text()) for tag in articles]
    if articles and 2 * max(sizes) > sum(sizes):
        return articles[sizes.index(max(sizes))]
    return soup.select_one("main") or soup.body or soup


def _title(soup: BeautifulSoup, scope: Tag) -> str:
    heading = scope.select_one("h1") or next(
        (tag for tag in soup.select("h1") if not tag.find_parent(TITLES_OF_OTHERS)), None
    )
    return _take(heading) or _take(soup.title)


def _take(tag: Tag | None) -> str:
    """The words of a tag, which is removed from the page."""
    if tag is None:
        return ""
    for line_end in tag.select("br"):
        line_end.replace_with(" ")
    words = " ".join(tidy(tag.get_text()).split())
    tag.decompose()
    return words
