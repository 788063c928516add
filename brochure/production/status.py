"""Where every product stands: fresh, stale and why, missing, failed; and how old what it says is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from brochure.errors import BrochureError
from brochure.production import choices
from brochure.production.freshness import Freshness, Verdict, judge
from brochure.production.inputs import CurrentInputs
from brochure.production.outcome import About
from brochure.production.plan import BuildRequest, Product, plan
from brochure.production.records import BuildRecords
from brochure.workspace.config import BEST
from brochure.workspace.workspace import Workspace

_UNKNOWN = ("title", "language", "version", "reviewed", "review_by")


@dataclass(frozen=True)
class ProductStatus:
    """A product as it lies there. `about` is what its article says now; None where that cannot be read."""

    product: Product
    path: Path
    freshness: Freshness
    reasons: tuple[str, ...]
    about: About | None

    def overdue(self, today: date) -> bool:
        """Whether the day on which it should have been reviewed is past."""
        return bool(self.about and self.about.review_by and self.about.review_by < today)

    def as_json(self, today: date) -> dict[str, Any]:
        """The shape of one entry of `products` in the JSON of `status`."""
        product = self.product
        about = self.about.as_json() if self.about else dict.fromkeys(_UNKNOWN)
        return {
            "article": product.slug,
            "look": product.look,
            "locations": list(product.locations),
            "layout": product.layout,
            "best": product.best,
            "paper": product.paper,
            "edition": product.edition,
            "path": self.path.as_posix(),
            "status": self.freshness,
            "reasons": list(self.reasons),
            **about,
            "overdue": self.overdue(today),
        }


def _silent(_: str) -> None:
    """Nobody is told."""


def survey(
    workspace: Workspace, request: BuildRequest, output: Path, say: Callable[[str], None] = _silent
) -> Iterator[Verdict]:
    """Judges every product of the request, in the order of the plan; nothing is made.

    `say` hears what is wrong with the memory of builds.
    """
    with closing(BuildRecords(workspace.records, say)) as records:
        current = CurrentInputs(workspace)
        for task in choices.remembered(plan(workspace, request), records):
            anew = choices.changes(task, records, current) if task.best else ()
            for product in task.products:
                yield _chosen_anew(judge(product, output / product.path, records, current), anew)


def _chosen_anew(verdict: Verdict, why: Sequence[str]) -> Verdict:
    """The verdict on a product whose layout is not chosen yet, or may be another when it is built."""
    if verdict.product.layout == BEST and not verdict.record:
        return replace(verdict, reasons=(choices.UNKNOWN,))
    if why and verdict.freshness == "fresh":
        return replace(verdict, freshness="stale", reasons=(f"its layout is chosen anew: {why[0]}",))
    return verdict


def product_statuses(
    workspace: Workspace, request: BuildRequest, output: Path, say: Callable[[str], None] = _silent
) -> Iterator[ProductStatus]:
    """Where each product of the request stands. One at a time: a workspace may have very many. `say` as in `survey`."""

    @cache
    def now(article: str) -> About | None:
        return _about(workspace, article)

    for verdict in survey(workspace, request, output, say):
        facts = verdict.record.facts if verdict.record and verdict.freshness == "fresh" else None
        about = facts.about if facts and facts.about else now(verdict.product.article)
        path = workspace.display_path(verdict.path)
        yield ProductStatus(verdict.product, path, verdict.freshness, verdict.reasons, about)


def _about(workspace: Workspace, article: str) -> About | None:
    # Imported here: where all is fresh, no article is read.
    from brochure.budget import within
    from brochure.content.article import head

    try:
        limits = workspace.config.limits
        return About.of(within(article, limits, lambda: head(workspace, workspace.article(article))))
    except BrochureError:
        return None
