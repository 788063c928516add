"""What the page shows of a moment: its leaflets, how their sheets are cut and folded, and how each product came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from brochure.editions import EDITIONS
from brochure.editions.imposition import pages_of
from brochure.editions.print_job import print_job
from brochure.errors import BrochureError
from brochure.geometry.flat import ImposedPage
from brochure.geometry.piece import Piece
from brochure.production.outcome import Outcome
from brochure.production.plan import Product, Task, products
from brochure.typeset import layouts
from brochure.workspace.workspace import Workspace

#: A layout, a paper, and the edition whose pictures are shown.
GeometryKey = tuple[str | None, str, str]


@dataclass(frozen=True)
class Leaflet:
    """An article in a layout on a paper, or an edition that is read page by page. `id` is its name in addresses."""

    id: str
    task: Task

    @property
    def representative(self) -> Product:
        """The product whose pictures stand for all of the leaflet's."""
        return representative(self.task)

    @property
    def slug(self) -> str:
        return self.representative.slug


def representative(task: Task) -> Product:
    """The product of the task whose pictures stand for all."""
    order = list(EDITIONS)
    return min(task.products, key=lambda product: order.index(product.edition))


def leaflets_of(tasks: Iterable[Task]) -> tuple[Leaflet, ...]:
    """A leaflet for each task of the plan, in its order."""
    return tuple(Leaflet(public_id(*(product.path for product in task.products)), task) for task in tasks)


def public_id(*paths: Path) -> str:
    """The name in addresses of what lies at these paths in the output folder; nobody can make a path of it."""
    return sha256("\0".join(path.as_posix() for path in paths).encode()).hexdigest()[:16]


def products_by_id(leaflets: Iterable[Leaflet]) -> Mapping[str, Product]:
    """Every product that may be downloaded, by its name in addresses."""
    return {public_id(product.path): product for leaflet in leaflets for product in leaflet.task.products}


@dataclass(frozen=True)
class SheetGeometry:
    """A layout on a paper: its title, how far the bleed reaches (points), its arrangements, and how each is imposed."""

    title: str
    bleed: float
    pieces: tuple[Piece, ...]
    imposed: Callable[[Piece], tuple[ImposedPage, ...]]

    def piece(self, outcome: Outcome | None) -> Piece | None:
        """The arrangement that was chosen; None where the layout has it no more."""
        chosen = outcome.arrangement if outcome else None
        about = outcome.about if outcome else None
        return chosen.of(layouts.facing(about.language if about else "", self.pieces)) if chosen else None


def sheet_geometry(workspace: Workspace, task: Task) -> SheetGeometry | None:
    """The task's layout on its paper; None for what has no fold. Raises BadInput for a layout that cannot be."""
    if task.layout is None:
        return None
    layout, _ = layouts.load(workspace, task.layout)
    pieces = layouts.on_paper(layout, task.layout, task.paper, workspace.config.printer)
    edition = representative(task).edition
    imposed = partial(pages_of, workspace, edition, paper=task.paper)
    return SheetGeometry(layout.title, print_job(workspace, task.paper).settings.bleed, pieces, imposed)


def _key(task: Task) -> GeometryKey:
    return task.layout, task.paper, representative(task).edition


@dataclass(frozen=True)
class Draft:
    """A product as it was set last, and how, while it is not published: it is being judged, or was `refused`."""

    outcome: Outcome
    content: bytes
    refused: bool = False


@dataclass(frozen=True)
class Snapshot:
    """All that the page shows of a moment. `good` has the last outcome of a product that could be made.

    `drafts` are those products that were set since then, by the same paths.
    `error` is why there is nothing newer: brochure.toml or the workspace's folder is at fault.
    """

    clinic: str = ""
    leaflets: tuple[Leaflet, ...] = ()
    geometries: Mapping[GeometryKey, SheetGeometry] = field(default_factory=dict)
    outcomes: Mapping[Path, Outcome] = field(default_factory=dict)
    good: Mapping[Path, Outcome] = field(default_factory=dict)
    drafts: Mapping[Path, Draft] = field(default_factory=dict)
    error: BrochureError | None = None

    def shown(self, product: Product) -> Outcome | None:
        """How what is shown of a product was set: its draft, else what was published last."""
        draft = self.drafts.get(product.path)
        return draft.outcome if draft else self.good.get(product.path)

    def geometry(self, task: Task) -> SheetGeometry | None:
        """The task's layout on its paper."""
        return self.geometries.get(_key(task))

    def with_plan(self, workspace: Workspace, tasks: tuple[Task, ...]) -> Snapshot:
        """The leaflets of a new plan. Where a layout cannot be, its last geometry is kept; the build tells of it."""
        geometries = dict(self.geometries)
        for key, task in {_key(task): task for task in tasks}.items():
            try:
                if geometry := sheet_geometry(workspace, task):
                    geometries[key] = geometry
            except BrochureError:
                pass
        clinic = workspace.config.clinic.name
        drafts = {product.path: self.drafts[product.path] for product in products(tasks) if product.path in self.drafts}
        leaflets = leaflets_of(tasks)
        return replace(self, clinic=clinic, leaflets=leaflets, geometries=geometries, drafts=drafts, error=None)

    def with_outcome(self, outcome: Outcome) -> Snapshot:
        """The same with one product's new outcome."""
        key = outcome.product.path
        outcomes, drafts = {**self.outcomes, key: outcome}, dict(self.drafts)
        draft = drafts.pop(key, None)
        if not outcome.error:
            return replace(self, outcomes=outcomes, good={**self.good, key: outcome}, drafts=drafts)
        if draft:
            drafts[key] = replace(draft, refused=True)
        return replace(self, outcomes=outcomes, drafts=drafts)

    def with_draft(self, draft: Draft) -> Snapshot:
        """The same with what was set of a product."""
        return replace(self, drafts={**self.drafts, draft.outcome.product.path: draft})
