"""A web page reduced to what a leaflet prints: headings, paragraphs, lists, tables, pictures, emphasis, links."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

from brochure import bounds
from brochure.importers.decode import tidy
from brochure.importers.emphasis import settle_emphasis
from brochure.importers.escape import FILL_IN
from brochure.importers.page_headings import HEADINGS, settle_headings
from brochure.importers.page_links import LinkTarget, settle_link
from brochure.importers.page_lists import settle_definitions, settle_lists
from brochure.importers.page_parts import words_of
from brochure.importers.page_pictures import settle_pictures
from brochure.importers.page_places import place_of
from brochure.importers.page_words import IN_LINE
from brochure.importers.pictures import Shelf
from brochure.importers.report import ImportReport
from brochure.importers.tables import settle_tables

ALIASES = {"b": "strong", "i": "em", "u": "em", "strike": "del", "s": "del"}
OTHER_BLOCK = re.compile(
    r"address|article|aside|body|center|details|fieldset|figcaption|figure|footer|form|header|hgroup|legend|main|pre"
    r"|section|summary"
)
BLOCKS = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "hr",
    "box",
]
BLOCKS += HEADINGS.split(", ")
KEPT = {*BLOCKS, "strong", "em", "del", "sup", "sub", "a", "br", "img", "fill", "asis", "thead", "tbody", "tfoot"}
NUMBERS = {"colspan": 20, "rowspan": 200, "start": 9999, "value": 9999}
OURS = {
    "asis": ("lang",),
    "box": ("kind", "title"),
    "img": ("src", "alt", "title"),
    "li": ("task",),
    "ol": ("type",),
    "sup": ("note",),
    "th": ("scope",),
}
LONGEST_RAISED = 40


class TooMuch(Exception):
    """What there is too much of, as the end of a sentence about the page."""


def sanitize(scope: Tag, report: ImportReport, shelf: Shelf) -> None:
    """Changes `scope` in place. What is left has no attribute but those that the Markdown needs.

    Raises TooMuch where there is more to wash than can be done in a few seconds.
    """
    _check_size(scope)
    settle_pictures(scope, shelf, report)
    _break_lines(scope)
    _say_in_words(scope, report)
    for tag in scope.find_all(True):
        tag.name = "div" if OTHER_BLOCK.fullmatch(tag.name) else ALIASES.get(tag.name, tag.name)
    _clean_text(scope)
    for tag in scope.find_all(True):
        to = _target(tag) if tag.name == "a" else None
        _keep_attributes(tag)
        if to:
            settle_link(tag, to, BLOCKS, report)
        elif tag.name not in KEPT:
            if tag.name not in IN_LINE:  # a label or an element of the page's own, which stands for itself
                tag.insert_before(NavigableString(" "))
                tag.insert_after(NavigableString(" "))
            tag.unwrap()
    scope.smooth()
    settle_lists(scope)
    settle_definitions(scope)
    settle_tables(scope, report)
    _settle_boxes(scope)
    _settle_raised(scope, report)
    settle_emphasis(scope, BLOCKS)
    _guard_links(scope)
    settle_headings(scope)


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


def _say_in_words(scope: Tag, report: ImportReport) -> None:
    """What a page says by an element alone: quotation marks, long forms of abbreviations, underlines, languages."""
    for quotation in scope.select("q"):
        sign = "'" if quotation.find_parent("q") else '"'
        quotation.insert(0, NavigableString(sign))
        quotation.append(NavigableString(sign))
    for short in scope.select("abbr[title], acronym[title]"):
        if (long := str(short["title"]).strip()) and long.casefold() != short.get_text(strip=True).casefold():
            report.leave_out(f"what “{short.get_text(strip=True)}” is short for", long, place_of(short))
    for line in scope.select("u"):
        if not line.find_parent("a") and (words := words_of(line)):
            report.change("underlined, here emphasised", words, place_of(line))
    for span in scope.select("span[lang]"):
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(span["lang"])) and not span.find(True):
            span.name = "asis"


def _clean_text(scope: Tag) -> None:
    for text in _texts(scope):
        clean = re.sub(r"\s+", " ", tidy(str(text)))
        if FILL_IN.search(clean):
            _fill_in(text, clean)
        elif clean != text:
            text.replace_with(NavigableString(clean))


def _fill_in(text: NavigableString, clean: str) -> None:
    """Lines to write on are ours, however they were typed."""
    words = FILL_IN.split(clean)
    for part in words[:-1]:
        text.insert_before(NavigableString(part.rstrip() + " " if part.strip() else ""), Tag(name="fill"))
    rest = words[-1].lstrip()
    text.replace_with(NavigableString(f" {rest}" if rest else ""))


def _texts(scope: Tag) -> list[NavigableString]:
    return [node for node in scope.descendants if isinstance(node, NavigableString)]


def _target(link: Tag) -> LinkTarget:
    return LinkTarget(str(link.get("href", "")), " ".join(str(link.get("title", "")).split()), place_of(link))


def _keep_attributes(tag: Tag) -> None:
    kept = {name: str(tag[name]) for name in OURS.get(tag.name, ()) if tag.has_attr(name)}
    for name, largest in NUMBERS.items():
        value = str(tag.get(name, ""))
        if re.fullmatch(r"[0-9]{1,4}", value):
            kept[name] = str(min(int(value), largest))
    tag.attrs.clear()
    tag.attrs.update(kept)


def _settle_boxes(scope: Tag) -> None:
    """Boxes stand for themselves: one in an item, a cell, a quotation or another box is part of the copy there."""
    for box in scope.select("box"):
        if box.find_parent(["li", "table", "blockquote", "dd", "box"]) or not (
            box.get_text(strip=True) or box.get("title")
        ):
            if box.get("title"):
                box.insert(0, _paragraph(str(box["title"])))
            box.name = "div"
            continue
        for heading in box.select(HEADINGS):
            first = next((node for node in box.contents if node.get_text(strip=True)), None)
            if heading is first and not box.get("title"):
                box["title"] = words_of(heading)
                heading.decompose()


def _paragraph(words: str) -> Tag:
    paragraph = Tag(name="p")
    paragraph.append(NavigableString(words))
    return paragraph


def _settle_raised(scope: Tag, report: ImportReport) -> None:
    """A raised or lowered stretch has no space in it: of several words each is raised."""
    for tag in scope.select("sup, sub"):
        if tag.find_parent(["sup", "sub"]) or tag.find(BLOCKS) or not tag.get_text(strip=True):
            tag.unwrap()
    scope.smooth()
    for tag in scope.select("sup, sub"):
        while isinstance(after := tag.next_sibling, Tag) and after.name == tag.name:
            if tag.get("note") and after.get("note"):
                tag.append(NavigableString(","))
            tag.extend(list(after.contents))
            after.decompose()
            tag.smooth()
        words = " ".join(tag.get_text().split())
        if len(words) > LONGEST_RAISED:
            report.change("raised words set as the others", words)
            tag.unwrap()
        elif tag.find(True) or " " in tag.get_text() or words != tag.get_text():
            _raise_each(tag, words)


def _raise_each(tag: Tag, words: str) -> None:
    """Each word in an element of its own, with the spaces where they were. Emphasis within is given up."""
    text = tag.get_text()
    if text[:1].isspace():
        tag.insert_before(NavigableString(" "))
    if text[-1:].isspace():
        tag.insert_after(NavigableString(" "))
    first, *others = words.split(" ")
    tag.clear()
    tag.append(NavigableString(first))
    last: Tag | NavigableString = tag
    for word in others:
        space, again = NavigableString(" "), Tag(name=tag.name)
        again.append(NavigableString(word))
        last.insert_after(space, again)
        last = again


def _guard_links(scope: Tag) -> None:
    """An exclamation mark right before a link would make it a picture in Markdown."""
    for link in scope.select("a"):
        before = link.previous_sibling
        if isinstance(before, NavigableString) and before.endswith("!"):
            before.replace_with(NavigableString(f"{before} "))
