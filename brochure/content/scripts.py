"""Superscripts and subscripts: `10^9^/L`, `CO~2~`, without spaces between their marks.

Who copies, searches or listens gets them as letters of their own: 10⁹/L, and never 109/L.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

SUPERSCRIPT, SUBSCRIPT = "sup", "sub"

#: No formula is meant: what has braces, or stands on both sides of an =, is printed as it was written.
_BETWEEN = r"((?:\\[^\w\s]|[^\s\\{}$=&%s]){1,40})"
_WRITTEN = {
    "^": (SUPERSCRIPT, re.compile(rf"\^{_BETWEEN % '^'}\^")),
    "~": (SUBSCRIPT, re.compile(rf"~(?!~){_BETWEEN % '~'}~(?!~)")),
}
# Letters are left as they are: in 4th they are read as what they are, and as modifier letters not at all.
_LETTERS = {
    SUPERSCRIPT: str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    SUBSCRIPT: str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


_SET = re.compile(rf"<({SUPERSCRIPT}|{SUBSCRIPT})>(.*?)</\1>")


def scripts(parser: MarkdownIt) -> None:
    """Teaches the parser both."""
    parser.inline.ruler.after("emphasis", "script", _rule)


def as_letters(text: str, element: str) -> str:
    """`text` as it is written where nothing can be raised or lowered; `element` says how it was set."""
    return text.translate(_LETTERS.get(element, {}))


def without_tags(html: str) -> str:
    """The text of a line of HTML, as it is written where nothing can be raised or lowered."""
    text = _SET.sub(lambda found: as_letters(found[2], found[1]), html)
    return Markup(text).striptags()


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in _WRITTEN:
        return False
    element, pattern = _WRITTEN[state.src[state.pos]]
    found = pattern.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        inside: list[Token] = []
        state.md.inline.parse(found[1], state.md, state.env, inside)
        state.push(f"{element}_open", element, 1)
        # What is told of an element is its own text, so that no other may be in it.
        state.push("text", "", 0).content = "".join(token.content for token in inside)
        state.push(f"{element}_close", element, -1)
    state.pos = found.end()
    return True
