"""brochure proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.standing import say, shown, told
from brochure.errors import UsageError, error_json, highest_ranking
from brochure.geometry.paper import PAPERS

if TYPE_CHECKING:
    from brochure.proof.press_proof import PressProof
    from brochure.workspace.workspace import Workspace


@click.command()
@click.argument("article", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="Of the live page (8765); 0 is any free one.")
@click.option("--plates", is_flag=True, help="Pictures of each ink, the soft proof, total ink and the folded piece.")
@click.option("--layout", metavar="L", help="A folder in layouts/, instead of those brochure.toml names.")
@click.option("--paper", type=click.Choice(PAPERS), help="Instead of the paper brochure.toml names.")
@click.option("--ppi", type=click.IntRange(36, 600), default=110, help="Pixels per inch of the pictures (110).")
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/ in the workspace.")
@common
def command(
    article: str | None,
    port: int,
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
    """Show the leaflets on a page that follows your edits, until Ctrl-C; or, with --plates, what the press prints.

    The page is for this machine alone, at http://127.0.0.1:8765/. It shows every leaflet that brochure.toml names, or
    those of ARTICLE. Ctrl-C ends it with code 130, as it ends every command.

    With --plates, pictures of ARTICLE's press edition are written to output/ARTICLE/proof/: each ink, their sum, a
    soft proof and the folded piece. No press edition is written; `brochure build --edition press` does that.
    """
    if not plates:
        _live(the_workspace(workspace), article, layout, paper, output, port, as_json=as_json, quiet=quiet)
        return 0
    if not article:
        raise UsageError("--plates needs an ARTICLE.", hint="Name one: `brochure proof ARTICLE --plates`.")
    place = the_workspace(workspace)

    from brochure.proof.press_proof import press_proof

    proof = press_proof(place, article, layout, paper, ppi, (output or place.output).absolute())
    _say_errors(proof, verbose=verbose)
    if as_json:
        say_json(_document(proof, place))
    else:
        for path in proof.pictures:
            say(shown(place.display_path(path)))
    if not quiet:
        for line in _ink_lines(proof):
            say(line, err=True)
    return highest_ranking(error.code for error in proof.errors)


def _live(
    place: Workspace,
    article: str | None,
    layout: str | None,
    paper: Any,
    output: Path | None,
    port: int,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    from brochure.production.plan import BuildRequest
    from brochure.proof.live.build_loop import Source
    from brochure.proof.live.server import serve

    def ready(address: str) -> None:
        if as_json:
            say_json({"ok": True, "address": address})
        elif not quiet:
            click.echo(f"The proof page: {address} (Ctrl-C ends it.)", err=True)

    if article:
        place.article(article)  # a slip of the pen is better told at once than on the page
    request = BuildRequest((article,) if article else (), layout, paper)
    serve(Source(place.root, request, (output or place.output).absolute()), port, ready)


def _say_errors(proof: PressProof, *, verbose: bool) -> None:
    for error in proof.errors:
        if verbose and (trace := getattr(error, "traceback", "")):
            click.echo(trace, err=True)
        say(f"brochure: {told(error)}", err=True)


def _ink_lines(proof: PressProof) -> list[str]:
    return [
        f"{product.layout}, {product.paper}, {side}: at most {use.maximum:.0%} ink, worst 15 mm square"
        f" {use.worst_square:.0%}, limit {use.limit:.0%}"
        for product, side, use in proof.ink
    ]


def _document(proof: PressProof, place: Workspace) -> dict[str, Any]:
    code = highest_ranking(error.code for error in proof.errors)
    worst = next((error for error in proof.errors if error.code == code), None)
    return {
        "ok": worst is None,
        "pictures": [str(place.display_path(path)) for path in proof.pictures],
        "ink": [
            {
                "layout": product.layout,
                "paper": product.paper,
                "side": side,
                "max": round(use.maximum, 3),
                "worst_square": round(use.worst_square, 3),
                "limit": use.limit,
            }
            for product, side, use in proof.ink
        ],
        "error": error_json(worst) if worst else None,
    }
