"""What a link says to readers who hear it: where it leads, in words (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from pikepdf import Name, Pdf, String

from brochure.typeset.filters import host
from brochure.typeset.maps import SEARCH

_DIGITS = re.compile(r"\d")
#: The soft hyphen and the word joiner.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u2060"))


def describe(pdf: Pdf, words: Mapping[str, str], maps: Collection[str] = ()) -> None:
    """Puts words in the place of what the engine noted of each link: the link's own text, or its title.

    `maps` are the addresses that lead to a place on a map.
    """
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if note.Subtype == Name.Link:
                target = str(note.A.URI) if "/A" in note else ""
                note.Contents = String(description(target, str(note.Contents), words, maps))


def description(target: str, text: str, words: Mapping[str, str], maps: Collection[str] = ()) -> str:
    """What is said of a link to the address `target`; of one within the document, its text."""
    scheme, _, rest = target.partition(":")
    rest = unquote(rest.partition("?")[0])
    if target in maps or target.startswith(SEARCH):
        return words["link_map"].format(address=", ".join(filter(None, map(_plain, text.splitlines()))))
    said = _plain(text)
    match scheme.lower():
        case "":
            return said
        case "tel":
            return words["link_call"].format(phone=said if _DIGITS.search(said) else rest)
        case "mailto":
            return words["link_write"].format(email=rest)
        case _:
            return words["link_web"].format(page=said or host(target))


def _plain(text: str) -> str:
    return " ".join(text.translate(_UNSEEN).split())
