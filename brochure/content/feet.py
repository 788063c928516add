"""Feet and inches, minutes and seconds keep their straight signs: 6' 2", where others become quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: What stands for the signs while quotation marks are looked for; no copy has them.
_HIDDEN = str.maketrans("'\"", "\x02\x03")
_SHOWN = str.maketrans("\x02\x03", "'\"")
_BOTH = re.compile(r"(?<![\w'\"])\d{1,3}'[ \u00a0]?\d{1,2}(?:[ \u00a0]?[½¼¾]|[.,]\d)?\"")
#: A sign behind a figure, of which there is no other to make a pair with; and one that may be of a pair.
_ALONE = {sign: re.compile(rf"(?<=\d){sign}(?![\w{sign}])") for sign in "'\""}
_PAIRED = {"'": re.compile(r"(?<!\w)'|'(?!\w)"), '"': re.compile('"')}


def feet(parser: MarkdownIt) -> None:
    """Teaches the parser to leave these signs as they are."""
    parser.core.ruler.before("smartquotes", "feet", _hide)
    parser.core.ruler.after("smartquotes", "feet_shown", _show)


def _hide(state: StateCore) -> None:
    for block in state.tokens:
        texts = list(_texts(block))
        for text in texts:
            text.content = _BOTH.sub(lambda found: found[0].translate(_HIDDEN), text.content)
        for sign, alone in _ALONE.items():
            whole = "\n".join(text.content for text in texts)
            if len(_PAIRED[sign].findall(whole)) == 1 and alone.search(whole):
                for text in texts:
                    text.content = alone.sub(lambda found: found[0].translate(_HIDDEN), text.content)


def _show(state: StateCore) -> None:
    for block in state.tokens:
        for text in _texts(block):
            text.content = text.content.translate(_SHOWN)


def _texts(block: Token) -> Iterator[Token]:
    return (child for child in block.children or () if block.type == "inline" and child.type == "text")
