"""The motifs by name, and the one function that draws them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from random import Random

from brochure.art import LeafName, MotifName
from brochure.art.branches import branches
from brochure.art.currents import currents
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.hills import hills
from brochure.art.mosaic import mosaic
from brochure.art.pen import group
from brochure.art.petals import petals
from brochure.art.rings import rings
from brochure.art.ripples import ripples
from brochure.art.stones import stones
from brochure.art.sunrise import sunrise
from brochure.art.weave import weave

__all__ = ["MOTIFS", "Frame", "Inks", "Shape", "draw", "motif_for"]

MOTIFS: dict[MotifName, Callable[[Frame, Inks, Random], list[str]]] = {
    "branches": branches,
    "currents": currents,
    "hills": hills,
    "mosaic": mosaic,
    "petals": petals,
    "rings": rings,
    "ripples": ripples,
    "stones": stones,
    "sunrise": sunrise,
    "weave": weave,
}


#: What is chosen from where the clinic names no set: the first three there were, so that leaflets keep their covers.
_FIRST: tuple[MotifName, ...] = ("branches", "currents", "rings")


def motif_for(slug: str, among: Sequence[MotifName] = ()) -> MotifName:
    """The motif of an article: the same on every build and machine.

    Of a set that the clinic named it is the one that draws the highest lot, so that where another joins the set, an
    article keeps its motif or gets the new one.
    """
    if among:
        return max(among, key=lambda name: sha256(f"{slug} {name}".encode()).digest())
    return _FIRST[int.from_bytes(sha256(slug.encode()).digest()[:8], "big") % len(_FIRST)]


@lru_cache(maxsize=64)
def draw(
    name: MotifName, *, shape: Shape, width: float, height: float, inks: Inks, seed: str, leaf: LeafName = "maple"
) -> str:
    """The motif as an SVG fragment in points, 0 to width and 0 to height, y down.

    Art may bleed off the edges; whoever embeds it clips. The seed decides every chance; trees have such leaves.
    """
    return group(MOTIFS[name](Frame(shape, width, height, leaf), inks, Random(f"{name} {shape} {seed}")))
