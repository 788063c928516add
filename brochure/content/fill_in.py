"""Lines to write on: a line of three or more underscores, and four or more of them among words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_RUN = re.compile("_{3,}")
#: Three of them beside a word are the mark of bold italics.
_MARK = 3


def fill_in_lines(parser: MarkdownIt) -> None:
    """Teaches the parser lines among words, as in `Name: ______`; how long one is goes by its underscores."""
    parser.inline.ruler.before("emphasis", "fill_in", _rule)


def rule_lines(tokens: Iterable[Token]) -> None:
    """A break that is written with underscores is a line to write on."""
    for token in tokens:
        if token.type == "hr" and token.markup.startswith("_"):
            token.attrSet("class", "fill-in")


def _rule(state: StateInline, silent: bool) -> bool:
    found = _RUN.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    length = found.end() - found.start()
    if length == _MARK and (_is_word(state, found.start() - 1) or _is_word(state, found.end())):
        return False
    if not silent:
        line = state.push("fill_in_open", "span", 1)
        line.attrs = {"class": "fill-in", "style": f"--length: {length}"}
        state.push("fill_in_close", "span", -1)
    state.pos = found.end()
    return True


def _is_word(state: StateInline, at: int) -> bool:
    return 0 <= at < state.posMax and not state.src[at].isspace() and state.src[at] not in ".,;:/()|"
