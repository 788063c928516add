"""An article page by page on pages of one size, to be read on a screen or stapled: as many as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from brochure.content.article import Article
from brochure.geometry.layout import Setting
from brochure.typeset.blame import blame
from brochure.typeset.contents import Anchored, anchored
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.merge import merge
from brochure.typeset.overset import check
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


def typeset_paged(workspace: Workspace, article: Article, book: Book) -> Typeset:
    """The article's pages, long copy with its contents. Raises Overset where text does not find room."""
    typeset = _typeset(workspace, article, book, Anchored(Markup(article.html), ()))
    if len(typeset.pages) >= LONG and len((copy := anchored(article.html)).entries) >= _SECTIONS:
        typeset = _typeset(workspace, article, book, copy)
    check(typeset.pages, article)
    return typeset


def _typeset(workspace: Workspace, article: Article, book: Book, copy: Anchored) -> Typeset:
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
    )
    with blame(article):
        return Typesetter(merged.html, merged.css, merged.fetcher).typeset(type_css(book.setting))
