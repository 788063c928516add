"""The patches of a colour bar: the inks of the job, and no other, so that the bar brings no plate of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brochure.prepress.separation.inks import Job, Spot

#: Tints by which a press operator reads dot gain, and of a spot colour; parts of full strength.
_GREYS, _SPOT_TINT = (0.25, 0.5, 0.75), 0.5


@dataclass(frozen=True)
class Patch:
    """Process inks, C M Y K, each 0 to 1; or a spot colour in its tint."""

    process: tuple[float, float, float, float] = (0, 0, 0, 0)
    spot: Spot | None = None


#: Solids, overprints of two, 50 % tints, and greys, one of black, one of the others (50 40 40, as ISO 12647-2 weighs
#: them). No patch has more than 200 % ink, so it suits newsprint too.
_PROCESS = (
    *((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)),
    *((1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0)),
    *((0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5)),
    *((0, 0, 0, 0.25), (0, 0, 0, 0.75), (0.5, 0.4, 0.4, 0)),
)
_BLACK = ((0.0, 0.0, 0.0, 1.0), *((0.0, 0.0, 0.0, tint) for tint in _GREYS))


def colour_bar(job: Job, spots: Iterable[Spot]) -> tuple[Patch, ...]:
    """The patches for a job; `spots` are those that the sheet is printed with, each solid and as a tint."""
    inks = tuple(Patch(process) for process in (_PROCESS if job is Job.PROCESS else _BLACK))
    solids = {spot.name: Spot(spot.name, spot.alternate) for spot in spots}.values()
    tints = [(solid, Spot(solid.name, solid.alternate, _SPOT_TINT)) for solid in solids]
    return (*inks, *(Patch(spot=spot) for pair in tints for spot in pair))
