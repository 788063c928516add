"""brochure status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.chosen import chosen_lines
from brochure.cli.colour import Hue, tint
from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.released import drifts, last_release
from brochure.cli.standing import say
from brochure.geometry.paper import PAPERS

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.production.status import ProductStatus
    from brochure.workspace.workspace import Workspace

_HUES: dict[str, Hue] = {"fresh": "green", "stale": "yellow", "missing": "yellow", "failed": "red"}


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--layout", metavar="L", help="A folder in layouts/, or best, instead of those brochure.toml names.")
@click.option("--look", metavar="K", help="A folder in layouts/looks/, instead of the one brochure.toml names.")
@click.option("--paper", type=click.Choice(PAPERS), help="Instead of the paper brochure.toml names.")
@click.option("--exit-code", is_flag=True, help="End with 1 where anything is not fresh, for a job at night.")
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/ in the workspace.")
@common
def command(
    articles: tuple[str, ...],
    layout: str | None,
    look: str | None,
    paper: Any,
    exit_code: bool,
    output: Path | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Say where each product of ARTICLE, or of every leaflet, stands: fresh, stale and why, missing or failed.

    With it the version, when it was reviewed and when it should be again. Nothing is made.
    """
    from brochure.production.choices import standing as chosen
    from brochure.production.plan import BuildRequest
    from brochure.production.status import product_statuses

    place = the_workspace(workspace)
    products = (output or place.output).absolute()
    request = BuildRequest(articles, layout, paper, look=look)
    rows = list(product_statuses(place, request, products, lambda line: say(line, err=True)))
    choices = chosen(place, request, products)
    today = date.today()
    fresh = all(row.freshness == "fresh" for row in rows)
    code = int(exit_code and not fresh)
    warnings = drifts(place, [row.product.article for row in rows])
    if as_json:
        products_json = [_as_json(row, place, warnings, today) for row in rows]
        say_json(
            {"ok": code == 0, "fresh": fresh, "products": products_json, "chosen": [each.as_json() for each in choices]}
        )
    elif not quiet:
        for line in _table(rows, place, warnings, today, verbose=verbose):
            say(line)
        for line in chosen_lines(choices, {choice.article for choice in choices} if verbose else ()):
            say(line)
    return code


def _as_json(row: ProductStatus, place: Workspace, warnings: Mapping[str, Finding], today: date) -> dict[str, Any]:
    warning = warnings.get(row.product.article)
    return {
        **row.as_json(today),
        "release": last_release(place, row.product.slug),
        "findings": [warning.as_json()] if warning else [],
    }


def _table(
    statuses: Iterable[ProductStatus], place: Workspace, warnings: Mapping[str, Finding], today: date, *, verbose: bool
) -> Iterator[str]:
    for slug, products in groupby(statuses, lambda status: status.product.slug):
        rows = list(products)
        released = last_release(place, slug)
        yield f"{tint(slug, bold=True)}{_dates(rows[0], today)}{f', released as v{released}' if released else ''}"
        if warning := warnings.get(rows[0].product.article):
            yield f"  {tint(warning.severity, 'yellow')}: {warning.message} {warning.hint}"
        names = [_name(row) for row in rows]
        width = max(map(len, names))
        for row, name in zip(rows, names, strict=True):
            reasons = row.reasons if verbose else row.reasons[:2]
            more = f"; {len(row.reasons) - len(reasons)} more" if len(reasons) < len(row.reasons) else ""
            why = f"  {'; '.join(reasons)}{more}" if reasons else ""
            yield f"  {tint(f'{row.freshness:<8}', _HUES[row.freshness])}{name:<{width}}{why}".rstrip()


def _name(row: ProductStatus) -> str:
    product = row.product
    look = (product.look,) if product.look in product.suffix else ()
    return " ".join((*look, *((product.layout, product.paper) if product.layout else ()), product.edition))


def _dates(row: ProductStatus, today: date) -> str:
    about = row.about
    if not about:
        return ""
    text = f"  version {about.version}"
    if about.reviewed:
        text += f", reviewed {about.reviewed}"
    if about.review_by:
        overdue = row.overdue(today)
        due = f"{'review overdue since' if overdue else 'next review'} {about.review_by}"
        text += f", {tint(due, 'red', bold=True) if overdue else due}"
    return text
