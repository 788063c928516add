"""Tries whether an article builds, with everything that the workspace makes of a leaflet; nothing is written."""

from __future__ import annotations

from brochure.errors import BrochureError
from brochure.production.make import make
from brochure.production.plan import BuildRequest, plan
from brochure.storage import temporary
from brochure.workspace.workspace import Workspace


def trial(workspace: Workspace, article: str) -> list[BrochureError]:
    """What its build would refuse, each fault once."""
    with temporary.process_folder(workspace.records):
        results = [result for task in plan(workspace, BuildRequest((article,))) for result in make(workspace, task)]
    faults = {str(result.error): result.error for result in results if result.error}
    return list(faults.values())
