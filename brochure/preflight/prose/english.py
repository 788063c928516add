"""British and American spellings of the same words, by english.toml."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

from brochure.preflight.prose.lists import Lists

English = Literal["British", "American", ""]
#: Shorter words end so by nature: rise, size, hour.
_SHORTEST = 7


def variants(lists: Lists) -> Callable[[str], English]:
    """What tells of a word in small letters whose spelling it is, if only one of the two has it so."""
    british = lists.table("english", "words")
    american = set(british.values())
    endings = lists.table("english", "endings")
    but, both = lists.items("english", "but"), lists.items("english", "both")

    @cache
    def look(word: str) -> English:
        if word in british and british[word] not in both:
            return "British"
        if word in american and word not in both:
            return "American"
        if len(word) >= _SHORTEST and not _excepted(word, but):
            for ours, theirs in endings.items():
                if word.endswith(ours):
                    return "British"
                # Oxford writes -ize as well, but no British leaflet that mixes it with -our is rare enough to matter.
                if word.endswith(theirs) and theirs.startswith(("iz", "yz")):
                    return "American"
        return ""

    return look


def american(word: str, lists: Lists) -> str:
    """The American spelling of a British one; the word itself where there is no other."""
    words = lists.table("english", "words")
    if word in words:
        return words[word]
    for ours, theirs in sorted(lists.table("english", "endings").items(), key=lambda each: -len(each[0])):
        if word.endswith(ours):
            return word[: -len(ours)] + theirs
    for ours, theirs in (("our", "or"), ("ours", "ors"), ("ae", "e"), ("oe", "e"), ("ll", "l"), ("re", "er")):
        if ours in word:
            return word.replace(ours, theirs)
    return word


def _excepted(word: str, but: frozenset[str]) -> bool:
    """Whether it is, in any form, a word that only looks like a spelling: advertising, promised."""
    for ending in ("d", "s", "r", ""):
        if word.removesuffix(ending) in but:
            return True
    return word.endswith("ing") and f"{word[:-3]}e" in but
