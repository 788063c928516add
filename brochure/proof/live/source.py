"""Where the page gets its leaflets from: the workspace, its plan, its builds and its saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from brochure.build.outcome import Outcome
from brochure.build.plan import Product, Task, Wish, plan
from brochure.build.run import build
from brochure.build.watch import saves
from brochure.clinic.workspace import CONFIG, Workspace, open_workspace


@dataclass(frozen=True)
class Source:
    """A workspace's folder, what of it is wished for, and where its products lie."""

    root: Path
    wish: Wish
    output: Path

    @property
    def config(self) -> Path:
        """The workspace's brochure.toml."""
        return self.root / CONFIG

    @property
    def releases(self) -> Path:
        """Where releases lie, a folder for each article."""
        return self.root / "output" / "releases"

    def open(self) -> Workspace:
        """The workspace as it is now. Raises BadInput where brochure.toml is at fault."""
        return open_workspace(self.root)

    def tasks(self, workspace: Workspace) -> tuple[Task, ...]:
        """What there is to be shown. Raises UsageError where that is nothing."""
        return plan(workspace, self.wish)

    def make(self, workspace: Workspace, product: Product, hear: Callable[[Outcome], None]) -> list[Outcome]:
        """Makes one product if it is stale."""
        wish = Wish((product.article,), product.layout, product.paper, (product.edition,))
        return build(workspace, wish, self.output, 1, hear)[0]

    def make_all(self, workspace: Workspace, hear: Callable[[Outcome], None]) -> list[Outcome]:
        """Makes whatever is stale, in this process, which is warm. What `hear` raises ends it between two products."""
        return build(workspace, self.wish, self.output, 1, hear)[0]

    def saves(self, stop: Event) -> Iterator[frozenset[Path]]:
        """Each burst of saved edits until `stop` is set."""
        return saves(self.root, stop)
