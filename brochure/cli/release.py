"""brochure release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.standing import say, shown
from brochure.errors import UsageError

if TYPE_CHECKING:
    from brochure.release.freeze import Frozen
    from brochure.workspace.workspace import Workspace


@click.command()
@click.argument("article")
@click.option("--anyway", metavar="REASON", help="Release in spite of what is wrong; the reason is kept.")
@common
def command(
    article: str,
    anyway: str | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Freeze the present products of ARTICLE as its next version, in output/releases/ARTICLE/.

    What is stale, overset or fails a check is refused. Where nothing changed since the last release, that one is named.
    """
    if anyway is not None and not anyway.strip():
        raise UsageError("--anyway wants a reason.", hint="Say in a few words why it is released all the same.")
    place = the_workspace(workspace)

    from brochure.preflight.gate import lines
    from brochure.release.freeze import release

    del verbose
    frozen = release(place, article, anyway.strip() if anyway else None)
    for warning in frozen.warnings:
        say(f"warning: {warning.message} {warning.hint}".rstrip(), err=True)
    if not quiet:
        for line in lines(shown(place.display_path(place.article(article))), Path(article).stem, frozen.copy):
            say(line, err=True)
        click.echo(_line(frozen), err=True)
    if as_json:
        say_json(_document(frozen, place))
    else:
        say(shown(place.display_path(frozen.folder)))
    return 0


def _line(frozen: Frozen) -> str:
    """The version and its review, as 'v2: version 1.1, reviewed September 2026 by …, next review September 2028'."""
    from brochure.content.words import words
    from brochure.typeset.filters import month

    manifest, english = frozen.manifest, words("en").texts
    reviewed = f", reviewed {month(manifest.reviewed, english)}" if manifest.reviewed else ", not reviewed"
    by = f" by {manifest.reviewer}" if manifest.reviewed and manifest.reviewer else ""
    following = f", next review {month(manifest.review_by, english)}" if manifest.review_by else ""
    line = f"v{manifest.n}: version {manifest.version}{reviewed}{by}{following}"
    return line if frozen.new else f"Nothing changed since {line}"


def _document(frozen: Frozen, place: Workspace) -> dict[str, Any]:
    return {
        "ok": True,
        "new": frozen.new,
        "path": str(place.display_path(frozen.folder)),
        "warnings": [warning.as_json() for warning in frozen.warnings],
        "copy": [finding.as_json() for finding in frozen.copy],
        "release": frozen.manifest.model_dump(mode="json"),
    }
