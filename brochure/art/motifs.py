"""The motifs by name, and the one function that draws them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from random import Random

from brochure.art.branches import branches
from brochure.art.currents import currents
from brochure.art.frame import Frame, Inks, Shape
from brochure.art.pen import group
from brochure.art.rings import rings

__all__ = ["MOTIFS", "Frame", "Inks", "Shape", "draw", "motif_for"]

MOTIFS: dict[str, Callable[[Frame, Inks, Random], list[str]]] = {
    "branches": branches,
    "currents": currents,
    "rings": rings,
}


def motif_for(slug: str) -> str:
    """The motif of an article: the same on every build and machine."""
    names = sorted(MOTIFS)
    return names[int.from_bytes(sha256(slug.encode()).digest()[:8], "big") % len(names)]


@lru_cache(maxsize=64)
def draw(name: str, *, shape: Shape, width: float, height: float, inks: Inks, seed: str) -> str:
    """The motif as an SVG fragment in points, 0 to width and 0 to height, y down. Raises KeyError for an unknown name.

    Art may bleed off the edges; whoever embeds it clips. The seed decides every chance.
    """
    return group(MOTIFS[name](Frame(shape, width, height), inks, Random(f"{name} {shape} {seed}")))
