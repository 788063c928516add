"""A big number: a figure as a numeral, and the share that it states as so many icons of so many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from brochure.content.token_parts import inline, within
from brochure.errors import BadInput, Place

#: So many icons are drawn at most; more could not be told from a grey.
MOST_ICONS = 100
#: More of them than this are dots, in rows of twenty.
_FEW = 10
#: How a share is said, as 'seven in ten', in the languages that brochure has words for.
_OUT_OF = (
    "in every|out of|in|of|von|de cada|de|sur|su|em cada|em|na|z|из|з|із|στους|στις|στα|sou|pou|sa bawat|sa|trong|"
    "من كل|من|از|מתוך|में से|/"
)
_SHARE = re.compile(rf"(?<![\d.,])(\d{{1,3}})\s*(?:{_OUT_OF})\s*(\d{{1,3}})(?![\d.,%])", re.IGNORECASE)
#: The same where the whole is said first: 10人中7人, 10명 중 7명.
_WHOLE_FIRST = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:人中|人に|人|명 중|名中)\s*(?:有\s*|就有\s*)?(\d{1,3})\s*(?:人|명|名)"
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})\s*[%٪％]")
_DIGIT = re.compile(r"\d")


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int


def share(text: str) -> Share | None:
    """The share that a text states, as '7 in 10' or '30%' does, where it can be drawn."""
    if found := _SHARE.search(text):
        part, whole = int(found[1]), int(found[2])
    elif found := _WHOLE_FIRST.search(text):
        part, whole = int(found[2]), int(found[1])
    elif found := _PERCENT.search(text):
        part, whole = int(found[1]), 100
    else:
        return None
    return Share(part, whole) if part <= whole and 2 <= whole <= MOST_ICONS else None


def numeral(title: str, inside: Sequence[Token], place: Place) -> list[Token]:
    """A big number: its title, or its first line, as a numeral; below it the share as icons.

    The icons are drawn and not told: the numeral says what they show. Raises BadInput where there is no number.
    """
    said, rest = (title, list(inside)) if title else _first_line(inside)
    if not _DIGIT.search(said):
        raise BadInput(
            f"The big number '{said}' has no number." if said else "The big number has no number.",
            hint="Write it behind the kind, such as ::: big-number 7 in 10.",
            place=place,
        )
    text = Token("text", "", 0, content=said)
    first = place.line or 1
    line = Token("inline", "", 0, content=said, children=[text], block=True, map=[first - 1, first])
    number = Token("paragraph_open", "p", 1, block=True, attrs={"class": "numeral"})
    return [number, line, Token("paragraph_close", "p", -1, block=True), *_icons(share(said)), *rest]


def _first_line(inside: Sequence[Token]) -> tuple[str, list[Token]]:
    """The first line of a box that begins with a paragraph, and what is left."""
    if len(inside) < 3 or inside[0].type != "paragraph_open":
        return "", list(inside)
    line = inside[1]
    children = line.children or []
    end = next((at for at, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), len(children))
    said = "".join(child.content for child in children[:end])
    if end == len(children):
        return said, list(inside[3:])
    return said, [inside[0], inline(line, children[end + 1 :]), *inside[2:]]


def _icons(found: Share | None) -> list[Token]:
    if not found:
        return []
    drawn: list[Token] = []
    for icon in range(found.whole):
        drawn += [
            Token("icon_open", "span", 1, attrs={"class": "icon filled"} if icon < found.part else {"class": "icon"}),
            Token("icon_close", "span", -1),
        ]
    return within("icons" if found.whole <= _FEW else "icons many", drawn)
