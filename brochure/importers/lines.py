"""The lines of pasted plain text, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from brochure.importers.marks import item_of
from brochure.importers.text_columns import columns

# Text wider than this was not broken by hand or by a mail program; narrower than that, it is a list or an address.
WIDEST_WRAP = 120
NARROWEST_WRAP = 40
NEARLY_FULL = 0.75

PAUSE = re.compile(r"[.!?:…][\"'”\u2019»)\]]*$")
BROKEN_COMPOUND = re.compile(r"\w-$")
RULE = re.compile(r"([=\-~*#+^•·])(?:\s*\1){2,}")
TO_WRITE_ON = re.compile(r"_{3,}|(?:_ ){3,}_?")
#: Indents of so many spaces centre a line, or set it apart.
_CENTRED = 8
_TAB = 4


@dataclass(frozen=True)
class TextLine:
    """A line without the white space around it.

    `gap`: an empty line stands before it. `number` is its line in the file, from 1; `indent` the spaces before it;
    `cells` what tabs part on it, where they do, or where it is `spaced`, spaces; `underlined`: a rule of such signs
    stands right below it.
    """

    text: str
    gap: bool
    number: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()
    underlined: str = ""
    spaced: bool = False


def lines_of(text: str) -> list[TextLine]:
    """The lines that hold something. In text that is broken to a width, each paragraph is one line again."""
    lines: list[TextLine] = []
    gap = False
    raws = text.split("\n")
    spaced = columns(raws)
    for number, raw in enumerate(raws, start=1):
        words = " ".join(raw.split())
        if spaced.get(number - 1) == ():
            continue
        if words:
            indent = len(raw.expandtabs(_TAB)) - len(raw.expandtabs(_TAB).lstrip())
            cells = spaced.get(number - 1) or _cells(raw)
            lines.append(TextLine(words, gap and bool(lines), number, indent, cells, spaced=number - 1 in spaced))
        gap = not words
    lines = _underlined(lines)
    width = max((len(line.text) for line in lines if " " in line.text and not line.cells), default=0)
    if any(line.gap or line.indent for line in lines) and NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return _unwrapped(lines, width)
    return lines


def is_rule(text: str) -> bool:
    """Whether a line is nothing but signs that part one part from the next, or underline a heading."""
    return bool(RULE.fullmatch(text))


def _cells(raw: str) -> tuple[str, ...]:
    """What tabs part, empty where none does within the line; a list's tab after its sign is none."""
    if "\t" not in raw.strip(" ").lstrip("\t") or item_of(" ".join(raw.split())):
        return ()
    cells = tuple(" ".join(cell.split()) for cell in raw.strip(" ").split("\t"))
    return cells if sum(map(bool, cells)) > 1 or (cells[0] and len(cells) > 2) else ()


def _underlined(lines: Sequence[TextLine]) -> list[TextLine]:
    """Rules right below a line of about their length belong to it, and so do rules of its kind right above it."""
    kept: list[TextLine] = []
    for line in lines:
        above = kept[-1] if kept else None
        if is_rule(line.text) and above and not line.gap and _fits(above, line):
            kept[-1] = replace(above, underlined=line.text[0])
            if len(kept) > 1 and is_rule(kept[-2].text) and kept[-2].text[0] == line.text[0] and not above.gap:
                kept[-1] = replace(kept[-1], gap=kept[-2].gap)
                del kept[-2]
        else:
            kept.append(line)
    return kept


def _fits(above: TextLine, rule: TextLine) -> bool:
    if is_rule(above.text) or above.underlined or above.cells or TO_WRITE_ON.fullmatch(above.text):
        return False
    long, short = len(above.text), len(rule.text)
    return long <= NARROWEST_WRAP * 2 and long / 2 <= short and (short <= 2 * long or short <= WIDEST_WRAP)


def _unwrapped(lines: Sequence[TextLine], width: int) -> list[TextLine]:
    joined = list(lines[:1])
    hanging = any(not line.indent for line in lines)
    for upper, lower in pairwise(lines):
        if _goes_on(upper, joined[-1], lower, width, hanging=hanging):
            joined[-1] = replace(joined[-1], text=_join(joined[-1].text, lower.text))
        else:
            joined.append(lower)
    return joined


def _goes_on(upper: TextLine, first: TextLine, lower: TextLine, width: int, *, hanging: bool) -> bool:
    """Whether the break between these two was made only because the line was full. `first` begins their paragraph."""
    if lower.gap or upper.underlined or upper.cells or lower.cells or item_of(lower.text):
        return False
    if is_rule(upper.text) or is_rule(lower.text) or TO_WRITE_ON.fullmatch(lower.text):
        return False
    if item_of(first.text) and lower.indent > first.indent:
        return True  # it hangs below the first letter of its item
    if hanging and lower.indent > upper.indent:
        return False  # the first line of a paragraph, or a centred one
    if upper.indent >= _CENTRED and upper.indent != lower.indent:
        return False
    next_word = lower.text.split(" ", 1)[0]
    if len(upper.text) + 1 + len(next_word) > width:
        return True
    return len(upper.text) >= NEARLY_FULL * width and not PAUSE.search(upper.text) and lower.text[0].islower()


def _join(upper: str, lower: str) -> str:
    """A compound broken after its hyphen is whole again; "pre- and post-" keeps its space."""
    whole = (
        BROKEN_COMPOUND.search(upper) and lower[0].isalpha() and not re.match(r"(?:and|or|und|oder|et|ou|y|o)\b", lower)
    )
    return upper + ("" if whole else " ") + lower
