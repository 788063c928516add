"""An article typeset into a piece: fitted, its flow panels filled, nothing sticking out of any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import TypeVar
from unicodedata import combining

from brochure.content.article import Article, rewritten
from brochure.content.containers import OPTIONAL
from brochure.content.scripts import without_tags
from brochure.errors import Overset
from brochure.findings import Finding
from brochure.geometry.layout import Layout, TypeRange
from brochure.geometry.paper import PaperName
from brochure.geometry.piece import Piece, mirrored
from brochure.typeset import qr
from brochure.typeset.art_pages import with_art
from brochure.typeset.blame import blame
from brochure.typeset.concessions import NO_CONCESSIONS, Concessions, fewest
from brochure.typeset.copyfit import Copyfit, Key, SetOut
from brochure.typeset.engine.render import Typeset
from brochure.typeset.estimate import Sample, best_estimate, offer, sample_of
from brochure.typeset.fit import Depth, Fit, depth_at_least
from brochure.typeset.free_panels import FreePanels
from brochure.typeset.merge import Merged, merge
from brochure.typeset.overset import (
    Over,
    about_too_long,
    as_lists,
    check,
    sources_are_too_much,
    title_is_too_much,
    too_long,
)
from brochure.typeset.pages import BLEED, panel_pages
from brochure.typeset.values import Drawing, PieceValue
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import Workspace

#: How large sources are at the foot of a fixed panel, and how much room a layout may make for them there (points).
_SOURCE, _CLOSER = 7.5, 30
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd)>")

Made = TypeVar("Made")


@dataclass(frozen=True)
class PanelSet:
    """The typeset panels of a piece: a PDF, and for each of its pages the panel or the side's art that it bears.

    `free` says what stands on each panel that copy left free. `arrangement` counts the piece among the
    layout's, from 0. `notes` say what is worth knowing of how they were drawn, `thinnest` how wide the thinnest line of
    each drawing is, in points, by the drawing's file. `sample` is what an estimate of other layouts goes by.
    """

    piece: Piece
    arrangement: int
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


@dataclass(frozen=True)
class _Kept:
    """What was merged and set for an article already."""

    copyfits: dict[Hashable, Copyfit] = field(default_factory=dict)
    galleys: dict[Key, Typeset] = field(default_factory=dict)


@dataclass(frozen=True)
class _Job:
    workspace: Workspace
    article: Article
    layout: Layout
    folder: Path
    piece: Piece
    crowded: bool
    concessions: Concessions
    sources_apart: bool = False

    def copyfit(self, kept: _Kept) -> Copyfit:
        """Of the article with these concessions."""
        tables = tuple(sorted(self.concessions.tables.items()))
        key = self.piece, self.concessions.title, tables, self.crowded, self.sources_apart
        if key not in kept.copyfits:
            kept.copyfits[key] = self._copyfit(kept.galleys)
        return kept.copyfits[key]

    def _copyfit(self, galleys: dict[Key, Typeset]) -> Copyfit:
        template = Path("layouts") / self.folder.name / "leaflet.html"
        continued = f"({self.article.words.texts['continued']})"
        return Copyfit(
            self.piece,
            self.layout.type,
            self.merged,
            template,
            galleys,
            continued=continued,
            summary=self.article.front.summary,
            flap=self.article.front.flap,
        )

    def merged(self, free: FreePanels | None = None) -> Merged:
        """The article with what stands on free panels."""
        return merge_panels(
            self.workspace,
            self.article,
            self.folder,
            self.piece,
            free,
            self.concessions,
            crowded=self.crowded,
            sources_apart=self.sources_apart,
        )


def merge_panels(
    workspace: Workspace,
    article: Article,
    folder: Path,
    piece: Piece,
    free: FreePanels | None = None,
    concessions: Concessions = NO_CONCESSIONS,
    *,
    crowded: bool = False,
    sources_apart: bool = False,
) -> Merged:
    """The article in the layout of `folder`, with what stands on `free` panels, not yet typeset.

    `crowded` tells the layout that its fixed panels have no room for the list of the clinic's locations, and
    `sources_apart` that they have some for the sources.
    """
    size = piece.width + 2 * BLEED, piece.height + 2 * BLEED
    # Art is drawn for reading from left to right, and turned when it is done.
    drawn = mirrored(piece) if is_right_to_left(article.front.language) else piece
    free = free or FreePanels(piece.flow)
    values = {
        "piece": PieceValue.of(piece),
        "free_before": free.before,
        "free_after": free.after,
        "free": {panel.name: free.by_name(piece).get(panel.name, "") for panel in piece.flow},
        "spare": len(free.after),
        "bleed": BLEED,
        "crowded": crowded,
        "sources_apart": sources_apart,
    }
    return merge(
        workspace,
        article,
        folder,
        panel_pages(piece),
        [Drawing(side.name, *size, side.template) for side in piece.sides],
        values,
        {"piece": PieceValue.of(drawn)},
        concessions,
    )


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
        job, copyfit, found = _fitted(workspace, article, layout, folder, pieces, crowded=crowded, told=told)
        return _panel_set(job, copyfit, found, pieces.index(job.piece))

    return _with_locations(workspace, article, set_)


def fit_panels(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...]
) -> PanelsFitted:
    """How the article would stand if it were typeset so, without the PDF.

    Raises as `typeset_panels`; of copy that is too long it is not tried how many words have to go, but reckoned.
    """

    def set_(crowded: bool) -> PanelsFitted:
        job, _, found = _fitted(workspace, article, layout, folder, pieces, crowded=crowded, told=_about_too_long)
        return PanelsFitted(job.piece, found.fit, found.free.by_name(job.piece))

    return _with_locations(workspace, article, set_)


def panels_sample(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...]
) -> Sample | None:
    """What an estimate goes by, from the article set once in the layout's ideal type; None without a galley."""
    with blame(article):
        job = _Job(workspace, article, layout, folder, pieces[0], crowded=False, concessions=NO_CONCESSIONS)
        return _sample(job, job.copyfit(_Kept()))


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


def _panel_set(job: _Job, copyfit: Copyfit, found: SetOut, arrangement: int) -> PanelSet:
    pages, piece = found.pages, job.piece
    merged = copyfit.merged(found.free)
    pdf = with_art(pages.pdf(), piece, merged)
    names = (*_names(piece, pages), *(side.art for side in piece.sides))
    web = job.workspace.config.clinic.web
    codes = qr.judged(pages.pages, merged.code, web, lambda: job.workspace.line_of("web"))
    notes = (*pages.notes, *codes, *as_lists(job.concessions, job.article))
    free = found.free.by_name(piece)
    sample = _sample(job, copyfit)
    return PanelSet(piece, arrangement, pdf, names, found.fit, free, notes, pages.thinnest, sample)


def _fitted(
    workspace: Workspace,
    article: Article,
    layout: Layout,
    folder: Path,
    pieces: tuple[Piece, ...],
    *,
    crowded: bool,
    told: Callable[[_Job, Copyfit], Overset],
) -> tuple[_Job, Copyfit, SetOut]:
    """The article with as few concessions as its tables and title need, in its panels, nothing sticking out."""
    kept = _Kept()
    concessions = NO_CONCESSIONS
    while True:
        job, copyfit, found = _set(
            workspace, article, layout, folder, pieces, concessions, kept, crowded=crowded, told=told
        )
        concessions = _narrowed(job, found)
        if concessions == job.concessions:
            break
    check(found.pages.pages, article, workspace.settings)
    copyfit.require_all(found.pages)
    return job, copyfit, found


def _set(
    workspace: Workspace,
    article: Article,
    layout: Layout,
    folder: Path,
    pieces: tuple[Piece, ...],
    concessions: Concessions,
    kept: _Kept,
    *,
    crowded: bool,
    told: Callable[[_Job, Copyfit], Overset],
) -> tuple[_Job, Copyfit, SetOut]:
    """The article with these concessions, and those that its title needs: fitted, and set out."""
    for piece in pieces:
        if piece is not pieces[-1] and _is_hopeless(article, layout.type, piece):
            continue
        job = _with_sources(_Job(workspace, article, layout, folder, piece, crowded, concessions), kept)
        job, copyfit = _titled(job, kept)
        concessions = job.concessions
        fitted = copyfit.fit(last=piece is pieces[-1])
        if fitted.fits:
            break
    if not fitted.fits:
        check(fitted.pages.pages.pages, article, workspace.settings)
        raise told(job, copyfit)
    if workspace.config.location and not crowded:
        check(fitted.pages.pages.pages, article, workspace.settings)  # before copy is levelled that makes room for them
    return job, copyfit, copyfit.set_out(fitted)


def _is_hopeless(article: Article, type_: TypeRange, piece: Piece) -> bool:
    """Whether copy is so much too long for the piece, in type that is good to read, that it need not be set to see it.

    For copy of which some is optional that is not known.
    """
    if OPTIONAL in article.html:
        return False
    texts = (without_tags(block) for block in _BLOCK_END.split(article.html))
    letters = (sum(not combining(letter) for letter in text) for text in texts)
    measure, depth = max(panel.measure for panel in piece.flow), sum(panel.depth for panel in piece.flow)
    return depth_at_least(letters, measure, type_.least_good, type_.smallest.leading) > depth


def _too_long(job: _Job, copyfit: Copyfit, paper: PaperName | None) -> Overset:
    def depth(source: str) -> Depth:
        article = rewritten(job.workspace, job.article, source)
        return replace(job, article=article).copyfit(_Kept()).least_depth()

    over = Over(copyfit.greedy(), copyfit.least_depth(), copyfit.instead())
    error = too_long(job.article, over, job.folder.name, job.layout.type.smallest, depth)
    if paper and (sample := _sample(job, copyfit)):
        sample = sample.corrected(job.piece, job.layout.type, over.depth.used)
        error.layout = best_estimate(job.workspace, sample, paper, apart_from=job.folder.name)
        error.hint = f"{error.hint} {offer(error.layout)}"
    return error


def _about_too_long(job: _Job, copyfit: Copyfit) -> Overset:
    return about_too_long(job.article, copyfit.least_depth(), job.folder.name, job.layout.type.smallest)


def _sample(job: _Job, copyfit: Copyfit) -> Sample | None:
    """The galley in the ideal type; None for copy that has none."""
    attempt = copyfit.attempt(job.layout.type.ideal)
    measure = max(panel.measure for panel in job.piece.flow)
    return sample_of(attempt.galley, attempt.setting, measure) if attempt.galley else None


def _titled(job: _Job, kept: _Kept) -> tuple[_Job, Copyfit]:
    """The article with as few concessions as let its title stand in its panel."""
    made: dict[int, tuple[_Job, Copyfit]] = {}

    def holds(title: int) -> bool:
        tried = replace(job, concessions=replace(job.concessions, title=title))
        copyfit = tried.copyfit(kept)
        made[title] = tried, copyfit
        return not title_is_too_much(copyfit.attempt(job.layout.type.ideal).pages.pages)

    return made[fewest(holds, job.concessions.title)]


def _with_sources(job: _Job, kept: _Kept) -> _Job:
    """The article with its sources apart from the copy, if they are few and the layout has room for them there."""
    sources = job.article.front.references
    fixed = [
        page for page in job.copyfit(kept).attempt(job.layout.type.ideal).pages.pages if page.name and not page.titled
    ]
    if not sources or not any(_may_hold(sources, job.piece.panel(page.name).measure, page.gap) for page in fixed):
        return job
    apart = replace(job, sources_apart=True)
    pages = apart.copyfit(kept).attempt(job.layout.type.ideal).pages.pages
    return job if sources_are_too_much(pages) else apart


def _may_hold(sources: Sequence[str], measure: float, gap: float) -> bool:
    """Whether it is worth trying: a layout may set what else stands on the panel closer, for sources."""
    letters = max(1, int(measure / (0.48 * _SOURCE)))
    lines = 1 + sum(ceil(len(source) / letters) for source in sources)
    return lines * 1.25 * _SOURCE <= gap + _CLOSER


def _narrowed(job: _Job, found: SetOut) -> Concessions:
    """The concessions with which each table is as wide as its place, in the setting that was found."""
    concessions, pages = job.concessions, found.pages
    while wide := {line for page in pages.pages for line in page.wide_tables}:
        if not (next_ := concessions.of_tables(wide)):
            break
        concessions = next_
        pages = replace(job, concessions=concessions).copyfit(_Kept()).attempt(found.setting).pages
    return concessions


def _names(piece: Piece, pages: Typeset) -> tuple[str, ...]:
    flow = iter(piece.flow)
    return tuple(page.name or next(flow).name for page in pages.pages)
