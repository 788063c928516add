"""An article typeset into a piece: fitted, its flow panels filled, nothing sticking out of any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil
from pathlib import Path

from brochure.content.article import Article
from brochure.errors import BadInput, Overset
from brochure.findings import Finding
from brochure.geometry.layout import Layout, Setting
from brochure.geometry.piece import Piece, mirrored
from brochure.typeset import qr
from brochure.typeset.art_pages import with_art
from brochure.typeset.blame import blame
from brochure.typeset.concessions import NO_CONCESSIONS, Concessions, fewest
from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.fit import (
    Depth,
    Fit,
    Fitted,
    PanelFit,
    fit,
    ladder,
)
from brochure.typeset.merge import Merged, merge
from brochure.typeset.overset import as_lists, check, holds_too_much, too_long
from brochure.typeset.pages import BLEED, level_css, panel_pages, type_css
from brochure.typeset.values import Drawing, PieceValue
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import Workspace

#: How finely short copy is levelled over its panels, in points.
_LEVEL = 3.0
#: A panel is worth filling with copy if at least this share of it would be; else it is left for notes.
_FULL_ENOUGH = 0.98


@dataclass(frozen=True)
class PanelSet:
    """The typeset panels of a piece: a PDF, and for each of its pages the panel or the side's art that it bears.

    `spare` names the panels that copy left free; they bear lines for notes. `arrangement` counts the piece among the
    layout's, from 0. `notes` say what is worth knowing of how they were drawn, `thinnest` how wide the thinnest line of
    each drawing is, in points, by the drawing's file.
    """

    piece: Piece
    arrangement: int
    pdf: bytes
    names: tuple[str, ...]
    fit: Fit
    spare: tuple[str, ...]
    notes: tuple[Finding, ...] = ()
    thinnest: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Job:
    workspace: Workspace
    article: Article
    layout: Layout
    folder: Path
    piece: Piece
    crowded: bool
    concessions: Concessions

    def merged(self, spare: int = 0) -> Merged:
        """The article followed by `spare` panels of lines for notes."""
        return merge_panels(
            self.workspace, self.article, self.folder, self.piece, spare, self.concessions, crowded=self.crowded
        )


def merge_panels(
    workspace: Workspace,
    article: Article,
    folder: Path,
    piece: Piece,
    spare: int = 0,
    concessions: Concessions = NO_CONCESSIONS,
    *,
    crowded: bool = False,
) -> Merged:
    """The article in the layout of `folder`, `spare` panels of lines for notes after it, not yet typeset.

    `crowded` tells the layout that its fixed panels have no room for the list of the clinic's locations.
    """
    size = piece.width + 2 * BLEED, piece.height + 2 * BLEED
    # Art is drawn for reading from left to right, and turned when it is done.
    drawn = mirrored(piece) if is_right_to_left(article.front.language) else piece
    return merge(
        workspace,
        article,
        folder,
        panel_pages(piece),
        [Drawing(side.name, *size) for side in piece.sides],
        {"piece": PieceValue.of(piece), "spare": spare, "bleed": BLEED, "crowded": crowded},
        {"piece": PieceValue.of(drawn)},
        concessions,
    )


def typeset_panels(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...]
) -> PanelSet:
    """The article in the first of the pieces that takes it at the ideal type size, else in the last.

    The clinic's locations stand where the layout wants them or, where they find no room there, after the copy. Raises
    Overset where it does not fit, or where text sticks out of a panel.
    """
    try:
        return _typeset(workspace, article, layout, folder, pieces, crowded=False)
    except Overset as error:
        if error.lines or not workspace.config.location:
            raise
    try:
        return _typeset(workspace, article, layout, folder, pieces, crowded=True)
    except Overset as error:
        error.hint = f"Let the leaflet show fewer locations in brochure.toml, or: {error.hint}"
        raise


def _typeset(
    workspace: Workspace, article: Article, layout: Layout, folder: Path, pieces: tuple[Piece, ...], *, crowded: bool
) -> PanelSet:
    with blame(article):
        concessions = NO_CONCESSIONS
        while True:
            done = _set(workspace, article, layout, folder, pieces, concessions, crowded=crowded)
            job, merged, fitted, spare, pages = done
            concessions = _narrowed(job, fitted.setting, pages)
            if concessions == job.concessions:
                break
        check(pages.pages, article, workspace.settings)
        pages.require(partial(_check_number, job.piece), _template(job))
        piece = job.piece
        free = tuple(panel.name for panel in piece.flow[len(piece.flow) - (spare or 0) :])
        found = _found(job, fitted.setting, pages, len(free))
        pdf = with_art(pages.pdf(), piece, merged)
        names = (*_names(piece, pages), *(side.art for side in piece.sides))
        web = workspace.config.clinic.web
        codes = qr.judged(pages.pages, merged.code, web, lambda: workspace.line_of("web"))
        notes = (*pages.notes, *codes, *as_lists(job.concessions, article))
        return PanelSet(piece, pieces.index(piece), pdf, names, found, free, notes, pages.thinnest)


def _set(
    workspace: Workspace,
    article: Article,
    layout: Layout,
    folder: Path,
    pieces: tuple[Piece, ...],
    concessions: Concessions,
    *,
    crowded: bool,
) -> tuple[_Job, Merged, Fitted[Typeset], int | None, Typeset]:
    """The article with these concessions, and those that its title needs: fitted, and level."""
    for piece in pieces:
        job, merged, typesetter, first = _titled(_Job(workspace, article, layout, folder, piece, crowded, concessions))
        concessions = job.concessions
        # Another arrangement follows: this one must do at the ideal size or better.
        least = layout.type.smallest if piece is pieces[-1] else layout.type.ideal
        fitted = _fit(job, typesetter, first, least)
        if fitted.fits:
            break
    if not fitted.fits:
        raise too_long(article, _flow(fitted.pages), len(piece.flow), folder.name, layout.type.smallest)
    if workspace.config.location and not crowded:
        check(fitted.pages.pages, article, workspace.settings)  # before copy is levelled that has to make room for them
    spare = _spare(job, fitted)
    return job, merged, fitted, spare, fitted.pages if spare is None else _level(job, fitted.setting, spare)


def _titled(job: _Job) -> tuple[_Job, Merged, Typesetter, Typeset]:
    """The article in the ideal type, with as few concessions as let its title stand in its panel."""
    made: dict[int, tuple[_Job, Merged, Typesetter, Typeset]] = {}

    def holds(title: int) -> bool:
        tried = replace(job, concessions=replace(job.concessions, title=title))
        merged = tried.merged()
        typesetter = Typesetter(merged.html, merged.css, merged.fetcher)
        made[title] = tried, merged, typesetter, typesetter.typeset(type_css(job.layout.type.ideal))
        return not holds_too_much(made[title][3].pages)

    return made[fewest(holds, job.concessions.title)]


def _narrowed(job: _Job, setting: Setting, pages: Typeset) -> Concessions:
    """The concessions with which each table is as wide as its place, in this setting."""
    concessions = job.concessions
    while wide := {line for page in pages.pages for line in page.wide_tables}:
        if not (next_ := concessions.of_tables(wide)):
            break
        concessions = next_
        merged = replace(job, concessions=concessions).merged()
        pages = Typesetter(merged.html, merged.css, merged.fetcher).typeset(type_css(setting))
    return concessions


def _names(piece: Piece, pages: Typeset) -> tuple[str, ...]:
    flow = iter(piece.flow)
    return tuple(page.name or next(flow).name for page in pages.pages)


def _fit(job: _Job, typesetter: Typesetter, first: Typeset, least: Setting) -> Fitted[Typeset]:
    """The largest type, not below `least`, at which the copy fits, and the pages; `first` are those of the ideal."""
    settings = [setting for setting in ladder(job.layout.type) if setting.size >= least.size]

    def attempt(setting: Setting) -> Typeset:
        pages = first if setting == job.layout.type.ideal else typesetter.typeset(type_css(setting))
        pages.require(partial(_check_panels, job.piece), _template(job))
        return pages

    return fit(settings, attempt, lambda pages: _depth(job.piece, pages), job.layout.type.ideal)


def _check_panels(piece: Piece, pages: Sequence[SetPage]) -> None:
    """Raises BadInput where a panel has no page, or one without room."""
    for page in pages:
        if not page.depth > 0:
            where = f"the panel '{page.name}'" if page.name else "a panel"
            raise BadInput(f"The layout leaves no room for copy in {where}.", hint="Make its margins smaller.")
    names = [page.name for page in pages]
    for panel in piece.panels:
        if panel.name not in names and not panel.flow:
            raise BadInput(f"The layout sets nothing in the panel '{panel.name}'.", hint="Show what stands in it.")
    if all(names):
        raise BadInput("The layout sets no copy.", hint="Show the copy.")


def _check_number(piece: Piece, pages: Sequence[SetPage]) -> None:
    """Raises BadInput where copy and lines for notes take another number of panels than there are."""
    count = sum(not page.name for page in pages)
    if count != len(piece.flow):
        raise BadInput(
            f"The layout sets copy and lines for notes in {count} panels; it has {len(piece.flow)} for them.",
            hint="Let each panel of lines for notes fill one.",
        )


def _template(job: _Job) -> Path:
    return Path("layouts") / job.folder.name / "leaflet.html"


def _depth(piece: Piece, pages: Typeset, spare: int = 0) -> Depth:
    flow = _flow(pages)
    copy = flow[: len(flow) - spare]
    room = len(piece.flow) - spare
    last = 0.0 if not copy else copy[-1].used / copy[-1].depth if copy[-1].depth else 1.0
    return Depth(max(0, len(copy) - 1) + min(1.0, last), room)


def _flow(pages: Typeset) -> list[SetPage]:
    return [page for page in pages.pages if not page.name]


def _spare(job: _Job, fitted: Fitted[Typeset]) -> int | None:
    """How many panels short copy leaves free; None where it fills them all, and there is nothing to level."""
    used, room = _depth(job.piece, fitted.pages).used, len(job.piece.flow)
    if used >= room * _FULL_ENOUGH or (ceil(used) == room and fitted.setting != job.layout.type.largest):
        return None
    return room - ceil(used)


def _level(job: _Job, setting: Setting, spare: int) -> Typeset:
    """The copy level over all but the `spare` panels, which get lines for notes: the least depth at which it fits."""
    merged = job.merged(spare)
    typesetter = Typesetter(merged.html, merged.css, merged.fetcher)
    best = typesetter.typeset(type_css(setting))
    letters = _letters(best)
    low, high = 0, int(min(panel.depth for panel in job.piece.flow) / _LEVEL)
    while high - low > 1:
        middle = (low + high) // 2
        pages = typesetter.typeset(type_css(setting) + level_css(job.piece, middle * _LEVEL))
        whole = _letters(pages) >= letters and not any(page.outside for page in pages.pages)
        if whole and _depth(job.piece, pages, spare).fits:
            low, best = middle, pages
        else:
            high = middle
    return best


def _letters(pages: Typeset) -> int:
    """How much copy is set: where a panel is too shallow for a table's head and a row, the engine drops the head."""
    return sum(len(line.text.replace(" ", "")) for page in _flow(pages) for line in page.lines)


def _found(job: _Job, setting: Setting, pages: Typeset, spare: int) -> Fit:
    flow = _flow(pages)[: len(job.piece.flow) - spare]
    depths = [panel.depth for panel in job.piece.flow]
    line = setting.size * setting.leading
    panels = tuple(
        PanelFit(panel.name, round(page.used / panel.depth, 3), int((panel.depth - page.used) / line + 0.01))
        for panel, page in zip(job.piece.flow, flow, strict=False)
    )
    return Fit(setting.size, round(sum(page.used for page in flow) / sum(depths), 3), panels)
