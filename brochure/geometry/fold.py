"""The folds as data: how many panels each has, how wide they are, and the creases that close the piece, in their order.

A sheet lies with its inside up, and a fold is what is done to it until the cover is on top, its spine at the left or,
where it only folds on level creases, at the head. All else follows: `folding` folds such a sheet and opens it again,
and says in which order panels are read and which way up they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from brochure.units import INCH

#: Single letters are the trade's: C, roll or tri-fold; Z. `parallel` is the double parallel fold, `tent` a half fold on
#: a level crease, `cross` a half fold across another; `saddle` is a booklet, of sheets that are folded in each other.
Fold = Literal["none", "half", "tent", "cross", "z", "accordion", "roll", "gate", "parallel", "saddle"]
Axis = Literal["upright", "level"]

#: The two flaps of a gate fold meet with this gap in all (1/8 in), so that they do not butt.
GATE_GAP = INCH / 8


@dataclass(frozen=True)
class Crease:
    """One bend of all the paper that lies there.

    `line` is the edge between two panels, counted from 1 on the inside, from the left or from the head. What lies
    `before` it (left or above) or `after` it moves: `over` the rest, towards the eye, or behind it.
    """

    axis: Axis
    line: int
    moves: Literal["before", "after"]
    over: bool = True

    def mirrored(self, panels: int) -> Crease:
        """The same on a piece of so many panels that is read from right to left."""
        if self.axis == "level":
            return self
        return replace(self, line=panels - self.line, moves="after" if self.moves == "before" else "before")


#: Movements, each of creases that are made (and opened) together.
Steps = tuple[tuple[Crease, ...], ...]


@dataclass(frozen=True)
class FoldRule:
    """A fold: its name, its panels, and what closes it.

    `least` to `most` panels side by side (no limit where `most` is None), `down` rows of them. `closing` has the steps,
    or makes them for so many panels. `tucks` says how many tucks each panel, from the left on the outside, is narrower
    than the widest; none is, without it.
    """

    name: str
    least: int
    most: int | None = None
    closing: Steps | Callable[[int], Steps] = ()
    tucks: tuple[int, ...] | Callable[[int], tuple[int, ...]] = ()
    down: int = 1

    def steps(self, across: int) -> Steps:
        """The movements that close a piece of so many panels a side."""
        return self.closing(across) if callable(self.closing) else self.closing

    def fault(self, across: int) -> str:
        """Why the fold cannot have so many panels side by side; empty where it can."""
        if self.least <= across <= (self.most or across):
            return ""
        panels = f"{self.least} panel{'s' if self.least > 1 else ''} a side{'' if self.most else ' or more'}"
        level = " in each row" if self.down > 1 else ""
        return f"a {self.name} has {panels}{level}, not {across}"

    @property
    def turn(self) -> Axis:
        """The axis on which the flat sheet is turned over: the level one where all creases are level."""
        creases = [crease for step in self.steps(self.least) for crease in step]
        return "level" if creases and all(crease.axis == "level" for crease in creases) else "upright"


def panel_widths(fold: Fold, count: int, width: float, tuck: float) -> tuple[float, ...]:
    """Widths in points that sum to `width`, from the left on the outside of the sheet; the inside is their mirror.

    `tuck` is how much narrower a panel that folds in is than the one around it. Raises ValueError where the fold cannot
    have `count` panels side by side.
    """
    rule = FOLDS[fold]
    if fault := rule.fault(count):
        raise ValueError(fault)
    if fold == "gate":
        middle = (width + GATE_GAP) / 2
        return (width - middle) / 2, middle, (width - middle) / 2
    tucks = (rule.tucks(count) if callable(rule.tucks) else rule.tucks) or (0,) * count
    widest = (width + tuck * sum(tucks)) / count
    return tuple(widest - tuck * tucked for tucked in tucks)


def steps(fold: Fold, across: int, *, mirrored: bool = False) -> Steps:
    """The movements that close a piece of `across` panels a side; `mirrored`, where it is read from right to left."""
    made = FOLDS[fold].steps(across)
    return tuple(tuple(crease.mirrored(across) for crease in step) for step in made) if mirrored else made


#: The left half comes over the right one, as a book closes; and the upper half over the lower one.
_CLOSE: Steps = ((Crease("upright", 1, "before"),),)
_LOWER: Steps = ((Crease("level", 1, "before"),),)
_GATE: Steps = ((Crease("upright", 1, "before"), Crease("upright", 2, "after")),)
_PARALLEL: Steps = ((Crease("upright", 2, "after"),), *_CLOSE)


def _roll(count: int) -> Steps:
    """From the right, one panel after the other."""
    return (*((Crease("upright", line, "after"),) for line in range(count - 1, 1, -1)), *_CLOSE)


def _zigzag(count: int) -> Steps:
    """The same, over and behind by turns; all but the cover's crease open in one pull."""
    pull = tuple(Crease("upright", line, "after", over=line % 2 == 1) for line in range(count - 1, 1, -1))
    return (pull, *_CLOSE)


def _rolled(count: int) -> tuple[int, ...]:
    """The two outermost panels are equal; each one further in is narrower by another tuck."""
    return (*range(count - 2, 0, -1), 0, 0)


#: The one list of folds. Of a double parallel one the half that is folded in first is narrower: with a tuck of 1/16 in
#: its panels are W/4 - 1/32 in, the others W/4 + 1/32 in.
FOLDS: Mapping[Fold, FoldRule] = {
    "none": FoldRule("flat sheet", 1),
    "half": FoldRule("half fold", 2, 2, _CLOSE),
    "tent": FoldRule("tent fold", 1, 1, _LOWER, down=2),
    "cross": FoldRule("cross fold", 2, 2, (*_LOWER, *_CLOSE), down=2),
    "z": FoldRule("z fold", 3, None, _zigzag),
    "accordion": FoldRule("accordion", 4, None, _zigzag),
    "roll": FoldRule("roll fold", 3, None, _roll, _rolled),
    "gate": FoldRule("gate fold", 3, 3, _GATE),
    "parallel": FoldRule("double parallel fold", 4, 4, _PARALLEL, (1, 1, 0, 0)),
    "saddle": FoldRule("saddle-stitched booklet", 1),
}
