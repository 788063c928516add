"""brochure layouts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.standing import say
from brochure.geometry.paper import PAPERS


@click.command()
@click.option("--fits", metavar="ARTICLE", help="Rank the layouts by how well this article's copy suits them.")
@click.option("--paper", type=click.Choice(PAPERS), help="Instead of the paper brochure.toml names.")
@common
def command(fits: str | None, paper: Any, workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """List the layouts that there are; with --fits the one that suits an article best comes first."""
    from brochure.cli.fits import rank
    from brochure.typeset import layouts

    del verbose
    place = the_workspace(workspace)
    if fits is not None:
        return rank(place, fits, paper, as_json=as_json, quiet=quiet)
    found = {name: layouts.load(place, name)[0] for name in layouts.names(place)}
    if as_json:
        rows = [{"name": name, "fold": each.fold, "papers": list(each.papers)} for name, each in found.items()]
        say_json({"layouts": rows})
    elif not quiet:
        for name, each in found.items():
            say(f"{name}: {each.title}, for {' and '.join(each.papers)}")
    return 0
