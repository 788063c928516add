"""Which products a build makes: from what was asked, or from what brochure.toml names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from brochure.editions import EDITIONS, EditionName
from brochure.errors import UsageError
from brochure.geometry.paper import PaperName
from brochure.workspace.config import Leaflet
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class BuildRequest:
    """What the command line asks for; what it leaves empty comes from brochure.toml."""

    articles: tuple[str, ...] = ()
    layout: str | None = None
    paper: PaperName | None = None
    editions: tuple[EditionName, ...] = ()


@dataclass(frozen=True)
class Product:
    """One edition of one leaflet. `layout` is None where the edition does not depend on the fold."""

    article: str
    layout: str | None
    paper: PaperName
    edition: EditionName

    @property
    def slug(self) -> str:
        return Path(self.article).stem

    @property
    def path(self) -> Path:
        """Where it lies in the output folder."""
        folded = (self.layout, self.paper) if self.layout else ()
        return Path(self.slug) / ("-".join((self.slug, *folded, self.edition)) + ".pdf")


@dataclass(frozen=True)
class Task:
    """The editions that come from one typesetting: an article in a layout on a paper, or apart from any layout."""

    article: str
    layout: str | None
    paper: PaperName
    editions: tuple[EditionName, ...]

    @property
    def products(self) -> tuple[Product, ...]:
        return tuple(Product(self.article, self.layout, self.paper, edition) for edition in self.editions)


def plan(workspace: Workspace, request: BuildRequest) -> tuple[Task, ...]:
    """The tasks in the order of brochure.toml, no product made twice.

    Raises UsageError where nothing is asked for and brochure.toml names no leaflet.
    """
    leaflets = _leaflets(workspace, request.articles)
    if not leaflets:
        raise UsageError(
            "There is nothing to build.",
            hint="Name an article, bring copy in with `brochure import FILE`, or add a [[leaflet]] to brochure.toml.",
        )
    seen: set[Path] = set()
    tasks: list[Task] = []
    for task in (task for leaflet in leaflets for task in _tasks(workspace, leaflet, request)):
        new = tuple(product.edition for product in task.products if product.path not in seen)
        seen.update(product.path for product in task.products)
        if new:
            tasks.append(replace(task, editions=new))
    return tuple(tasks)


def products(tasks: Iterable[Task]) -> Iterator[Product]:
    """The products of the tasks, in their order."""
    return (product for task in tasks for product in task.products)


def _leaflets(workspace: Workspace, articles: tuple[str, ...]) -> list[Leaflet]:
    for article in articles:
        if not article or not article.isprintable() or Path(article).stem.startswith("."):
            raise UsageError(f"{article!a} names no article.", hint="Name a file in assets/articles, without .md.")
    configured = workspace.config.leaflet
    if not articles:
        return list(configured)
    chosen: list[Leaflet] = []
    for article in articles:
        leaflets = [leaflet for leaflet in configured if Path(leaflet.article).stem == Path(article).stem]
        chosen += [leaflet.model_copy(update={"article": article}) for leaflet in leaflets] or [
            Leaflet(article=article)
        ]
    return chosen


def _tasks(workspace: Workspace, leaflet: Leaflet, request: BuildRequest) -> Iterator[Task]:
    defaults = workspace.config.defaults
    layouts = (request.layout,) if request.layout else leaflet.layouts or defaults.layouts
    papers = (request.paper,) if request.paper else leaflet.papers or (defaults.paper,)
    editions = request.editions or leaflet.editions or defaults.editions
    if folded := tuple(edition for edition in editions if EDITIONS[edition].folded):
        for layout in layouts:
            for paper in papers:
                yield Task(leaflet.article, layout, paper, folded)
    for edition in editions:
        if not EDITIONS[edition].folded:
            yield Task(leaflet.article, None, papers[0], (edition,))
