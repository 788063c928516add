"""What build and status say of releases: which version was given out last, and whether the copy has left it behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.workspace.workspace import Workspace


def drifts(workspace: Workspace, articles: Iterable[str]) -> dict[str, Finding]:
    """By article, a warning where its copy changed since its last release and its version did not."""
    if not workspace.releases.is_dir():
        return {}
    # Imported here: where nothing was ever released, nobody waits for it.
    from brochure.release.drift import drift

    warnings = {article: drift(workspace, article) for article in dict.fromkeys(articles)}
    return {article: finding for article, finding in warnings.items() if finding}


def last_release(workspace: Workspace, slug: str) -> int | None:
    """The number of an article's last release."""
    if not workspace.releases.is_dir():
        return None
    from brochure.release.archive import open_archive

    numbers = open_archive(workspace, slug).numbers()
    return numbers[-1] if numbers else None
