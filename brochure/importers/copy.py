"""What every importer makes: the copy of one article, and the article file that holds it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

# Written into every new article, so that a printed leaflet can name the version it was made from.
FIRST_VERSION = "1"


@dataclass(frozen=True)
class ImportedCopy:
    """Copy in our form. `title` and `subtitle` are plain text; `body` is Markdown without front matter.

    `front` is the rest of what an article's front matter may say, where the copy came with it.
    """

    title: str
    body: str
    subtitle: str = ""
    language: str = "en"
    front: Mapping[str, object] = field(default_factory=dict)


def as_article(copy: ImportedCopy) -> str:
    """The article file: YAML front matter, then the body."""
    own = {"title": copy.title, "subtitle": copy.subtitle, "language": copy.language, "version": FIRST_VERSION}
    front = {**own, **copy.front}
    if not copy.subtitle:
        del front["subtitle"]
    # A width this large keeps a long title on one line, where people look for it.
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    return f"---\n{written}---\n\n{copy.body.strip()}\n"
