"""Links of a page: those that work on paper keep their address, and addresses in the copy can become links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from brochure.importers.addresses import BARE, address, named, straight
from brochure.importers.page_parts import words_of
from brochure.importers.report import ImportReport

#: No reader types a longer one.
_LONGEST = 250
_LONGEST_TITLE = 90
_CLOSERS = ".,;:!?'\")]}»”’"


@dataclass(frozen=True)
class LinkTarget:
    """Where a link of the page leads: its address, what its `title` says of that, and its place in the file."""

    href: str
    title: str
    place: str


def settle_link(link: Tag, to: LinkTarget, blocks: Sequence[str], report: ImportReport) -> None:
    """A link that works on paper keeps its address; of any other the words stay, and its target is told."""
    href, place = to.href, to.place
    words = link.get_text(strip=True)
    target = address(straight(href))
    if link.find("img") and not link.find_parent("a"):
        _part_from_pictures(link, href if not words else "", place, report)
    if target and target != address(href):
        report.change(f"link to {named(href)} led straight to {named(target)}", words_of(link), place)
    inside = link.find_parent("a")
    if len(target) > _LONGEST:
        report.change("link with an address too long to print: its words stay", words_of(link), place)
        href = target = ""
    if target and words and not link.find(blocks) and not inside:
        link["href"] = target
        if to.title and len(to.title) <= _LONGEST_TITLE and to.title.casefold() not in (words.casefold(), target):
            link["title"] = to.title
        if isinstance(link.next_sibling, Tag) and link.next_sibling.name == "a":
            link.insert_after(NavigableString(" "))
        return
    if href and words and not inside:
        report.change(f"link to {named(href)}: its words stay", words_of(link), place)
    link.unwrap()


def _part_from_pictures(link: Tag, href: str, place: str, report: ImportReport) -> None:
    """Pictures of articles lead nowhere: they stand before the link, whose target is told where it has no words."""
    if href:
        alt = " ".join(str(picture.get("alt", "")) for picture in link.select("img"))
        report.change(f"the link of a picture to {named(href)} is not kept", alt, place)
    if link.find(["p", "div", "table", "li"]):
        return  # it is a part of the page, which comes in without the link
    for picture in link.select("img"):
        link.insert_before(picture.extract())


def link_bare(scope: Tag) -> None:
    """Makes links of the addresses that stand in the copy as they are."""
    for text in [node for node in scope.descendants if type(node) is NavigableString]:
        if BARE.search(text) and not text.find_parent(["a", "pre", "code"]):
            _link(text)


def _link(text: NavigableString) -> None:
    done, words = 0, str(text)
    for match in BARE.finditer(words):
        found = match[0].rstrip(_CLOSERS)
        href = f"mailto:{found}" if match["mail"] else found if "://" in found else f"https://{found}"
        link = Tag(name="a", attrs={"href": href})
        link.append(NavigableString(found))
        text.insert_before(NavigableString(words[done : match.start()]), link)
        done = match.start() + len(found)
    text.replace_with(NavigableString(words[done:]))
