"""brochure init."""

from __future__ import annotations

from pathlib import Path

import click

from brochure.cli.options import common, say_json
from brochure.cli.standing import say, work_on


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="DIR")
@click.option("--empty", is_flag=True, help="Without the sample leaflets.")
@click.option("--look", metavar="K", help="How its leaflets look; `brochure looks` lists what there is.")
@common
def command(
    folder: Path | None,
    empty: bool,
    look: str | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Make a new workspace in DIR: brochure.toml, two sample articles, and room for your own.

    It builds at once. Nothing that is in DIR already is changed.
    """
    from brochure.workspace.scaffold import scaffold

    del verbose
    if not (target := folder or workspace):
        raise click.UsageError("Name the folder: `brochure init DIR`.")
    written = scaffold(target, empty=empty, look=look)
    if as_json:
        say_json({"ok": True, "workspace": str(target), "files": [path.as_posix() for path in written]})
    elif not quiet:
        here = target.resolve() == Path.cwd()
        work_on(target.resolve(), "" if here else str(target))
        say(f"{target}: a new workspace. Next: `brochure {'import FILE' if empty else 'build'}`", err=True)
    return 0
