"""brochure proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import PAPERS, common, say_json, the_workspace
from brochure.errors import UsageError, error_json, highest_ranking

if TYPE_CHECKING:
    from brochure.clinic.workspace import Workspace
    from brochure.proof.look import Looked


@click.command()
@click.argument("article")
@click.option("--plates", is_flag=True, help="Pictures of each ink, the soft proof, total ink and the folded piece.")
@click.option("--layout", metavar="L", help="A folder in layouts/, instead of those brochure.toml names.")
@click.option("--paper", type=click.Choice(PAPERS), help="Instead of the paper brochure.toml names.")
@click.option("--ppi", type=click.IntRange(36, 600), default=110, help="Pixels per inch of the pictures (110).")
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/ in the workspace.")
@common
def command(
    article: str,
    plates: bool,
    layout: str | None,
    paper: Any,
    ppi: int,
    output: Path | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Look at what ARTICLE's press edition prints: each ink, their sum, a soft proof and the folded piece.

    The pictures lie in output/ARTICLE/proof/. No press edition is written; `brochure build --edition press` does that.
    """
    if not plates:
        raise UsageError("There is nothing to look at yet.", hint="Ask for pictures of the inks with --plates.")
    place = the_workspace(workspace)

    from brochure.proof.look import look

    looked = look(place, article, layout, paper, ppi, (output or place.output).absolute())
    _say_errors(looked, verbose=verbose)
    if as_json:
        say_json(_document(looked, place))
    else:
        for path in looked.pictures:
            click.echo(_shown(path, place))
    if not quiet:
        for line in _ink_lines(looked):
            click.echo(line, err=True)
    return highest_ranking(error.code for error in looked.errors)


def _say_errors(looked: Looked, *, verbose: bool) -> None:
    for error in looked.errors:
        if verbose and (trace := getattr(error, "traceback", "")):
            click.echo(trace, err=True)
        click.echo(f"brochure: {error}", err=True)


def _ink_lines(looked: Looked) -> list[str]:
    return [
        f"{product.layout}, {product.paper}, {side}: at most {use.maximum:.0%} ink, worst 15 mm square"
        f" {use.worst_square:.0%}, limit {use.limit:.0%}"
        for product, side, use in looked.ink
    ]


def _document(looked: Looked, place: Workspace) -> dict[str, Any]:
    code = highest_ranking(error.code for error in looked.errors)
    worst = next((error for error in looked.errors if error.code == code), None)
    return {
        "ok": worst is None,
        "pictures": [str(_shown(path, place)) for path in looked.pictures],
        "ink": [
            {
                "layout": product.layout,
                "paper": product.paper,
                "side": side,
                "max": round(use.maximum, 3),
                "worst_square": round(use.worst_square, 3),
                "limit": use.limit,
            }
            for product, side, use in looked.ink
        ],
        "error": error_json(worst) if worst else None,
    }


def _shown(path: Path, place: Workspace) -> Path:
    return path.relative_to(place.root) if path.is_relative_to(place.root) else path
