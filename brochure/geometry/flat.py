"""What is printed as one and cut out: a side of the piece, or two pages of a booklet beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.geometry.piece import Panel, Piece, Side
from brochure.geometry.rect import Rect
from brochure.geometry.signature import PlacedPage, SheetSide, signatures


@dataclass(frozen=True)
class Part:
    """A side of the piece on a flat: the left edge of its trim, how wide it is, and from where to where it is drawn.

    All in points from the flat's left edge.
    """

    side: Side
    x: float
    width: float
    left: float
    right: float


@dataclass(frozen=True)
class Flat:
    """One face of what is cut out as one sheet. `name` can be part of a file's name, `title` is for people."""

    name: str
    title: str
    width: float
    height: float
    parts: tuple[Part, ...]
    upright_folds: tuple[float, ...] = ()
    level_folds: tuple[float, ...] = ()


@dataclass(frozen=True)
class PlacedSide:
    """A side on a page: its trim, and what of it is drawn, in points from the bottom left. Copies count from 0."""

    side: Side
    copy: int
    trim: Rect
    within: Rect

    def area(self, panel: Panel) -> Rect:
        """Where one of the side's panels lies on the page."""
        return Rect(self.trim.x + panel.x, self.trim.top - panel.y - panel.height, panel.width, panel.height)


@dataclass(frozen=True)
class ImposedPage:
    """A page of a file: its size, and the sides that it bears. `turned`: all of it stands on its head."""

    width: float
    height: float
    sides: tuple[PlacedSide, ...]
    turned: bool = False

    def area(self, placed: PlacedSide, panel: Panel) -> Rect:
        """Where a panel lies on the page as it is printed."""
        return self.printed(placed.area(panel))

    def printed(self, area: Rect) -> Rect:
        """An area as it lies when the page is printed."""
        if not self.turned:
            return area
        return Rect(self.width - area.right, self.height - area.top, area.width, area.height)

    @property
    def whole(self) -> bool:
        """Whether one side takes all of the page."""
        trim = self.sides[0].trim
        return len(self.sides) == 1 and (trim.x, trim.y, trim.width, trim.height) == (0, 0, self.width, self.height)


def flats(piece: Piece) -> tuple[Flat, ...]:
    """Each side, or each page of a booklet, by itself."""
    count = len(piece.sides)
    return tuple(
        Flat(
            side.name,
            f"page {number} of {count}" if piece.fold == "saddle" else side.name,
            piece.width,
            piece.height,
            (Part(side, 0.0, piece.width, 0.0, piece.width),),
            side.upright_folds,
            side.level_folds,
        )
        for number, side in enumerate(piece.sides, start=1)
    )


def spreads(piece: Piece, caliper: float) -> tuple[Flat, ...]:
    """A booklet's pages, two to a side of its sheets, in the order in which they are printed; creep for that caliper.

    Raises ValueError as `signatures`.
    """
    width = 2 * piece.width
    sides = signatures(len(piece.sides), piece.width, width, caliper, to_left=piece.to_left)
    return tuple(_spread(piece, side, width, len(sides) // 2) for side in sides)


def _spread(piece: Piece, side: SheetSide, width: float, sheets: int) -> Flat:
    def part(page: PlacedPage, left: float) -> Part:
        return Part(piece.sides[page.number - 1], page.x, piece.width, left, left + piece.width)

    face = "back" if side.back else "front"
    numbers = f"pages {side.left.number} and {side.right.number}"
    return Flat(
        f"sheet-{side.sheet}-{face}",
        f"sheet {side.sheet} of {sheets}, {face}, {numbers}",
        width,
        piece.height,
        (part(side.left, 0.0), part(side.right, piece.width)),
        (piece.width,),
    )


def place(flat: Flat, copy: int, at: Rect, within: Rect) -> tuple[PlacedSide, ...]:
    """The parts of a flat whose trim lies there; what is drawn of it keeps within the other rectangle, its bleed."""
    placed = []
    for part in flat.parts:
        left = within.x if part.left <= 0 else at.x + part.left
        right = within.right if part.right >= flat.width else at.x + part.right
        trim = Rect(at.x + part.x, at.y, part.width, at.height)
        placed.append(PlacedSide(part.side, copy, trim, Rect(left, within.y, right - left, within.height)))
    return tuple(placed)


@dataclass(frozen=True)
class SideOnPage:
    """Where a side is first printed: the page, from 1, and its trim there; `turned`, it stands on its head."""

    page: int
    area: Rect
    turned: bool


def first_copies(pages: tuple[ImposedPage, ...], piece: Piece) -> tuple[SideOnPage, ...]:
    """Each side of the piece, where it is first printed."""
    found: dict[str, SideOnPage] = {}
    for number, page in enumerate(pages, start=1):
        for placed in page.sides:
            found.setdefault(placed.side.name, SideOnPage(number, page.printed(placed.trim), page.turned))
    return tuple(found[side.name] for side in piece.sides)


def in_reading_order(pages: tuple[ImposedPage, ...], piece: Piece) -> list[tuple[Panel, int, Rect]]:
    """Each panel as often as it is printed, copy by copy: with the number of its page, from 1, and its place there."""
    found = [
        (placed.copy, piece.panels.index(panel), panel, number, page.area(placed, panel))
        for number, page in enumerate(pages, start=1)
        for placed in page.sides
        for panel in placed.side.panels
    ]
    return [(panel, number, area) for _, _, panel, number, area in sorted(found, key=lambda one: one[:2])]
