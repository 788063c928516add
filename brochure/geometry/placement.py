"""Where panels lie on each side of the sheet: as layout.toml says, or as the fold has them; and what cannot be so."""

from __future__ import annotations

from brochure.errors import Fault
from brochure.geometry.arrangement import Arrangement, Row, Side
from brochure.geometry.fold import FOLDS, Fold, panel_widths
from brochure.geometry.folding import on_its_side, opening, reading_order
from brochure.units import MM

#: A booklet's sheets bear four pages each, and one sheet alone is a half fold.
PAGES_A_SHEET, LEAST_PAGES = 4, 8
#: Measures that differ by less are the same, in points.
SAME = 0.01
_SIDES = ("outside", "inside")


def sides_of(arrangement: Arrangement, fold: Fold) -> tuple[Side, ...]:
    """The sides of a piece that is folded so, each row with as many panels as the fold has.

    Raises Fault, whose keys lead from the arrangement, where the panels do not go with the fold.
    """
    sides = arrangement.sides or _derived(arrangement, fold)
    if fold == "saddle":
        if len(sides) % PAGES_A_SHEET or len(sides) < LEAST_PAGES:
            raise Fault(
                f"a booklet has 8, 12, 16 pages or more, four to a sheet, not {len(sides)}",
                "sides" if arrangement.sides else "reading",
                hint="Add blank pages or pages for notes, or take some out.",
            )
        return sides
    if len(sides) > len(_SIDES):
        raise Fault(
            f"a sheet has two sides, not {len(sides)}", "sides", hint='Take some out; pages are for fold = "saddle".'
        )
    if fold != "none":
        _check_rows(sides, fold)
    return sides


def row_heights(side: Side, fold: Fold, height: float) -> list[float]:
    """Rows without a height share what is left, those across have none. Raises Fault, whose keys lead from the side."""
    remaining = height - sum(row.height or 0 for row in side.rows)
    free = sum(row.height is None and not row.across for row in side.rows)
    if remaining < 0 or (free and remaining <= 0):
        raise Fault("the rows are higher than the sheet", "rows")
    if not free and remaining > SAME:
        raise Fault("the rows do not fill the sheet; leave one without a height", "rows")
    heights = [0.0 if row.across else remaining / free if row.height is None else row.height for row in side.rows]
    if FOLDS[fold].down > 1 and max(heights) - min(heights) > SAME:
        raise Fault(f"the rows of a {FOLDS[fold].name} are equally high; leave them without a height", "rows")
    return heights


def row_widths(row: Row, fold: Fold, width: float, tuck: float, *, inside: bool) -> tuple[float, ...]:
    """Widths of the row's panels from the left. Raises Fault, whose keys lead from the row, if they do not sum up."""
    usual = panel_widths(fold, len(row.panels), width, tuck)
    if row.widths is None:
        return usual[::-1] if inside else usual
    if len(row.widths) != len(row.panels):
        raise Fault(f"{len(row.panels)} panels have {len(row.panels)} widths, not {len(row.widths)}", "widths")
    if abs(sum(row.widths) - width) > SAME:
        raise Fault(
            f"the panels come to {sum(row.widths) / MM:.2f} mm in all, and the sheet is {width / MM:.2f} mm wide",
            "widths",
            hint="Leave 'widths' out, and they follow from the fold and the paper.",
        )
    return row.widths


def check_size(side: Side, fold: Fold, size: tuple[float, float], *, inside: bool) -> None:
    """Raises Fault, whose keys lead from the side, where rows or panels do not add up to a sheet of that size."""
    row_heights(side, fold, size[1])
    for at, row in enumerate(side.rows):
        try:
            row_widths(row, fold, size[0], 0, inside=inside)
        except Fault as fault:
            raise fault.within("rows", at) from None


def check_folding(arrangement: Arrangement, fold: Fold) -> None:
    """Folds a sheet whose panels have widths of their own.

    Raises Fault, whose keys lead from the arrangement, where sides do not fold at the same places, or what folds in is
    too wide.
    """
    rows = [
        (number, row.widths)
        for number, side in enumerate(arrangement.sides)
        for row in side.rows
        if row.widths and FOLDS[fold].steps(len(row.panels))
    ]
    inside: tuple[float, ...] | None = None
    for number, widths in rows:
        keys = ("sides", number, "rows")
        from_inside = widths if number else widths[::-1]
        if inside and any(abs(one - other) > SAME for one, other in zip(inside, from_inside, strict=True)):
            raise Fault("the panels are not as wide as those behind them or above them", *keys)
        inside = from_inside
        try:
            opening(fold, inside, (1.0,) * FOLDS[fold].down)
        except ValueError as error:
            raise Fault(str(error), *keys) from None
    if rows and len(rows) < sum(len(side.rows) for side in arrangement.sides):
        raise Fault("where one row of a folded sheet has 'widths', each has", "sides")


def _derived(arrangement: Arrangement, fold: Fold) -> tuple[Side, ...]:
    """The sides of panels that are named in reading order alone."""
    names = arrangement.reading
    if fold == "none":
        hint = "Add [[arrangements.sides]] with a name and rows of panels."
        raise Fault("a sheet that is not folded needs 'sides'", hint=hint)
    if fold == "saddle":
        return tuple(
            Side(name=name, rows=(Row(panels=(name,)),), drawing=_page_art(arrangement, name)) for name in names
        )
    rule = FOLDS[fold]
    across, odd = divmod(len(names), 2 * rule.down)
    if odd:
        raise Fault(f"a {rule.name} has as many panels outside as inside, and {len(names)} are named", "reading")
    if fault := rule.fault(across):
        raise Fault(fault, "reading")
    places = {
        (seen.face, *on_its_side(seen, fold, across)): name
        for seen, name in zip(reading_order(fold, across), names, strict=True)
    }
    return tuple(
        Side(
            name=face,
            rows=tuple(
                Row(panels=tuple(places[face, column, row] for column in range(across))) for row in range(rule.down)
            ),
        )
        for face in ("outside", "inside")
    )


def _page_art(arrangement: Arrangement, name: str) -> str | None:
    """Pages of copy share a drawing; a cover has its own."""
    return "page" if name in arrangement.flow else None


def _check_rows(sides: tuple[Side, ...], fold: Fold) -> None:
    rule = FOLDS[fold]
    across = len(sides[0].rows[0].panels)
    for at, side in enumerate(sides):
        keys = ("sides", at, "rows")
        if rule.down > 1 and len(side.rows) != rule.down:
            raise Fault(f"a {rule.name} has {rule.down} rows of panels a side, not {len(side.rows)}", *keys)
        for row in side.rows:
            if fault := rule.fault(len(row.panels)):
                raise Fault(fault, *keys)
            if len(row.panels) != across:
                raise Fault(f"each row has a panel between two folds: {across} of them, not {len(row.panels)}", *keys)
