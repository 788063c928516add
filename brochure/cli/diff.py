"""brochure diff."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli import colour
from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.standing import say, shown

if TYPE_CHECKING:
    from brochure.release.difference import Difference, ProductDifference


class _Version(click.ParamType[int]):
    """The number of a release, with or without its v."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = str(value).removeprefix("v")
        if not (number.isascii() and number.isdigit() and int(number[:9]) > 0):
            self.fail(f"'{value}' is not the number of a release, such as 2.", param, ctx)
        return int(number[:9])


@click.command()
@click.argument("article")
@click.option("--against", type=_Version(), metavar="N", help="Compare with release vN; with the last one by default.")
@common
def command(
    article: str,
    against: int | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Tell what changed in ARTICLE since its last release, in words and on the page.

    Writes a page for the browser, PDFs with the changed words marked, and pictures before and after to
    output/ARTICLE/diff/.
    """
    place = the_workspace(workspace)

    from brochure.release.difference import difference
    from brochure.release.write import write

    del verbose
    result = difference(place, article, against)
    paths = [place.display_path(path) for path in write(result, place.output)]
    for line in _warnings(result):
        say(line, err=True)
    if as_json:
        say_json(_document(result, paths))
    else:
        for line in () if quiet else _text_lines(result):
            click.echo(line)
        for path in paths:
            if path.suffix != ".png":
                say(shown(path))
    return 0


def _warnings(difference: Difference) -> Iterator[str]:
    if difference.tampered:
        yield f"warning: v{difference.release.n} is not what was released: {', '.join(difference.tampered)}."
    if difference.stale_warning:
        yield f"warning: {difference.stale_warning} Run `brochure build {difference.slug}`, and diff again."


def _text_lines(difference: Difference) -> Iterator[str]:
    from brochure.release.terminal import change_lines

    release = difference.release
    since = f"v{release.n} (version {release.version}, released {release.released:%Y-%m-%d})"
    yield f"{difference.slug}: since {since}, now version {difference.front.version}"
    yield ""
    yield from change_lines(difference.changes, colour=sys.stdout.isatty() and colour.allowed())
    yield ""
    yield from (_product(product) for product in difference.products)


def _product(product: ProductDifference) -> str:
    if product.fate == "changed":
        count = len(product.shown)
        regions = f"{count} region{' looks' if count == 1 else 's look'} different" if count else "looks the same"
        moved = f", {product.moved} moved" if product.moved else ""
        return f"{product.file}: {product.marked} new words marked, {product.cut} cut{moved}, {regions}"
    fates = {
        "same": "as it was released",
        "new": "not in the release",
        "gone": "in the release, but no longer there",
        "damaged": "cannot be read, or its release cannot",
    }
    return f"{product.file}: {fates[product.fate]}"


def _document(difference: Difference, paths: Sequence[Path]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "ok": True,
        "article": difference.slug,
        "against": difference.release.n,
        "version": {"before": difference.release.version, "after": difference.front.version},
        "tampered": list(difference.tampered),
        "stale": list(difference.stale),
        "sections": [change.as_json() for change in difference.changes],
        "products": [asdict(product) for product in difference.products],
        "files": [path.as_posix() for path in paths],
    }
