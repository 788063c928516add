"""An article typeset into a piece: fitted, its flow panels filled, nothing sticking out of any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from brochure.content.article import Article, rewritten
from brochure.errors import Overset
from brochure.findings import Finding
from brochure.geometry.arranged import Arranged
from brochure.geometry.layout import Layout
from brochure.geometry.paper import PaperName
from brochure.geometry.piece import Piece
from brochure.typeset import qr
from brochure.typeset.art_pages import with_art
from brochure.typeset.blame import blame
from brochure.typeset.concessions import NO_CONCESSIONS
from brochure.typeset.copyfit import Copyfit, SetOut
from brochure.typeset.engine.render import Typeset
from brochure.typeset.estimate import Sample, best_estimate, offer, sample_of
from brochure.typeset.fit import Depth, Fit
from brochure.typeset.overset import Over, about_too_long, as_across, as_lists, too_long
from brochure.typeset.panel_fitting import PanelFitting
from brochure.typeset.panel_job import Kept, PanelJob
from brochure.workspace.workspace import Workspace

Made = TypeVar("Made")


@dataclass(frozen=True)
class PanelSet:
    """The typeset panels of a piece: a PDF, and for each of its pages the panel or the side's art that it bears.

    `free` says what stands on each panel that copy left free. `arrangement` is how the layout makes the piece.
    `notes` say what is worth knowing of how they were drawn, `thinnest` how wide the thinnest line of each drawing is,
    in points, by the drawing's file. `sample` is what an estimate of other layouts goes by.
    """

    piece: Piece
    arrangement: Arranged
    pdf: bytes
    names: tuple[str, ...]
    fit: Fit
    free: Mapping[str, str]
    notes: tuple[Finding, ...] = ()
    thinnest: Mapping[str, float] = field(default_factory=dict)
    sample: Sample | None = None


@dataclass(frozen=True)
class PanelsFitted:
    """What `PanelSet` says of how the copy stands in its panels."""

    piece: Piece
    fit: Fit
    free: Mapping[str, str]


def typeset_panels(
    workspace: Workspace,
    article: Article,
    layout: Layout,
    folder: Path,
    pieces: tuple[Piece, ...],
    paper: PaperName | None = None,
) -> PanelSet:
    """The article in the first of the pieces that takes it at the ideal type size, else in the last.

    The clinic's locations stand where the layout wants them or, where they find no room there, after the copy. Raises
    Overset where it does not fit, or where text sticks out of a panel; with a layout for the `paper`, if named, which
    would take it.
    """

    def set_(crowded: bool) -> PanelSet:
        told = partial(_too_long, paper=paper)
        job, copyfit, found = PanelFitting(workspace, article, layout, folder, pieces, crowded, told).fitted()
        return _panel_set(job, copyfit, found)

    return _with_locations(workspace, article, set_)


def fit_panels(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...]
) -> PanelsFitted:
    """How the article would stand if it were typeset so, without the PDF.

    Raises as `typeset_panels`; of copy that is too long it is not tried how many words have to go, but reckoned.
    """

    def set_(crowded: bool) -> PanelsFitted:
        fitting = PanelFitting(workspace, article, layout, folder, pieces, crowded, _about_too_long)
        job, _, found = fitting.fitted()
        return PanelsFitted(job.piece, found.fit, found.free.by_name(job.piece))

    return _with_locations(workspace, article, set_)


def panels_sample(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...]
) -> Sample | None:
    """What an estimate goes by, from the article set once in the layout's ideal type; None without a galley."""
    with blame(article):
        job = PanelJob(workspace, article, layout, folder, pieces[0], crowded=False, concessions=NO_CONCESSIONS)
        return _sample(job, job.copyfit(Kept()))


def _with_locations(workspace: Workspace, article: Article, set_: Callable[[bool], Made]) -> Made:
    """What `set_` makes; where the clinic's locations find no room in their place, what it makes crowded."""
    with blame(article):
        try:
            return set_(False)
        except Overset as error:
            if error.lines or not workspace.config.location:
                raise
        try:
            return set_(True)
        except Overset as error:
            error.hint = f"Let the leaflet show fewer locations in brochure.toml, or: {error.hint}"
            raise


def _panel_set(job: PanelJob, copyfit: Copyfit, found: SetOut) -> PanelSet:
    pages, piece = found.pages, job.piece
    merged = copyfit.merged(found.free)
    pdf = with_art(pages.pdf(), piece, merged)
    names = (*_names(piece, pages), *(side.art for side in piece.sides))
    web = job.workspace.config.clinic.web
    codes = qr.judged(pages.pages, merged.code, web, lambda: job.workspace.line_of("web"))
    gave_way = *as_lists(job.concessions, job.article), *as_across(job.lines_across, job.article)
    notes = (*pages.notes, *codes, *gave_way)
    free = found.free.by_name(piece)
    sample = _sample(job, copyfit)
    return PanelSet(piece, job.arrangement, pdf, names, found.fit, free, notes, pages.thinnest, sample)


def _too_long(job: PanelJob, copyfit: Copyfit, paper: PaperName | None) -> Overset:
    measured = Copyfit.broken_depth if copyfit.least_depth().fits else Copyfit.least_depth

    def depth(source: str) -> Depth:
        article = rewritten(job.workspace, job.article, source)
        return measured(replace(job, article=article).copyfit(Kept()))

    over = Over(copyfit.greedy(), measured(copyfit), copyfit.instead())
    error = too_long(job.article, over, job.folder.name, job.layout.type.smallest, depth)
    if paper and (sample := _sample(job, copyfit)):
        sample = sample.corrected(job.piece, job.layout.type, over.depth.used)
        error.layout = best_estimate(job.workspace, sample, paper, apart_from=job.folder.name)
        error.hint = f"{error.hint} {offer(error.layout)}"
    return error


def _about_too_long(job: PanelJob, copyfit: Copyfit) -> Overset:
    return about_too_long(job.article, copyfit.least_depth(), job.folder.name, job.layout.type.smallest)


def _sample(job: PanelJob, copyfit: Copyfit) -> Sample | None:
    """The galley in the ideal type; None for copy that has none, or not all of it in the columns."""
    if job.lines_across:
        return None
    attempt = copyfit.attempt(job.layout.type.ideal)
    measure = max(panel.measure for panel in job.piece.flow)
    return sample_of(attempt.galley, attempt.setting, measure) if attempt.galley else None


def _names(piece: Piece, pages: Typeset) -> tuple[str, ...]:
    flow = iter(piece.flow)
    return tuple(page.name or next(flow).name for page in pages.pages)
