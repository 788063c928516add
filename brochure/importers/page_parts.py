"""Which part of a page is its article, and what in it is no copy: menus, banners, forms, what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from brochure.content.containers import CONTAINERS
from brochure.importers.decode import tidy
from brochure.importers.page_places import place_of
from brochure.importers.page_style import PageStyle, classes_of
from brochure.importers.page_words import IN_LINE
from brochure.importers.report import ImportReport

#: What holds no words for readers.
_NO_WORDS = "script, style, template, link, meta, base"
#: What is of the page, not of the article, and how the report calls it.
_OF_THE_PAGE = {
    "nav, [role=navigation], [role=menu], [role=menubar], .breadcrumb, .breadcrumbs": "navigation",
    "[role=banner], [role=contentinfo], [role=search]": "a part of the page around the article",
    "dialog, [role=dialog], [role=alertdialog]": "a dialog",
    "form": "a form",
    "button, select, textarea, input, option": "a button or field",
    "svg, canvas": "the words in a drawing",
    "iframe, video, audio, object, embed, map": "what only a screen shows",
    "noscript": "a note for browsers without scripts",
    ".sr-only, .visually-hidden, .screen-reader-text": "words for screen readers alone",
}
_BANNER = re.compile(
    r"(?:^|[-_ ])(?:cookies?|gdpr|consent|newsletter|share|sharing|social)(?:$|[-_ ]\w*)", re.IGNORECASE
)
_TOGGLES = (
    "button, summary, [aria-expanded], [aria-controls], [data-toggle], [data-bs-toggle], [role=button], [role=tab]"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLES = (*_HEADINGS, "summary", "dt", "legend", "caption")
_ASIDES = "aside, [role=note], " + ", ".join(
    f"div.{name}" for name in ("admonition", "alert", "callout", "caution", "danger", "important", "notice", "warning")
)
_LONGEST_NOTE = 600
_LONGEST_ASIDE = 1_500
_MOSTLY = 0.6


def drop_unread(soup: BeautifulSoup) -> None:
    """Takes out what holds no words for readers: scripts, styles, comments."""
    for tag in soup.select(_NO_WORDS):
        tag.decompose()
    for node in list(soup.descendants):
        if isinstance(node, PreformattedString):
            node.extract()
    for tag in soup.select("fill, asis, box"):  # our own names for what comes later, in a page that has them by chance
        if tag.name != "box" or tag.get("kind") not in CONTAINERS:
            tag.unwrap()


def article_of(soup: BeautifulSoup) -> Tag:
    """The part of the page that is the article: `<article>`, else `<main>`, else all of it.

    Of several articles, the one that holds most of the words of all; a page of equals is kept whole.
    """
    articles = [tag for tag in soup.select("article") if not tag.find_parent("article")]
    sizes = [len(tag.get_text()) for tag in articles]
    if articles and 2 * max(sizes) > sum(sizes):
        return articles[sizes.index(max(sizes))]
    return soup.select_one("main, [role=main]") or soup.body or soup


def open_folded(soup: BeautifulSoup, style: PageStyle, report: ImportReport) -> None:
    """Answers that a click would show are copy; questions that are buttons are headings. Each is told."""
    targets = set(_targets(soup))
    for tag in soup.find_all(True):
        if not tag.decomposed and style.hides(tag) and words_of(tag) and _is_answer(tag, targets):
            report.change("folded away on the page, here in full", words_of(tag), place_of(tag))
            del tag["hidden"]
            tag["style"] = ""
            del tag["class"]
            tag["id"] = ""
    for button in soup.select("button, [role=button]"):
        if button.find_parent(_TITLES):
            button.unwrap()
    for details in soup.select("details"):
        summary = details.find("summary")
        if isinstance(summary, Tag):
            if not details.has_attr("open"):
                report.change("folded away on the page, here in full", words_of(details), place_of(details))
            if not summary.find(_HEADINGS):
                summary.name = _below(details)


def _targets(soup: BeautifulSoup) -> Iterator[str]:
    for toggle in soup.select(_TOGGLES):
        for name in ("aria-controls", "data-target", "data-bs-target", "href"):
            yield from (part.lstrip("#") for part in str(toggle.get(name, "")).split())


def _is_answer(tag: Tag, targets: set[str]) -> bool:
    if tag.get("id") in targets and tag.get("id"):
        return tag.name not in ("nav", "menu", "form", "dialog") and not tag.find_parent("nav")
    before = tag.find_previous_sibling()
    if before is None or tag.find_parent(["nav", "header"]):
        return False
    opens = before.name in ("button", "summary") or before.select_one("button, [aria-expanded]")
    return bool(opens or before.has_attr("aria-expanded")) and bool(words_of(before))


def _below(tag: Tag) -> str:
    """A heading one level below the last one above."""
    above = tag.find_previous(_HEADINGS)
    while isinstance(above, Tag) and above.find_parent("details"):
        return above.name
    return f"h{min(6, int(above.name[1]) + 1)}" if isinstance(above, Tag) else "h2"


def drop_hidden(soup: BeautifulSoup, style: PageStyle, report: ImportReport) -> None:
    """Takes out, and tells, what nobody sees on the page. What holds most of its words is shown by a script."""
    whole = len(soup.get_text())
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "head") or not style.hides(tag):
            continue
        if 2 * len(tag.get_text()) < whole:
            _leave_out(tag, "hidden on the page", report)


def drop_around(scope: Tag, report: ImportReport) -> None:
    """Tells the words of the page outside of the article."""
    within = scope
    while within.parent is not None and within.parent.name != "[document]":
        for other in [node for node in within.parent.contents if node is not within]:
            if isinstance(other, Tag):
                _leave_out(other, "outside the article", report)
            elif words := " ".join(other.get_text().split()):
                report.leave_out("outside the article", words)
                other.extract()
        within = within.parent


def drop_parts(scope: Tag, report: ImportReport) -> None:
    """Takes out, and tells, what is of the page and not of the article."""
    whole = len(scope.get_text())
    for form in scope.select("form"):
        if 2 * len(form.get_text()) > whole:
            form.unwrap()  # some page builders put the whole page into one form
    for selector, what in _OF_THE_PAGE.items():
        for tag in scope.select(selector):
            if not tag.decomposed:
                _leave_out(tag, what, report)
    for tag in scope.find_all(True):
        if not tag.decomposed and _is_banner(tag, whole):
            _leave_out(tag, "a banner", report)
    if scope.name in ("body", "[document]"):
        for tag in scope.select("header, footer, aside"):
            if tag.decomposed or 2 * len(tag.get_text()) > whole:
                continue  # one that is never closed holds the page
            if not tag.find_parent(["article", "section", "blockquote", "figure", "main"]):
                _leave_out(tag, f"the page's {tag.name}", report)


def settle_asides(scope: Tag, report: ImportReport) -> None:
    """What stands beside the argument becomes a box; a column of links is none."""
    for aside in scope.select(_ASIDES):
        if aside.decomposed or (aside.name == "div" and len(aside.get_text()) > _LONGEST_NOTE):
            continue
        words = words_of(aside)
        linked = sum(len(link.get_text()) for link in aside.select("a"))
        if words and linked > _MOSTLY * len(aside.get_text().strip()):
            _leave_out(aside, "links to other pages", report)
        elif len(words) > _LONGEST_ASIDE or aside.find_parent(["li", "table", "blockquote", "dd", "aside", "box"]):
            aside.name = "div"
        elif words:
            aside.name = "box"
            aside["kind"] = "callout"


def _is_banner(tag: Tag, whole: int) -> bool:
    names = " ".join([*classes_of(tag), str(tag.get("id", ""))])
    return (
        bool(_BANNER.search(names)) and 2 * len(tag.get_text()) < whole and tag.name not in ("body", "main", "article")
    )


def _leave_out(tag: Tag, what: str, report: ImportReport) -> None:
    if words := words_of(tag):
        report.leave_out(what, words, place_of(tag))
    tag.decompose()


def words_of(tag: Tag) -> str:
    """The words of a tag on one line, with the descriptions of its pictures, parted where its parts are."""
    return " ".join(tidy("".join(_parted(tag))).split())


def _parted(tag: Tag) -> Iterator[str]:
    for node in tag.children:
        if isinstance(node, Tag):
            edge = "" if node.name in IN_LINE else " "
            yield edge
            yield from (f" {node.get('alt', '')} ",) if node.name == "img" else _parted(node)
            yield edge
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node)
