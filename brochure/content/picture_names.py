"""Pictures whose files have names as cameras and people give them: `![A cup](../images/Break room (1).png "Coffee")`.

Markdown wants such a name between angle brackets, and prints the marks where it is not.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from brochure.content.images import SUFFIXES

_SUFFIX = "|".join(map(re.escape, SUFFIXES))
_NAME = re.compile(
    rf"\(\s*(?P<name>[^\"<>\n]{{1,400}}?(?:{_SUFFIX}))"
    r"(?:\s+([\"'])(?P<title>(?:\\.|(?!\2)[^\\\n])*)\2)?\s*\)",
    re.IGNORECASE,
)


def loose_picture_names(parser: MarkdownIt) -> None:
    """Teaches the parser names with spaces and brackets in them, up to the suffix of a picture."""
    parser.inline.ruler.after("image", "loose_image", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    start = state.pos + 2
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    found = _NAME.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if not found:
        return False
    if not silent:
        label = state.src[start:end]
        image = state.push("image", "img", 0)
        image.content = label
        image.attrs = {"src": state.md.normalizeLink(unescapeAll(found["name"])), "alt": ""}
        image.children = []
        state.md.inline.parse(label, state.md, state.env, image.children)
        if found["title"]:
            image.attrSet("title", unescapeAll(found["title"]))
    state.pos = found.end()
    return True
