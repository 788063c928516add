"""Vector art in the clinic's own colours: drawn, not bought, and the same on every machine."""

from __future__ import annotations

from typing import Literal

#: How a cover is composed: round a drawing, round a photograph, or of type alone.
CoverName = Literal["art", "photograph", "type"]

#: The motifs by name; `motifs.MOTIFS` draws each.
MotifName = Literal[
    "branches", "currents", "hills", "mosaic", "petals", "rings", "ripples", "stones", "sunrise", "weave"
]

#: The leaves of `branches` by name; `leaf.OUTLINES` has each.
LeafName = Literal["maple", "birch", "ginkgo", "oak", "willow"]
