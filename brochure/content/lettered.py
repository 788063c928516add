"""Lists whose items begin with letters or romans, `a.`, `b.` or `i.`, `ii.`: "repeat step b" must point somewhere.

Markdown knows numbers only. A single `a.` may be copy like any other ("A. Nurse", "i. e."), so a list is what goes on
with the next sign, or goes on from a list before it. By the same rule a list of numbers that does not begin at 1 may
follow a paragraph without an empty line between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import markTightParagraphs

_MARK = re.compile(r"([a-z]{1,9}|[A-Z]{1,9}|[0-9]{1,9})([.)])(?=[ \t]+\S)")
_ROMANS = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5}
_ROMANS |= {"iv": 4, "i": 1}
#: So many lines are looked through for the next sign.
_FAR = 60
#: As far as this a line may be indented and still stand beside another (CommonMark 0.31, 4.4).
_INDENT = 4


class Sign(NamedTuple):
    """What stands before an item. `kind` is HTML's `type` of the list: `1`, `a`, `A`, `i` or `I`."""

    kind: str
    number: int
    end: str

    @property
    def next(self) -> Sign:
        return self._replace(number=self.number + 1)


def lettered_lists(parser: MarkdownIt) -> None:
    """Teaches the parser such lists; they become an `ol` with its `type`."""
    parser.block.ruler.before("list", "lettered_list", _rule, {"alt": ["paragraph", "reference", "blockquote"]})


def written(kind: str, number: int) -> str:
    """The sign of an item without what ends it: 'b', 'iv', '12'."""
    if kind in "aA" and 1 <= number <= 26:
        sign = chr(ord("a") + number - 1)
    elif kind in "iI" and number > 0:
        sign = _roman(number)
    else:
        return str(number)
    return sign if kind.islower() else sign.upper()


def _roman(number: int) -> str:
    parts = []
    for letters, value in _ROMANS.items():
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    indent = state.sCount[first]
    # As in the library's rule: what is so deep, and still in no item, goes on with the text of one.
    if state.is_code_block(first) or (0 <= state.listIndent <= indent - _INDENT and indent < state.blkIndent):
        return False
    signs = list(_signs(state, first))
    if silent:
        return any(_interrupts(state, sign, first, last) for sign in signs)
    following = _following(state)
    for sign in signs:
        if sign.kind != "1" and (following == sign or _goes_on(state, sign, first, last)):
            _list(state, sign, first, last)
            return True
    return False


def _signs(state: StateBlock, line: int) -> Iterator[Sign]:
    """What the sign at the beginning of a line may be: `i.` is the ninth letter, or the first roman."""
    found = _MARK.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if not found:
        return
    word, end = found[1], found[2]
    if word.isdigit():
        yield Sign("1", int(word), end)
        return
    lower = word.lower()
    if len(word) == 1:
        yield Sign("a" if word.islower() else "A", ord(lower) - ord("a") + 1, end)
    number, rest = 0, lower
    for letters, value in _ROMANS.items():
        while rest.startswith(letters):
            number, rest = number + value, rest.removeprefix(letters)
    if number and not rest and _roman(number) == lower:
        yield Sign("i" if word.islower() else "I", number, end)


def _goes_on(state: StateBlock, sign: Sign, line: int, last: int) -> bool:
    """Whether the next sign begins one of the lines below, before copy that is in no item."""
    after_empty = False
    for below in range(line + 1, min(last, line + _FAR)):
        indent = state.sCount[below] - state.sCount[line]
        if state.isEmpty(below):
            after_empty = True
        elif abs(indent) < _INDENT - 1 and sign.next in _signs(state, below):
            return True
        elif indent < 0 or (indent == 0 and after_empty):
            return False
        else:
            after_empty = False
    return False


def _interrupts(state: StateBlock, sign: Sign, line: int, last: int) -> bool:
    """Whether a paragraph, or the text of an item, ends where a line begins with the sign."""
    if state.parentType == "paragraph" and state.sCount[line] >= state.blkIndent:
        # A list of numbers that begins at 1 is the library's own business.
        starts = sign.number != 1 if sign.kind == "1" else sign.number == 1
        return starts and _goes_on(state, sign, line, last)
    if sign.kind == "1":
        return False
    return sign in _known(state).values() or _goes_on(state, sign, line, last)


def _known(state: StateBlock) -> dict[int, Sign]:
    """The sign that would go on with the latest list, by how far the list is indented."""
    known: dict[int, Sign] = state.env.setdefault("lettered", {})
    return known


def _following(state: StateBlock) -> Sign | None:
    return _known(state).get(state.blkIndent)


def _list(state: StateBlock, sign: Sign, first: int, last: int) -> None:
    opened = state.push("ordered_list_open", "ol", 1)
    opened.attrs = {"type": sign.kind, **({"start": sign.number} if sign.number != 1 else {})}
    opened.markup = sign.end
    at = len(state.tokens) - 1
    around, state.parentType = state.parentType, "list"
    tight, line = True, first
    while True:
        _known(state)[state.blkIndent] = sign = sign.next
        within_tight = _item(state, line, last)
        ends_empty = state.line - line > 1 and state.isEmpty(state.line - 1)
        tight = tight and within_tight
        line = state.line
        if not _another(state, sign, line, last):
            break
        tight = tight and not ends_empty
    closed = state.push("ordered_list_close", "ol", -1)
    closed.markup = sign.end
    opened.map = [first, line]
    state.parentType = around
    if tight:
        markTightParagraphs(state, at)


def _another(state: StateBlock, sign: Sign, line: int, last: int) -> bool:
    if line >= last or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    return sign in _signs(state, line)


def _item(state: StateBlock, line: int, last: int) -> bool:
    """Parses one item, as the library's own rule does; whether there is no empty line between its parts."""
    start = state.bMarks[line] + state.tShift[line]
    found = _MARK.match(state.src, start, state.eMarks[line])
    assert found
    text = state.skipSpaces(found.end())
    width = found.end() - start
    spaces = _width(state, line, found.end(), text, state.sCount[line] + width)
    kept = state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent, state.tight
    opened = state.push("list_item_open", "li", 1)
    opened.markup, opened.info = found[2], found[1]
    state.listIndent = state.blkIndent
    state.blkIndent = state.sCount[line] + width + (spaces if spaces <= _INDENT else 1)
    state.tShift[line] = text - state.bMarks[line]
    state.sCount[line] += width + spaces
    state.tight = True
    state.md.block.tokenize(state, line, last)
    tight = state.tight
    state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent, state.tight = kept
    closed: Any = state.push("list_item_close", "li", -1)
    closed.markup = found[2]
    opened.map = [line, state.line]
    return tight


def _width(state: StateBlock, line: int, start: int, end: int, column: int) -> int:
    """How many columns the white space takes; a tab goes on to the next column of four."""
    at = column
    for letter in state.src[start:end]:
        at += _INDENT - (at + state.bsCount[line]) % _INDENT if letter == "\t" else 1
    return at - column
