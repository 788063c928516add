"""What the editions that are read page by page have in common: typeset, then finished for every reader."""

from __future__ import annotations

from brochure.content.article import Article
from brochure.editions.accessible import accessible
from brochure.editions.making import EditionFile
from brochure.findings import Finding
from brochure.typeset import maps
from brochure.typeset.paged import Book, typeset_paged
from brochure.workspace.workspace import Workspace


def paged(workspace: Workspace, article: Article, book: Book, findings: tuple[Finding, ...] = ()) -> EditionFile:
    """The article as a PDF that anyone can read, with what its maker noticed.

    Raises Overset where text does not find room.
    """
    made = typeset_paged(workspace, article, book)
    typeset = made.typeset
    pdf = accessible(typeset, article, maps.links(workspace.config))
    return EditionFile(pdf, len(typeset.pages), (*typeset.notes, *made.notes, *findings))
