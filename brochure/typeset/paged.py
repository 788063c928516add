"""An article page by page on pages of one size, to be read on a screen or stapled: as many as it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from brochure.content.article import Article
from brochure.content.scripts import without_tags
from brochure.content.spaceless import count_words
from brochure.findings import Finding
from brochure.geometry.layout import Setting
from brochure.typeset.blame import blame
from brochure.typeset.concessions import MOST_OF_TITLE, NO_CONCESSIONS, Concessions, fewest
from brochure.typeset.contents import Anchored, anchored
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.merge import merge
from brochure.typeset.overset import as_lists, check, title_is_too_much
from brochure.typeset.page_breaks import levelled
from brochure.typeset.pages import type_css
from brochure.typeset.templates import layout_file
from brochure.typeset.values import Drawing
from brochure.units import css
from brochure.workspace.workspace import Workspace

#: From this many pages on a reader looks for a contents page; fewer are leafed through sooner than it is read.
LONG = 10
#: Fewer sections than this make no list.
_SECTIONS = 3
#: Longer copy than this many words is not tried on one page.
_SHORT = 120


@dataclass(frozen=True)
class Book:
    """How an edition is paged: its folder in layouts/, width and height of a page in points, its type, its art.

    `close` and `strip` are the type and the art of copy that is so short that one page holds all.
    """

    layout: str
    width: float
    height: float
    setting: Setting
    art: Drawing
    close: Setting
    strip: Drawing
    #: Whether its cover may have a photograph, for which one page has no room.
    photograph: bool = False


@dataclass(frozen=True)
class PagedSet:
    """The typeset pages, and what is worth saying about what gave way."""

    typeset: Typeset
    notes: tuple[Finding, ...]


def typeset_paged(workspace: Workspace, article: Article, book: Book) -> PagedSet:
    """The article's pages, long copy with its contents. Raises Overset where text does not find room."""
    short = count_words(without_tags(article.html)) <= _SHORT and not (book.photograph and article.front.cover_photo)
    if short and _has_strip(workspace, book) and (page := _on_one_page(workspace, article, book)):
        return PagedSet(page, ())
    plain = Anchored(Markup(article.html), ())
    made: dict[int, tuple[Typesetter, Typeset]] = {}

    def holds(title: int) -> bool:
        made[title] = _typeset(workspace, article, book, plain, Concessions(title))
        return not title_is_too_much(made[title][1].pages)

    concessions = Concessions(fewest(holds, 0, MOST_OF_TITLE))
    typesetter, typeset = made[concessions.title]
    while wide := {line for page in typeset.pages for line in page.wide_tables}:
        if not (next_ := concessions.of_tables(wide)):
            break
        concessions = next_
        typesetter, typeset = _typeset(workspace, article, book, plain, concessions)
    if len(typeset.pages) >= LONG and len((copy := anchored(article.html)).entries) >= _SECTIONS:
        typesetter, typeset = _typeset(workspace, article, book, copy, concessions)
    with blame(article):
        typeset = levelled(typesetter, type_css(book.setting), f"({article.words.texts['continued']})", typeset)
    check(typeset.pages, article, workspace.settings)
    return PagedSet(typeset, as_lists(concessions, article))


def _folder(workspace: Workspace, book: Book) -> Path:
    return layout_file(workspace.files, workspace.layout_folders, f"{book.layout}/leaflet.html").parent


def _has_strip(workspace: Workspace, book: Book) -> bool:
    """Whether the layout is made for one page, too: a clinic's own may know of no drawing but that of a cover."""
    return workspace.files.has(_folder(workspace, book) / f"{book.strip.name}.svg")


def _on_one_page(workspace: Workspace, article: Article, book: Book) -> Typeset | None:
    """All of it on one page, closer; None where that does not hold it."""
    copy = Anchored(Markup(article.html), ())
    _, typeset = _typeset(workspace, article, book, copy, NO_CONCESSIONS, one_page=True)
    (first, *others) = typeset.pages
    whole = not (others or first.outside or first.collision or first.wide_tables)
    return typeset if whole else None


def _typeset(
    workspace: Workspace,
    article: Article,
    book: Book,
    copy: Anchored,
    concessions: Concessions,
    *,
    one_page: bool = False,
) -> tuple[Typesetter, Typeset]:
    setting = book.close if one_page else book.setting
    merged = merge(
        workspace,
        article,
        _folder(workspace, book),
        f"@page {{ size: {css(book.width)} {css(book.height)} }}\n",
        [book.strip if one_page else book.art],
        {
            "width": book.width,
            "height": book.height,
            "type_size": setting.size,
            "copy": copy.html,
            "contents": copy.entries,
            "one_page": one_page,
        },
        concessions=concessions,
    )
    with blame(article):
        typesetter = Typesetter(merged.html, merged.css, merged.fetcher)
        return typesetter, typesetter.typeset(type_css(setting))
