"""What follows from folding a sheet and opening it again: what faces the reader at each stage, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import pairwise

from brochure.geometry.fold import FOLDS, Fold, panel_widths, steps
from brochure.geometry.folded_sheet import Face, FoldedSheet, Seen, flat_sheet


@dataclass(frozen=True)
class Opening:
    """What is seen: closed, and after each movement that opens the piece; the backs of the closed and the flat one."""

    stages: tuple[tuple[Seen, ...], ...]
    closed_back: tuple[Seen, ...]
    flat_back: tuple[Seen, ...]


def opening(fold: Fold, widths: Sequence[float], heights: Sequence[float], *, mirrored: bool = False) -> Opening:
    """How a sheet opens whose panels have these widths on the inside, from the left, and these heights.

    `mirrored`: it is made for readers from right to left.
    """
    made = states(fold, widths, heights, mirrored=mirrored)
    stages = tuple(state.seen() for state in reversed(made))
    return Opening(stages, made[-1].turned_over().seen(), made[0].turned_over().seen())


@dataclass(frozen=True)
class Bend:
    """How the paper of one row bends at an upright line between two columns.

    `movement` counts from 0, the first when the piece is opened. `inward`: the columns close on their insides. `moving`
    is the column that turns about the line; when all is closed it lies `layers` sheets of paper from its neighbour.
    """

    line: int
    movement: int
    inward: bool
    moving: int
    layers: int


def bends(fold: Fold, across: int, *, row: int = -1, mirrored: bool = False) -> tuple[Bend, ...]:
    """The upright bends of a piece of so many columns, from the left on its inside, as they go through a row.

    Rows count from the head; without one it is the lowest, over which the others are folded: in them, a valley becomes
    a mountain. Raises ValueError as `panel_widths`.
    """
    down = FOLDS[fold].down
    row %= down
    widths = panel_widths(fold, across, 100.0 * across, 0.0)
    made = steps(fold, across, mirrored=mirrored)
    sheet, found = flat_sheet(fold, widths, (100.0,) * down), []
    for number, crease in ((number, crease) for number, step in enumerate(made) for crease in step):
        before, sheet = sheet.row(row), sheet.bent(crease)
        after = sheet.row(row)
        for line in range(1, across):
            pair = line - 1, line
            moved = [column for column in pair if after[column] != before[column]]
            if len(moved) == 1:
                (still,) = {*pair} - {*moved}
                inward = crease.over == (before[still].up == "inside")
                found.append(Bend(line, len(made) - 1 - number, inward, moved[0], 0))
    layered = (replace(bend, layers=sheet.between(bend.line, row)) for bend in found)
    return tuple(sorted(layered, key=lambda bend: bend.line))


def states(
    fold: Fold, widths: Sequence[float], heights: Sequence[float], *, mirrored: bool = False
) -> tuple[FoldedSheet, ...]:
    """The sheet from flat to closed, after each movement. Arguments as of `opening`."""
    made = [flat_sheet(fold, widths, heights)]
    for step in steps(fold, len(widths), mirrored=mirrored):
        made.append(reduce(FoldedSheet.bent, step, made[-1]))
    return tuple(made)


@lru_cache(maxsize=64)
def reading_order(fold: Fold, across: int) -> tuple[Seen, ...]:
    """Every face once, as one who opens the piece reads them; `rotation` is how it must be printed to be upright then.

    A face is read at the last stage that shows it, for a page that stays waits for its neighbour. Then the piece is
    turned over, and what is on the back of the closed piece comes last. Raises ValueError as `panel_widths`.
    """
    rule = FOLDS[fold]
    widths = panel_widths(fold, across, 100.0 * across, 1.0)[::-1]
    opened = opening(fold, widths, (100.0,) * rule.down)
    order: dict[tuple[Face, int, int], Seen] = {}
    for now, next_ in pairwise((*opened.stages, ())):
        stays = {_face(one) for one in next_}
        order.update((_face(one), one) for one in now if _face(one) not in stays and _face(one) not in order)
    last = [one for one in opened.closed_back if _face(one) not in order]
    outer = {_face(one) for one in last}
    order.update((_face(one), one) for one in opened.flat_back if _face(one) not in order and _face(one) not in outer)
    order.update((_face(one), one) for one in last)
    return tuple(order.values())


def on_its_side(seen: Seen, fold: Fold, across: int) -> tuple[int, int]:
    """Column and row of a face on its own side of the flat sheet, as it is printed: from the left and from the head."""
    rule = FOLDS[fold]
    if seen.face == "inside":
        return seen.column, seen.row
    if rule.turn == "upright":
        return across - 1 - seen.column, seen.row
    return seen.column, rule.down - 1 - seen.row


def _face(seen: Seen) -> tuple[Face, int, int]:
    return seen.face, seen.column, seen.row
