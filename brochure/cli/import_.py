"""brochure import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.standing import say, shown, told
from brochure.errors import BrochureError, UsageError, error_json, highest_ranking

if TYPE_CHECKING:
    from brochure.importers.import_files import ImportResult
    from brochure.workspace.workspace import Workspace


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--slug", metavar="S", help="The article's name; by default that of the file.")
@click.option("--title", metavar="T", default="", help="The article's title, instead of the one found.")
@click.option("--language", metavar="L", default="", help="The copy's language, such as es, instead of the one found.")
@click.option("--encoding", metavar="E", default="", help="How its letters are written, such as cp1251.")
@click.option("--no-entry", is_flag=True, help="Do not add a [[leaflet]] table to brochure.toml.")
@click.option("--no-try", is_flag=True, help="Do not try whether the article builds.")
@click.option("--force", is_flag=True, help="Replace an article of that name.")
@common
def command(
    files: tuple[Path, ...],
    slug: str | None,
    title: str,
    language: str,
    encoding: str,
    no_entry: bool,
    no_try: bool,
    force: bool,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Bring copy in from FILE (.txt, .md, .html or .docx) as an article; prints the path of each.

    A report tells what came in, what was changed and what was left out. The article is tried: what its build would
    refuse is said at once. An article that is there already is not overwritten without --force.
    """
    from brochure.importers import ImportOptions
    from brochure.importers.import_files import import_files
    from brochure.workspace.language import is_tag

    del verbose
    if len(files) > 1 and (slug is not None or title):
        raise click.UsageError(f"{'--title' if title else '--slug'} is for one article; give one FILE with it.")
    if language and not is_tag(language):
        raise UsageError(f"'{language}' is not a language tag.", hint="Write --language es for Spanish.")
    place = the_workspace(workspace)
    results = import_files(place, files, slug, ImportOptions("", title, language, encoding), force=force)
    if not no_try:
        results = [_tried(place, result) for result in results]
    for result in results:
        if result.path and not result.error and not no_entry:
            _add_entry(place, result.path.stem)
        _tell(result, as_json=as_json, quiet=quiet)
    errors = [result.error for result in results if result.error]
    if as_json:
        articles = [_as_json(result) for result in results]
        say_json({"ok": not errors, "articles": articles})
    return highest_ranking(error.code for error in errors)


def _tried(workspace: Workspace, result: ImportResult) -> ImportResult:
    """The result with what the article's build would refuse, and the layout that would suit it best."""
    from brochure.production.trial import trial

    if result.path is None:
        return result
    tried = trial(workspace, result.path.stem)
    worst = highest_ranking(fault.code for fault in tried.faults)
    error = next((fault for fault in tried.faults if fault.code == worst), None)
    return replace(result, error=error, layout=tried.layout)


def _add_entry(workspace: Workspace, slug: str) -> None:
    from brochure.importers.entry import add_entry

    add_entry(workspace, slug)


def _tell(result: ImportResult, *, as_json: bool, quiet: bool) -> None:
    """The article's path on standard output, its report and what is wrong with it on standard error."""
    if result.path and not as_json:
        say(shown(result.path).as_posix())
    if result.copy and not quiet:
        for line in result.copy.report.lines(result.copy.title, result.copy.language):
            say(f"  {line}", err=True)
        if result.layout:
            say(f"  suits the layout '{result.layout}' best, by an estimate", err=True)
    if result.error:
        say(f"brochure: {_named(result.file, result.error)}", err=True)


def _named(file: Path, error: BrochureError) -> str:
    """The error, with the file that it is about where it does not say that itself."""
    return told(error) if error.place or file.name in error.message else f"{file}: {told(error)}"


def _as_json(result: ImportResult) -> dict[str, Any]:
    copy = result.copy
    return {
        "file": str(result.file),
        "path": result.path.as_posix() if result.path else None,
        "title": copy.title if copy else None,
        "language": copy.language if copy else None,
        **(copy.report.as_json() if copy else {}),
        "layout": result.layout or None,
        "error": error_json(result.error) if result.error else None,
    }
