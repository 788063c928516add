"""Parts of tokens, as the boxes that reshape their copy put them together."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from markdown_it.token import Token


def inline(line: Token, children: Sequence[Token]) -> Token:
    """A part of a line; what is written in it is known for its length."""
    part = copy(line)
    part.children = list(children)
    part.content = "".join(child.content for child in children)
    return part


def within(name: str, tokens: Sequence[Token]) -> list[Token]:
    start = Token(f"{name}_open", "div", 1, block=True, attrs={"class": name})
    return [start, *tokens, Token(f"{name}_close", "div", -1, block=True)]
