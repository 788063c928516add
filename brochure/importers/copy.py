"""What every importer makes: the copy of one article, and the article file that holds it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from brochure.importers.report import ImportReport

# Written into every new article, so that a printed leaflet can name the version it was made from.
FIRST_VERSION = "1"


@dataclass(frozen=True)
class ImportOptions:
    """The article's name, and what the user knows better than any guess; empty is not said."""

    slug: str = "article"
    title: str = ""
    language: str = ""
    encoding: str = ""


NO_OPTIONS = ImportOptions()


@dataclass(frozen=True)
class ImportedCopy:
    """Copy in our form. `title` and `subtitle` are plain text; `body` is Markdown without front matter.

    `front` is the rest of what an article's front matter may say, where the copy came with it. `pictures` are the bytes
    of the pictures that the body names as `../images/SLUG/NAME`, by their NAME. `comments` are lines of a foreign head
    that nothing here answers to; they stay in the article's, as comments. `source` is all of the file's words by
    another reading than the one that made the body, for `word_check`; empty where there is none.
    """

    title: str
    body: str
    subtitle: str = ""
    language: str = "en"
    front: Mapping[str, object] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    report: ImportReport = field(default_factory=ImportReport, compare=False)
    source: str = field(default="", compare=False)

    @property
    def references(self) -> int:
        """How many sources the copy came with."""
        references = self.front.get("references")
        return len(references) if isinstance(references, list) else 0

    comments: tuple[str, ...] = field(default=(), compare=False)


def as_article(copy: ImportedCopy) -> str:
    """The article file: YAML front matter, then the body."""
    own = {"title": copy.title, "subtitle": copy.subtitle, "language": copy.language, "version": FIRST_VERSION}
    front = {**own, **copy.front}
    if not copy.subtitle:
        del front["subtitle"]
    # A width this large keeps a long title on one line, where people look for it.
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    written += "".join(f"# {line}\n" for comment in copy.comments for line in comment.split("\n"))
    return f"---\n{written}---\n\n{copy.body.strip()}\n"
