"""brochure watch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.build import built_line, not_built
from brochure.cli.options import common, say_json_line, the_workspace
from brochure.cli.standing import say
from brochure.errors import BrochureError, ExitCode, error_json, our_fault

if TYPE_CHECKING:
    from brochure.production.outcome import Outcome


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@common
def command(articles: tuple[str, ...], workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """Rebuild after each saved edit, until Ctrl-C.

    What is stale of ARTICLE, or of every leaflet, is made at once. Where copy has a fault, it is told, and the last
    good product stays. With --json each rebuild is a line of JSON.
    """
    from brochure.production.watch import saves

    root = the_workspace(workspace).root
    rebuilder = _Rebuilder(root, articles, as_json=as_json, verbose=verbose, quiet=quiet)
    rebuilder.rebuild()
    rebuilder.say(f"Watching {root}. Ctrl-C ends it.")
    # It begins with what was saved while the first build was made.
    for changed in saves(root, Event()):
        rebuilder.rebuild(again=not changed)
    return 0


class _Rebuilder:
    def __init__(self, root: Path, articles: tuple[str, ...], *, as_json: bool, verbose: bool, quiet: bool) -> None:
        self._root = root
        self._articles = articles
        self._as_json = as_json
        self._verbose = verbose
        self._quiet = quiet
        self._faults: list[str] = []

    def rebuild(self, *, again: bool = False) -> None:
        """Makes what is stale. Whatever is wrong with the workspace is told, and the next save may mend it.

        With `again` nobody has saved anything, so what was wrong before need not be told once more.
        """
        try:
            outcomes, code = self._build()
            faults = list(not_built(outcomes, verbose=self._verbose))
            products = [outcome.as_json() for outcome in outcomes if outcome.status != "fresh"]
            document: dict[str, Any] = {"ok": code == 0, "products": products}
        except Exception as error:  # a watcher lives on whatever it meets
            brochure_error = error if isinstance(error, BrochureError) else our_fault(error)
            faults = [f"brochure: {brochure_error}"]
            document = {"ok": False, "products": [], "error": error_json(brochure_error)}
        news = any(product["status"] == "built" for product in document["products"])
        if again and not news and faults == self._faults:
            return
        self._faults = faults
        for line in faults:
            say(line, err=True)
        if self._as_json and (faults or document["products"]):
            say_json_line(document)

    def _build(self) -> tuple[list[Outcome], ExitCode]:
        from brochure.production.build import build
        from brochure.production.plan import BuildRequest
        from brochure.workspace.workspace import open_workspace

        place = open_workspace(self._root)
        outcomes, code = build(place, BuildRequest(self._articles), place.output, 1, lambda _: None, say=self.say)
        for outcome in outcomes:
            if outcome.status == "built":
                self.say(f"{datetime.now():%H:%M:%S} {built_line(outcome)}")
        return outcomes, code

    def say(self, line: str) -> None:
        """A line that is not an error."""
        if not self._quiet:
            say(line, err=True)
