"""All that is shown of one leaflet: its pictures, its panels, how it folds, how it fits, what can be downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brochure.build.plan import Product
from brochure.geometry.fold import Fold
from brochure.geometry.piece import Panel, Piece
from brochure.proof.live.build_loop import Source
from brochure.proof.live.files import last_release, stamp_within
from brochure.proof.live.fold_animation import FoldAnimation, fold_animation
from brochure.proof.live.pictures import Picture, Pictures, View
from brochure.proof.live.snapshot import Leaflet, Snapshot, public_id
from brochure.proof.live.words import Note, PanelState, State, notes, panel_states, state

#: How wide things are shown, in pixels of the screen: a sheet that lies or stands, and a page to be read.
_LYING, _STANDING, _PAGE = 940, 640, 420

_EDITIONS = {"office": "Office printer", "press": "Print shop", "email": "E-mail", "large-print": "Large print"}


@dataclass(frozen=True)
class Sheet:
    """A side of the sheet, or a page. Lengths in points; `folds` from the left."""

    number: int
    label: str
    picture: Picture
    panels: tuple[Panel, ...] = ()
    folds: tuple[float, ...] = ()
    before: Picture | None = None


@dataclass(frozen=True)
class FoldView:
    """How the piece opens; `inside` faces the eye when it is open, `outside` is its back, None where that is blank."""

    inside: Sheet
    outside: Sheet | None
    animation: FoldAnimation


@dataclass(frozen=True)
class Download:
    """An edition's file; `id` is its name in addresses."""

    id: str
    label: str
    file: str
    size: int


@dataclass(frozen=True)
class Spread:
    """One leaflet, laid out on the table."""

    leaflet: Leaflet
    state: State
    sheets: tuple[Sheet, ...]
    piece: Piece | None
    bleed: float
    fold: FoldView | None
    fit: str
    panels: tuple[PanelState, ...]
    notes: tuple[Note, ...]
    downloads: tuple[Download, ...]
    release: int | None

    def sheet_of(self, panel: Panel) -> Sheet:
        """The side on which a panel stands."""
        return next(sheet for sheet in self.sheets if panel in sheet.panels)


def spread(snapshot: Snapshot, leaflet: Leaflet, source: Source, pictures: Pictures) -> Spread:
    """Lays the leaflet out, with what lies in the output folder now."""
    shown = leaflet.shown
    outcome, good = snapshot.outcomes.get(shown.path), snapshot.good.get(shown.path)
    geometry = snapshot.geometry(leaflet.task)
    drawn = _drawn(snapshot, leaflet, source.output / shown.path, source.output, pictures)
    piece = geometry.piece(len(drawn)) if geometry else None
    before = last_release(source.releases, shown)
    old = _drawn(snapshot, leaflet, before[1], source.releases, pictures) if before else ()
    folds = geometry.folds(piece) if geometry and piece else {}
    sheets = tuple(
        _sheet(number, picture, piece, folds, old[number - 1] if len(old) == len(drawn) else None)
        for number, picture in enumerate(drawn, start=1)
    )
    return Spread(
        leaflet=leaflet,
        state=state(outcome),
        sheets=sheets,
        piece=piece,
        bleed=geometry.bleed if geometry else 0,
        fold=_fold_view(piece, sheets, geometry.fold, folds) if geometry and piece else None,
        fit=f"{good.fit.type_size_pt:g} pt type, {good.fit.fill:.0%} full" if good and good.fit else "",
        panels=panel_states(good, piece) if piece and outcome is good else (),
        notes=tuple(notes(outcome, piece)),
        downloads=_downloads(snapshot, leaflet, source.output),
        release=before[0] if before and any(sheet.before for sheet in sheets) else None,
    )


def draw(snapshot: Snapshot, leaflet: Leaflet, source: Source, pictures: Pictures) -> None:
    """Makes the leaflet's pictures, so that they are there when the page asks."""
    _drawn(snapshot, leaflet, source.output / leaflet.shown.path, source.output, pictures)


def _drawn(snapshot: Snapshot, leaflet: Leaflet, path: Path, folder: Path, pictures: Pictures) -> tuple[Picture, ...]:
    geometry = snapshot.geometry(leaflet.task)
    if not geometry:
        return pictures.of(path, folder, View(_PAGE))
    size = geometry.pieces[0].width, geometry.pieces[0].height
    return pictures.of(path, folder, View(_LYING if size[0] > size[1] else _STANDING, size))


def _sheet(
    number: int, picture: Picture, piece: Piece | None, folds: dict[str, tuple[float, ...]], before: Picture | None
) -> Sheet:
    if not piece:
        return Sheet(number, f"Page {number}", picture, before=before)
    side = piece.sides[number - 1]
    return Sheet(number, side.name.capitalize(), picture, side.panels, folds[side.name], before)


def _fold_view(piece: Piece, sheets: tuple[Sheet, ...], fold: Fold, folds: Mapping[str, tuple[float, ...]]) -> FoldView:
    animation = fold_animation(piece, fold, folds)
    if len(animation.strips) == 1:
        return FoldView(sheets[0], sheets[1] if len(sheets) > 1 else None, animation)
    return FoldView(sheets[-1], sheets[0], animation)


def _downloads(snapshot: Snapshot, leaflet: Leaflet, output: Path) -> tuple[Download, ...]:
    """The leaflet's own editions, then those of the same article that do not depend on its fold."""
    others = (
        product
        for other in snapshot.leaflets
        if other != leaflet and other.slug == leaflet.slug and not (other.task.layout and leaflet.task.layout)
        for product in other.task.products
        if leaflet.task.layout
    )
    found = [(product, stamp_within(output / product.path, output)) for product in (*leaflet.task.products, *others)]
    return tuple(_download(product, seen[1]) for product, seen in found if seen)


def _download(product: Product, size: int) -> Download:
    return Download(public_id(product.path), _EDITIONS[product.edition], product.path.name, size)
