"""Tries whether an article builds, with everything that the workspace makes of a leaflet; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.errors import BrochureError, Overset
from brochure.production.choices import resolved
from brochure.production.make import MakeResult, failed, make
from brochure.production.plan import BuildRequest
from brochure.storage import temporary
from brochure.typeset.estimate import best_estimate
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class Trial:
    """What the build would refuse, each fault once; and the `layout` that suits the article best by an estimate."""

    faults: tuple[BrochureError, ...]
    layout: str


def trial(workspace: Workspace, article: str) -> Trial:
    """Makes all products of the article, and lets go of them."""
    with temporary.process_folder(workspace.records):
        planned = resolved(workspace, BuildRequest((article,)))
        results = [result for task, error in planned.faults.items() for result in failed(task, error)]
        tasks = (task for task in planned.tasks if task not in planned.faults)
        results += [result for task in tasks for result in make(workspace, task)]
    faults = {str(result.error): result.error for result in results if result.error}
    return Trial(tuple(faults.values()), next(filter(None, (_suits(workspace, result) for result in results)), ""))


def _suits(workspace: Workspace, result: MakeResult) -> str:
    if result.sample:
        return best_estimate(workspace, result.sample, result.product.paper)
    return result.error.layout if isinstance(result.error, Overset) else ""
