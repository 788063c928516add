"""The passages of an article: what is read in one go, without its markup, each letter with its place in the file.

Markdown itself is taken apart by `content.markdown`; here the words of each block are found again in the file, so that
what a rule finds has a line and a column, and a mend knows which letters to put where.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from operator import attrgetter
from typing import Literal

from markdown_it.token import Token

from brochure.content import markdown
from brochure.content.frontmatter import line_of
from brochure.preflight.prose.sentences import STAR, Sentence, Word, sentences, words

Kind = Literal["paragraph", "item", "heading", "title", "cell", "term", "head"]

#: Stands for words of another language.
FOREIGN = "\ufffc"
#: What of the head of an article readers see, and is language.
_HEAD = ("title", "subtitle", "summary", "audience", "next_step")
_MARKUP = re.compile(
    r"(?P<gone><!--.*?-->|!\[[^\]]*\]\([^)]*\)|\[\^[^\]\s]+\]|\^\[[^\]]*\]|^\[[ xX]\]\s|\u00ad)"
    r"|(?P<break><br\s*/?>|\\?\n\s*)"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<foreign>[^\[\]]*)\]\{[^{}]*\}"
    r"|\[(?P<link>[^\[\]]*)\]\((?P<href>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<address>(?:https?://|mailto:)[^>\s]+)>"
    r"|\^(?P<raised>[^^\s]{1,12})\^|(?<!~)~(?P<lowered>[^~\s]{1,12})~(?!~)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|\w{2,10});)"
    r"|(?P<mark>\*{1,3}|~~|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_]))",
    re.DOTALL,
)
#: A number raised behind a word is the number of a reference.
_CITED = re.compile(r"\d{1,2}(?:[,–-]\d{1,2})*")
_FENCE = re.compile(r"\s*:::+\s*(?P<kind>[\w-]+)[ \t]*(?P<title>[^{\n]*)")
_QUOTED = re.compile(r"\s*(?:\"(?P<double>.*)\"|'(?P<single>.*)'|(?P<plain>.*?))\s*\Z")


@dataclass(frozen=True)
class Link:
    """A link of the copy: what it says, where it leads, and where in the file it begins."""

    text: str
    href: str
    start: int


@dataclass(frozen=True)
class Passage:
    """Words that are read in one go. `at[i]` is the place in the file of `text[i]`; `text` has no markup.

    `section` counts headings before it, `box` is the kind of the box around it, `level` that of a heading.
    `cited` are the numbers of references that it names.
    """

    kind: Kind
    text: str
    at: Sequence[int]
    section: int = 0
    box: str = ""
    level: int = 0
    cited: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    key: str = ""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in their order."""
        return words(self.text)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return tuple(word.low for word in self.words)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its words in small letters, and what they begin with, marked: by these lists look whether they concern it."""
        words = set(self.lows)
        return frozenset(words | {f"{word[:length]}{STAR}" for word in words for length in range(3, len(word) + 1)})

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; one that is no sentence, as most headings, is one."""
        return sentences(self.text, self.words)

    @cached_property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(" \"'”’)*").endswith((".", "!", "?", "…"))

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to `end` of the text stand in the file."""
        return self.at[start], self.at[end - 1] + 1

    def sentence_at(self, place: int) -> Sentence:
        """The sentence around a letter of the text."""
        return self.sentences[max(0, bisect_right(self.sentences, place, key=attrgetter("start")) - 1)]


@dataclass
class _Plain:
    """Text as it grows, without its markup."""

    letters: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add(self, text: str, places: Sequence[int]) -> None:
        self.letters.append(text)
        self.at.extend(places)


def passages(source: str, language: str) -> tuple[Passage, ...]:
    """All passages of an article's file, in their order, the head's first."""
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    parsed = markdown.parse(source, language)
    return (*_of_head(source, lines, starts), *_Reader(lines, starts).read(parsed.body))


def plain(written: str, places: Sequence[int]) -> _Plain:
    """`written` without its markup; `places` are those of its letters."""
    result = _Plain()
    _strip(written, places, result)
    return result


def _strip(written: str, places: Sequence[int], result: _Plain) -> None:
    done = 0
    for found in _MARKUP.finditer(written):
        result.add(written[done : found.start()], places[done : found.start()])
        done = found.end()
        which = found.lastgroup or ""
        start = found.start()
        if which == "break":
            result.add(" ", [places[start]])
        elif which == "foreign":
            result.add(FOREIGN, [places[start]])
        elif which == "href":
            inner = slice(*found.span("link"))
            _strip(written[inner], places[inner], result)
            result.links.append(Link(found["link"], found["href"], places[start]))
        elif which == "raised" and _CITED.fullmatch(found["raised"]) and start and not written[start - 1].isdigit():
            result.cited.extend(re.findall(r"\d+", found["raised"]))
        elif which in ("code", "address", "raised", "lowered", "escaped"):
            inner = slice(*found.span(which))
            result.add(written[inner], places[inner])
        elif which == "entity":
            sign = unescape(found[0])
            result.add(
                sign if len(sign) == 1 else found[0], places[start : start + (1 if len(sign) == 1 else len(found[0]))]
            )
    result.add(written[done:], places[done:])


def _of_head(source: str, lines: Sequence[str], starts: Sequence[int]) -> Iterator[Passage]:
    if lines[0].rstrip() != "---":
        return
    for key in _HEAD:
        number = line_of(key, source)
        if not number:
            continue
        line = lines[number - 1]
        value = _QUOTED.match(line, len(key) + 1)
        group = value.lastgroup if value else None
        if value and group and value[group] and value[group] not in (">", "|", ">-", "|-"):
            start, end = value.span(group)
            first = starts[number - 1]
            yield _passage("head", line[start:end], range(first + start, first + end), key=key)


def _passage(kind: Kind, written: str, places: Sequence[int], **more: object) -> Passage:
    text = plain(written, places)
    return Passage(kind, "".join(text.letters), text.at, cited=tuple(text.cited), links=tuple(text.links), **more)  # type: ignore[arg-type]


class _Reader:
    """Goes through the tokens of an article once."""

    def __init__(self, lines: Sequence[str], starts: Sequence[int]) -> None:
        self._lines, self._starts = lines, starts
        self._boxes: list[str] = []
        self._items = self._notes = self._section = 0
        #: Where on the line of a table its next cell is looked for.
        self._cells: dict[int, int] = {}

    def read(self, tokens: Sequence[Token]) -> Iterator[Passage]:
        before = None
        for token in tokens:
            self._count(token)
            if token.type == "container_box_open":
                yield from self._title(token)
            elif token.type == "inline" and before and not self._notes:
                yield from self._inline(before, token)
            before = token

    def _count(self, token: Token) -> None:
        if token.type in ("list_item_open", "list_item_close"):
            self._items += token.nesting
        elif token.type in ("footnote_reference_open", "footnote_reference_close"):
            self._notes += token.nesting
        elif token.type == "heading_open":
            self._section += 1
        elif token.type == "container_box_close" and self._boxes:
            self._boxes.pop()

    def _title(self, token: Token) -> Iterator[Passage]:
        number = (token.map or [0])[0]
        found = _FENCE.match(self._lines[number])
        self._boxes.append(found["kind"] if found else "")
        if found and (title := found["title"].rstrip()):
            start = self._starts[number] + found.start("title")
            yield _passage("title", title, range(start, start + len(title)), section=self._section, box=self._boxes[-1])

    def _inline(self, opening: Token, token: Token) -> Iterator[Passage]:
        kind: Kind = "item" if self._items else "paragraph"
        if opening.type == "heading_open":
            kind = "heading"
        elif opening.type in ("th_open", "td_open"):
            kind = "cell"
        elif opening.type == "dt_open":
            kind = "term"
        if token.map and token.content.strip() and (places := self._places(token, kind)):
            yield _passage(
                kind,
                token.content,
                places,
                section=self._section,
                box=self._boxes[-1] if self._boxes else "",
                level=int(opening.tag[1]) if kind == "heading" else 0,
            )

    def _places(self, token: Token, kind: Kind) -> list[int]:
        """Where the letters of a block stand in the file; none where they are not found on its lines."""
        first, last = token.map or (0, 0)
        places: list[int] = []
        number = first
        for part in token.content.split("\n"):
            begin = self._cells.get(number, 0) if kind == "cell" else 0
            while number < min(last, len(self._lines)) and (column := self._lines[number].find(part, begin)) < 0:
                number += 1
                begin = 0
            if number >= min(last, len(self._lines)):
                return []
            start = self._starts[number] + column
            if kind == "cell":
                self._cells[number] = column + len(part)
            places.extend(range(start, start + len(part) + 1))
            number += 1
        return places[:-1]
