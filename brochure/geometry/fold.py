"""Panel widths of each fold, left to right on the outside of the sheet. The inside is their mirror."""

from __future__ import annotations

from typing import Literal

from brochure.units import INCH

Fold = Literal["none", "half", "z", "roll", "gate"]

# The two flaps of a gate fold meet with this gap in all (1/8 in), so that they do not butt.
GATE_GAP = INCH / 8


def panel_widths(fold: Fold, count: int, width: float, tuck: float) -> tuple[float, ...]:
    """Widths in points that sum to `width`, the first being the panel that folds in furthest.

    `tuck` is how much narrower a roll fold's inner panel is than the one around it. Raises ValueError where the fold
    cannot have `count` panels.
    """
    if fold == "roll":
        return _roll(count, width, tuck)
    if fold == "gate":
        return _gate(count, width)
    if fold == "half" and count != 2:
        raise ValueError(f"a half fold has 2 panels a side, not {count}")
    if fold == "z" and count < 3:
        raise ValueError(f"a z fold has 3 panels a side or more, not {count}")
    return (width / count,) * count


def _roll(count: int, width: float, tuck: float) -> tuple[float, ...]:
    """The two outermost panels are equal; each one further in is narrower by another tuck."""
    if count < 3:
        raise ValueError(f"a roll fold has 3 panels a side or more, not {count}")
    tucks = [max(0, depth - 1) for depth in range(count)]
    widest = (width + tuck * sum(tucks)) / count
    return tuple(widest - tuck * n for n in reversed(tucks))


def _gate(count: int, width: float) -> tuple[float, ...]:
    if count != 3:
        raise ValueError(f"a gate fold has 3 panels a side, not {count}")
    middle = (width + GATE_GAP) / 2
    flap = (width - middle) / 2
    return flap, middle, flap
