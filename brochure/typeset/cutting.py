"""How many words have to go so that copy fits: they are taken away at its end, and what is left is set again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from brochure.content.headings import titles

#: The number of words is found to within this share of it.
_CLOSE = 0.04
#: Longer copy is another article, and is not set again and again.
_MOST_WORDS = 2_500

_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"\S+")
_EMPTY = re.compile(
    r"<(p|li|h[1-6]|dt|dd|ul|ol|dl|em|strong|a|s|sup|sub|section|aside|blockquote|figcaption)\b[^>]*>\s*</\1>"
    r"|<tr>(?:\s*<(t[dh])\b[^>]*>\s*</\2>)+\s*</tr>"
)


@dataclass(frozen=True)
class Cut:
    """So many words have to go; they are the last ones, and begin with `text` in a `section`."""

    words: int
    text: str
    section: str = ""


def cut(html: str, over: int, fits: Callable[[str], bool]) -> Cut:
    """What has to go at the end of copy of which about so many words are `over`.

    `fits` says whether copy does (HTML). Where it is too long to be tried, `over` words have to go.
    """
    words = _words(html)
    found = min(over, len(words))
    if len(words) <= _MOST_WORDS:
        found = _fewest(lambda count: fits(without_last(html, count)), found, len(words))
    sections = titles(without_last(html, found), "h2")
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


def _words(html: str) -> list[str]:
    return _WORD.findall(unescape(_TAG.sub(" ", html)))


def without_last(html: str, count: int) -> str:
    """The copy without its last `count` words, and without what is empty for that."""
    left = len(_words(html)) - count
    parts: list[str] = []
    for part in _TAG.split(html):
        here = 0 if part.startswith("<") else len(_WORD.findall(part))
        parts.append(part if left >= here else _first_words(part, max(0, left)))
        left -= here
    text = "".join(parts)
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text


def _first_words(text: str, count: int) -> str:
    numbers = iter(range(len(text)))
    return _WORD.sub(lambda found: found[0] if next(numbers) < count else "", text)
