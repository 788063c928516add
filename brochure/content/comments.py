"""What of HTML means something in copy: `<!-- a comment -->` is not printed, and `<br>` ends a line, in a cell too."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_BEGIN, _END = "<!--", "-->"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def comments_and_breaks(parser: MarkdownIt) -> None:
    """Teaches the parser both. A comment that begins a line may have empty lines in it; one without end is text."""
    parser.block.ruler.before("paragraph", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("autolink", "comment", _comment)
    parser.inline.ruler.before("autolink", "line_break", _line_break)


def without_comments(text: str) -> str:
    """`text` with its comments left out, and its lines where they were."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text) if _BEGIN in text else text


def _comment_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith(_BEGIN, start):
        return False
    end = start
    while state.src.startswith(_BEGIN, end):
        found = state.src.find(_END, end + len(_BEGIN), state.eMarks[last - 1])
        if found < 0:
            return False
        end = state.skipSpaces(found + len(_END))
    line = next(line for line in range(first, last) if state.eMarks[line] >= end)
    if silent:
        # A paragraph need not end at a comment that is all within it.
        return state.parentType != "paragraph" or any(map(state.isEmpty, range(first, line)))
    if end < state.eMarks[line]:
        if line == first:
            return False
        state.bMarks[line], state.tShift[line], state.sCount[line] = end, 0, state.blkIndent
        state.line = line
    else:
        state.line = line + 1
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 (as the parser calls it)
    if not state.src.startswith(_BEGIN, state.pos):
        return False
    end = state.src.find(_END, state.pos + len(_BEGIN), state.posMax)
    if end < 0:
        return False
    state.pos = end + len(_END)
    return True


def _line_break(state: StateInline, silent: bool) -> bool:
    found = _BREAK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    # The line that follows begins with its words.
    while state.pos < state.posMax and state.src[state.pos] in " \n":
        state.pos += 1
    return True
