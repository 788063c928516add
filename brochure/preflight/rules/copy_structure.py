"""How the copy is built: what it says first, what its headings say, what the reader is to do, where links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, at_head, only_in
from brochure.preflight.prose.topics import says
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.subject_copy import Copy

_ACTION_BOXES = frozenset({"steps", "help", "checklist", "questions", "contact", "form", "coupon"})
#: Words between two headings, before they are a wall; words of a heading; items of a list.
_LONGEST_STRETCH, _LONGEST_HEADING, _LONGEST_TITLE, _LONGEST_LIST = 300, 12, 12, 12
#: So short an article needs no heading.
_SHORT = 120
_PAGE = re.compile(
    r"\b(?:see|on|turn to|go to|refer to) (?:the )?(?:page|p\.)\s?\d+\b|\b(?:see )?(?:the )?(?:next|"
    r"previous|facing|opposite) page\b|\boverleaf\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:[Ss]ee|[Rr]ead|[Rr]efer to|[Tt]urn to|[Gg]o to) (?:the )?(?:section|chapter|box|"
    r"part)?\s?(?:called |on |about |headed )?[\"“‘'](?P<name>[^\"”’']{3,60})[\"”’']"
)
_HERE = frozenset(
    {
        "here",
        "click here",
        "this",
        "this link",
        "link",
        "this page",
        "read more",
        "more",
        "learn more",
        "more information",
        "website",
        "this website",
        "details",
        "click",
        "page",
        "aquí",
        "haga clic aquí",
        "más",
    }
)
_STOP = re.compile(r"(?<![.…])\.$")
_WEB = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def _headings(copy: Copy) -> list[Passage]:
    return [passage for passage in copy.passages if passage.kind == "heading"]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _main_message(copy: Copy) -> Iterator[Found]:
    if copy.article.front.summary:
        return
    for passage in copy.passages:
        if passage.kind == "head":
            continue
        if passage.kind == "heading":
            if passage.section > 1:
                break
            continue
        if passage.box in ("key-facts", "help", "callout") or (passage.kind == "paragraph" and passage.section == 0):
            return
    yield at_head(copy, "title", "What matters most is said nowhere before the first section.")


def _action(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    if any(passage.box in _ACTION_BOXES for passage in copy.passages):
        return
    if not says((passage for passage in copy.passages if passage.kind != "head"), copy.lists.words("safety", "action")):
        yield at_head(copy, "title", "The copy does not say what the reader is to do.")


def _empty_heading(copy: Copy) -> Iterator[Found]:
    empty = {_letters(each) for each in copy.lists.items("headings", "empty")}
    for passage in _headings(copy):
        if _letters(passage.text) in empty:
            message = f"'{passage.text}' does not say what is below it."
            yield at(copy, passage, (0, len(passage.text)), message)


def _few_headings(copy: Copy) -> Iterator[Found]:
    body = [passage for passage in copy.passages if passage.kind != "head"]
    for _, group in groupby(body, key=lambda passage: passage.section):
        stretch = 0
        for passage in group:
            # The title of a box parts a stretch as a heading does.
            stretch = 0 if passage.kind in ("title", "heading", "cell") else stretch + len(passage.words)
            if stretch > _LONGEST_STRETCH:
                message = f"Here are {stretch} words without a heading."
                yield at(copy, passage, (0, min(len(passage.text), 60)), message)
                break


def _long_heading(copy: Copy) -> Iterator[Found]:
    for passage in _headings(copy):
        if (count := len(passage.words)) > _LONGEST_HEADING:
            yield at(copy, passage, (0, len(passage.text)), f"This heading has {count} words.")


def _long_title(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        if passage.key == "title" and (count := len(passage.words)) > _LONGEST_TITLE:
            yield at(copy, passage, (0, len(passage.text)), f"The title has {count} words.")


def _same_heading(copy: Copy) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    parent = ""
    for passage in _headings(copy):
        highest = min(each.level for each in _headings(copy))
        parent = "" if passage.level == highest else parent
        key = (parent, _letters(passage.text))
        if key in seen and key[1]:
            yield at(copy, passage, (0, len(passage.text)), f"'{passage.text}' is a heading twice.")
        seen.add(key)
        parent = _letters(passage.text) if passage.level == highest else parent


def _heading_stop(copy: Copy) -> Iterator[Found]:
    for passage in _headings(copy):
        if (found := _STOP.search(passage.text)) and len(passage.sentences) == 1:
            yield at(
                copy,
                passage,
                found.span(),
                f"This heading ends in '{found[0]}'.",
                replacement="",
                quote=(0, len(passage.text)),
            )


def _empty_section(copy: Copy) -> Iterator[Found]:
    body = [passage for passage in copy.passages if passage.kind != "head"]
    for number, passage in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else None
        if passage.kind == "heading" and (
            following is None or (following.kind == "heading" and following.level <= passage.level)
        ):
            # A picture or a line to write on may stand below it, which are no words.
            start = passage.source(0, len(passage.text))[1]
            end = following.source(0, 1)[0] if following else len(copy.source)
            if not re.search(r"!\[|_{3,}|\w", copy.source[start:end]):
                yield at(copy, passage, (0, len(passage.text)), f"Nothing stands below '{passage.text}'.")


def _long_list(copy: Copy) -> Iterator[Found]:
    for (_, box, kind), group in groupby(copy.passages, key=lambda each: (each.section, each.box, each.kind)):
        items = list(group)
        if (
            kind == "item"
            and len(items) > _LONGEST_LIST
            and box not in ("checklist", "glossary", "medicines", "form", "hours", "prices")
        ):
            yield at(copy, items[0], (0, len(items[0].text)), f"This list has {len(items)} items.")


def _link_text(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        for link in passage.links:
            if link.text.strip().strip(".").lower() in _HERE:
                line, column = copy.place(link.start)
                yield Found(
                    f"'{link.text}' does not say where the link leads.", line=line, column=column, quote=link.text
                )


def _page(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _PAGE.finditer(passage.text):
            yield at(copy, passage, found.span(), f"'{found[0]}' is true on no other layout, and not on a screen.")


def _dead_link(copy: Copy) -> Iterator[Found]:
    titles = [_letters(each.text) for each in copy.passages if each.kind in ("heading", "title")]
    for passage in copy.passages:
        for found in _SECTION.finditer(passage.text):
            name = _letters(found["name"])
            if not any(name in title or title in name for title in titles if title):
                yield at(copy, passage, found.span("name"), f"There is no section or box '{found['name']}'.")
        for link in passage.links:
            if link.href.startswith("#") and not any(_letters(link.href[1:]) == title for title in titles):
                line, column = copy.place(link.start)
                yield Found(
                    f"The link leads to '{link.href}', which is not here.", line=line, column=column, quote=link.text
                )


def _link_differs(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        for link in passage.links:
            said = link.text.strip().rstrip("/").lower()
            host = _WEB.search(link.href.lower())
            shown = _WEB.fullmatch(re.sub(r"^https?://", "", said).partition("/")[0])
            if not (shown and host and link.href.startswith("http")):
                continue
            if shown[0].removeprefix("www.") != host[0].removeprefix("www."):
                line, column = copy.place(link.start)
                message = f"The link says '{link.text}', but leads to {link.href}."
                yield Found(message, line=line, column=column, quote=link.text)


def _repeated(copy: Copy) -> Iterator[Found]:
    said = Counter[str]()
    for passage in copy.passages:
        if passage.kind in ("paragraph", "item") and len(passage.words) >= 12:
            key = _letters(passage.text)
            said[key] += 1
            if said[key] == 2:
                yield at(copy, passage, (0, len(passage.text)), "This paragraph stands in the copy twice.")


def _no_heading(copy: Copy) -> Iterator[Found]:
    body = [passage for passage in copy.passages if passage.kind != "head"]
    words = sum(len(passage.words) for passage in body)
    if words < _SHORT:
        raise NotApplicable("it is short enough to do without headings")
    if not any(passage.kind in ("heading", "title") for passage in body):
        yield at_head(copy, "title", f"The copy has {words} words and no heading.")


RULES = (
    Rule(
        "COPY-MAIN-MESSAGE",
        "The main message does not come first",
        "warning",
        "Looks for a summary in the head, a paragraph before the first section, or a box of key facts in it.",
        "Many read no further than the first lines.",
        "Say in a sentence or two what matters most: in the head as summary, or in a box of key facts.",
        "CDC CCI 1 to 3; PEMAT-P 1",
        _main_message,
    ),
    Rule(
        "COPY-CALL-TO-ACTION",
        "Nothing to do",
        "warning",
        "Looks for a box of steps, questions or help, or a word that asks the reader to do something.",
        "A leaflet that asks for nothing changes nothing.",
        "Say what to do next: call, ask, bring, stop.",
        "CDC CCI 5; PEMAT-P 20",
        _action,
    ),
    Rule(
        "COPY-NO-HEADING",
        "No heading at all",
        "warning",
        "Looks for a heading or a box with a title in copy of 120 words or more.",
        "Readers look for their question; without headings they must read all to find it.",
        "Put a heading above each thought, best as the reader's own question.",
        "PEMAT-P 9; CDC CCI 9",
        _no_heading,
    ),
    Rule(
        "COPY-EMPTY-HEADING",
        "A heading that says nothing",
        "warning",
        "Looks for headings such as 'Introduction' and 'Overview', in headings.toml.",
        "Most readers read the headings alone, and choose by them.",
        "Say what the section says: 'Why you should not drive', or ask the reader's question.",
        "PEMAT-P 9: informative headers; CDC CCI 9",
        _empty_heading,
    ),
    Rule(
        "COPY-FEW-HEADINGS",
        "A long stretch without a heading",
        "warning",
        "Counts words between headings: more than 300 are too many.",
        "Nobody finds a place again in it.",
        "Put a heading where the thought turns.",
        "PEMAT-P 8; NHS service manual: structure",
        _few_headings,
    ),
    Rule(
        "COPY-LONG-HEADING",
        "A long heading",
        "note",
        "Counts the words of headings: more than twelve are many.",
        "A heading is read at a glance or not at all.",
        "Say it in eight words or fewer.",
        "NHS service manual: headings",
        _long_heading,
    ),
    Rule(
        "COPY-LONG-TITLE",
        "A long title",
        "note",
        "Counts the words of the title: more than twelve are many.",
        "On a rack, readers see the title for a second.",
        "Put what explains it into the subtitle.",
        "NHS service manual: titles",
        _long_title,
    ),
    Rule(
        "COPY-SAME-HEADING",
        "Two headings alike",
        "warning",
        "Looks for two headings of the same words.",
        "Who looks for one finds the other; screen readers list them without what is around them.",
        "Say in each what is its own.",
        "WCAG 2.4.6",
        _same_heading,
    ),
    Rule(
        "COPY-HEADING-STOP",
        "A heading that ends in a stop",
        "note",
        "Looks for headings that end in a full stop.",
        "It makes the reader pause between the heading and what belongs to it.",
        "Take it out.",
        "GOV.UK style guide: headings",
        _heading_stop,
    ),
    Rule(
        "COPY-EMPTY-SECTION",
        "A heading with nothing below it",
        "warning",
        "Looks for headings that are followed by the end, or by a heading of the same or a higher level.",
        "Something was forgotten, or the heading is left over.",
        "Write the section, or take the heading out.",
        "WCAG 1.3.1",
        _empty_section,
    ),
    Rule(
        "COPY-LONG-LIST",
        "A long list",
        "note",
        "Counts the items of lists: more than twelve are many.",
        "Nobody keeps more than a handful in mind.",
        "Group them under two or three headings, or leave the least out.",
        "CDC CCI 8; PEMAT-P 8",
        _long_list,
    ),
    Rule(
        "COPY-REPEATED",
        "A paragraph twice",
        "warning",
        "Looks for paragraphs of twelve words and more that stand twice.",
        "It was pasted twice, and takes room that is scarce on a panel.",
        "Take one of them out.",
        "Editing practice",
        _repeated,
    ),
    Rule(
        "COPY-LINK-TEXT",
        "A link that does not say where it leads",
        "warning",
        "Looks for links on 'here', 'click here', 'read more' and the like.",
        "On paper nothing can be clicked; screen readers list links without what is around them.",
        "Let the link's own words say what is there: 'opening hours'.",
        "WCAG 2.4.4",
        _link_text,
    ),
    Rule(
        "COPY-LINK-DIFFERS",
        "A link that leads elsewhere than it says",
        "error",
        "Compares the address that a link shows with the one that it leads to.",
        "On paper readers type what they see, on a screen they follow the other: one of the two is wrong, or a trap.",
        "Make the two the same.",
        "Editing practice",
        _link_differs,
    ),
    Rule(
        "COPY-PAGE-NUMBER",
        "A page that is named",
        "warning",
        "Looks for 'see page 4', 'overleaf' and the like.",
        "Each layout has its own pages, a leaflet has panels, and e-mail has neither.",
        "Name the section instead.",
        "NHS service manual; PEMAT-P",
        _page,
    ),
    Rule(
        "COPY-DEAD-LINK",
        "A section that is not here",
        "warning",
        "Looks for 'see “…”' and links into the article whose section or box is not there.",
        "The reader looks for it in vain.",
        "Write the heading as it is, or take the reference out.",
        "WCAG 2.4.4",
        _dead_link,
    ),
)
