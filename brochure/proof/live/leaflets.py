"""What the page's list names, and the only addresses it has: short opaque names made from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from brochure.build.plan import Product, Task

#: Which edition's pictures are shown, the first that there is: office sheets are the piece and nothing around it.
_SHOWN = ("office", "press", "email", "large-print")


@dataclass(frozen=True)
class Leaflet:
    """An article in a layout on a paper, or an edition that is read page by page. `id` is its name in addresses."""

    id: str
    task: Task

    @property
    def shown(self) -> Product:
        """The product whose pictures stand for all of the leaflet's."""
        return min(self.task.products, key=lambda product: _SHOWN.index(product.edition))

    @property
    def slug(self) -> str:
        return self.shown.slug


def leaflets(tasks: Iterable[Task]) -> tuple[Leaflet, ...]:
    """A leaflet for each task of the plan, in its order."""
    return tuple(Leaflet(name_of(*(product.path for product in task.products)), task) for task in tasks)


def name_of(*paths: Path) -> str:
    """The name in addresses of what lies at these paths in the output folder; nobody can make a path of it."""
    return sha256("\0".join(path.as_posix() for path in paths).encode()).hexdigest()[:16]


def products(shown: Iterable[Leaflet]) -> Mapping[str, Product]:
    """Every product that may be downloaded, by its name in addresses."""
    return {name_of(product.path): product for leaflet in shown for product in leaflet.task.products}
