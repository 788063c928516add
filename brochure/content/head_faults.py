"""What is wrong with the head of an article, as whoever wrote it sees it: in its words, on the line that has to change.

The library says where it gave up. A quotation mark or a bracket that nobody closed, and a key without a colon, stand
before that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

_NOT_CLOSED = ("a quotation mark that opens here is not closed", "Close it.")
_QUOTE_IT = "Put the text between quotation marks"
_KEYED = re.compile(r"\s*(?:-\s+)?([\w-]+):\s+(\S.*?)\s*$")
_SIGN = re.compile(r"found character '(.+?)'|but found '(.)'$")


class HeadFault(NamedTuple):
    """`line` counts from 0 within the head; `what` ends a sentence that begins 'The head cannot be read: '."""

    line: int
    what: str
    mend: str


def head_fault(error: yaml.YAMLError, text: str) -> HeadFault:
    """The fault that the library found in the head `text`."""
    if isinstance(error, yaml.reader.ReaderError):
        at = text.count("\n", 0, error.position)
        return HeadFault(at, "it holds a sign that is no text", "Delete this line and type it anew.")
    if not isinstance(error, yaml.MarkedYAMLError):
        return HeadFault(0, "it is not made of lines such as 'title: …'", "Write one key on each line.")
    problem, context, lines = error.problem or "", error.context or "", text.split("\n")
    line = min(_line(error, problem), len(lines) - 1)
    written = lines[line]
    if "expected <block end>" in problem and (opened := _opened(lines[: line + 1])) is not None:
        return HeadFault(opened, *_NOT_CLOSED)
    return HeadFault(line, *_told(problem, context, written))


def _opened(lines: Sequence[str]) -> int | None:
    """The line whose quotation mark is only closed by one further down."""
    for at, line in enumerate(lines[:-1]):
        found = _KEYED.match(line)
        if found and found[2][0] in "\"'" and not found[2].endswith(found[2][0], 1):
            return at
    return None


def _line(error: yaml.MarkedYAMLError, problem: str) -> int:
    opened = "end of stream" in problem or "stream end" in problem or "':'" in problem or "expected ',' or" in problem
    first, second = (error.context_mark, error.problem_mark) if opened else (error.problem_mark, error.context_mark)
    mark = first or second
    return mark.line if mark else 0


def _told(problem: str, context: str, written: str) -> tuple[str, str]:
    if "mapping values" in problem:
        if written[:1].isspace():
            return "this line begins with spaces", "Delete them."
        return "there is a second colon in this line", _quoted(written)
    if "could not find expected ':'" in problem:
        return "this line has no colon", "Write it as 'title: …', or join it to the line above."
    if "quoted scalar" in context:
        return _NOT_CLOSED
    if "expected ',' or" in problem:
        return (
            "a bracket that opens here is not closed",
            f"Close it, or {_quoted(written)[0].lower()}{_quoted(written)[1:]}",
        )
    if "'\\t'" in problem or "\t" in written[:1]:
        return "this line begins with a tab", "Delete it."
    if problem.endswith("found '-'"):
        return "here is an item of a list without its key", "Write the key above it, such as 'references:'."
    if "expected <block end>" in problem and _first(written) not in "\"'":
        return f"the text begins with '{_first(written)}'", _quoted(written)
    if "expected <block end>" in problem:
        return "there is text behind the closing quotation mark", _requoted(written)
    if sign := _SIGN.search(problem):
        return f"the text begins with '{_first(written) or sign[1] or sign[2]}'", _quoted(written)
    return "this line is not understood", _quoted(written)


def _first(written: str) -> str:
    found = _KEYED.match(written)
    return found[2][0] if found else ""


def _quoted(written: str) -> str:
    found = _KEYED.match(written)
    if not found or '"' in found[2] or len(found[2]) > 60:
        return f"{_QUOTE_IT}."
    return f'{_QUOTE_IT}: {found[1]}: "{found[2]}".'


def _requoted(written: str) -> str:
    found = _KEYED.match(written)
    inner = found[2].strip("'\"") if found else ""
    if not found or '"' in inner or len(inner) > 60:
        return "Put all of it between two quotation marks, with none within."
    return f'Write {found[1]}: "{inner}".'
