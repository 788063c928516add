"""What the editions that are read page by page have in common: typeset, then finished for every reader."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.clinic.article import Article
from brochure.clinic.workspace import Workspace
from brochure.editions.accessible import accessible
from brochure.typeset.paged import Book, typeset_paged


@dataclass(frozen=True)
class Paged:
    """The edition's PDF and how many pages it has."""

    pdf: bytes
    pages: int


def paged(workspace: Workspace, article: Article, book: Book) -> Paged:
    """The article as a PDF that anyone can read. Raises Overset where text does not find room."""
    typeset = typeset_paged(workspace, article, book)
    return Paged(accessible(typeset, article), len(typeset.pages))
