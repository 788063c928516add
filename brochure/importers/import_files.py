"""Foreign copy becomes an article of the workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from brochure.budget import within
from brochure.errors import BadInput
from brochure.importers import as_article, load, slug
from brochure.storage.atomic import publish
from brochure.storage.files import A_FILE, kind
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace


def import_files(workspace: Workspace, files: Iterable[Path], name: str | None, *, force: bool) -> list[Path]:
    """Reads all `files`, then writes an article for each; returns their paths from the workspace.

    Raises BadInput where a file cannot be read as copy or takes too much, the name is no name, two files would become
    one article, or an article exists and `force` is not set.
    """
    if name is not None and name != slug(name):
        raise BadInput(f"'{name}' cannot be an article's name.", hint=f"Try '{slug(name)}'.")
    tidy(workspace, workspace.output)
    articles: dict[Path, str] = {}
    for file in files:
        article = within(file.name, workspace.config.limits, partial(_read, file))
        path = workspace.articles / f"{name or slug(file.stem)}.md"
        relative = path.relative_to(workspace.root)
        if path in articles:
            raise BadInput(
                f"Two files would become {relative}.", hint="Bring them in one by one, each with its --slug."
            )
        if os.path.lexists(path) and not force:
            if (obstacle := kind(path)) != A_FILE:
                raise BadInput(f"{relative} is {obstacle}, not a file.", hint="Move it away, or name another --slug.")
            hint = "Replace it with --force, or name another --slug."
            raise BadInput(f"There is an article {relative} already.", hint=hint)
        articles[path] = article
    for path, text in articles.items():
        publish(text.encode(), path)
    return [path.relative_to(workspace.root) for path in articles]


def _read(file: Path) -> str:
    return as_article(load(file))
