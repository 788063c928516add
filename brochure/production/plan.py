"""Which products a build makes: from what was asked, or from what brochure.toml names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from brochure.editions import EDITIONS, EditionName
from brochure.errors import BadInput, UsageError
from brochure.geometry.paper import PaperName
from brochure.workspace.config import BEST, Leaflet
from brochure.workspace.workspace import Workspace

#: A look's name becomes part of a file's.
_LOOK = re.compile("[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class BuildRequest:
    """What the command line asks for; what it leaves empty comes from brochure.toml."""

    articles: tuple[str, ...] = ()
    layout: str | None = None
    paper: PaperName | None = None
    editions: tuple[EditionName, ...] = ()
    look: str | None = None
    #: Of an article's leaflets in several looks and for several locations, the one for whoever asks for the article.
    one: bool = False


@dataclass(frozen=True)
class Product:
    """One edition of one leaflet. `layout` is None where the edition does not depend on the fold.

    `locations` are those that the leaflet names, empty where it shows all; `suffix` is how its files tell that, and a
    `look` that is not the clinic's. Without a look it has the clinic's. `best`: the layout was chosen for its copy.
    """

    article: str
    layout: str | None
    paper: PaperName
    edition: EditionName
    locations: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    look: str = ""
    best: bool = field(default=False, compare=False)

    @property
    def slug(self) -> str:
        return Path(self.article).stem

    @property
    def stem(self) -> str:
        """How the files of its leaflet begin."""
        folded = (self.layout, self.paper) if self.layout else ()
        return "-".join((self.slug, *self.suffix, *folded))

    @property
    def path(self) -> Path:
        """Where it lies in the output folder."""
        return Path(self.slug) / f"{self.stem}-{self.edition}.pdf"


@dataclass(frozen=True)
class Task:
    """The editions that come from one typesetting: an article in a layout on a paper, or apart from any layout.

    A plan has the layout 'best' where brochure.toml does: see `choices`. `best`: it was chosen so. `tells`: what the
    rules say of its copy shall be found, too.
    """

    article: str
    layout: str | None
    paper: PaperName
    editions: tuple[EditionName, ...]
    locations: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    look: str = ""
    best: bool = field(default=False, compare=False)
    tells: bool = field(default=False, compare=False)

    @property
    def products(self) -> tuple[Product, ...]:
        shown = self.locations, self.suffix, self.look
        return tuple(
            Product(self.article, self.layout, self.paper, edition, *shown, best=self.best) for edition in self.editions
        )


def plan(workspace: Workspace, request: BuildRequest) -> tuple[Task, ...]:
    """The tasks in the order of brochure.toml, no product made twice.

    Raises UsageError where nothing is asked for and brochure.toml names no leaflet, BadInput where a layout or a look
    is asked for that does not exist: before anything is made.
    """
    if request.look is not None and not _LOOK.fullmatch(request.look):
        raise UsageError(f"{request.look!a} names no look.", hint="`brochure looks` lists those that there are.")
    _must_exist(workspace, request)
    leaflets = _leaflets(workspace, request.articles)
    if request.one:
        leaflets = _in_one_look(workspace, _for_all(leaflets))
    if not leaflets:
        raise UsageError(
            "There is nothing to build.",
            hint="Name an article, bring copy in with `brochure import FILE`, or add a [[leaflet]] to brochure.toml.",
        )
    return unique(task for leaflet in leaflets for task in _tasks(workspace, leaflet, request))


def _must_exist(workspace: Workspace, request: BuildRequest) -> None:
    if request.layout not in (None, BEST):
        from brochure.typeset import layouts

        layouts.must_exist(workspace, request.layout or "")
    if request.look:
        from brochure.typeset import looks

        looks.must_exist(workspace, request.look)


def unique(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks without products that an earlier one makes."""
    seen: set[Path] = set()
    kept: list[Task] = []
    for task in tasks:
        new = tuple(product.edition for product in task.products if product.path not in seen)
        seen.update(product.path for product in task.products)
        if new:
            kept.append(replace(task, editions=new))
    return tuple(kept)


def _for_all(leaflets: Sequence[Leaflet]) -> list[Leaflet]:
    """Those that show all locations; where there is none, those of the one choice that there is.

    Raises BadInput where there are several choices, for none is meant more than another.
    """
    if whole := [leaflet for leaflet in leaflets if leaflet.locations is None]:
        return whole
    choices = list(dict.fromkeys(leaflet.locations or () for leaflet in leaflets))
    if len(choices) > 1:
        names = " and ".join(f"for {', '.join(choice)}" for choice in choices)
        raise BadInput(
            f"'{leaflets[0].article}' has leaflets {names}, and none for all locations.",
            hint="Add a [[leaflet]] of it without locations to brochure.toml.",
        )
    return list(leaflets)


def _in_one_look(workspace: Workspace, leaflets: Sequence[Leaflet]) -> list[Leaflet]:
    """Those in the clinic's look; where there is none, those of the look that comes first."""
    own = workspace.config.defaults.look
    looks = [leaflet.look or own for leaflet in leaflets]
    chosen = own if own in looks else next(iter(looks), own)
    return [leaflet for leaflet, look in zip(leaflets, looks, strict=True) if look == chosen]


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
    where = workspace.places.suffix(leaflet.locations)
    look = request.look or leaflet.look or defaults.look
    suffix = (*((look,) if look != defaults.look else ()), *where)
    shown = (leaflet.locations or ()) if where else (), suffix, look
    if folded := tuple(edition for edition in editions if EDITIONS[edition].folded):
        for layout in layouts:
            for paper in papers:
                yield Task(leaflet.article, layout, paper, folded, *shown)
    for edition in editions:
        if not EDITIONS[edition].folded:
            yield Task(leaflet.article, None, papers[0], (edition,), *shown)
