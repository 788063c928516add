"""Foreign copy becomes an article of the workspace."""

from __future__ import annotations

from pathlib import Path

from brochure.build.publish import publish
from brochure.clinic.importers import as_article, load, slug
from brochure.clinic.workspace import Workspace
from brochure.errors import BadInput


def bring_in(workspace: Workspace, file: Path, name: str | None, *, force: bool) -> Path:
    """Reads `file`, writes the article, returns its path from the workspace.

    Raises BadInput where the file cannot be read as copy, the name is no name, or the article exists and `force` is
    not set.
    """
    if name is not None and name != slug(name):
        raise BadInput(f"'{name}' cannot be an article's name.", hint=f"Try '{slug(name)}'.")
    copy = load(file)
    path = workspace.articles / f"{name or slug(file.stem)}.md"
    shown = path.relative_to(workspace.root)
    if path.exists() and not force:
        raise BadInput(f"There is an article {shown} already.", hint="Replace it with --force, or name another --slug.")
    publish(as_article(copy).encode(), path)
    return shown
