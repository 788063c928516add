"""An article fitted into the first of a layout's pieces that takes it, with as few concessions as that needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from unicodedata import combining

from brochure.content.article import Article
from brochure.content.containers import OPTIONAL
from brochure.content.scripts import without_tags
from brochure.errors import Overset
from brochure.geometry.arranged import Arranged
from brochure.geometry.layout import Layout, Setting, TypeRange
from brochure.geometry.piece import Piece
from brochure.typeset.across import may_run_across
from brochure.typeset.concessions import MOST_OF_OTHERS, MOST_OF_TITLE, NO_CONCESSIONS, Concessions, fewest
from brochure.typeset.copyfit import Attempt, Copyfit, SetOut
from brochure.typeset.fit import Fitted, depth_at_least
from brochure.typeset.overset import check, others_are_too_much, title_is_too_much
from brochure.typeset.panel_job import Kept, PanelJob
from brochure.workspace.workspace import Workspace

#: How large sources are at the foot of a fixed panel, and how much room a layout may make for them there (points).
_SOURCE, _CLOSER = 7.5, 30
#: What runs across the columns takes so much of them at most.
_MOST_ACROSS = 0.6
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd)>")


@dataclass(frozen=True)
class PanelFitting:
    """What an article is fitted into: the arrangements of a layout, on a paper, in order of preference.

    `crowded` as `merge_panels` has it; `told` makes the error for copy that is too long for the last of them.
    """

    workspace: Workspace
    article: Article
    layout: Layout
    folder: Path
    pieces: tuple[Piece, ...]
    crowded: bool
    told: Callable[[PanelJob, Copyfit], Overset]

    def fitted(self) -> tuple[PanelJob, Copyfit, SetOut]:
        """The article in its panels, nothing sticking out. Raises Overset."""
        kept = Kept()
        concessions = NO_CONCESSIONS
        while True:
            try:
                job, copyfit, found = self._set(kept, concessions)
            except Overset:
                if not concessions.across:
                    raise
                concessions = replace(concessions, across=frozenset(), within=True)
                continue
            concessions = _narrowed(job, found)
            if concessions == job.concessions:
                break
        check(found.pages.pages, self.article, self.workspace.settings)
        copyfit.require_all(found.pages)
        return job, copyfit, found

    def _set(self, kept: Kept, concessions: Concessions) -> tuple[PanelJob, Copyfit, SetOut]:
        """The article with these concessions, and those that its title needs: fitted, and set out."""
        settings = self.workspace.settings
        for number, piece in enumerate(self.pieces):
            last = number == len(self.pieces) - 1
            if not last and _is_hopeless(self.article, self.layout.type, piece):
                continue
            job, copyfit, fitted = self._fit(kept, concessions, Arranged(number), last=last)
            concessions = job.concessions
            if fitted.fits:
                break
        if not fitted.fits:
            check(fitted.pages.pages.pages, self.article, settings)
            raise self.told(job, copyfit)
        if self.workspace.config.location and not self.crowded:
            check(fitted.pages.pages.pages, self.article, settings)  # before copy is levelled that makes room for them
        found = copyfit.set_out(fitted)
        if copyfit.is_too_much(found):
            raise self.told(job, copyfit)
        return job, copyfit, found

    def _fit(
        self, kept: Kept, concessions: Concessions, arrangement: Arranged, *, last: bool
    ) -> tuple[PanelJob, Copyfit, Fitted[Attempt]]:
        piece = self.pieces[arrangement.number]
        given = PanelJob(
            self.workspace, self.article, self.layout, self.folder, piece, self.crowded, concessions, arrangement
        )
        ideal = self.layout.type.ideal
        job, copyfit, fitted = _in_largest(given, kept, ideal, last=last)
        if job.across and fitted.fits and fitted.setting.size < ideal.size:  # no table is larger than the copy
            return _in_largest(given, kept, fitted.setting, last=last)
        return job, copyfit, fitted


def _in_largest(job: PanelJob, kept: Kept, across: Setting, *, last: bool) -> tuple[PanelJob, Copyfit, Fitted[Attempt]]:
    """The article with what its fixed panels need, tables `across` in that setting, in the largest type that fits."""
    job = _titled(_with_sources(_with_across(job, kept, across), kept), kept)
    job, copyfit = _closer(job, kept)
    return job, copyfit, copyfit.fit(last=last)


def _with_across(job: PanelJob, kept: Kept, setting: Setting) -> PanelJob:
    """The article with the tables that are to run across, if its columns have room for them."""
    if not job.given.across or not job.concessions.across:
        return job
    panel = job.given.across.panel
    columns = min(each.depth for each in job.given.flow if each.side == panel.side)
    most = replace(job, across=setting, arrangement=replace(job.arrangement, across=columns * _MOST_ACROSS))
    set_ = most.copyfit(kept).attempt(setting).pages.pages
    used = [page.used for page in set_ if page.name == panel.name]
    if len(used) != 1:
        return job
    below = setting.size * setting.leading  # a last row has a rule, and space above it
    return replace(most, arrangement=replace(job.arrangement, across=float(ceil(used[0] + below))))


def _is_hopeless(article: Article, type_: TypeRange, piece: Piece) -> bool:
    """Whether copy is so much too long for the piece, in type that is good to read, that it need not be set to see it.

    For copy of which some is optional that is not known.
    """
    if OPTIONAL in article.html:
        return False
    texts = (without_tags(block) for block in _BLOCK_END.split(article.html))
    letters = (sum(not combining(letter) for letter in text) for text in texts)
    measure, depth = max(panel.measure for panel in piece.flow), sum(panel.depth for panel in piece.flow)
    least = max(type_.least_good, piece.least)
    return depth_at_least(letters, measure, least, type_.smallest.leading) > depth


def _titled(job: PanelJob, kept: Kept) -> PanelJob:
    """The article with as few concessions as let its title stand in its panel."""

    def with_(title: int) -> PanelJob:
        return replace(job, concessions=replace(job.concessions, title=title))

    def holds(title: int) -> bool:
        return not title_is_too_much(with_(title).copyfit(kept).panels(job.layout.type.ideal))

    return with_(fewest(holds, job.concessions.title, MOST_OF_TITLE))


def _closer(job: PanelJob, kept: Kept) -> tuple[PanelJob, Copyfit]:
    """The article with its other fixed panels set as close as lets each hold what stands on it.

    Locations rather go elsewhere.
    """

    def with_(others: int) -> tuple[PanelJob, Copyfit]:
        tried = replace(job, concessions=replace(job.concessions, others=others))
        return tried, tried.copyfit(kept)

    def holds(others: int) -> bool:
        return not others_are_too_much(with_(others)[1].panels(job.layout.type.ideal))

    if job.workspace.config.location and not job.crowded:
        return with_(job.concessions.others)
    return with_(fewest(holds, job.concessions.others, MOST_OF_OTHERS))


def _with_sources(job: PanelJob, kept: Kept) -> PanelJob:
    """The article with its sources apart from the copy, if they are few and the layout has room for them there."""
    sources = job.article.front.references
    across = job.given.across.panel.name if job.given.across else ""
    fixed = [
        page
        for page in job.copyfit(kept).panels(job.layout.type.ideal)
        if page.name and page.name != across and not page.titled
    ]
    if not sources or not any(_may_hold(sources, job.piece.panel(page.name).measure, page.gap) for page in fixed):
        return job
    apart = replace(job, sources_apart=True)
    pages = apart.copyfit(kept).panels(job.layout.type.ideal)
    return job if others_are_too_much(pages) else apart


def _may_hold(sources: Sequence[str], measure: float, gap: float) -> bool:
    """Whether it is worth trying: a layout may set what else stands on the panel closer, for sources."""
    letters = max(1, int(measure / (0.48 * _SOURCE)))
    lines = 1 + sum(ceil(len(source) / letters) for source in sources)
    return lines * 1.25 * _SOURCE <= gap + _CLOSER


def _narrowed(job: PanelJob, found: SetOut) -> Concessions:
    """The concessions with which each table is as wide as its place, in the setting that was found.

    Where columns are too narrow for a table, it runs across them before it gives way in any other manner.
    """
    concessions, pages = job.concessions, found.pages
    if concessions.across and not job.across:  # there was no room for them
        concessions = replace(concessions, across=frozenset(), within=True)
    while wide := {line for page in pages.pages for line in page.wide_tables}:
        if job.given.across and not concessions.within:
            across = may_run_across(job.article.html, concessions.across | wide)
            if not across <= concessions.across:
                return replace(job.concessions, across=across)
        if not (next_ := concessions.of_tables(wide)):
            break
        concessions = next_
        pages = replace(job, concessions=concessions).copyfit(Kept()).attempt(found.setting).pages
    return concessions
