"""Copy as rules see it: the article as it was typed and as it was read, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.content import article as articles
from brochure.content.article import Article
from brochure.workspace.config import Config
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.preflight.prose.lists import Lists
    from brochure.preflight.prose.passages import Passage


@dataclass(frozen=True)
class Copy:
    """An article with the clinic that publishes it. `today` is None where what is judged may not depend on the day."""

    article: Article
    config: Config
    workspace: Workspace
    today: date | None = None
    #: Whether the dictionary is asked, which takes a second to load.
    spelling: bool = True
    #: What the last release says of the version, where the copy is another one since; None where nothing is to be said.
    drifted: str | None = None

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

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that is read of it in one go, in its order."""
        from brochure.preflight.prose.passages import passages

        return passages(self.source, self.language)

    @cached_property
    def lists(self) -> Lists:
        """The lists that rules go by, with what the workspace adds to them."""
        from brochure.preflight.prose.lists import Lists

        return Lists(self.workspace.files, self.workspace.root)

    @cached_property
    def topics(self) -> frozenset[str]:
        """What the copy is about, of the topics of safety.toml."""
        from brochure.preflight.prose.topics import topics

        return topics(self.passages, self.lists)

    def speaks(self, *languages: str) -> bool:
        """Whether its language is one of some, in any region."""
        return self.language.partition("-")[0].lower() in languages

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, both from 1, of a letter of the source."""
        before = self.source.rfind("\n", 0, at)
        return self.source.count("\n", 0, at) + 1, at - before


def read(workspace: Workspace, path: Path, today: date | None) -> Copy:
    """The copy in a file. Raises BadInput where it cannot be read."""
    return Copy(articles.load(workspace, path), workspace.config, workspace, today)
