"""Foreign copy becomes articles of the workspace, each with its pictures and its report; a bad file stops no other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from brochure.budget import within
from brochure.errors import BadInput, BrochureError
from brochure.importers import ImportedCopy, ImportOptions, as_article, load, slug
from brochure.storage.atomic import publish
from brochure.storage.files import A_FILE, kind
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class ImportResult:
    """What became of one file: `path` and `copy` of its article, the path from the workspace; or the `error`.

    `layout` is the one that suits it best, where that was tried.
    """

    file: Path
    path: Path | None = None
    copy: ImportedCopy | None = None
    error: BrochureError | None = None
    layout: str = ""


def import_files(
    workspace: Workspace, files: Sequence[Path], name: str | None, options: ImportOptions, *, force: bool
) -> list[ImportResult]:
    """Reads each file and writes its article; one that cannot be read, or would replace an article, has its error.

    Articles are called `name`, or as their files are. Raises BadInput where that is no name, or two would have one.
    """
    if name is not None and name != slug(name):
        raise BadInput(f"'{name}' cannot be an article's name.", hint=f"Try '{slug(name)}'.")
    tidy(workspace, workspace.output)
    names = [name or slug(file.stem) for file in files]
    _refuse_doubles(names)
    pairs = zip(files, names, strict=True)
    return [_imported(workspace, file, replace(options, slug=each), force=force) for file, each in pairs]


def _refuse_doubles(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            hint = "Bring them in one by one, each with its --slug."
            raise BadInput(f"Two files would become assets/articles/{name}.md.", hint=hint)


def _imported(workspace: Workspace, file: Path, options: ImportOptions, *, force: bool) -> ImportResult:
    path = workspace.articles / f"{options.slug}.md"
    try:
        _check_free(workspace, path, force=force)
        copy = within(file.name, workspace.config.limits, partial(load, file, options))
        for name, data in copy.pictures.items():
            publish(data, workspace.images / options.slug / name)
        publish(as_article(copy).encode(), path)
    except BrochureError as error:
        return ImportResult(file, error=error)
    return ImportResult(file, path.relative_to(workspace.root), copy)


def _check_free(workspace: Workspace, path: Path, *, force: bool) -> None:
    if force or not os.path.lexists(path):
        return
    relative = path.relative_to(workspace.root)
    if (obstacle := kind(path)) != A_FILE:
        raise BadInput(f"{relative} is {obstacle}, not a file.", hint="Move it away, or name another --slug.")
    hint = "Replace it with --force, or name another --slug."
    raise BadInput(f"There is an article {relative} already.", hint=hint)
