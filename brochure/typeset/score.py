"""How well copy suits a layout: one number, the smaller the better, and what makes it so in words.

It is reckoned in sides: 1 is as bad as one more side of the paper. What each thing costs stands in `Weights` alone;
the ranking of layouts, the choice of `layouts = ["best"]` and the estimate from a galley all go by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from brochure.geometry.layout import TypeRange
from brochure.geometry.piece import Piece
from brochure.typeset.fit import Fit
from brochure.typeset.free_panels import NOTES


@dataclass(frozen=True)
class Weights:
    """What is bad about copy in a layout, in sides of the paper."""

    #: Each side of a full sheet that is printed, and the closed piece for each sheet that it is large.
    side: float = 1.0
    closed: float = 1.0
    #: Type at the layout's smallest size, or at its largest; in between by the square of the way from the ideal.
    smallest: float = 3.0
    largest: float = 1.5
    #: For each point that type is smaller than leaflets are read with ease, squared.
    easy: float = 10.0
    small: float = 2.5
    #: Lines with fewer letters than are read with ease: by the square of the share that is missing.
    letters: float = 42.0
    narrow: float = 6.0
    #: All that copy may take and does not, as the square of its share; and each panel that is left to something else.
    empty: float = 4.0
    spare: float = 0.2
    #: A panel before the last that is empty, while another is full.
    hole: float = 3.0
    #: A box that is moved, and one that is left out.
    moved: float = 0.2
    left_out: float = 1.0
    #: A layout whose ideal type is as large is read from a step away: it hangs on a wall, and nobody takes it home.
    afar: float = 15.0
    wall: float = 10.0


WEIGHTS = Weights()
#: How wide a letter is on average, in ems: text faces have 0.42 to 0.5.
_LETTER = 0.45
#: Less than so many sides are no reason that is worth a word.
_WORTH_SAYING = 0.25


@dataclass(frozen=True)
class Standing:
    """How copy stands in a piece, set or estimated. `fills` are the shares of the panels with copy that it takes."""

    type: TypeRange
    piece: Piece
    size: float
    fills: tuple[float, ...]
    notes: int = 0
    moved: int = 0
    left_out: int = 0

    @classmethod
    def of(cls, type_: TypeRange, piece: Piece, fit: Fit, free: Mapping[str, str]) -> Standing:
        """What copyfit found."""
        fills = tuple(panel.fill for panel in fit.panels)
        notes = sum(bears == NOTES for bears in free.values())
        return cls(type_, piece, fit.type_size_pt, fills, notes, len(fit.moved), len(fit.left_out))

    @property
    def panels(self) -> int:
        """How many panels there are for copy."""
        return len(self.piece.flow)

    @property
    def fill(self) -> float:
        """The share of all of them that copy takes."""
        return sum(self.fills) / self.panels

    @property
    def hole(self) -> float:
        """By how much a panel before the last is emptier than the fullest."""
        return max(self.fills, default=0.0) - min(self.fills[:-1], default=max(self.fills, default=0.0))


@dataclass(frozen=True)
class Score:
    """How bad it is, in sides to a tenth, and the sentence that says what is good or bad about it."""

    badness: float
    why: str


def score(standing: Standing, sheet: tuple[float, float], weights: Weights = WEIGHTS) -> Score:
    """The score of copy in a piece that is made of a paper with such a full `sheet` (points)."""
    costs = _costs(standing, sheet, weights)
    worst = max(_SAID, key=lambda name: costs[name])
    but = f", but {_SAID[worst](standing)}" if costs[worst] >= _WORTH_SAYING else ""
    return Score(round(sum(costs.values()), 1), f"{_said(standing)}{but}.")


def _costs(standing: Standing, sheet: tuple[float, float], weights: Weights) -> dict[str, float]:
    piece, type_ = standing.piece, standing.type
    full = sheet[0] * sheet[1]
    sides = len(piece.sides) * piece.width * piece.height / full
    size, ideal = standing.size, type_.ideal.size
    below = max(0.0, ideal - size) / (ideal - type_.smallest.size)
    above = max(0.0, size - ideal) / (type_.largest.size - ideal)
    letters = min(panel.measure for panel in piece.flow) / (_LETTER * size)
    return {
        "paper": weights.side * sides,
        "closed": weights.closed * _closed(piece) / full,
        "small": weights.smallest * below**2 + weights.small * max(0.0, weights.easy - size) ** 2,
        "large": weights.largest * above**2,
        "narrow": weights.narrow * max(0.0, 1 - letters / weights.letters) ** 2,
        "empty": weights.empty * (1 - standing.fill) ** 2 + weights.spare * (standing.panels - len(standing.fills)),
        "hole": weights.hole * standing.hole,
        "order": weights.moved * standing.moved + weights.left_out * standing.left_out,
        "wall": weights.wall * (ideal >= weights.afar),
    }


def _closed(piece: Piece) -> float:
    """How large it is when it is folded, in square points."""
    if piece.fold in ("none", "saddle"):
        return piece.width * piece.height
    return max(panel.width * panel.height for panel in piece.panels)


def _said(standing: Standing) -> str:
    size, ideal = standing.size, standing.type.ideal.size
    of_ideal = "as is best for it" if abs(size - ideal) < 0.05 else f"where {ideal:g} pt is best"
    sides = len(standing.piece.sides)
    what = "page" if standing.piece.fold == "saddle" else "side"
    return f"{size:g} pt, {of_ideal}; {standing.fill:.0%} full on {sides} {what}{'' if sides == 1 else 's'}"


def _empty(standing: Standing) -> str:
    used = len(standing.fills)
    return f"copy takes {used} of {standing.panels} panels" if used < standing.panels else "much of it stays empty"


#: What is said of the cost that is largest.
_SAID: dict[str, Callable[[Standing], str]] = {
    "small": lambda _: "its type is smaller than is best",
    "large": lambda _: "its type is large only to fill it",
    "narrow": lambda _: "its lines are short",
    "empty": _empty,
    "hole": lambda _: "a panel has a hole",
    "order": lambda _: "some of it is moved or left out",
    "wall": lambda _: "it is for a wall",
}
