"""What killed runs left in a workspace is taken away at the next start, whether there is anything to be made or not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from brochure.storage import temporary as scratch
from brochure.storage.atomic import sweep
from brochure.workspace.workspace import Workspace

#: What lies beside the products in an article's folder: of `diff`, and of `proof --plates`.
_BESIDE_PRODUCTS = ("diff", "proof")


def tidy(workspace: Workspace, output: Path, slugs: Iterable[str] = ()) -> None:
    """Temporary files without an owner, and files half-written: of articles, drafts, and the products of `slugs`."""
    scratch.sweep(workspace.records)
    for folder in (workspace.articles, workspace.outbox):
        sweep(folder)
    for slug in dict.fromkeys(slugs):
        for folder in (output / slug, *(output / slug / name for name in _BESIDE_PRODUCTS)):
            sweep(folder)
