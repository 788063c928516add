"""The piece: a layout's arrangement on a paper, each panel with its place on the flat sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from brochure.geometry.arrangement import Arrangement
from brochure.geometry.arrangement import Side as SideSpec
from brochure.geometry.fold import FOLDS, Axis, Fold
from brochure.geometry.folding import on_its_side, reading_order
from brochure.geometry.layout import Layout
from brochure.geometry.paper import Paper
from brochure.geometry.placement import SAME, row_heights, row_widths, sides_of
from brochure.geometry.tables import Margin
from brochure.units import INCH

Duplex = Literal["DuplexFlipShortEdge", "DuplexFlipLongEdge"]

#: Half an inch: a panel that has less for copy, either way, is a slip of the pen (points).
_LEAST_ROOM = 36.0
#: Flow panels whose measures differ by no more share one: what a panel of cover stock is tucked in, 1/8 in or 3 mm.
_HAIR = INCH / 8 + 0.1


@dataclass(frozen=True)
class Panel:
    """One face of the piece. `x` and `y` from the top left corner of its side, all in points.

    `rotation` is how it is turned on the flat sheet, in degrees, so that it is upright when it is read: 0, or 180 where
    it stands on its head. Its `margin` is that of the panel as it is read.
    """

    name: str
    side: str
    x: float
    y: float
    width: float
    height: float
    margin: Margin
    flow: bool
    rotation: int = 0

    @property
    def depth(self) -> float:
        """Height that is left for copy."""
        return self.height - self.margin[0] - self.margin[2]

    @property
    def measure(self) -> float:
        """Width that is left for copy."""
        return self.width - self.margin[1] - self.margin[3]


@dataclass(frozen=True)
class Side:
    """One side of the flat sheet, or a page of a booklet; its panels from left to right and top to bottom.

    `upright_folds` and `level_folds` are where it folds, from its left and from its head, in points. `drawing` names
    the template of its art, where that is not its own.
    """

    name: str
    panels: tuple[Panel, ...]
    upright_folds: tuple[float, ...] = ()
    level_folds: tuple[float, ...] = ()
    drawing: str = ""

    @property
    def template(self) -> str:
        """The file in the layout's folder that draws its art."""
        return f"{self.drawing or self.name}.svg"

    @property
    def art(self) -> str:
        """The name of the page that bears the side's art while it is typeset."""
        return f"sheet-{self.name}"


@dataclass(frozen=True)
class Across:
    """Where a panel may be let in across the columns: its place, with no depth yet, and what is read after it."""

    panel: Panel
    before: str = ""


@dataclass(frozen=True)
class Piece:
    """The whole piece: `width` × `height` of the flat sheet in points, its sides, its panels in reading order.

    Sides are the outside and the inside of one sheet, or the pages of a booklet (`fold` is "saddle"), each as large as
    the piece. `short` is the order in which short copy takes the panels of the flow; without one it takes them as they
    are read. `to_left`: it is made for readers from right to left, its spine at the right. `across` is a panel that is
    not among its panels, but may be. In type smaller than `least` points its lines would have too many letters.
    """

    width: float
    height: float
    sides: tuple[Side, ...]
    panels: tuple[Panel, ...]
    short: tuple[str, ...] = ()
    fold: Fold = "none"
    to_left: bool = False
    across: Across | None = None
    least: float = 0.0

    @property
    def turn(self) -> Axis:
        """The axis on which the flat sheet is turned over, so that what is on its back is upright."""
        return FOLDS[self.fold].turn

    @property
    def duplex(self) -> Duplex:
        """The edge on which an office printer turns the sheet over."""
        return edge_of(self.turn, self.width, self.height)

    @property
    def flow(self) -> tuple[Panel, ...]:
        """The panels that take the article's text."""
        return tuple(panel for panel in self.panels if panel.flow)

    def taken(self, count: int) -> tuple[Panel, ...]:
        """The panels of the flow that copy takes which needs so many."""
        names = self.short[:count] or tuple(panel.name for panel in self.flow[:count])
        return tuple(panel for panel in self.flow if panel.name in names)

    def panel(self, name: str) -> Panel:
        """The panel of that name; KeyError where there is none."""
        try:
            return next(panel for panel in self.panels if panel.name == name)
        except StopIteration:
            raise KeyError(name) from None


def edge_of(turn: Axis, width: float, height: float) -> Duplex:
    """The edge of a sheet of that size which is along the axis: for an upright one the short edge, if it lies."""
    short = (turn == "upright") == (width > height)
    return "DuplexFlipShortEdge" if short else "DuplexFlipLongEdge"


def pieces(layout: Layout, paper: Paper) -> tuple[Piece, ...]:
    """Each arrangement of the layout on this paper, in the layout's order of preference.

    Raises ValueError where the fold does not go with the panels, or rows are higher than the sheet.
    """
    return tuple(_piece(layout, arrangement, paper) for arrangement in layout.arrangements)


def _piece(layout: Layout, arrangement: Arrangement, paper: Paper) -> Piece:
    fold = layout.folds_on(paper)
    width, height = layout.size(arrangement, paper)
    sides = tuple(
        _side(layout, arrangement, side, paper, outside=number == 0)
        for number, side in enumerate(sides_of(arrangement, fold))
    )
    sides = _one_measure(sides)
    by_name = {panel.name: panel for side in sides for panel in side.panels}
    names = (name for whole in arrangement.reading for name in _names(layout, whole))
    panels = tuple(by_name[name] for name in names if name in by_name)
    across = _across(layout, arrangement, paper)
    return Piece(width, height, sides, panels, arrangement.short, fold, across=across, least=arrangement.least)


def _across(layout: Layout, arrangement: Arrangement, paper: Paper) -> Across | None:
    fold, (width, height) = layout.folds_on(paper), layout.size(arrangement, paper)
    for side in sides_of(arrangement, fold):
        y = 0.0
        for row, depth in zip(side.rows, row_heights(side, fold, height), strict=True):
            if row.across:
                (name,) = row.panels
                after = arrangement.reading[arrangement.reading.index(name) + 1 :]
                return Across(Panel(name, side.name, 0, y, width, 0, _margin(layout, name), flow=False), *after[:1])
            y += depth
    return None


def let_in(piece: Piece, depth: float) -> Piece:
    """The piece with its panel across, which has so much room for copy, at the cost of the columns above it (points).

    Raises ValueError where the piece has no such panel, or they have no room for it.
    """
    if not piece.across:
        raise ValueError("the piece has no panel that is across its columns")
    given = piece.across.panel
    height = given.margin[0] + depth + given.margin[2]
    wide = replace(given, y=given.y - height, height=height)

    def shortened(panel: Panel) -> Panel:
        is_above = panel.side == given.side and panel.flow and abs(panel.y + panel.height - given.y) < SAME
        return _roomy(replace(panel, height=panel.height - height)) if is_above else panel

    def with_it(side: Side) -> Side:
        panels = tuple(map(shortened, side.panels))
        return replace(side, panels=_before(panels, wide, _below(panels, given)) if side.name == given.side else panels)

    panels = _before(tuple(map(shortened, piece.panels)), wide, piece.across.before)
    return replace(piece, sides=tuple(map(with_it, piece.sides)), panels=panels, across=None)


def _below(panels: Sequence[Panel], given: Panel) -> str:
    return next((panel.name for panel in panels if panel.y >= given.y - SAME), "")


def _before(panels: tuple[Panel, ...], new: Panel, name: str) -> tuple[Panel, ...]:
    """With the new one before that of the name; behind all others where there is none."""
    at = next((at for at, panel in enumerate(panels) if panel.name == name), len(panels))
    return (*panels[:at], new, *panels[at:])


def _one_measure(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Flow panels whose measures differ by a hair get that of the widest: copy then breaks alike on all of them.

    A panel that folds in is narrower, and so are its margins.
    """
    measures = [panel.measure for side in sides for panel in side.panels if panel.flow]
    if not measures or max(measures) - min(measures) > _HAIR:
        return sides
    widest = max(measures)
    return tuple(replace(side, panels=tuple(_widened(panel, widest) for panel in side.panels)) for side in sides)


def _widened(panel: Panel, measure: float) -> Panel:
    if not panel.flow:
        return panel
    less = (measure - panel.measure) / 2
    top, right, bottom, left = panel.margin
    return replace(panel, margin=(top, right - less, bottom, left - less))


def _side(layout: Layout, arrangement: Arrangement, side: SideSpec, paper: Paper, *, outside: bool) -> Side:
    fold, (width, height) = layout.folds_on(paper), layout.size(arrangement, paper)
    heights = row_heights(side, fold, height)
    rotations = _rotations(fold, len(side.rows[0].panels), outside=outside)
    panels: list[Panel] = []
    y = 0.0
    for at, (row, depth) in enumerate(zip(side.rows, heights, strict=True)):
        widths = row_widths(row, fold, width, paper.tuck, inside=not outside)
        x = 0.0
        for column, (name, breadth) in enumerate(zip(row.panels, widths, strict=True)):
            if row.across:
                continue
            style = layout.panels.get(name)
            margin = _margin(layout, name)
            rotation = rotations.get((column, at if FOLDS[fold].down > 1 else 0), 0)
            flow = name in arrangement.flow
            whole = Panel(name, side.name, x, y, breadth, depth, margin, flow, rotation)
            panels.extend(map(_roomy, _columns(whole, style.gutter if style else 0, _names(layout, name))))
            x += breadth
        y += depth
    upright = tuple(accumulate(widths[:-1])) if FOLDS[fold].steps(len(widths)) else ()
    level = tuple(accumulate(heights[:-1])) if FOLDS[fold].down > 1 else ()
    return Side(side.name, tuple(panels), upright, level, side.drawing or "")


def _margin(layout: Layout, panel: str) -> Margin:
    style = layout.panels.get(panel)
    return style.margin if style else layout.margin


def _names(layout: Layout, panel: str) -> tuple[str, ...]:
    """The panel's columns, each a panel for itself: middle-1, middle-2."""
    style = layout.panels.get(panel)
    if not style or style.columns == 1:
        return (panel,)
    return tuple(f"{panel}-{number}" for number in range(1, style.columns + 1))


def _columns(panel: Panel, gutter: float, names: Sequence[str]) -> Iterator[Panel]:
    """The panel in so many columns, side by side; the gutter between two is shared by their margins."""
    top, right, bottom, left = panel.margin
    measure = (panel.measure - gutter * (len(names) - 1)) / len(names)
    x = panel.x
    for number, name in enumerate(names):
        before = left if number == 0 else gutter / 2
        after = right if number == len(names) - 1 else gutter / 2
        width = before + measure + after
        yield replace(panel, name=name, x=x, width=width, margin=(top, after, bottom, before))
        x += width


def _rotations(fold: Fold, across: int, *, outside: bool) -> dict[tuple[int, int], int]:
    """The panels of a side that stand on their head, by column and row."""
    if not FOLDS[fold].steps(across):
        return {}
    face = "outside" if outside else "inside"
    return {on_its_side(seen, fold, across): seen.rotation for seen in reading_order(fold, across) if seen.face == face}


def mirrored(piece: Piece) -> Piece:
    """The piece for a language that is read from right to left: its panels, margins and folds as in a mirror."""

    def turned(panel: Panel) -> Panel:
        top, right, bottom, left = panel.margin
        return replace(panel, x=piece.width - panel.x - panel.width, margin=(top, left, bottom, right))

    def over(side: Side) -> Side:
        folds = tuple(piece.width - fold for fold in reversed(side.upright_folds))
        return replace(side, panels=tuple(map(turned, side.panels)), upright_folds=folds)

    sides, panels = tuple(map(over, piece.sides)), tuple(map(turned, piece.panels))
    across = piece.across and replace(piece.across, panel=turned(piece.across.panel))
    return replace(piece, sides=sides, panels=panels, to_left=not piece.to_left, across=across)


def _roomy(panel: Panel) -> Panel:
    if min(panel.measure, panel.depth) < _LEAST_ROOM:
        raise ValueError(f"the margins of the panel '{panel.name}' leave no room for copy")
    return panel
