"""The view model: all that the page shows of one leaflet, and the list of the others, as the templates take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brochure.editions import EDITIONS
from brochure.findings import counted
from brochure.geometry.flat import first_copies
from brochure.geometry.paper import PAPERS
from brochure.geometry.piece import Panel, Piece
from brochure.production.plan import Product
from brochure.proof.live.build_loop import Source
from brochure.proof.live.checker import LeafletChecks
from brochure.proof.live.files import last_release, stamp_within
from brochure.proof.live.fold_view import FoldView, fold_view
from brochure.proof.live.found_view import FoundView, Place, found_view
from brochure.proof.live.pictures import Picture, Pictures, RenderSize
from brochure.proof.live.snapshot import Leaflet, SheetGeometry, Snapshot, public_id
from brochure.proof.live.status import (
    LeafletStatus,
    Message,
    PanelStatus,
    error_message,
    leaflet_status,
    messages,
    panel_statuses,
)

#: How wide things are shown, in pixels of the screen: a sheet that lies or stands, and a page to be read.
_LYING, _STANDING, _PAGE = 940, 640, 420


@dataclass(frozen=True)
class Sheet:
    """A side of the sheet, or a page. Lengths in points; `folds` from the left, `level_folds` from the head."""

    number: int
    label: str
    picture: Picture
    panels: tuple[Panel, ...] = ()
    folds: tuple[float, ...] = ()
    level_folds: tuple[float, ...] = ()
    before: Picture | None = None


@dataclass(frozen=True)
class Download:
    """An edition's file; `id` is its name in addresses."""

    id: str
    label: str
    file: str
    size: int


@dataclass(frozen=True)
class LeafletView:
    """One leaflet, as the page shows it: `wide` is how wide its pictures are shown at most, in pixels of the screen.

    `unpublished`: they are of a draft that could not be published.
    """

    leaflet: Leaflet
    status: LeafletStatus
    sheets: tuple[Sheet, ...]
    piece: Piece | None
    bleed: float
    fold: FoldView | None
    fit: str
    panels: tuple[PanelStatus, ...]
    messages: tuple[Message, ...]
    found: FoundView
    downloads: tuple[Download, ...]
    release: int | None
    unpublished: bool
    wide: float

    def sheet_of(self, panel: Panel) -> Sheet:
        """The side on which a panel stands."""
        return next(sheet for sheet in self.sheets if panel in sheet.panels)


@dataclass(frozen=True)
class LeafletLink:
    """A leaflet in the list."""

    id: str
    label: str
    status: LeafletStatus


@dataclass(frozen=True)
class ArticleGroup:
    """An article in the list, and its leaflets."""

    title: str
    language: str
    leaflets: tuple[LeafletLink, ...]


def leaflet_view(
    snapshot: Snapshot, leaflet: Leaflet, source: Source, pictures: Pictures, checks: LeafletChecks, fine: int = 1
) -> LeafletView:
    """The leaflet, as its draft or what lies in the output folder now, and what was found of it.

    `fine` is how many pixels its pictures have for each one that is shown.
    """
    product = leaflet.representative
    outcome, good, shown = (
        snapshot.outcomes.get(product.path),
        snapshot.good.get(product.path),
        snapshot.shown(product),
    )
    geometry = snapshot.geometry(leaflet.task)
    rendered = render_pictures(snapshot, leaflet, source, pictures, fine)
    piece = geometry.piece(shown) if geometry else None
    if piece and len(rendered) != len(piece.sides):
        piece = None  # what lies there is of another arrangement
    release = last_release(source.releases, product)
    size = _size(snapshot, leaflet, fine)
    released = pictures.of(release[1], source.releases, size) if release else ()
    sheets = tuple(
        _sheet(number, picture, piece, released[number - 1] if len(released) == len(rendered) else None)
        for number, picture in enumerate(rendered, start=1)
    )
    draft = snapshot.drafts.get(product.path)
    unpublished = bool(draft and draft.refused)
    return LeafletView(
        leaflet=leaflet,
        status=leaflet_status(outcome),
        sheets=sheets,
        piece=piece,
        bleed=geometry.bleed if geometry else 0,
        fold=fold_view(piece, rendered) if piece else None,
        fit=f"{shown.fit.type_size_pt:g} pt type, {shown.fit.fill:.0%} full" if shown and shown.fit else "",
        panels=panel_statuses(shown, piece) if piece and outcome is good else (),
        messages=tuple(messages(outcome, piece)),
        # What was found is marked where it stands in the file.
        found=found_view(leaflet, checks, piece, Place(()) if unpublished else _place(geometry, piece, rendered)),
        downloads=_downloads(snapshot, leaflet, source.output),
        release=release[0] if release and any(sheet.before for sheet in sheets) else None,
        unpublished=unpublished,
        wide=size.width,
    )


def _place(geometry: SheetGeometry | None, piece: Piece | None, rendered: tuple[Picture, ...]) -> Place:
    sides = first_copies(geometry.imposed(piece), piece) if geometry and piece else ()
    return Place([picture.height for picture in rendered], sides)


def render_pictures(
    snapshot: Snapshot, leaflet: Leaflet, source: Source, pictures: Pictures, fine: int
) -> tuple[Picture, ...]:
    """The leaflet's pictures: of its draft, else of what lies in the output folder."""
    path, size = leaflet.representative.path, _size(snapshot, leaflet, fine)
    if draft := snapshot.drafts.get(path):
        return pictures.of_draft(draft.content, path.name, size)
    return pictures.of(source.output / path, source.output, size)


def _size(snapshot: Snapshot, leaflet: Leaflet, fine: int) -> RenderSize:
    geometry = snapshot.geometry(leaflet.task)
    if not geometry:
        return RenderSize(_PAGE, fine=fine)
    piece = geometry.piece(snapshot.shown(leaflet.representative)) or geometry.pieces[0]
    imposed = geometry.imposed(piece)
    width = _LYING if piece.width > piece.height else _STANDING
    return RenderSize(width, (piece.width, piece.height), first_copies(imposed, piece), len(imposed), fine)


def _sheet(number: int, picture: Picture, piece: Piece | None, before: Picture | None) -> Sheet:
    if not piece:
        return Sheet(number, f"Page {number}", picture, before=before)
    side = piece.sides[number - 1]
    return Sheet(number, side.name.capitalize(), picture, side.panels, side.upright_folds, side.level_folds, before)


def _downloads(snapshot: Snapshot, leaflet: Leaflet, output: Path) -> tuple[Download, ...]:
    """The leaflet's own editions, then those of the same article that do not depend on its fold."""
    others = (
        product
        for other in snapshot.leaflets
        if other != leaflet and other.slug == leaflet.slug and other.task.suffix == leaflet.task.suffix
        if not (other.task.layout and leaflet.task.layout)
        for product in other.task.products
        if leaflet.task.layout
    )
    stamps = [(product, stamp_within(output / product.path, output)) for product in (*leaflet.task.products, *others)]
    return tuple(_download(product, stamp[1]) for product, stamp in stamps if stamp)


def _download(product: Product, size: int) -> Download:
    return Download(public_id(product.path), EDITIONS[product.edition].title, product.path.name, size)


def page_context(snapshot: Snapshot, view: LeafletView) -> dict[str, Any]:
    """The page's values in the templates, by name."""
    leaflet = view.leaflet
    titles = _titles(snapshot)
    title, language = _titled(titles, leaflet.slug)
    return {
        "clinic": snapshot.clinic,
        "groups": _groups(snapshot, titles),
        "view": view,
        "title": title,
        "language": language,
        "label": _label(leaflet),
        "about": _about(snapshot, view),
        "alarms": _alarms(snapshot, view),
    }


def _alarms(snapshot: Snapshot, view: LeafletView) -> tuple[Message, ...]:
    """What keeps the pictures from being those of the copy."""
    workspace = (error_message(snapshot.error),) if snapshot.error else ()
    return (*workspace, *(message for message in view.messages if message.severity == "error"))


def _groups(snapshot: Snapshot, titles: Mapping[str, tuple[str, str]]) -> tuple[ArticleGroup, ...]:
    links: dict[str, list[LeafletLink]] = {}
    for leaflet in snapshot.leaflets:
        status = leaflet_status(snapshot.outcomes.get(leaflet.representative.path))
        links.setdefault(leaflet.slug, []).append(LeafletLink(leaflet.id, _label(leaflet), status))
    return tuple(ArticleGroup(*_titled(titles, slug), tuple(of_article)) for slug, of_article in links.items())


def _titles(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """The title and the language of each article that could be read."""
    articles = ((outcome.product.slug, outcome.about) for outcome in snapshot.good.values())
    return {slug: (about.title, about.language) for slug, about in articles if about}


def _titled(titles: Mapping[str, tuple[str, str]], slug: str) -> tuple[str, str]:
    """An article's title and language; its name, as long as it could not be read."""
    return titles.get(slug, (slug.replace("-", " ").capitalize(), "en"))


def _heading(leaflet: Leaflet) -> str:
    edition = EDITIONS[leaflet.representative.edition]
    return edition.heading or edition.title


def _label(leaflet: Leaflet) -> str:
    task = leaflet.task
    look = f", {task.look}" if task.look in task.suffix else ""
    where = look + (f", {' and '.join(task.locations)}" if task.locations else "")
    if task.layout is None:
        return f"{_heading(leaflet)}{where}"
    return f"{task.layout.replace('-', ' ').capitalize()}, {PAPERS[task.paper].title}{where}"


def _about(snapshot: Snapshot, view: LeafletView) -> str:
    """What the leaflet is, in a line."""
    if not (geometry := snapshot.geometry(view.leaflet.task)):
        pages = len(view.sheets)
        return f"{_heading(view.leaflet)}, {counted(pages, 'page')}"
    return f"{geometry.title}, {PAPERS[view.leaflet.task.paper].title} paper"
