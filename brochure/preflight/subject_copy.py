"""Copy as rules see it: the article as it was typed and as it was read, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from brochure.content import article as articles
from brochure.content.article import Article
from brochure.workspace.config import Config
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class Copy:
    """An article with the clinic that publishes it. `today` is None where what is judged may not depend on the day."""

    article: Article
    config: Config
    workspace: Workspace
    today: date | None = None

    @property
    def source(self) -> str:
        """The file's text, head and all."""
        return self.article.source

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file; line 1 is the first."""
        return tuple(self.source.split("\n"))

    @property
    def language(self) -> str:
        """The article's language, such as 'en' or 'pt-BR'."""
        return self.article.front.language

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, both from 1, of a letter of the source."""
        before = self.source.rfind("\n", 0, at)
        return self.source.count("\n", 0, at) + 1, at - before


def read(workspace: Workspace, path: Path, today: date | None) -> Copy:
    """The copy in a file. Raises BadInput where it cannot be read."""
    return Copy(articles.load(workspace, path), workspace.config, workspace, today)
