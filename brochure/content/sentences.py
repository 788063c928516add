"""The sentences of an article as its file has them, and the file without the last of their words.

Paragraphs and items are sentences; headings, titles, tables, pictures, terms, notes and the head are not. A box keeps
its first word, and so does what explains a term: without it they would be something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from brochure.content import markdown
from brochure.content.spaceless import find_words

#: Here no cut falls: a comment, code, a link, a picture, words of another language, a note.
_WHOLE = re.compile(r"<!--.*?-->|`[^`]*`|(?:!|\^)?\[[^\[\]]*\](?:\([^()]*\)|\{[^{}]*\})?", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
#: What ticks a box, and is no word.
_TICK = re.compile(r"\[[ xX]\]\s")
_STRONG = "**"
#: Markdown's own signs, and so many letters of a text without them tell where it is.
_SIGNS = re.compile(r"\]\([^()]*\)|[*^`\[\]]")
_TELLING = 40
#: Fewer letters stand in many places, and are told with so many words before them.
_FEW, _BEFORE = 20, 3
_KEEPS_A_WORD = {"container_box_open", "dd_open"}
_APART = {"footnote_reference_open": 1, "footnote_reference_close": -1}


@dataclass(frozen=True)
class Cut:
    """What goes: it begins with `text` in a `section`, whose heading, or else the text, stands on the `line`."""

    text: str
    section: str
    line: int


@dataclass(frozen=True)
class _Paragraph:
    """`text` is what stands on some lines of the file, from the first (counted from 0) on, behind their signs."""

    first: int
    text: str
    section: str
    section_line: int
    kept: bool = False

    @property
    def words(self) -> list[re.Match[str]]:
        """Those that may be cut: all, or all but the first."""
        comments = [found.span() for found in _COMMENT.finditer(self.text)]
        tick = _TICK.match(self.text)
        begin = tick.end() if tick else 0
        words = [word for word in find_words(self.text) if word.start() >= begin]
        return [word for word in words if not any(start <= word.start() < end for start, end in comments)][self.kept :]


class Sentences:
    """Those of the `source` of an article."""

    def __init__(self, source: str, language: str) -> None:
        self._lines = source.split("\n")
        self._paragraphs = [each for each in _paragraphs(source, language) if self._stands(each)]
        self._words = [each.words for each in self._paragraphs]

    def _stands(self, paragraph: _Paragraph) -> bool:
        """Whether its text is what stands on its lines."""
        parts = enumerate(paragraph.text.split("\n"), paragraph.first)
        return all(number < len(self._lines) and part in self._lines[number] for number, part in parts)

    def __len__(self) -> int:
        """How many words they have that may be cut."""
        return sum(map(len, self._words))

    def first_of_last(self, count: int) -> Cut:
        """Where the last `count` words begin."""
        left = len(self) - count
        for paragraph, words in zip(self._paragraphs, self._words, strict=True):
            if left < len(words):
                start = words[max(0, left)].start()
                line = paragraph.first + paragraph.text.count("\n", 0, start)
                said = _plain(paragraph.text[start:])
                if len(said) < _FEW and left > 0:
                    said = f"…{_plain(paragraph.text[words[max(0, left - _BEFORE)].start() :])}"
                said = said if len(said) <= _TELLING else f"{said[:_TELLING]}…"
                return Cut(said, paragraph.section, (paragraph.section_line if paragraph.section else line) + 1)
            left -= len(words)
        return Cut("", "", 1)

    def without_last(self, count: int) -> str:
        """The file without the last `count` words."""
        lines = list(self._lines)
        for paragraph, words in zip(reversed(self._paragraphs), reversed(self._words), strict=True):
            if count <= 0:
                break
            gone = min(count, len(words))
            if gone:
                left = words[-gone].start()
                whole = not paragraph.text[:left].strip() or (gone == len(words) and not paragraph.kept)
                _shorten(lines, paragraph, 0 if whole else _end(paragraph.text, left))
            count -= gone
        return "\n".join(lines)


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub("", text).split())


def _end(text: str, wanted: int) -> int:
    """Where to cut: at the place that is wanted, or behind what must stay in one piece."""
    return next((each.end() for each in _WHOLE.finditer(text) if each.start() < wanted < each.end()), wanted)


def _shorten(lines: list[str], paragraph: _Paragraph, end: int) -> None:
    """Leaves so much of the text of a paragraph; without any, the sign of an item goes too."""
    left = paragraph.text[:end].rstrip()
    left += _STRONG * (left.count(_STRONG) % 2)
    parts = left.split("\n") if left else []
    for at, part in enumerate(paragraph.text.split("\n")):
        number = paragraph.first + at
        before = lines[number].rpartition(part)[0]
        lines[number] = before + parts[at] if at < len(parts) else ""


def _paragraphs(source: str, language: str) -> Iterator[_Paragraph]:
    tokens = markdown.parse(source, language).body
    highest = min((token.tag for token in tokens if token.type == "heading_open"), default="")
    section, section_line, apart = "", 0, 0
    keeps: list[bool] = []
    for opening, token in pairwise(tokens):
        apart += _APART.get(opening.type, 0)
        if opening.type in _KEEPS_A_WORD:
            keeps.append(True)
        elif opening.type.replace("_close", "_open") in _KEEPS_A_WORD:
            keeps.pop()
        elif opening.type == "heading_open" and opening.tag == highest:
            section, section_line = _said(token), token.map[0] if token.map else 0
        elif opening.type == "paragraph_open" and token.map and not apart and not _is_picture(token):
            kept = any(keeps)
            keeps = [False] * len(keeps)
            yield _Paragraph(token.map[0], token.content, section, section_line, kept)


def _said(heading: Token) -> str:
    return " ".join("".join(child.content or " " for child in heading.children or ()).split())


def _is_picture(token: Token) -> bool:
    return len(token.children or ()) == 1 and (token.children or [])[0].type == "image"
