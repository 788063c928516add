"""What templates may call beside Jinja's own filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from brochure.art.motifs import Inks, Shape, draw

#: Mean width of a letter of the heading face, and of a wide one, in parts of its size; measured on Source Serif 4.
_MEAN_LETTER = 0.5
_WORD_LETTER = 0.56
#: A number as people write it, up to the word that ends it ('ext.', 'or').
_NUMBER = re.compile(r"\+?\(?\d[\d\s()./-]*\d")
#: A link is left as it is: the engine makes a second one of each element in it.
_TAG_OR_LINK = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.S)
_HYPHENED = re.compile(r"\b\w+(?:-\w+)+\b")
#: A word with hyphens and more letters than this may be wider than a line of large print, and has to part somewhere.
_LONGEST_HYPHENED = 20


def month(day: date, words: Mapping[str, str]) -> str:
    """'September 2026' in the language of `words`."""
    return words["date"].format(month=words["months"].split()[day.month - 1], year=day.year)


def dial(phone: str) -> str:
    """What a phone dials of the first number in `phone`: its digits and a leading plus. RFC 3966."""
    number = _NUMBER.search(phone)
    return "tel:" + "".join(character for character in (number[0] if number else phone) if character in "+0123456789")


def host(address: str) -> str:
    """A web address as people say it: without scheme and closing slash."""
    parts = urlsplit(address)
    return (parts.netloc + parts.path).rstrip("/") or address


def map_search(address: Iterable[str]) -> str:
    """A search for the address that telephones open in their map app, and all else in the browser.

    PDF viewers follow https everywhere, geo: on some telephones only. Google's Maps URLs, version 1, need no key, and
    unlike OpenStreetMap's search they find a street whose address names a suite.
    """
    return "https://www.google.com/maps/search/?api=1&query=" + quote(", ".join(address), safe="")


def unbroken(html: str) -> Markup:
    """`html` with words such as follow-up kept on one line: who reads slowly loses the line at a hyphen."""
    parts = _TAG_OR_LINK.split(html)
    parts[::2] = [_HYPHENED.sub(_together, text) for text in parts[::2]]
    return Markup("".join(parts))


def _together(word: re.Match[str]) -> str:
    return f'<span class="together">{word[0]}</span>' if len(word[0]) <= _LONGEST_HYPHENED else word[0]


def headline(text: str, measure: float, largest: float, smallest: float, lines: int) -> float:
    """A size in points at which a headline takes at most `lines` lines of `measure` points, no word broken.

    An estimate; whether it really fits is measured after typesetting.
    """
    longest = max((len(word) for word in text.split()), default=1)
    by_word = measure / (longest * _WORD_LETTER)
    by_length = measure * lines / (max(1, len(text)) * _MEAN_LETTER * 1.15)
    return round(max(smallest, min(largest, by_word, by_length)) * 2) / 2


def motif(name: str, seed: str, shape: str, width: float, height: float, inks: Inks) -> Markup:
    """The article's motif as an SVG fragment."""
    return Markup(draw(name, shape=Shape(shape), width=width, height=height, inks=inks, seed=seed))


FILTERS = {
    "month": month,
    "dial": dial,
    "host": host,
    "map_search": map_search,
    "unbroken": unbroken,
    "headline": headline,
}
