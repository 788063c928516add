"""The titles of sections and boxes, by which the head of an article may name one."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")


def titles(html: str, element: str = "h[2-6]") -> list[str]:
    """The titles of the sections and boxes of a copy, in its order; or those in some of the elements for them."""
    found = re.findall(rf"<({element})\b[^>]*>(.*?)</\1>", html, re.S)
    return [" ".join(unescape(_TAG.sub("", said)).split()) for _, said in found]


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for spaces, capitals and the signs that are set for what was typed."""
    return _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
