"""Reads the instructions of a content stream with their places, so that all that is not changed stays to the byte.

A leaflet's art has ten thousand path segments and few colours. A run of segments is one match of one expression, which
is why this is several times faster than a general parser, and an untouched stream is never written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from brochure.pdf.reading import Damaged

# White space and delimiters of PDF (ISO 32000-1, 7.2.2). Repetitions are possessive: hostile streams cost linear time.
_SPACE = rb"[\x00\t\n\x0c\r ]"
_REGULAR = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)"
_END = rb"(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"

_TOKEN = re.compile(
    rb"""
    (?:%(s)s++|%%[^\r\n]*+)*+
    (?:
        ((?:(?:(?:%(n)s%(s)s++){2,6}+(?:[mlcvy]|re)|h)%(e)s%(s)s*+)++)
        |(
            %(n)s%(e)s
            |/%(r)s*+
            |\((?:[^()\\]++|\\.)*+\)
            |<(?!<)[0-9A-Fa-f\x00\t\n\x0c\r ]*+>
            |\[(?:[^\[\]()<>%%{}]++|\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>)*+\]
            |<<|>>|\[|\]
        )
        |(%(r)s++)
        |(\()
        |(\Z)
        |()
    )
    """
    % {b"n": _NUMBER, b"s": _SPACE, b"e": _END, b"r": _REGULAR},
    re.VERBOSE | re.DOTALL,
)
#: The groups of it: a path, an operand, a keyword, a string with parentheses in it, the end, and what is none of these.
_PATH, _OPERAND, _KEYWORD, _NESTED, _OVER, _DAMAGED = range(1, 7)
_PARENTHESIS = re.compile(rb"[()]|\\.", re.DOTALL)
_IMAGE_DATA = re.compile(rb"(?<!%b)ID(?:\r\n|%b)" % (_REGULAR, _SPACE))
_IMAGE_END = re.compile(rb"%b(EI)(?=%b|\Z)" % (_SPACE, _SPACE))
_TEXT = re.compile(rb"[\t\n\x0c\r -~]*+\Z")
_ESCAPE = re.compile(r"#([0-9A-Fa-f]{2})")
_MOST_OPERANDS = 100_000

#: What is read as an operand though it is a word.
_WORDS = frozenset({b"true", b"false", b"null"})

#: The operator of a run of path segments; no operator of a PDF has a space.
PATH = b"a path"


@dataclass(slots=True)
class Instruction:
    """An operator, its operands, and where they stand. A run of path segments is one instruction, `PATH`."""

    operator: bytes
    operands: list[bytes]
    start: int
    end: int


def instructions(data: bytes) -> Iterator[Instruction]:
    position, start = 0, 0
    operands: list[bytes] = []
    match = _TOKEN.match
    while token := match(data, position):
        kind = token.lastindex or _DAMAGED
        before, position = token.span(kind)
        if kind == _PATH:
            yield Instruction(PATH, [token[_PATH]], before, position)
            operands = []
            continue
        start = start if operands else before
        if kind == _OPERAND:
            operands.append(token[_OPERAND])
        elif kind == _KEYWORD and token[_KEYWORD] not in _WORDS:
            if token[_KEYWORD] == b"BI":
                operands, position = _inline_image(data, position)
            yield Instruction(token[_KEYWORD], operands, start, position)
            operands = []
            continue
        elif kind == _OVER:
            return
        elif kind == _DAMAGED:
            break
        else:
            position = _string_end(data, before) if kind == _NESTED else position
            operands.append(data[before:position])
        if len(operands) > _MOST_OPERANDS:
            raise Damaged("A content stream of the PDF has endless operands.")
    raise Damaged(f"A content stream of the PDF is damaged at byte {position}.")


def _string_end(data: bytes, position: int) -> int:
    """The end of a string with parentheses in it."""
    depth = 0
    for mark in _PARENTHESIS.finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    raise Damaged(f"A string in a content stream of the PDF does not end (byte {position}).")


def _inline_image(data: bytes, position: int) -> tuple[list[bytes], int]:
    """The dictionary and the data of an inline image. Its end is guessed: after EI, what follows reads as text."""
    begin = _IMAGE_DATA.search(data, position)
    if begin is None:
        raise Damaged("An inline image of the PDF has no data.")
    for end in _IMAGE_END.finditer(data, max(begin.end() - 1, 0)):
        if _TEXT.match(data[end.end() : end.end() + 12]):
            return [data[position : begin.start()], data[begin.end() : max(end.start(), begin.end())]], end.end()
    raise Damaged("An inline image of the PDF does not end.")


def number(operand: bytes) -> float:
    try:
        value = float(operand)
    except ValueError:
        raise Damaged(f"'{operand[:20].decode('latin-1')}' stands where the PDF needs a number.") from None
    if not -1e9 < value < 1e9:
        raise Damaged("A number in the PDF is beyond all bounds.")
    return value


def written(values: tuple[float, ...]) -> bytes:
    """Numbers as a content stream has them, to a ten-thousandth."""
    return b" ".join((f"{value:.4f}".rstrip("0").rstrip(".") or "0").encode() for value in values)


def name_of(operand: bytes) -> str:
    """A name as the resources have it."""
    if not operand.startswith(b"/"):
        raise Damaged(f"'{operand[:20].decode('latin-1')}' stands where the PDF needs a name.")
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), operand.decode("utf-8", "replace"))


def edited(content: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The content with each part, from a start to an end, replaced; what is set before a part comes before what
    replaces it."""
    made: list[bytes] = []
    done = 0
    for start, end, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        made += [content[done:start], text]
        done = max(done, end)
    return b"".join([*made, content[done:]])
