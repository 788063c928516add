"""brochure import."""

from __future__ import annotations

from pathlib import Path

import click

from brochure.cli.options import common, say_json, the_workspace


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--slug", metavar="S", help="The article's name; by default that of the file.")
@click.option("--force", is_flag=True, help="Replace an article of that name.")
@common
def command(
    files: tuple[Path, ...],
    slug: str | None,
    force: bool,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Bring copy in from FILE (.txt, .md, .html or .docx) as an article; prints the path of each.

    An article that is there already is not overwritten without --force.
    """
    from brochure.importers.import_files import import_files

    del verbose, quiet
    if slug and len(files) > 1:
        raise click.UsageError("--slug names one article; give one FILE with it.")
    place = the_workspace(workspace)
    paths = import_files(place, files, slug, force=force)
    if as_json:
        say_json({"ok": True, "articles": [path.as_posix() for path in paths]})
    else:
        for path in paths:
            click.echo(path.as_posix())
    return 0
