"""Words of the other direction: each run of them gets an element of its own that says so.

The engine orders letters within one text as Unicode asks (UAX #9), but it never sees a paragraph: the text of each
element is ordered by itself, and in a paragraph from right to left its elements are put one left of the other. 'Red
*Clinic*' would come out as 'Clinic Red' there, and a telephone number as 0142-555 (555), which UAX #9 does to it, too.
So whatever has the other direction is wrapped in one `dir` element, over whichever elements it goes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from brochure.workspace.language import is_right_to_left

_TAG = re.compile(r"<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.S)
_NAME = re.compile(r"</?\s*([a-zA-Z][\w-]*)")
_LANGUAGE = re.compile(r"\slang=(\"|')([\w-]+)\1")
_DIRECTION = re.compile(r" dir=\"\w+\"")
_UNIT = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|.", re.S)
#: A letter that is written from right to left, somewhere.
_FOREIGN_TO_LATIN = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: Elements within a line. All others, and what is drawn or fetched, end a run.
_INLINE = frozenset(("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "q", "s", "small", "span", "strong"))
_INLINE |= {"sub", "sup", "u"}
#: Their content is no text.
_RAW = re.compile(r"<(style|script|svg|title)\b.*?</\1\s*>", re.S | re.I)
#: A telephone number: so many digits, with what people put between them; years from and to are none.
_NUMBER = re.compile(r"(?:\+\s?)?(?:\(\+?\d+\)|\d)[\d\s()./\u00a0-]*\d")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s?[–-]\s?(?:1[89]|20)?\d\d")
_FEWEST_DIGITS = 7
#: A longer one has to part where a line ends.
_LONGEST_KEPT = 20
#: What belongs to the end of words before it.
_CLOSING = {")": "(", "]": "[", "}": "{"}
_BEHIND = frozenset("%‰°+®™©/#")


@dataclass
class _Element:
    """An inline element: the places of its tags, and the numbers of the paragraphs that they stand in."""

    at: int
    name: str
    tag: str
    opened: int
    end: int = -1
    closed: int = -1


@dataclass
class _Unit:
    """A sign of a paragraph: its place in the pieces, the kind of its direction, and the elements that it stands in."""

    at: int
    text: str
    kind: str
    within: tuple[_Element, ...]
    paragraph: int


@dataclass
class _Writing:
    """The document in pieces, signs and tags, and what is put before and behind each of them."""

    pieces: list[str] = field(default_factory=list)
    before: dict[int, str] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        parts = (f"{self.before.get(at, '')}{piece}{self.behind.get(at, '')}" for at, piece in enumerate(self.pieces))
        return "".join(parts)


def directed(html: str, language: str) -> str:
    """The document with its direction, and `dir` around each run of the other one. Its text stays as it is."""
    to_left = is_right_to_left(language)
    if not to_left and not _FOREIGN_TO_LATIN.search(html):
        return html
    own, other = ("rtl", "ltr") if to_left else ("ltr", "rtl")
    writing, paragraphs = _read(html, own)
    for paragraph in paragraphs:
        for start, end in _runs(paragraph, other):
            _wrap(paragraph, start, end, f'<span dir="{other}"{_kept(paragraph[start : end + 1])}>', writing)
    text = writing.text()
    return re.sub(r"<html\b(?![^>]*\sdir=)", '<html dir="rtl"', text, count=1) if to_left else text


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    """'ltr' and 'rtl' for letters of a direction, 'digit' for digits, and nothing for signs that go with either."""
    kind = unicodedata.bidirectional(unescape(text)[:1])
    if text in ("\u200e", "\u200f", "\u061c"):
        return ""
    return {"L": "ltr", "R": "rtl", "AL": "rtl", "EN": "digit", "AN": "digit"}.get(kind, "")


def _read(html: str, own: str) -> tuple[_Writing, list[list[_Unit]]]:
    """The document in pieces, and its paragraphs: what stands between two tags that are not inline."""
    writing, paragraphs = _Writing(), list[list[_Unit]]()
    paragraph: list[_Unit] = []
    stack: list[_Element] = []
    for token in _tokens(html):
        if not token.startswith("<"):
            for unit in _UNIT.findall(token):
                paragraph.append(_Unit(len(writing.pieces), unit, _kind(unit), tuple(stack), len(paragraphs)))
                writing.pieces.append(unit)
            continue
        name = found[1].lower() if (found := _NAME.match(token)) else ""
        if name in _INLINE and not _RAW.match(token):
            token = _with_direction(token, own)
            if token.startswith("</"):
                if stack and stack[-1].name == name:
                    stack[-1].end, stack[-1].closed = len(writing.pieces), len(paragraphs)
                    if " dir=" in stack.pop().tag:
                        paragraph = []  # it has said how it goes
            elif not token.endswith("/>"):
                stack.append(_Element(len(writing.pieces), name, token, len(paragraphs)))
            if " dir=" in token or 'class="fill-in"' in token:
                paragraphs.append(paragraph)
                paragraph = []
        elif not token.startswith("<!--"):
            paragraphs.append(paragraph)
            paragraph = []
        writing.pieces.append(token)
    return writing, [*paragraphs, paragraph]


def _tokens(html: str) -> Iterator[str]:
    end = 0
    for found in re.finditer(f"{_RAW.pattern}|{_TAG.pattern}", html, re.S | re.I):
        if found.start() > end:
            yield html[end : found.start()]
        yield found[0]
        end = found.end()
    if end < len(html):
        yield html[end:]


def _with_direction(tag: str, own: str) -> str:
    """An element of another language has that one's direction."""
    if tag.startswith("</") or " dir=" in tag or not (language := _LANGUAGE.search(tag)):
        return tag
    of_language = "rtl" if is_right_to_left(language[2]) else "ltr"
    return tag if of_language == own else f'{tag[:-1]} dir="{of_language}">'


def _runs(paragraph: Sequence[_Unit], other: str) -> Iterator[tuple[int, int]]:
    """First and last of the units of each run of the other direction."""
    own = "rtl" if other == "ltr" else "ltr"
    start = 0
    ends = [at for at, unit in enumerate(paragraph) if unit.kind == own]
    alone = not ends
    for end in [*ends, len(paragraph)]:
        yield from _in_stretch(paragraph, start, end, other, alone=alone)
        start = end + 1


def _in_stretch(
    paragraph: Sequence[_Unit], start: int, end: int, other: str, *, alone: bool
) -> Iterator[tuple[int, int]]:
    """The run between two letters of the paragraph's own direction, if there is one; numbers alone may be several."""
    letters = [at for at in range(start, end) if paragraph[at].kind == other]
    if letters:
        if alone:
            shown = [at for at in range(start, end) if not paragraph[at].text.isspace()]
            yield shown[0], shown[-1]
            return
        said = [at for at in range(letters[0], end) if paragraph[at].kind in (other, "digit")]
        first, last = _back(paragraph, start, letters[0]), _on(paragraph, letters[0], said[-1], end)
        written = [unit.text for unit in paragraph[first : last + 1]]
        opens = first > start and written.count(")") > written.count("(") and paragraph[first - 1].text == "("
        yield first - opens, last
    elif other == "ltr":
        text = "".join(unit.text if len(unit.text) == 1 else " " for unit in paragraph[start:end])
        for found in _NUMBER.finditer(text):
            digits = sum(letter.isdigit() for letter in found[0])
            if digits >= _FEWEST_DIGITS and not _YEARS.fullmatch(found[0]):
                yield start + found.start(), start + found.end() - 1


def _kept(run: Sequence[_Unit]) -> str:
    """The class of a run that stays on one line: a number that would be read in halves."""
    text = "".join(unit.text for unit in run)
    number = _NUMBER.fullmatch(text) and all(unit.within == run[0].within for unit in run)
    return ' class="together"' if number and len(text) <= _LONGEST_KEPT else ""


def _back(paragraph: Sequence[_Unit], start: int, first: int) -> int:
    """Where a run begins: with the number before its first letter, as in 5 mg and 24-hour."""
    text = "".join(unit.text if len(unit.text) == 1 else " " for unit in paragraph[start:first])
    number = re.search(r"(?:[+(]?\d[\d.,/:–-]*[\s\u00a0-]?|[@#/]+)$", text)
    return start + number.start() if number else first


def _on(paragraph: Sequence[_Unit], first: int, last: int, end: int) -> int:
    """Where a run ends: with the sign that belongs to its last word."""
    while last + 1 < end:
        text = unescape(paragraph[last + 1].text)
        said = [unescape(unit.text) for unit in paragraph[first : last + 1]]
        opening = _CLOSING.get(text)
        if text not in _BEHIND and not (opening and said.count(opening) > said.count(text)):
            break
        last += 1
    return last


def _wrap(paragraph: Sequence[_Unit], start: int, end: int, tag: str, writing: _Writing) -> None:
    """Puts `tag` and its end around the units; elements that reach out of the run are parted at its ends."""
    first, last = paragraph[start], paragraph[end]
    shared = sum(1 for one, other in zip(first.within, last.within, strict=False) if one is other)
    whole = shared and first.within[shared - 1]
    if whole and whole.name == "a" and _begins(paragraph, start, whole) and _ends(paragraph, end, whole):
        # The engine makes a second link of an element within one.
        opened = writing.pieces[whole.at]
        said = tag.removeprefix("<span").removesuffix(">") if " class=" not in opened else _DIRECTION.findall(tag)[0]
        writing.pieces[whole.at] = opened.replace("<a", f"<a{said}", 1)
        return
    if link := next(
        (one for one in first.within[shared:] if one.name == "a" and not _begins(paragraph, start, one)), None
    ):
        # A link stays one: the run is parted at its end.
        parts = [at for at in range(start, end + 1) if link in paragraph[at].within]
        _wrap(paragraph, start, parts[-1], tag, writing)
        if rest := [at for at in range(parts[-1] + 1, end + 1) if paragraph[at].kind]:
            _wrap(paragraph, rest[0], end, tag, writing)
        return
    cut_links = (one for one in last.within[shared:] if one.name == "a" and not _ends(paragraph, end, one))
    if link := next(cut_links, None):
        parts = [at for at in range(start, end + 1) if link in paragraph[at].within]
        if rest := [at for at in range(start, parts[0]) if paragraph[at].kind]:
            _wrap(paragraph, start, rest[-1], tag, writing)
        _wrap(paragraph, parts[0], end, tag, writing)
        return
    at, cut = first.at, list[_Element]()
    for element in reversed(first.within[shared:]):
        if not cut and _begins(paragraph, start, element):
            at = element.at
        else:
            cut.append(element)
    closed = "".join(f"</{element.name}>" for element in cut)
    writing.before[at] = writing.before.get(at, "") + closed + tag + "".join(one.tag for one in reversed(cut))
    at, cut = last.at, []
    for element in reversed(last.within[shared:]):
        if not cut and _ends(paragraph, end, element):
            at = element.end
        else:
            cut.append(element)
    closed = "".join(f"</{element.name}>" for element in cut)
    writing.behind[at] = closed + "</span>" + "".join(one.tag for one in reversed(cut)) + writing.behind.get(at, "")


def _begins(paragraph: Sequence[_Unit], at: int, element: _Element) -> bool:
    """Whether no sign of the element stands before the unit."""
    here = element.opened == paragraph[at].paragraph
    return here and (at == 0 or element not in paragraph[at - 1].within)


def _ends(paragraph: Sequence[_Unit], at: int, element: _Element) -> bool:
    here = element.closed == paragraph[at].paragraph
    return here and (at + 1 >= len(paragraph) or element not in paragraph[at + 1].within)
