"""brochure init."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from brochure.cli.options import common, say_json


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="DIR")
@common
def command(folder: Path | None, workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """Make a new workspace in DIR: brochure.toml, two sample articles, and room for your own.

    It builds at once. Nothing that is in DIR already is changed.
    """
    from brochure.workspace.scaffold import scaffold

    del verbose
    if not (target := folder or workspace):
        raise click.UsageError("Name the folder: brochure init DIR")
    written = scaffold(target)
    if as_json:
        say_json({"ok": True, "workspace": str(target), "files": [path.as_posix() for path in written]})
    elif not quiet:
        click.echo(f"{target}: a new workspace. Next: brochure build --workspace {quote(str(target))}", err=True)
    return 0
