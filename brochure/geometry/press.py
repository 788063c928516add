"""The press sheet: a flat with its bleed and the marks around it, once or several times. Numbers only.

All lengths in points; coordinates as in PDF, from the bottom left corner of the media.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from brochure.geometry.flat import Flat, ImposedPage, flats, place, spreads
from brochure.geometry.fold import Axis
from brochure.geometry.piece import Piece
from brochure.geometry.press_settings import GAP, TARGET, PressSettings
from brochure.geometry.rect import Line, Rect
from brochure.units import MM

#: Side of a colour bar's patch: 5 mm, which hand-held densitometers (aperture 3 mm) still measure.
PATCH = 5 * MM
#: Type size of the slug line.
SLUG = 6.0
#: Height of the slug line, from its descenders to its accents: 1.3 em in Atkinson Hyperlegible Next (`hhea` table).
SLUG_LINE = SLUG * 1.3
#: Two positions less than this apart are the same: the accuracy of the boxes, 0.01 pt.
_SAME = 0.01


@dataclass(frozen=True)
class PressSheet:
    """A press sheet of copies of each of its flats, which are equally large.

    Left and right margins are equal and the colour bar stands at the head of both sides: turned over on its upright
    axis, the back of each copy falls on its front. Where `turn` is level, the margins at head and foot are equal.
    """

    flats: tuple[Flat, ...]
    settings: PressSettings
    turn: Axis = "upright"

    @property
    def width(self) -> float:
        """Of one copy."""
        return self.flats[0].width

    @property
    def height(self) -> float:
        """Of one copy."""
        return self.flats[0].height

    def flat(self, name: str) -> Flat:
        """The flat of that name."""
        return next(flat for flat in self.flats if flat.name == name)

    @property
    def pages(self) -> tuple[ImposedPage, ...]:
        """A page for each flat, which bears all its copies."""
        bleed = self.settings.bleed
        return tuple(
            ImposedPage(
                self.media.width,
                self.media.height,
                tuple(
                    placed
                    for number, copy in enumerate(self.copies)
                    for placed in place(flat, number, copy, copy.grown(bleed))
                ),
            )
            for flat in self.flats
        )

    @property
    def media(self) -> Rect:
        """All of the page, its corner at 0, 0."""
        trim, reach = self.trim, self.settings.reach
        return Rect(0, 0, trim.right + reach, trim.top + reach + self._beyond_marks[1])

    @property
    def trim(self) -> Rect:
        """From the first copy's corner to the last one's: what is left when the outermost cuts are made."""
        settings = self.settings
        width = settings.across * self.width + (settings.across - 1) * settings.gutter
        height = settings.down * self.height + (settings.down - 1) * settings.gutter
        return Rect(settings.reach, settings.reach + self._beyond_marks[0], width, height)

    @property
    def bleed(self) -> Rect:
        """The trim with the bleed on all sides."""
        return self.trim.grown(self.settings.bleed)

    @property
    def copies(self) -> tuple[Rect, ...]:
        """The trim of each copy, row by row from the bottom left."""
        step_x, step_y = self.width + self.settings.gutter, self.height + self.settings.gutter
        return tuple(
            Rect(self.trim.x + column * step_x, self.trim.y + row * step_y, self.width, self.height)
            for row in range(self.settings.down)
            for column in range(self.settings.across)
        )

    @property
    def crop_marks(self) -> tuple[Line, ...]:
        """Two at each end of every cut; between copies there are none, a guillotine is set from the outside."""
        if not self.settings.marks:
            return ()
        cuts_x = _distinct(edge for copy in self.copies for edge in (copy.x, copy.right))
        cuts_y = _distinct(edge for copy in self.copies for edge in (copy.y, copy.top))
        return (*self._upright(cuts_x), *self._level(cuts_y))

    def fold_marks(self, side: str) -> tuple[Line, ...]:
        """Where a side folds, at both ends of the sheet."""
        if not self.settings.marks:
            return ()
        columns, rows = self.copies[: self.settings.across], self.copies[:: self.settings.across]
        upright = (copy.x + fold for copy in columns for fold in self.flat(side).upright_folds)
        level = (copy.top - fold for copy in rows for fold in self.flat(side).level_folds)
        return (*self._upright(upright), *self._level(level))

    def fold_lines(self, side: str) -> tuple[Line, ...]:
        """The folds themselves, from trim to trim, for the layer of processing steps."""
        flat = self.flat(side)
        upright = (
            Line(copy.x + fold, copy.y, copy.x + fold, copy.top) for copy in self.copies for fold in flat.upright_folds
        )
        level = (
            Line(copy.x, copy.top - fold, copy.right, copy.top - fold)
            for copy in self.copies
            for fold in flat.level_folds
        )
        return (*upright, *level)

    @property
    def targets(self) -> tuple[tuple[float, float], ...]:
        """Centres of the registration marks, outside the crop marks in the middle of each edge."""
        if not self.settings.marks:
            return ()
        area = self.trim.grown(self.settings.offset + self.settings.length + GAP + TARGET)
        middle_x, middle_y = area.x + area.width / 2, area.y + area.height / 2
        return (middle_x, area.y), (middle_x, area.top), (area.x, middle_y), (area.right, middle_y)

    def patches(self, count: int) -> tuple[Rect, ...]:
        """So many patches of the colour bar, side by side above all else; smaller where the trim is narrow."""
        if not self.settings.colour_bar:
            return ()
        size = min(PATCH, self.trim.width / count)
        y = self.media.top - GAP - size
        return tuple(Rect(self.trim.x + number * size, y, size, size) for number in range(count))

    @property
    def slug(self) -> Rect | None:
        """Where the slug line stands, below all else: as wide as the trim and as high as its type."""
        return Rect(self.trim.x, GAP, self.trim.width, SLUG_LINE) if self.settings.slug else None

    @property
    def _beyond_marks(self) -> tuple[float, float]:
        """How deep what stands beyond the marks is, at the foot and at the head."""
        foot = SLUG_LINE + 2 * GAP if self.settings.slug else 0
        head = PATCH + 2 * GAP if self.settings.colour_bar else 0
        return (foot, head) if self.turn == "upright" else (max(foot, head), max(foot, head))

    @property
    def _mark_zone(self) -> tuple[Rect, Rect]:
        """Where marks begin and where they end."""
        offset, length = self.settings.offset, self.settings.length
        return self.trim.grown(offset), self.trim.grown(offset + length)

    def _upright(self, places: Iterable[float]) -> tuple[Line, ...]:
        near, far = self._mark_zone
        ends = ((near.y, far.y), (near.top, far.top))
        return tuple(Line(x, inner, x, outer) for x in places for inner, outer in ends)

    def _level(self, places: Iterable[float]) -> tuple[Line, ...]:
        near, far = self._mark_zone
        ends = ((near.x, far.x), (near.right, far.right))
        return tuple(Line(inner, y, outer, y) for y in places for inner, outer in ends)


def press_sheet(piece: Piece, settings: PressSettings) -> PressSheet:
    """The sheet on which the piece is printed.

    Of a booklet that is each page by itself, for the shop to impose, and no page twice; with `signatures`, its pages
    two by two as they lie on its sheets. Raises ValueError as `spreads`.
    """
    if piece.fold != "saddle":
        return PressSheet(flats(piece), settings, piece.turn)
    if settings.signatures:
        return PressSheet(spreads(piece, settings.caliper), settings)
    return PressSheet(flats(piece), replace(settings, across=1, down=1))


def _distinct(places: Iterable[float]) -> list[float]:
    """In their order, without those that are the same."""
    kept: list[float] = []
    for one in sorted(places):
        if not kept or one - kept[-1] > _SAME:
            kept.append(one)
    return kept
