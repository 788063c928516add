"""brochure layouts --fits: the layouts by how well an article's copy suits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from brochure.budget import within
from brochure.cli.options import say_json
from brochure.cli.standing import say
from brochure.errors import ExitCode
from brochure.storage.temporary import process_folder

if TYPE_CHECKING:
    from brochure.geometry.paper import PaperName
    from brochure.typeset.ranking import Ranked
    from brochure.workspace.workspace import Workspace


def rank(place: Workspace, named: str, paper: PaperName | None, *, as_json: bool, quiet: bool) -> int:
    """Prints how the article of that name suits each layout on the paper, or on that of brochure.toml, the best first.

    The code is OVERSET where it suits none.
    """
    # Imported here: it loads the engine.
    from brochure.content.article import load
    from brochure.typeset.estimate import TOO_LONG
    from brochure.typeset.ranking import ranking

    on = paper or place.config.defaults.paper
    path = place.article(named)
    article = within(named, place.config.limits, partial(load, place, path))
    with process_folder(place.records):
        found = ranking(place, article, on)
    fits = found[0].fits
    if as_json:
        document = {"ok": fits, "article": article.slug, "paper": on, "layouts": [each.as_json() for each in found]}
        say_json(document)
    elif not quiet:
        for line in _lines(found):
            say(line)
    if not fits:
        say(f"brochure: {place.display_path(path)}: {TOO_LONG}", err=True)
    return int(ExitCode.DONE if fits else ExitCode.OVERSET)


def _lines(found: Sequence[Ranked]) -> Iterator[str]:
    width = max(len(each.name) for each in found)
    for each in found:
        number = "" if each.badness is None else f"{each.badness:.1f}"
        yield f"{each.name:<{width}} {number:>5}  {each.why}"
