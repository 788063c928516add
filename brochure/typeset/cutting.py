"""How many words have to go so that copy fits: they are taken away at its end, and what is left is set again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from brochure.content.headings import titles

#: The number of words is found to within this share of it.
_CLOSE = 0.04
#: Longer copy is another article, and is not set again and again.
_MOST_WORDS = 2_500

_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"\S+")
_EMPTY = re.compile(r"<(p|li|dd|ul|ol|em|strong|a|s|sup|sub|span)\b[^>]*>\s*</\1>")
#: What is not of sentences; a tag that closes it has the stroke.
_KEPT = re.compile(r"<(/?)(?:h[1-6]|table|figcaption|dt)\b")


@dataclass(frozen=True)
class Cut:
    """So many words have to go; they are the last ones, and begin with `text` in a `section`."""

    words: int
    text: str
    section: str = ""


def cut(html: str, over: int, fits: Callable[[str], bool]) -> Cut | None:
    """What has to go at the end of copy of which about so many words are `over`; None where it is not in its sentences.

    `fits` says whether copy does (HTML). Where it is too long to be tried, `over` words have to go.
    """
    words = _words(html)
    if not words or over > len(words) or (len(words) <= _MOST_WORDS and not fits(without_last(html, len(words)))):
        return None
    found = over
    if len(words) <= _MOST_WORDS:
        found = _fewest(lambda count: fits(without_last(html, count)), found, len(words))
    sections = titles(_before_last(html, found), "h2")
    return Cut(found, " ".join(words[len(words) - found :][:8]), sections[-1] if sections else "")


def _fewest(fits: Callable[[int], bool], guess: int, most: int) -> int:
    """The smallest number that fits, to within a few of a hundred; `most` where none does."""
    low, high = 0, max(1, min(guess, most))
    while not fits(high):
        if high == most:
            return most
        low, high = high, min(most, high + max(5, high // 3))
    while high - low > max(1.0, _CLOSE * high):
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """The tags and texts of a copy, and of each whether it is of sentences that may be cut."""
    kept = 0
    for part in _TAG.split(html):
        if tag := _KEPT.match(part):
            kept += -1 if tag[1] else 1
        yield part, not (kept or part.startswith("<"))


def _words(html: str) -> list[str]:
    return [word for part, cuttable in _parts(html) if cuttable for word in _WORD.findall(unescape(part))]


def _before_last(html: str, count: int) -> str:
    """The copy up to where its last `count` words begin."""
    left = len(_words(html)) - count
    parts: list[str] = []
    for part, cuttable in _parts(html):
        parts.append(part)
        left -= len(_WORD.findall(part)) if cuttable else 0
        if left < 0:
            break
    return "".join(parts)


def without_last(html: str, count: int) -> str:
    """The copy without the last `count` words of its sentences, and without paragraphs and items that are empty then.

    Headings, titles of boxes, captions and tables stay.
    """
    left = len(_words(html)) - count
    parts: list[str] = []
    for part, cuttable in _parts(html):
        here = len(_WORD.findall(part)) if cuttable else 0
        parts.append(part if left >= here else _first_words(part, max(0, left)))
        left -= here
    text = "".join(parts)
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text


def _first_words(text: str, count: int) -> str:
    numbers = iter(range(len(text)))
    return _WORD.sub(lambda found: found[0] if next(numbers) < count else "", text)
