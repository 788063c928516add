"""brochure watch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Event

import click

from brochure.cli.build import built_line, not_built
from brochure.cli.options import common, say_json_line, the_workspace
from brochure.errors import BrochureError, error_json


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@common
def command(articles: tuple[str, ...], workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """Rebuild after each saved edit, until Ctrl-C.

    What is stale of ARTICLE, or of every leaflet, is made at once. Where copy has a fault, it is told, and the last
    good product stays. With --json each rebuild is a line of JSON.
    """
    from brochure.build.watch import saves

    root = the_workspace(workspace).root
    desk = _Desk(root, articles, as_json=as_json, verbose=verbose, quiet=quiet)
    desk.rebuild()
    desk.say(f"Watching {root}. Ctrl-C ends it.")
    # It begins with what was saved while the first build was made.
    for _ in saves(root, Event()):
        desk.rebuild()
    return 0


class _Desk:
    def __init__(self, root: Path, articles: tuple[str, ...], *, as_json: bool, verbose: bool, quiet: bool) -> None:
        self._root = root
        self._articles = articles
        self._as_json = as_json
        self._verbose = verbose
        self._quiet = quiet

    def rebuild(self) -> None:
        """Makes what is stale. Whatever is wrong with the workspace is said, and is waited for to be mended."""
        try:
            self._build()
        except BrochureError as error:
            click.echo(f"brochure: {error}", err=True)
            if self._as_json:
                say_json_line({"ok": False, "products": [], "error": error_json(error)})

    def _build(self) -> None:
        from brochure.build.plan import Wish
        from brochure.build.run import build
        from brochure.clinic.workspace import open_workspace

        place = open_workspace(self._root)
        outcomes, code = build(place, Wish(self._articles), place.output, 1, lambda _: None, say=self.say)
        for outcome in outcomes:
            if outcome.status == "built":
                self.say(f"{datetime.now():%H:%M:%S} {built_line(outcome)}")
        for line in not_built(outcomes, verbose=self._verbose):
            click.echo(line, err=True)
        changed = [outcome for outcome in outcomes if outcome.status != "fresh"]
        if self._as_json and changed:
            say_json_line({"ok": code == 0, "products": [outcome.as_json() for outcome in changed]})

    def say(self, line: str) -> None:
        """A line that is not an error."""
        if not self._quiet:
            click.echo(line, err=True)
