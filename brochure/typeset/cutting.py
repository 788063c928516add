"""How many words have to go so that copy fits: they are taken out, and what is left is set again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

#: The number of words is found to within this share of it.
_CLOSE = 0.04
#: Longer copy is another article, and is not set again and again.
_MOST_WORDS = 2_500
#: A sentence is looked for so many words back from where copy ceases to fit.
_SENTENCE = 30

_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"\S+")
_EMPTY = re.compile(
    r"<(p|li|h[1-6]|dt|dd|ul|ol|dl|em|strong|a|s|sup|sub|section|aside|blockquote|figcaption)\b[^>]*>\s*</\1>"
    r"|<tr>(?:\s*<(t[dh])\b[^>]*>\s*</\2>)+\s*</tr>"
)


@dataclass(frozen=True)
class Cut:
    """So many words have to go; those from `text` on are as good as any."""

    words: int
    text: str


def cut(html: str, kept: int, over: int, fits: Callable[[str], bool]) -> Cut:
    """What has to go of copy of which so many words are `kept`, or about so many, and `over`.

    `fits` says whether copy does (HTML). Where it is too long to be tried, `over` words have to go.
    """
    words = _words(html)
    first = _sentence(words, min(kept, len(words) - 1))
    found = over
    if len(words) <= _MOST_WORDS:
        found = _fewest(
            lambda count: fits(without_words(html, min(first, len(words) - count), count)), over, len(words)
        )
    return Cut(found, " ".join(words[min(first, len(words) - found) :][:8]))


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


def _sentence(words: list[str], at: int) -> int:
    """Where the sentence begins in which the word `at` stands."""
    for number in range(at, max(0, at - _SENTENCE), -1):
        if words[number - 1].endswith((".", "!", "?", "…")):
            return number
    return at


def without_words(html: str, first: int, count: int) -> str:
    """The copy without `count` words from number `first` on, and without what is empty for that."""
    parts: list[str] = []
    seen = 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            parts.append(part)
            continue
        here = len(_WORD.findall(part))
        if first - seen < here and first + count > seen:
            part = _trimmed(part, first - seen, first + count - seen)
        parts.append(part)
        seen += here
    text = "".join(parts)
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text


def _trimmed(text: str, first: int, end: int) -> str:
    kept = iter(range(len(text)))
    return _WORD.sub(lambda found: "" if first <= next(kept) < end else found[0], text)
