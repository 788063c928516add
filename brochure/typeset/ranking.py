"""All layouts by how well they take an article: it is set in each of them, as a build would set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from brochure.budget import within
from brochure.content.article import Article
from brochure.errors import BadInput, BrochureError, Overset
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PAPERS, PaperName
from brochure.geometry.piece import Piece
from brochure.typeset import layouts
from brochure.typeset.estimate import estimates
from brochure.typeset.panels import PanelsFitted, fit_panels, panels_sample
from brochure.typeset.score import Standing, score
from brochure.workspace.workspace import Workspace

#: A layout whose badness is estimated to be so much greater than one that is set is not the best.
_SURE = 1.0


@dataclass(frozen=True)
class Ranked:
    """How an article stands in a layout: its badness (see `score`) and the reason in words.

    Of one that does not take it `standing` and `badness` are None; `words_over` says about how many words are too many,
    0 where something else is in the way, and `error` what is. `layout` is None where its layout.toml has a fault.
    """

    name: str
    layout: Layout | None
    standing: Standing | None
    badness: float | None
    why: str
    words_over: int = 0
    error: BrochureError | None = None

    @property
    def fits(self) -> bool:
        return self.standing is not None

    def as_json(self) -> dict[str, Any]:
        """The shape of one entry of `layouts` in the JSON of `layouts --fits`."""
        standing, layout = self.standing, self.layout
        facts: dict[str, Any] = dict.fromkeys(_FACTS)
        if standing:
            sides, used = len(standing.piece.sides), len(standing.fills)
            found = (standing.size, round(standing.fill, 3), sides, standing.panels, used, standing.notes)
            facts = dict(zip(_FACTS, (*found, round(standing.hole, 3)), strict=True))
        return {
            "name": self.name,
            "fold": layout and layout.fold,
            "papers": list(layout.papers) if layout else [],
            "fits": self.fits,
            "score": self.badness,
            "words_over": self.words_over,
            "ideal_size_pt": layout and layout.type.ideal.size,
            **facts,
            "why": self.why,
        }


_FACTS = ("type_size_pt", "fill", "sides", "panels", "panels_used", "notes_panels", "hole")


def ranking(workspace: Workspace, article: Article, paper: PaperName) -> list[Ranked]:
    """The layouts that are made for the paper: the best one first, then those that the article is too long for.

    Raises what keeps the article from being set in any of them, and BadInput where none is made for the paper.
    """
    there, faulty = _made_for(workspace, article, paper)
    return _sorted([*(_ranked(workspace, article, each, paper) for each in there), *faulty])


def best(workspace: Workspace, article: Article, paper: PaperName) -> Ranked:
    """The first of the `ranking`: only those are set which, by an estimate, may be it.

    Raises what keeps the article from being set in any of them, and BadInput where no layout is made for the paper.
    """
    there, faulty = _made_for(workspace, article, paper)
    expected = _expected(workspace, article, paper, there)
    found: list[Ranked] = []
    for each in sorted(there, key=lambda each: (expected.get(each.name, inf), each.name)):
        least = min((ranked.badness for ranked in found if ranked.badness is not None), default=inf)
        if least < inf and expected.get(each.name, inf) > least + _SURE:
            break
        found.append(_ranked(workspace, article, each, paper))
    return _sorted(found or faulty)[0]


def in_layout(workspace: Workspace, article: Article, paper: PaperName, name: str) -> Ranked:
    """How the article stands in this layout. Raises BadInput where there is none of that name for the paper."""
    layout, folder = layouts.load(workspace, name)
    pieces = layouts.on_paper(layout, name, paper, workspace.config.printer)
    pieces = layouts.facing(article.front.language, pieces)
    return _ranked(workspace, article, _Layout(name, layout, folder, pieces), paper)


@dataclass(frozen=True)
class _Layout:
    name: str
    layout: Layout
    folder: Path
    pieces: tuple[Piece, ...]

    @property
    def measure(self) -> float:
        return self.pieces[0].flow[0].measure


def _made_for(workspace: Workspace, article: Article, paper: PaperName) -> tuple[list[_Layout], list[Ranked]]:
    """The layouts for the paper, and those of which that cannot be known. Raises BadInput where there are none."""
    found, faulty = [], []
    for name in layouts.names(workspace):
        try:
            layout, folder = layouts.load(workspace, name)
            if paper in layout.papers:
                pieces = layouts.on_paper(layout, name, paper, workspace.config.printer)
                found.append(_Layout(name, layout, folder, layouts.facing(article.front.language, pieces)))
        except BadInput as error:
            faulty.append(Ranked(name, None, None, None, str(error), error=error))
    if not (found or faulty):
        raise BadInput(f"No layout is made for {paper} paper.", hint="Name another paper.")
    return found, faulty


def _expected(workspace: Workspace, article: Article, paper: PaperName, there: Sequence[_Layout]) -> dict[str, float]:
    """The badness of the layouts that would take the article, estimated from its galley in that of middle measure."""
    if not there:  # all have a fault
        return {}
    middle = sorted(there, key=lambda each: (each.measure, each.name))[len(there) // 2]
    work = partial(panels_sample, workspace, article, middle.layout, middle.folder, middle.pieces)
    try:
        sample = within(_job_name(article, middle.name, paper), workspace.config.limits, work)
    except BrochureError:  # of this layout perhaps: whose fault it is comes out when each is set
        return {}
    return {each.layout: each.badness for each in estimates(workspace, sample, paper)} if sample else {}


def _sorted(found: Sequence[Ranked]) -> list[Ranked]:
    faults = [each.error for each in found if each.error and not isinstance(each.error, Overset)]
    if faults and len(faults) == len(found):
        raise faults[0]
    return sorted(found, key=_order)


def _order(ranked: Ranked) -> tuple[bool, bool, float, str]:
    if ranked.badness is not None:
        return False, False, ranked.badness, ranked.name
    return True, not ranked.words_over, ranked.words_over, ranked.name


def _ranked(workspace: Workspace, article: Article, each: _Layout, paper: PaperName) -> Ranked:
    work = partial(fit_panels, workspace, article, each.layout, each.folder, each.pieces)
    try:
        fitted = within(_job_name(article, each.name, paper), workspace.config.limits, work)
    except Overset as error:
        why = error.message if error.words else str(error)
        return Ranked(each.name, each.layout, None, None, why, error.words, error)
    except BrochureError as error:
        return Ranked(each.name, each.layout, None, None, str(error), error=error)
    return _of(each.name, each.layout, fitted, paper)


def _job_name(article: Article, layout: str, paper: PaperName) -> str:
    return f"'{article.slug}' in {layout} on {paper}"


def _of(name: str, layout: Layout, fitted: PanelsFitted, paper: PaperName) -> Ranked:
    standing = Standing.of(layout.type, fitted.piece, fitted.fit, fitted.free)
    found = score(standing, PAPERS[paper].sheet("portrait"))
    return Ranked(name, layout, standing, found.badness, found.why)
