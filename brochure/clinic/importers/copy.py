"""What every importer makes: the copy of one article, and the article file that holds it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import yaml

# Written into every new article, so that a printed leaflet can name the version it was made from.
FIRST_VERSION = "1"


@dataclass(frozen=True)
class ImportedCopy:
    """Copy in our form. `title` and `subtitle` are plain text; `body` is Markdown without front matter."""

    title: str
    body: str
    subtitle: str = ""
    language: str = "en"


def as_article(copy: ImportedCopy) -> str:
    """The article file: YAML front matter, then the body."""
    front = {"title": copy.title, "subtitle": copy.subtitle, "language": copy.language, "version": FIRST_VERSION}
    if not copy.subtitle:
        del front["subtitle"]
    # A width this large keeps a long title on one line, where people look for it.
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    return f"---\n{written}---\n\n{copy.body.strip()}\n"
