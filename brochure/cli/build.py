"""brochure build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure import interrupts
from brochure.cli.chosen import chosen_lines
from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.released import drifts
from brochure.cli.standing import say, shown, told
from brochure.editions import EDITIONS
from brochure.errors import OurFault
from brochure.geometry.paper import PAPERS

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.production.outcome import Outcome
    from brochure.workspace.workspace import Workspace


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--layout", metavar="L", help="A folder in layouts/, or best, instead of those brochure.toml names.")
@click.option("--look", metavar="K", help="A folder in layouts/looks/, instead of the one brochure.toml names.")
@click.option("--paper", type=click.Choice(PAPERS), help="Instead of the paper brochure.toml names.")
@click.option("--edition", "editions", multiple=True, type=click.Choice(EDITIONS), help="Only this; may be repeated.")
@click.option("--force", is_flag=True, help="Make everything anew, fresh or not.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes; the machine's processors by default.")
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/ in the workspace.")
@common
def command(
    articles: tuple[str, ...],
    layout: str | None,
    look: str | None,
    paper: Any,
    editions: Any,
    force: bool,
    jobs: int | None,
    output: Path | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Make what is stale of the leaflets of ARTICLE, or of every leaflet that brochure.toml names.

    ARTICLE is the name of a file in assets/articles without .md, or its path. Products lie in output/ARTICLE/. One
    that is fresh is left alone: nothing that it was made from has changed.
    """
    from brochure.cli.progress import Progress
    from brochure.production.build import build
    from brochure.production.choices import standing as chosen
    from brochure.production.plan import BuildRequest

    place = the_workspace(workspace)
    output = (output or place.output).absolute()
    request = BuildRequest(articles, layout, paper, editions, look)
    found: dict[str, Sequence[Finding]] = {}
    heard = as_json or not quiet  # else nobody is told what rules say of the copy
    with Progress("Building", quiet=quiet) as progress:
        outcomes, code = build(
            place,
            request,
            output,
            jobs or 0,
            lambda outcome: progress.step("" if outcome.error else built_line(outcome)),
            force=force,
            begin=progress.begin,
            say=progress.say,
            tell=found.__setitem__ if heard else None,
            last=True,
        )
    if interrupts.came:  # what went wrong meanwhile went wrong because of it
        raise KeyboardInterrupt
    if fresh := sum(outcome.status == "fresh" for outcome in outcomes):
        progress.say(f"{fresh} product{' is' if fresh == 1 else 's are'} fresh.")
    choices = chosen(place, request, output)
    made = {outcome.product.slug for outcome in outcomes if outcome.product.best and outcome.status == "built"}
    for line in chosen_lines(choices, made):
        progress.say(line)
    copies = {article: _told(place, article, found) for article in _made(outcomes) if heard}
    for article, findings in copies.items():
        for line in copy_lines(place, article, findings):
            progress.say(line)
    warnings = drifts(place, [outcome.product.article for outcome in outcomes])
    for article, warning in warnings.items():
        say(f"{article}: {warning.severity}: {warning.message} {warning.hint}", err=True)
    for line in not_built(outcomes, verbose=verbose):
        say(line, err=True)
    if as_json:
        outcomes = [_with(outcome, warnings.get(outcome.product.article)) for outcome in outcomes]
        rows = [outcome.as_json() for outcome in outcomes]
        told = [{"article": each, "findings": [one.as_json() for one in every]} for each, every in copies.items()]
        say_json({"ok": code == 0, "products": rows, "chosen": [each.as_json() for each in choices], "copy": told})
    return code


def _made(outcomes: Iterable[Outcome]) -> list[str]:
    """The articles that this run has set, each once."""
    return list(dict.fromkeys(outcome.product.article for outcome in outcomes if outcome.status == "built"))


def _told(place: Workspace, article: str, found: Mapping[str, Sequence[Finding]]) -> Sequence[Finding]:
    """What was found of an article's copy as its first leaflet was made, or where that was not made, is found now."""
    if article in found:
        return found[article]
    from brochure.production.copy_told import copy_findings

    return copy_findings(place, article)


def copy_lines(place: Workspace, article: str, found: Sequence[Finding]) -> list[str]:
    """What a build says of them: the gravest, and how many."""
    from brochure.preflight.gate import lines

    return lines(shown(place.display_path(place.article(article))), Path(article).stem, found)


def _with(outcome: Outcome, warning: Finding | None) -> Outcome:
    return replace(outcome, findings=(*outcome.findings, warning)) if warning else outcome


def built_line(outcome: Outcome) -> str:
    """A product in a line, and each finding in one more."""
    from brochure.production.freshness import NEVER_MADE

    pages = f"{outcome.pages} page{'' if outcome.pages == 1 else 's'}"
    fit = f", {outcome.fit.type_size_pt:g} pt, {outcome.fit.fill:.0%} full" if outcome.fit else ""
    why = f" ({_few(outcome.reasons)})" if outcome.reasons not in ((), (NEVER_MADE,)) else ""
    notes = "".join(f"\n  {finding.severity}: {finding.message} {finding.hint}" for finding in outcome.findings)
    return f"{shown(outcome.path)}: {pages}{fit}, {outcome.seconds:.1f} s{why}{notes}"


def _few(reasons: tuple[str, ...]) -> str:
    more = len(reasons) - 2
    return "; ".join((*reasons[:2], f"{more} more") if more > 0 else reasons)


def not_built(outcomes: Iterable[Outcome], *, verbose: bool) -> Iterator[str]:
    """A line for each fault, however many products it kept from being made; before it, if asked, where a bug is."""
    products: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.error:
            if verbose and isinstance(outcome.error, OurFault):
                yield outcome.error.traceback
            products.setdefault(told(outcome.error), []).append(outcome.path.name)
    for error, names in products.items():
        yield f"brochure: {error} Not built: {', '.join(names)}."
