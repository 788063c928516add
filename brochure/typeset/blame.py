"""Whose fault a complaint of the engine is: the article's, where it names what stands there, or the layout's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from brochure.content.article import Article
from brochure.errors import BadInput, Place

_NO_TEXT = "has no required alt description"
#: What a complaint names: the address of a picture, or anything in quotes or without spaces that is no mere word.
_ADDRESS = re.compile(r"brochure:workspace/([^\s'\"]+)")
_NAMED = re.compile(r"\"([^\"]{3,})\"|'([^']{3,})'|(\S*[:/.]\S*\w)")


@contextmanager
def blame(article: Article) -> Iterator[None]:
    """Within this, a BadInput without a place gets the line of the article that has what it complains of.

    A file of the workspace that the article does not name is the place itself.
    """
    try:
        yield
    except BadInput as error:
        if error.place:
            raise
        if found := _found(error.message, article):
            message, hint = _said(error.message, found)
            raise BadInput(message, hint=hint, place=article.place_of(found)) from error
        if address := _ADDRESS.search(error.message):
            # A picture that brochure.toml names.
            message, hint = _said(error.message, Path(unquote(address[1])).name)
            raise BadInput(message, hint=hint, place=Place(Path(unquote(address[1])))) from error
        raise


def _said(message: str, found: str) -> tuple[str, str]:
    """The fault and its mend."""
    if _NO_TEXT in message:
        return (
            f"The picture '{found}' has no text for readers who cannot see it.",
            "Write what it shows between the brackets: ![what it shows](file).",
        )
    if _ADDRESS.search(message):
        return f"{message.rstrip(': ')}.", f"Save {found} anew, as a plain PNG, JPEG or SVG."
    return message, "Mend what it names."


def _found(message: str, article: Article) -> str | None:
    """The first thing that the complaint names and the article has."""
    names = [Path(unquote(address)).name for address in _ADDRESS.findall(message)]
    names += [name for match in _NAMED.findall(message) for name in match if name]
    return next((name for name in names if name in article.source), None)
