"""Motifs as they were drawn: to grow a tree takes longer than anything else in a template, and is the same every time.

They lie in `.brochure/motifs`, by all that they are drawn from and the program that draws.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from brochure.art import LeafName, MotifName
from brochure.art.frame import Inks, Shape
from brochure.art.motifs import draw
from brochure.storage.fingerprint import fingerprint
from brochure.storage.store import Store

#: All that the pen writes. What lies in a workspace may come from others, and a motif is not judged as drawings are.
_OURS = re.compile(
    r'<g stroke-linecap="round" stroke-linejoin="round">'
    r'(?:<(?:path|circle)(?: (?:d|fill|stroke|stroke-width|cx|cy|r)="[\w#., -]*+")++/>)*+</g>'
)


#: So many are kept: a leaflet has five, of 20 kB each.
_MOST = 500


def store_of(records: Path) -> Store:
    """Where they lie in the private folder of a workspace."""
    return Store(records / "motifs", fingerprint, _MOST)


@lru_cache(maxsize=64)
def drawn(
    store: Store | None,
    name: MotifName,
    shape: Shape,
    size: tuple[float, float],
    inks: Inks,
    seed: str,
    leaf: LeafName,
) -> str:
    """The motif as `draw` gives it."""

    def make() -> bytes:
        return draw(name, shape=shape, width=size[0], height=size[1], inks=inks, seed=seed, leaf=leaf).encode()

    if not store:
        return make().decode()
    kept = store.kept(f"motif {name} {shape} {size} {inks} {seed!r} {leaf}", make).decode("ascii", "replace")
    return kept if _OURS.fullmatch(kept) else make().decode()
