"""Which characters of a document are printed: fonts are judged by those, and not by its markup."""

from __future__ import annotations

import re

#: What is said of a document and not printed, and tags with their attributes.
_UNPRINTED = re.compile(r"<(title|style|script)\b.*?</\1>|<[^>]*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<(h[12])\b[^>]*>.*?</\1>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
#: Strings of a style sheet, and the characters that they write as their numbers.
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
#: They ask for the sign before them in colour or in black; we have one colour.
_FORMS = dict.fromkeys((0xFE0E, 0xFE0F))
_KEY = re.compile("(?<=[0-9#*])\ufe0f?\u20e3")
#: Set in a font of their own (`var(--signs)`).
_BOXES = dict.fromkeys(map(ord, "☐☑"))


def printable(html: str) -> str:
    """`html` without the invisible marks that choose between a sign's forms, and the frame of a key: 1️⃣ is a 1."""
    html = _KEY.sub("", html) if "\u20e3" in html else html
    return html.translate(_FORMS) if "\ufe0f" in html or "\ufe0e" in html else html


def text_of(html: str) -> str:
    """What of `html` is printed."""
    return _ENTITY.sub(_letter, _UNPRINTED.sub(" ", html))


def headings_of(html: str) -> str:
    """What of it is printed in its title and headings."""
    return " ".join(text_of(found[0]) for found in _HEADING.finditer(html))


def strings_of(css: str) -> str:
    """What a style sheet may print of its own."""
    found = "".join(_STRING.findall(css))
    return _ESCAPE.sub(lambda code: _chr(int(code[1], 16)), found).translate(_BOXES)


def _letter(entity: re.Match[str]) -> str:
    from html import unescape

    return unescape(entity[0])


def _chr(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else ""
