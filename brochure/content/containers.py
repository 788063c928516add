"""The boxes that a leaflet needs: key facts, steps, questions to ask, hours, prices, when to get help, and their kin.

In the copy a box is written

    ::: key-facts What to know first
    - …
    :::

`::: quote {optional}` is a box that paper may do without; e-mail and large print have it all the same. `{icon=pill}`
sets an icon before the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markdown_it.token import Token

from brochure.art.icons import PATHS
from brochure.content.big_numbers import numeral
from brochure.content.blocks import RESHAPE
from brochure.errors import BadInput, Place, nearest

_NO_ICON = "Write one behind it, such as ::: callout {icon=info} Good to know."
#: Behind the title of a box that may be left out.
_OPTIONAL = "{optional}"
#: Its title is no heading but the number.
_NUMBER = "big-number"
#: The attribute of a box that paper may do without.
OPTIONAL = "data-optional"
#: The attribute of a box with an icon, and how it is written.
ICON = "data-icon"
_ICON = re.compile(r"\{icon=([^}\s]*)\}")
#: Kind of box and the element it becomes; `aside` is beside the argument, `section` is part of it.
CONTAINERS = {
    "callout": "aside",
    "key-facts": "section",
    "steps": "section",
    "questions": "section",
    "quote": "blockquote",
    "help": "section",
    "timeline": "section",
    "big-number": "aside",
    "checklist": "section",
    "medicines": "section",
    "hours": "section",
    "prices": "section",
    "contact": "section",
    "compare": "section",
    "coupon": "section",
    "form": "section",
    "signature": "section",
    "glossary": "section",
}


def boxes(tokens: Sequence[Token], lines: Sequence[str], words: Mapping[str, str], file: Path) -> list[Token]:
    """The tokens with each box as an element with its class and, where it has one, its title as a heading.

    `words` holds the title of a kind that is written without one. Raises BadInput for an unknown or unclosed box, and
    for one without what its kind is made of.
    """
    result: list[Token] = []
    open_boxes: list[_Box] = []
    for token in tokens:
        if token.type == "container_box_open":
            kind, title, optional, icon = _head(token, lines, file)
            title = title or words.get(kind.replace("-", "_"), "")
            if icon and (not title or kind == _NUMBER):
                place = Place(file, token.map[0] + 1 if token.map else None)
                raise BadInput("An icon stands before a title, and this box has none.", hint=_NO_ICON, place=place)
            result.append(_open(token, kind, optional=optional, icon=icon))
            first = token.map[0] + 1 if token.map else None
            open_boxes.append(_Box(kind, title, Place(file, first), len(result)))
            result += _title(title, token) if kind != _NUMBER else ()
        elif token.type == "container_box_close":
            box = open_boxes.pop()
            token.type, token.tag = "box_close", CONTAINERS[box.kind]
            result[box.start :] = [*box.inside(result[box.start :]), token]
        else:
            result.append(token)
    return result


class _Box(NamedTuple):
    """A box that has begun: `start` is where what is in it begins."""

    kind: str
    title: str
    place: Place
    start: int

    def inside(self, tokens: Sequence[Token]) -> list[Token]:
        """What is in it, its title first, as its kind has it."""
        if self.kind == _NUMBER:
            return numeral(self.title, tokens, self.place)
        reshape = RESHAPE.get(self.kind)
        label = 3 if tokens and tokens[0].meta.get("label") else 0
        return [*tokens[:label], *reshape(tokens[label:], self.place)] if reshape else list(tokens)


def _head(token: Token, lines: Sequence[str], file: Path) -> tuple[str, str, bool, str]:
    """Its kind and title, whether it may be left out, and its icon."""
    first, end = token.map or (0, 0)
    place = Place(file, first + 1)
    kind, _, title = token.info.strip().partition(" ")
    named = _ICON.search(title)
    title = " ".join(_ICON.sub(" ", title).split()) if named else title
    icon = named[1] if named else ""
    title, optional, _ = title.partition(_OPTIONAL)
    if kind not in CONTAINERS:
        raise BadInput(f"There is no box '{kind}'.", hint=nearest(kind, CONTAINERS), place=place)
    if end >= len(lines) or not lines[end].strip().startswith(":::"):
        raise BadInput(f"The box '{kind}' has no end.", hint="Write ::: on a line of its own after it.", place=place)
    if named and icon not in PATHS:
        raise BadInput(f"There is no icon '{icon}'.", hint=nearest(icon, PATHS), place=place)
    return kind, title.strip(), bool(optional), icon


def _open(token: Token, kind: str, *, optional: bool, icon: str) -> Token:
    token.type, token.tag = "box_open", CONTAINERS[kind]
    if optional:
        token.attrSet(OPTIONAL, "")
    token.attrSet("class", f"box {kind}")
    if icon:
        token.attrSet(ICON, icon)
    return token


def _title(title: str, box: Token) -> list[Token]:
    if not title:
        return []
    start = Token("heading_open", "h3", 1, block=True, attrs={"class": "label"}, meta={"label": True}, map=box.map)
    text = Token("text", "", 0, content=title)
    inline = Token("inline", "", 0, content=title, children=[text], block=True, map=box.map)
    return [start, inline, Token("heading_close", "h3", -1, block=True)]
