"""What the office says of its printer, and of how its sheets are shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How several copies share a sheet: each sheet bears one thing many times, or the halves of the pile follow each other.
Order = Literal["step-and-repeat", "cut-and-stack"]
Flip = Literal["short-edge", "long-edge"]


@dataclass(frozen=True)
class OfficeSettings:
    """How the office prints: the bleed that art has, the edge that stays white, and a sheet's thickness, for creep.

    `flip` is the edge on which the printer turns sheets over; None for the one that suits each sheet.
    """

    bleed: float
    white_edge: float
    caliper: float = 0.0
    order: Order = "step-and-repeat"
    flip: Flip | None = None
