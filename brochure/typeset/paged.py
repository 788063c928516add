"""An article page by page on pages of one size, to be read on a screen or stapled: as many as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from brochure.content.article import Article
from brochure.findings import Finding
from brochure.geometry.layout import Setting
from brochure.typeset.blame import blame
from brochure.typeset.concessions import Concessions, fewest
from brochure.typeset.contents import Anchored, anchored
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.merge import merge
from brochure.typeset.overset import as_lists, check, title_is_too_much
from brochure.typeset.pages import type_css
from brochure.typeset.templates import layout_file
from brochure.typeset.values import Drawing
from brochure.units import css
from brochure.workspace.workspace import Workspace

#: From this many pages on a reader looks for a contents page; fewer are leafed through sooner than it is read.
LONG = 10
#: Fewer sections than this make no list worth a page.
_SECTIONS = 3


@dataclass(frozen=True)
class Book:
    """How an edition is paged: its folder in layouts/, width and height of a page in points, its type, its art."""

    layout: str
    width: float
    height: float
    setting: Setting
    art: Drawing


@dataclass(frozen=True)
class PagedSet:
    """The typeset pages, and what is worth saying about what gave way."""

    typeset: Typeset
    notes: tuple[Finding, ...]


def typeset_paged(workspace: Workspace, article: Article, book: Book) -> PagedSet:
    """The article's pages, long copy with its contents. Raises Overset where text does not find room."""
    plain = Anchored(Markup(article.html), ())
    made: dict[int, Typeset] = {}

    def holds(title: int) -> bool:
        made[title] = _typeset(workspace, article, book, plain, Concessions(title))
        return not title_is_too_much(made[title].pages)

    concessions = Concessions(fewest(holds))
    typeset = made[concessions.title]
    while wide := {line for page in typeset.pages for line in page.wide_tables}:
        if not (next_ := concessions.of_tables(wide)):
            break
        concessions = next_
        typeset = _typeset(workspace, article, book, plain, concessions)
    if len(typeset.pages) >= LONG and len((copy := anchored(article.html)).entries) >= _SECTIONS:
        typeset = _typeset(workspace, article, book, copy, concessions)
    check(typeset.pages, article, workspace.settings)
    return PagedSet(typeset, as_lists(concessions, article))


def _typeset(workspace: Workspace, article: Article, book: Book, copy: Anchored, concessions: Concessions) -> Typeset:
    merged = merge(
        workspace,
        article,
        layout_file(workspace.files, workspace.layout_folders, f"{book.layout}/leaflet.html").parent,
        f"@page {{ size: {css(book.width)} {css(book.height)} }}\n",
        [book.art],
        {
            "width": book.width,
            "height": book.height,
            "type_size": book.setting.size,
            "copy": copy.html,
            "contents": copy.entries,
        },
        concessions=concessions,
    )
    with blame(article):
        return Typesetter(merged.html, merged.css, merged.fetcher).typeset(type_css(book.setting))
