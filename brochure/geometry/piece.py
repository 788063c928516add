"""The piece: a layout's arrangement on a paper, each panel with its place on the flat sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from brochure.geometry.fold import panel_widths
from brochure.geometry.layout import Arrangement, Layout, Margin, Row
from brochure.geometry.layout import Side as SideSpec
from brochure.geometry.paper import Paper
from brochure.units import INCH

#: Half an inch: a panel that has less for copy, either way, is a slip of the pen (points).
_LEAST_ROOM = 36.0
#: Flow panels whose measures differ by no more share one: what a panel of cover stock is tucked in, 1/8 in or 3 mm.
_HAIR = INCH / 8 + 0.1


@dataclass(frozen=True)
class Panel:
    """One face of the piece. `x` and `y` from the sheet's top left corner, all in points."""

    name: str
    side: str
    x: float
    y: float
    width: float
    height: float
    margin: Margin
    flow: bool

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
    """One side of the flat sheet, its panels from left to right and top to bottom."""

    name: str
    panels: tuple[Panel, ...]

    @property
    def art(self) -> str:
        """The name of the page that bears the side's art while it is typeset."""
        return f"sheet-{self.name}"


@dataclass(frozen=True)
class Piece:
    """The whole piece: `width` × `height` of the flat sheet in points, its sides, its panels in reading order.

    `short` is the order in which short copy takes the panels of the flow; without one it takes them as they are read.
    """

    width: float
    height: float
    sides: tuple[Side, ...]
    panels: tuple[Panel, ...]
    short: tuple[str, ...] = ()

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


def pieces(layout: Layout, paper: Paper) -> tuple[Piece, ...]:
    """Each arrangement of the layout on this paper, in the layout's order of preference.

    Raises ValueError where the fold does not go with the panels, or rows are higher than the sheet.
    """
    return tuple(_piece(layout, arrangement, paper) for arrangement in layout.arrangements)


def _piece(layout: Layout, arrangement: Arrangement, paper: Paper) -> Piece:
    width, height = paper.sheet(layout.orientation)
    sides = tuple(
        Side(side.name, _panels(layout, arrangement, side, paper, inside=number == 1))
        for number, side in enumerate(arrangement.sides)
    )
    sides = _one_measure(sides)
    by_name = {panel.name: panel for side in sides for panel in side.panels}
    return Piece(width, height, sides, tuple(by_name[name] for name in arrangement.reading), arrangement.short)


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


def _panels(
    layout: Layout, arrangement: Arrangement, side: SideSpec, paper: Paper, *, inside: bool
) -> tuple[Panel, ...]:
    width, height = paper.sheet(layout.orientation)
    panels: list[Panel] = []
    y = 0.0
    for row, depth in zip(side.rows, _row_heights(side.rows, height), strict=True):
        widths = panel_widths(layout.fold, len(row.panels), width, paper.tuck)
        x = 0.0
        for name, breadth in zip(row.panels, reversed(widths) if inside else widths, strict=True):
            style = layout.panels.get(name)
            margin = style.margin if style else layout.margin
            panels.append(_roomy(Panel(name, side.name, x, y, breadth, depth, margin, name in arrangement.flow)))
            x += breadth
        y += depth
    return tuple(panels)


def mirrored(piece: Piece) -> Piece:
    """The piece for a language that is read from right to left: each panel and its margins as in a mirror."""

    def turned(panel: Panel) -> Panel:
        top, right, bottom, left = panel.margin
        return replace(panel, x=piece.width - panel.x - panel.width, margin=(top, left, bottom, right))

    sides = tuple(replace(side, panels=tuple(map(turned, side.panels))) for side in piece.sides)
    return replace(piece, sides=sides, panels=tuple(map(turned, piece.panels)))


def _roomy(panel: Panel) -> Panel:
    if min(panel.measure, panel.depth) < _LEAST_ROOM:
        raise ValueError(f"the margins of the panel '{panel.name}' leave no room for copy")
    return panel


def _row_heights(rows: tuple[Row, ...], height: float) -> list[float]:
    """Rows without a height share what is left."""
    remaining = height - sum(row.height or 0 for row in rows)
    free = sum(row.height is None for row in rows)
    if remaining < 0 or (free and remaining <= 0):
        raise ValueError("the rows are higher than the sheet")
    if not free and remaining > 0.01:
        raise ValueError("the rows do not fill the sheet; leave one without a height")
    return [remaining / free if row.height is None else row.height for row in rows]
