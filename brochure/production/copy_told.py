"""What the rules about copy say of an article, where a build tells it."""

from __future__ import annotations

from brochure.budget import within
from brochure.content.article import load
from brochure.errors import BrochureError
from brochure.findings import Finding
from brochure.preflight.gate import of_build
from brochure.workspace.workspace import Workspace


def copy_findings(workspace: Workspace, article: str) -> list[Finding]:
    """The gravest first; none where the article cannot be read any more, which the next build says."""
    try:
        limits = workspace.config.limits
        return within(article, limits, lambda: of_build(workspace, load(workspace, workspace.article(article))))
    except BrochureError:
        return []
