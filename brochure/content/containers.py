"""The boxes that a leaflet needs: callout, key facts, steps, questions to ask, pull quote, when to get help.

In the copy a box is written

    ::: key-facts What to know first
    - …
    :::

`::: quote {optional}` is a box that paper may do without; e-mail and large print have it all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markdown_it.token import Token

from brochure.errors import BadInput, Place, nearest

#: Behind the title of a box that may be left out.
_OPTIONAL = "{optional}"
#: The attribute of a box that paper may do without.
OPTIONAL = "data-optional"
#: Kind of box and the element it becomes; `aside` is beside the argument, `section` is part of it.
CONTAINERS = {
    "callout": "aside",
    "key-facts": "section",
    "steps": "section",
    "questions": "section",
    "quote": "blockquote",
    "help": "section",
}


def boxes(tokens: Sequence[Token], lines: Sequence[str], words: Mapping[str, str], file: Path) -> list[Token]:
    """The tokens with each box as an element with its class and, where it has one, its title as a heading.

    `words` holds the title of a kind that is written without one. Raises BadInput for an unknown or unclosed box.
    """
    result: list[Token] = []
    open_kinds: list[str] = []
    for token in tokens:
        if token.type == "container_box_open":
            kind, title, optional = _head(token, lines, file)
            open_kinds.append(kind)
            result += [
                _open(token, kind, optional=optional),
                *_title(title or words.get(kind.replace("-", "_"), ""), token),
            ]
        elif token.type == "container_box_close":
            token.type, token.tag = "box_close", CONTAINERS[open_kinds.pop()]
            result.append(token)
        else:
            result.append(token)
    return result


def _head(token: Token, lines: Sequence[str], file: Path) -> tuple[str, str, bool]:
    """Its kind and title, and whether it may be left out."""
    first, end = token.map or (0, 0)
    place = Place(file, first + 1)
    kind, _, title = token.info.strip().partition(" ")
    title, optional, _ = title.partition(_OPTIONAL)
    if kind not in CONTAINERS:
        raise BadInput(f"There is no box '{kind}'.", hint=nearest(kind, CONTAINERS), place=place)
    if end >= len(lines) or not lines[end].strip().startswith(":::"):
        raise BadInput(f"The box '{kind}' has no end.", hint="Write ::: on a line of its own after it.", place=place)
    return kind, title.strip(), bool(optional)


def _open(token: Token, kind: str, *, optional: bool) -> Token:
    token.type, token.tag = "box_open", CONTAINERS[kind]
    if optional:
        token.attrSet(OPTIONAL, "")
    token.attrSet("class", f"box {kind}")
    return token


def _title(title: str, box: Token) -> list[Token]:
    if not title:
        return []
    start = Token("heading_open", "h3", 1, block=True, attrs={"class": "label"}, meta={"label": True}, map=box.map)
    text = Token("text", "", 0, content=title)
    inline = Token("inline", "", 0, content=title, children=[text], block=True, map=box.map)
    return [start, inline, Token("heading_close", "h3", -1, block=True)]
