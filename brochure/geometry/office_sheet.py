"""The office printer's sheets: leaflets as they are, a booklet's pages two by two, cards several to a sheet.

Numbers only: all lengths in points; coordinates as in PDF, from the bottom left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brochure.geometry.flat import Flat, ImposedPage, PlacedSide, flats, place, spreads
from brochure.geometry.office_settings import Flip, OfficeSettings, Order
from brochure.geometry.paper import Orientation, Paper
from brochure.geometry.piece import Duplex, Piece, edge_of
from brochure.geometry.rect import Line, Rect

#: What a PDF calls them.
EDGES: dict[Flip, Duplex] = {"short-edge": "DuplexFlipShortEdge", "long-edge": "DuplexFlipLongEdge"}

#: Length of a cut mark, 1/4 in; it ends at the sheet's edge. Between bleed and mark there is as much as is seen.
_MARK, _GAP = 18.0, 1.5
#: Where nothing is left around the copies, marks stand in the white edge and reach so far beyond it, on the cut itself.
_OVER = 6.0
#: The accuracy of sheets.
_SAME = 0.01


@dataclass(frozen=True)
class OfficeSheets:
    """The pages of a file for the office printer: front and back of each sheet, or fronts alone.

    `up` is how many copies (of a leaf of the booklet, if it is one) a sheet bears; `marks` where they are cut out, the
    same on each page; `bleed` how far they reach beyond their trims at most.
    """

    pages: tuple[ImposedPage, ...]
    duplex: Duplex | None
    up: int = 1
    marks: tuple[Line, ...] = ()
    bleed: float = 0.0


@dataclass(frozen=True)
class _Grid:
    """Copies on a sheet, in its middle, with the same distance between all of them."""

    sheet: tuple[float, float]
    size: tuple[float, float]
    across: int
    down: int
    gutter: tuple[float, float]
    bleed: float

    @property
    def count(self) -> int:
        return self.across * self.down

    @property
    def block(self) -> Rect:
        """From the first copy's corner to the last one's."""
        width = self.across * self.size[0] + (self.across - 1) * self.gutter[0]
        height = self.down * self.size[1] + (self.down - 1) * self.gutter[1]
        return Rect((self.sheet[0] - width) / 2, (self.sheet[1] - height) / 2, width, height)

    @property
    def least_margin(self) -> float:
        return min(self.block.x, self.block.y)

    def trim(self, column: int, row: int) -> Rect:
        """Of the copy in that column and row, from the left and from the head."""
        x = self.block.x + column * (self.size[0] + self.gutter[0])
        y = self.block.top - self.size[1] - row * (self.size[1] + self.gutter[1])
        return Rect(x, y, *self.size)

    def within(self, column: int, row: int) -> Rect:
        """What may be drawn of it: its bleed, which ends half-way to its neighbours."""
        trim = self.trim(column, row)
        left = self.bleed if column == 0 else min(self.bleed, self.gutter[0] / 2)
        right = self.bleed if column == self.across - 1 else min(self.bleed, self.gutter[0] / 2)
        head = self.bleed if row == 0 else min(self.bleed, self.gutter[1] / 2)
        foot = self.bleed if row == self.down - 1 else min(self.bleed, self.gutter[1] / 2)
        return Rect(trim.x - left, trim.y - foot, trim.width + left + right, trim.height + head + foot)


def office_sheets(piece: Piece, paper: Paper, settings: OfficeSettings) -> OfficeSheets:
    """The sheets of a piece; one that takes all of the paper, or is larger, is printed as it is.

    Raises ValueError where a booklet's pages do not make up sheets.
    """
    faces = spreads(piece, settings.caliper) if piece.fold == "saddle" else flats(piece)
    grid = _grid((faces[0].width, faces[0].height), paper, settings)
    duplex, turned = _duplex(piece, grid, settings) if len(faces) > 1 else (None, False)
    pages = tuple(
        ImposedPage(*grid.sheet, sides, turned and back) for back, sides in _pages(piece, faces, grid, settings.order)
    )
    return OfficeSheets(pages, duplex, grid.count, tuple(_marks(grid, settings)), grid.bleed)


def _duplex(piece: Piece, grid: _Grid, settings: OfficeSettings) -> tuple[Duplex, bool]:
    """The edge on which sheets are turned over, and whether their backs must stand on their heads for it."""
    suits = edge_of(piece.turn, *grid.sheet)
    duplex = EDGES[settings.flip] if settings.flip else suits
    return duplex, duplex != suits


def _grid(size: tuple[float, float], paper: Paper, settings: OfficeSettings) -> _Grid:
    """As many copies as go on the paper, in the middle of what can be printed; else in the middle of the sheet."""
    orientations: tuple[Orientation, Orientation] = ("portrait", "landscape")
    sheets = [paper.sheet(orientation) for orientation in orientations]
    for edge in (settings.white_edge, 0.0):
        grids = [grid for sheet in sheets if (grid := _filled(sheet, size, edge, settings))]
        if grids:
            return max(grids, key=lambda grid: (grid.count, grid.least_margin))
    return _Grid(size, size, 1, 1, (0, 0), 0)


def _filled(
    sheet: tuple[float, float], size: tuple[float, float], edge: float, settings: OfficeSettings
) -> _Grid | None:
    counts, gutters = [], []
    for length, one in zip(sheet, size, strict=True):
        count = int((length - 2 * edge + _SAME) // one)
        # With room for bleeds and marks all around, copies are cut out singly; else one cut parts two of them.
        roomy = length - 2 * edge - count * one >= (count - 1) * 2 * settings.bleed + 2 * (settings.bleed + _MARK / 2)
        counts.append(count)
        gutters.append(2 * settings.bleed if edge and count > 1 and roomy else 0.0)
    if not all(counts):
        return None
    bare = _Grid(sheet, size, counts[0], counts[1], (gutters[0], gutters[1]), 0)
    bleed = min(settings.bleed, max(0.0, bare.least_margin - edge) / (2 if edge else 1))
    return _Grid(sheet, size, counts[0], counts[1], (gutters[0], gutters[1]), bleed)


def _pages(
    piece: Piece, faces: Sequence[Flat], grid: _Grid, order: Order
) -> Iterator[tuple[bool, tuple[PlacedSide, ...]]]:
    """For each page whether it is a back, and what it bears."""
    per_leaf = min(len(faces), 2)
    leaves = [faces[at : at + per_leaf] for at in range(0, len(faces), per_leaf)]
    for positions in _positions(len(leaves), grid.count, order):
        for back in range(per_leaf):
            sides: list[PlacedSide] = []
            for at, leaf in positions:
                row, column = divmod(at, grid.across)
                if back and piece.turn == "upright":
                    column = grid.across - 1 - column
                elif back:
                    row = grid.down - 1 - row
                copy = at if order == "step-and-repeat" or len(leaves) == 1 else at // len(leaves)
                sides += place(leaves[leaf][back], copy, grid.trim(column, row), grid.within(column, row))
            yield bool(back), tuple(sides)


def _positions(leaves: int, up: int, order: Order) -> Iterator[list[tuple[int, int]]]:
    """For each sheet the leaf (from 0) at each of its places that is not left blank.

    Sheets that are cut and stacked give the leaves in order when the pile of each place is laid on that of the next.
    """
    if order == "step-and-repeat" or up == 1:
        for leaf in range(leaves):
            yield [(at, leaf) for at in range(up)]
        return
    if leaves <= up:
        yield [(at, at % leaves) for at in range(up // leaves * leaves)]
        return
    sheets = -(-leaves // up)
    for sheet in range(sheets):
        yield [(at, at * sheets + sheet) for at in range(up) if at * sheets + sheet < leaves]


def _is_full(grid: _Grid, settings: OfficeSettings) -> bool:
    """Whether nothing is left around the copies that a printer could print marks on."""
    return grid.least_margin < settings.white_edge


def _marks(grid: _Grid, settings: OfficeSettings) -> Iterator[Line]:
    """At both ends of each cut, as the guillotine is set by them; none between copies."""
    block, (width, height) = grid.block, grid.sheet
    trims = [grid.trim(column, row) for column in range(grid.across) for row in range(grid.down)]
    full = _is_full(grid, settings)
    xs = sorted({round(edge, 4) for trim in trims for edge in (trim.x, trim.right)})
    ys = sorted({round(edge, 4) for trim in trims for edge in (trim.y, trim.top)})
    if full:  # the outermost edges are those of the sheet, or so near to it that nobody cuts there
        xs, ys = xs[1:-1], ys[1:-1]
    gap = grid.bleed + _GAP
    reach = settings.white_edge + _OVER if full else gap + _MARK

    def ends(start: float, end: float, edge: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Both marks of a cut, each from inside to outside, where the copies reach from `start` to `end`."""
        if full:
            return (reach, 0.0), (edge - reach, edge)
        return (start - gap, max(start - reach, 0.0)), (end + gap, min(end + reach, edge))

    for x in xs:
        for inner, outer in ends(block.y, block.top, height):
            yield Line(x, inner, x, outer)
    for y in ys:
        for inner, outer in ends(block.x, block.right, width):
            yield Line(inner, y, outer, y)
