"""How a title is set: the size of its type, and where its lines end.

What gives way, in this order: the size; the tie that keeps a short last word from standing alone; the number of lines
that the layout asks for, with breaks behind hyphens that are written; and last, at the smallest size, whole words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, inf

from markupsafe import Markup

from brochure.content.markdown import inline
from brochure.typeset.sandbox import Refused
from brochure.typeset.widths import Width

#: Sizes are tried this far apart, in points.
_STEP = 0.5
#: Widths are reckoned, not measured: a line that is said to fill its measure to the last may not.
_SLACK = 0.99
#: With each further concession a title takes at most so much of the depth that it took before.
_LESS = 0.9
#: A line narrower than this share of the widest tears the title apart; type as small as `_SMALLER` mends it.
_RAG, _SMALLER = 0.5, 0.7
#: No title has more lines than this, and no layout asks for a larger one (points).
_MOST_LINES, _LARGEST = 60, 500

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?(\w+)")
_BREAK = "<br"
_ENTITY = re.compile(r"&(?:#?\w+);|.", re.S)
_HYPHEN, _SOFT_HYPHEN = "\u2010", "\u00ad"
#: So many letters of a word stand together, at least, where it is hyphenated.
_LEAST = 5
#: Behind these a line may end.
_HYPHENS = frozenset("-\u2010\u2013\u2014/")
#: What may not begin a line, in scripts that break between any two signs.
_CLOSING = frozenset(("Pe", "Pf", "Po", "Lm", "Mn"))
_OF_SIGNS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class SetTitle:
    """A title's size in points, and its HTML; how many lines it takes, and how many of them end with a hyphen.

    It is `broken` where a word has to be, at any letter.
    """

    size: float
    lines: int
    html: Markup
    hyphens: int = 0
    broken: bool = False

    @property
    def depth(self) -> float:
        return self.size * self.lines


class Title:
    """Sets an article's title: `set_title(MEASURE, LARGEST, SMALLEST, LINES)`, in points but for the lines."""

    __slots__ = ("_concessions", "_forms", "_language", "_width")

    def __init__(self, title: str, language: str, width: Width, concessions: int) -> None:
        self._forms = Markup(inline(title, language)), Markup(inline(title, language, end_tied=False))
        self._language, self._width, self._concessions = language, width, concessions

    def __call__(self, measure: float, largest: float, smallest: float, lines: int) -> Markup:
        """The title as an h1. Raises Refused for what is no range of sizes."""
        given = (measure, largest, smallest, lines)
        if not all(isinstance(number, int | float) for number in given):
            raise Refused("a title cannot be set so", "Give measure, largest and smallest size, and a number of lines.")
        found = set_title(self._forms, self._language, self._width, *given, self._concessions)
        kind = ' class="broken"' if found.broken else ""
        return Markup(f'<h1{kind} style="font-size: {found.size:g}pt">{found.html}</h1>')


@dataclass(frozen=True)
class _Unit:
    """What is never parted. `end` is where it ends in the HTML; `joint` is what follows: a space, or nothing.

    Where a line ends with a `parted` one, a hyphen is drawn.
    """

    text: str
    end: int
    joint: str = ""
    parted: bool = False


def set_title(
    forms: tuple[Markup, Markup],
    language: str,
    width: Width,
    measure: float,
    largest: float,
    smallest: float,
    lines: int,
    concessions: int = 0,
) -> SetTitle:
    """The largest setting in lines of `measure` points that holds after so many concessions; else the shallowest.

    `forms` are the title with its last word tied, and without; `width` gives a text's in parts of its size. Raises
    Refused for what is no range of sizes.
    """
    if not (0 < smallest <= largest <= _LARGEST and measure > 0 and 0 < lines <= _MOST_LINES):
        raise Refused("a title cannot be set so", "Give measure, largest and smallest size, and a number of lines.")
    sizes = _sizes(largest, smallest)
    found = [*_whole(forms, width, measure * _SLACK, sizes, lines)]
    if not found or concessions:
        found += _hyphenated(forms[1], language, width, measure * _SLACK, sizes, lines)
    limit = found[0].depth * _LESS**concessions if concessions else inf
    return next((one for one in found if one.depth <= limit), min(found, key=lambda one: one.depth))


def _sizes(largest: float, smallest: float) -> list[float]:
    count = int((largest - smallest) / _STEP + 1e-6)
    sizes = [largest - _STEP * step for step in range(count + 1)]
    return sizes if sizes[-1] == smallest else [*sizes, smallest]


def _whole(
    forms: tuple[Markup, Markup], width: Width, measure: float, sizes: Sequence[float], lines: int
) -> list[SetTitle]:
    """The settings in which no word is broken, in the order in which they are wanted."""
    tied, untied = forms
    found: list[tuple[SetTitle, float]] = []
    for form, hyphens, most in ((tied, False, lines), (untied, False, lines), (untied, True, _MOST_LINES)):
        title = _Title(form, list(_units(form, hyphens=hyphens)), width)
        made = [one for size in sizes if (one := title.set_in(measure / size, size, most))]
        # More lines than are wanted are as few as can be.
        found += sorted(made, key=lambda one: one[0].lines) if hyphens else made
    if found and found[0][1] < _RAG:
        least = found[0][0].size * _SMALLER
        near = [one for one in found if one[0].size >= least and one[0].lines <= lines]
        # The first that is even enough, else the most even one.
        best = next((one for one in near if one[1] >= _RAG), max(near, key=lambda one: one[1], default=found[0]))
        found = [best, *found]
    return [one for one, _ in found]


def _hyphenated(
    text: Markup, language: str, width: Width, measure: float, sizes: Sequence[float], lines: int
) -> Iterator[SetTitle]:
    """The settings in which words are broken that are too long for a line in the smallest type, and no others.

    Where they are, the type may be as large again as breaks them no further.
    """
    longest = measure / sizes[-1]
    units = list(_units(text, hyphens=True, syllables=lambda word: _syllables(word, language, width, longest)))
    title = _Title(text, units, width)
    least = title.set_in(longest, sizes[-1], _MOST_LINES)
    if least:
        for size in sizes[:-1]:
            made = title.set_in(measure / size, size, lines)
            if made and made[0].hyphens == least[0].hyphens:
                yield made[0]
        yield least[0]
    else:
        # A word without syllables: the engine breaks it where its line ends.
        wide = width("".join(unit.text + unit.joint for unit in units))
        yield SetTitle(sizes[-1], ceil(wide / longest), text, broken=True)


def _syllables(word: str, language: str, width: Width, measure: float) -> set[int]:
    """Where a word that is wider than its line may be broken: at its soft hyphens, else between syllables."""
    if width(word) <= measure:
        return set()
    if _SOFT_HYPHEN in word:
        return {at + 1 for at, letter in enumerate(word) if letter == _SOFT_HYPHEN}
    # Imported here: hardly any title has a word that is wider than its line.
    from brochure.content.hyphenation import positions

    return set(positions(word, language, _LEAST, _LEAST))


class _Title:
    def __init__(self, text: Markup, units: Sequence[_Unit], width: Width) -> None:
        self._html = text
        self._units = units
        self._wide = [width(unit.text) for unit in units]
        self._hyphen = width(_HYPHEN)
        space = width(" ")
        joints = [wide + space * bool(unit.joint) for wide, unit in zip(self._wide, units, strict=True)]
        #: How far each unit begins from the first where all stand on one line.
        self._starts = [0.0, *accumulate(joints)]

    def set_in(self, measure: float, size: float, most: int) -> tuple[SetTitle, float] | None:
        """In as few lines as hold it, as even as can be, with how even they are; None where they are more than `most`.

        `measure` is in parts of the size.
        """
        if not self._units or max(self._wide) > measure:
            return None
        count = self._fewest(measure)
        if count > most or (ends := self._evenest(measure, count)) is None:
            return None
        wide = [self._between(start, end) for start, end in zip([0, *ends], [*ends, len(self._units)], strict=True)]
        hyphens = sum(self._units[end - 1].parted for end in ends)
        return SetTitle(size, count, self._lined(ends), hyphens), min(wide) / max(wide) if max(wide) else 1.0

    def _between(self, start: int, end: int) -> float:
        """How wide a line from one unit to before another is."""
        hyphen = self._hyphen if self._units[end - 1].parted else 0
        return self._starts[end - 1] - self._starts[start] + self._wide[end - 1] + hyphen

    def _fewest(self, measure: float) -> int:
        count, start = 1, 0
        for end in range(1, len(self._units) + 1):
            if self._between(start, end) > measure and end - 1 > start:
                count, start = count + 1, end - 1
        return count

    def _evenest(self, measure: float, count: int) -> list[int] | None:
        """Where the lines but the last end, as even as can be, few with a hyphen; None where none will do."""
        units = len(self._units)
        ideal = self._between(0, units) / count
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        for _ in range(count):
            reached: dict[int, tuple[float, list[int]]] = {}
            for start, (cost, ends) in best.items():
                for end in range(start + 1, units + 1):
                    wide = self._between(start, end)
                    if wide > measure:
                        # A parted unit may be narrower with the next one than with its hyphen.
                        if wide > measure + self._hyphen:
                            break
                        continue
                    total = cost + (wide - ideal) ** 2 + measure**2 * self._units[end - 1].parted
                    if end not in reached or total < reached[end][0]:
                        reached[end] = total, [*ends, end]
            best = reached
        return best[units][1][:-1] if units in best else None

    def _lined(self, ends: Sequence[int]) -> Markup:
        if _BREAK in self._html:  # whoever wrote the title has said where its lines end
            return self._html
        return lined(self._html, [self._units[end - 1] for end in ends])


def _units(
    text: Markup, *, hyphens: bool = False, syllables: Callable[[str], set[int]] = lambda _: set()
) -> Iterator[_Unit]:
    """The title's words; with `hyphens`, the parts of those that are written with one; and their syllables."""
    word: list[tuple[str, int]] = []
    for letter, start, end in _letters(text):
        if letter != " ":
            word.append((letter, end))
        elif word:
            yield from _of_word(word, start, hyphens, syllables, " ")
            word = []
    if word:
        yield from _of_word(word, len(text), hyphens, syllables, "")


def _letters(text: Markup) -> Iterator[tuple[str, int, int]]:
    """Each letter that is printed, and where it begins and ends in the HTML."""
    at = 0
    for part in _TAG.split(text):
        if not part.startswith("<"):
            for found in _ENTITY.finditer(part):
                yield html.unescape(found[0]), at + found.start(), at + found.end()
        at += len(part)


def _of_word(
    word: Sequence[tuple[str, int]], end: int, hyphens: bool, syllables: Callable[[str], set[int]], joint: str
) -> Iterator[_Unit]:
    said = "".join(letter for letter, _ in word)
    start = 0
    parts = [at for at in range(1, len(said)) if _parts(said, at, hyphens)]
    for at in [*parts, len(said)]:
        part = said[start:at]
        inner = 0
        for cut in sorted(syllables(part)):
            if 0 < cut < len(part):
                yield _Unit(part[inner:cut], word[start + cut - 1][1], parted=True)
                inner = cut
        last = at == len(said)
        yield _Unit(part[inner:], end if last else word[at - 1][1], joint if last else "")
        start = at


def _parts(said: str, at: int, hyphens: bool) -> bool:
    """Whether a line may end before the letter `at`: behind a hyphen, or in scripts that are written without spaces."""
    before, after = said[at - 1], said[at]
    if before in _HYPHENS:
        return hyphens and at > 1 and after not in _HYPHENS
    if not (_OF_SIGNS.match(before) or _OF_SIGNS.match(after)):
        return False
    opening = unicodedata.category(before) in ("Ps", "Pi")
    return not opening and unicodedata.category(after) not in _CLOSING and not after.isspace()


def lined(text: Markup, ends: Sequence[_Unit]) -> Markup:
    """The title with each of its lines in an element that keeps it whole; `ends` are the last units of all but one."""
    written, lines, open_tags, at = str(text), list[str](), list[str](), 0
    for unit in (*ends, _Unit("", len(written))):
        line = "".join(open_tags) + written[at : unit.end]
        for tag in _TAG.findall(written[at : unit.end]):
            if tag.startswith("</"):
                open_tags.pop()
            elif not tag.startswith(_BREAK):
                open_tags.append(tag)
        closing = "".join(f"</{name[1]}>" for tag in reversed(open_tags) if (name := _NAME.match(tag)))
        kind = "together parted" if unit.parted else "together"
        lines.append(f'<span class="{kind}">{line}{closing}</span>{unit.joint}')
        at = unit.end + len(unit.joint)
    return Markup("".join(lines)) if ends else Markup(text)
