"""Style sheets and drawings the other way round, for languages that are read from right to left.

A layout is written once, for readers from left to right. For the others left and right change places in what it says
of sides, as in a mirror; what has no side stays, and so does every line's number.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Comments, texts and addresses are no places to look for sides.
_OPAQUE = r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)]*\)"
_TOKENS = re.compile(rf"({_OPAQUE})|([{{}};])", re.S)
_SIDE = re.compile(rf"{_OPAQUE}|(?<![\w])(left|right)(?![\w])", re.S)
_OTHER = {"left": "right", "right": "left"}
#: Properties whose four values are top, right, bottom and left; the four of the last begin at the top left corner.
_ROUND = re.compile(
    r"(\s*(?:margin|padding|inset|border-(?:width|style|color|radius))\s*:\s*)(.*?)(\s*)",
    re.S,
)
_ROOT = re.compile(r"(<svg\b[^>]*>)(.*)(</svg>)", re.S)


@lru_cache(maxsize=32)
def mirrored(css: str) -> str:
    """The style sheet with left and right exchanged in its declarations and in the boxes of a page's margin."""
    out: list[str] = []
    part: list[str] = []
    for piece in _split(css):
        if piece in ("{", "}", ";"):
            text = "".join(part)
            out.append(_selector(text) if piece == "{" else _declaration(text))
            out.append(piece)
            part = []
        else:
            part.append(piece)
    return "".join([*out, *part])


def mirrored_drawing(svg: str, width: float) -> str:
    """The drawing, `width` wide in its own units, as in a mirror. It has no letters."""
    return _ROOT.sub(rf'\1<g transform="matrix(-1 0 0 1 {width:g} 0)">\2</g>\3', svg, count=1)


def _split(css: str) -> list[str]:
    pieces: list[str] = []
    end = 0
    for found in _TOKENS.finditer(css):
        pieces += [css[end : found.start()], found[0]]
        end = found.end()
    return [*pieces, css[end:]]


def _selector(text: str) -> str:
    """Of what stands before a brace only a page's boxes have sides: @bottom-left."""
    return re.sub(r"(@(?:top|bottom)-)(left|right)\b", lambda box: box[1] + _OTHER[box[2]], text)


def _declaration(text: str) -> str:
    if around := _ROUND.fullmatch(text):
        values = _values(around[2])
        if len(values) == 4 and "/" not in values:
            first, second, third, fourth = values
            turned = (second, first, fourth, third) if "radius" in around[1] else (first, fourth, third, second)
            return f"{around[1]}{' '.join(turned)}{around[3]}"
    return _SIDE.sub(lambda side: _OTHER[side[1]] if side[1] else side[0], text)


def _values(text: str) -> list[str]:
    """The values of a declaration; what stands in brackets is one of them."""
    values, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter.isspace() and not depth:
            values.append("")
        else:
            values[-1] += letter
    return [value for value in values if value]
