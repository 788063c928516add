"""An article that is to stand in a piece: merged for its panels, and what was set of it already."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from brochure.content.article import Article
from brochure.geometry.arranged import FIRST, Arranged
from brochure.geometry.layout import Layout, Setting
from brochure.geometry.piece import Piece, let_in, mirrored
from brochure.typeset.concessions import NO_CONCESSIONS, Concessions
from brochure.typeset.copyfit import Copyfit, Key
from brochure.typeset.engine.render import Typeset
from brochure.typeset.free_panels import FreePanels
from brochure.typeset.merge import Merged, merge
from brochure.typeset.pages import BLEED, across_css, panel_pages
from brochure.typeset.values import Drawing, PieceValue
from brochure.workspace.language import is_right_to_left
from brochure.workspace.workspace import Workspace


@dataclass(frozen=True)
class Kept:
    """What was merged and set for an article already."""

    copyfits: dict[Hashable, Copyfit] = field(default_factory=dict)
    galleys: dict[Key, Typeset] = field(default_factory=dict)


@dataclass(frozen=True)
class PanelJob:
    """An article in one arrangement of a layout, `given` as the layout has it, with what gives way.

    Tables run across the columns in the setting `across`, where the arrangement lets them in.
    """

    workspace: Workspace
    article: Article
    layout: Layout
    folder: Path
    given: Piece
    crowded: bool
    concessions: Concessions
    arrangement: Arranged = FIRST
    sources_apart: bool = False
    across: Setting | None = None

    @cached_property
    def piece(self) -> Piece:
        """With what was let in."""
        return let_in(self.given, self.arrangement.across) if self.arrangement.across else self.given

    @property
    def lines_across(self) -> frozenset[int]:
        """The tables that run across the columns."""
        return self.concessions.across if self.across else frozenset()

    def copyfit(self, kept: Kept) -> Copyfit:
        """Of the article with these concessions."""
        tables = tuple(sorted(self.concessions.tables.items()))
        given_way = self.concessions.title, self.concessions.others, tables, self.lines_across
        key = self.piece, given_way, self.crowded, self.sources_apart, self.across
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
            apart=not self.lines_across,
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
            across=self.across,
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
    across: Setting | None = None,
) -> Merged:
    """The article in the layout of `folder`, with what stands on `free` panels, not yet typeset.

    `crowded` tells the layout that its fixed panels have no room for the list of the clinic's locations, and
    `sources_apart` that they have some for the sources. Tables run across in the setting `across`.
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
        panel_pages(piece) + (across_css(across) if across else ""),
        [Drawing(side.name, *size, side.template) for side in piece.sides],
        values,
        {"piece": PieceValue.of(drawn)},
        concessions,
        across=across is not None,
    )
