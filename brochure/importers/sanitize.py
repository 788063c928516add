"""A web page reduced to what a leaflet prints: headings, paragraphs, lists, tables, emphasis, links."""

from __future__ import annotations

import re
from urllib.parse import quote

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from brochure import bounds
from brochure.importers.decode import tidy
from brochure.importers.emphasis import settle_emphasis
from brochure.importers.tables import settle_tables

NOISE = (
    "script, style, nav, header, footer, aside, form, noscript, svg, iframe, template, button, select, textarea, "
    "img, picture, video, audio, canvas, object, embed, map, dialog, [hidden], "
    "[role=navigation], [role=banner], [role=contentinfo], [role=search]"
)
CAPTION_OF_PICTURE = "figure:has(img, picture, svg, video):not(:has(table, blockquote)) figcaption"

ALIASES = {"b": "strong", "i": "em", "strike": "del", "s": "del", "dt": "p"}
OTHER_BLOCK = re.compile(
    r"address|article|body|center|dd|details|dl|fieldset|figcaption|figure|hgroup|legend|main|pre|section|summary"
)
HEADINGS = "h1, h2, h3, h4, h5, h6"
BLOCKS = ["p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "caption", "blockquote", "hr", *HEADINGS.split(", ")]
KEPT = {*BLOCKS, "strong", "em", "del", "a", "br", "thead", "tbody", "tfoot"}
NUMBERS = {"colspan": 20, "rowspan": 20, "start": 999}
LINK = re.compile(r"(?:https?://[^/]|mailto:.|tel:.)", re.IGNORECASE)
LONGEST_BOLD_HEADING = 90
UNFINISHED = re.compile(r"[^.!:;,…]$")


class TooMuch(Exception):
    """What there is too much of, as the end of a sentence about the page."""


def sanitize(scope: Tag) -> None:
    """Changes `scope` in place. What is left has no attribute but those that the Markdown needs.

    Raises TooMuch where there is more to wash than can be done in a few seconds.
    """
    _drop(scope)
    _check_size(scope)
    _break_lines(scope)
    for tag in scope.find_all(True):
        tag.name = "div" if OTHER_BLOCK.fullmatch(tag.name) else ALIASES.get(tag.name, tag.name)
    _clean_text(scope)
    for tag in scope.find_all(True):
        _keep_attributes(tag)
        if tag.name not in KEPT or (tag.name == "a" and _is_no_link(tag)):
            tag.unwrap()
    scope.smooth()
    _settle_lists(scope)
    settle_tables(scope)
    settle_emphasis(scope, BLOCKS)
    _guard_links(scope)
    _settle_headings(scope)


def _drop(scope: Tag) -> None:
    whole = len(scope.get_text())
    for form in scope.select("form"):
        if 2 * len(form.get_text()) > whole:
            form.unwrap()  # some page builders put the whole page into one form
    for tag in scope.select(f"{CAPTION_OF_PICTURE}, {NOISE}"):
        tag.decompose()
    for node in _texts(scope):
        if isinstance(node, PreformattedString):  # comments and the like
            node.extract()
    for tag in scope.select("b[style*='font-weight:normal'], b[style*='font-weight: normal']"):
        tag.unwrap()  # Google Docs wraps all that is copied from it in this


def _check_size(scope: Tag) -> None:
    nodes = [scope, *scope.descendants]
    if len(nodes) > bounds.MOST_PAGE_NODES:
        raise TooMuch(f"its article has {len(nodes)} elements and texts, more than {bounds.MOST_PAGE_NODES}")
    for node in nodes:
        if isinstance(node, Tag) and len(node.contents) > bounds.MOST_NEIGHBOURS:
            raise TooMuch(f"<{node.name}> holds {len(node.contents)} parts, more than {bounds.MOST_NEIGHBOURS}")


def _break_lines(scope: Tag) -> None:
    """Lines that were laid out by hand stay lines, as ordinary text."""
    # Of those in one another only the outer ones, so that no text is met twice.
    outer = [pre for pre in ([scope] if scope.name == "pre" else scope.select("pre")) if not pre.find_parent("pre")]
    for text in [node for pre in outer for node in _texts(pre) if "\n" in node]:
        parts = text.split("\n")
        for part in parts[:-1]:
            text.insert_before(NavigableString(part), Tag(name="br", can_be_empty_element=True))
        text.replace_with(NavigableString(parts[-1]))


def _clean_text(scope: Tag) -> None:
    for text in _texts(scope):
        clean = re.sub(r"\s+", " ", tidy(str(text)))
        if clean != text:
            text.replace_with(NavigableString(clean))


def _texts(scope: Tag) -> list[NavigableString]:
    return [node for node in scope.descendants if isinstance(node, NavigableString)]


def _keep_attributes(tag: Tag) -> None:
    kept = {"href": _address(str(tag.get("href", "")))} if tag.name == "a" else {}
    for name, largest in NUMBERS.items():
        value = str(tag.get(name, ""))
        if re.fullmatch(r"[0-9]{1,4}", value):
            kept[name] = str(min(int(value), largest))
    tag.attrs.clear()
    tag.attrs.update(kept)


def _address(href: str) -> str:
    """An address that works on paper and cannot end the Markdown link; empty for any other."""
    href = re.sub(r"[\s\x00-\x1f]+", "", href)
    if href.lower().startswith("tel:"):
        href = re.sub(r"[()]", "", href)
    return quote(href, safe="%/:=&?~#+!$,;@[]'") if LINK.match(href) else ""


def _is_no_link(link: Tag) -> bool:
    return not (link["href"] and link.get_text(strip=True)) or bool(link.find(BLOCKS) or link.find_parent("a"))


def _settle_lists(scope: Tag) -> None:
    """All in a list is in its items: Word and Google Docs hang inner lists beside them."""
    for parent in scope.select("ul, ol"):
        for child in list(parent.contents):
            if not child.get_text(strip=True) or (isinstance(child, Tag) and child.name == "li"):
                continue
            item = child.find_previous_sibling("li") if isinstance(child, Tag) else None
            if item:
                item.append(child.extract())
            else:
                child.wrap(Tag(name="li"))


def _guard_links(scope: Tag) -> None:
    """An exclamation mark right before a link would make it a picture in Markdown."""
    for link in scope.select("a"):
        before = link.previous_sibling
        if isinstance(before, NavigableString) and before.endswith("!"):
            before.replace_with(NavigableString(f"{before} "))


def _settle_headings(scope: Tag) -> None:
    for heading in scope.select(HEADINGS):
        if not heading.get_text(strip=True):
            heading.decompose()
            continue
        for strong in heading.select("strong"):
            strong.unwrap()
        for block in heading.select("ul, ol, li"):
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
        elsewhere = paragraph.find_parent(["li", "table", "blockquote"]) or not paragraph.find_next_sibling()
        if len(inside) != 1 or not isinstance(inside[0], Tag) or inside[0].name != "strong" or elsewhere:
            continue
        if len(words) <= LONGEST_BOLD_HEADING and UNFINISHED.search(words):
            paragraph.name = "h2"
            inside[0].unwrap()
