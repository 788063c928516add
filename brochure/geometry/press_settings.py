"""What a printer wants around the trim, in points."""

from __future__ import annotations

from dataclasses import dataclass

from brochure.units import INCH

#: Width of crop, fold and registration lines: 0.25 pt, the thinnest that a press holds in one ink (Ghent R0019).
LINE = 0.25
#: Half the width of a registration mark, its cross hairs included; the usual mark is about 5 mm wide.
TARGET = 7.0
#: What stays white between crop marks, registration marks, colour bar, slug line and the edge of the media.
GAP = 4.0
#: The narrowest strip between two cuts; without a gutter, one cut parts two copies.
_STRIP = 1.0


@dataclass(frozen=True)
class PressSettings:
    """What a printer wants around the trim. Raises ValueError where marks or neighbours would lie in the bleed.

    Defaults as US print shops ask for: bleed 1/8 in, marks 1/4 in long that begin 1/24 in outside the bleed.
    `gutter` is the distance between the trims of neighbouring copies. With `signatures` a booklet's pages are imposed,
    with creep for sheets as thick as the `caliper`.
    """

    bleed: float = INCH / 8
    offset: float = INCH / 6
    length: float = INCH / 4
    marks: bool = True
    colour_bar: bool = False
    slug: bool = False
    across: int = 1
    down: int = 1
    gutter: float = 0.0
    signatures: bool = False
    caliper: float = 0.0

    def __post_init__(self) -> None:
        if self.bleed < 0 or self.length <= 0 or self.gutter < 0:
            raise ValueError("bleed and gutter cannot be less than nothing, nor marks shorter than that")
        if self.offset < self.bleed:
            raise ValueError(f"marks that begin {self.offset:g} pt from the trim lie in the bleed of {self.bleed:g} pt")
        if self.offset < LINE:
            raise ValueError(f"marks that begin {self.offset:g} pt from the trim run into each other")
        if self.across < 1 or self.down < 1:
            raise ValueError("a sheet bears at least one copy across and one down")
        if self.across * self.down > 1:
            self._check_gutter()

    def _check_gutter(self) -> None:
        if self.gutter < 2 * self.bleed:
            raise ValueError(f"a gutter of {self.gutter:g} pt has no room for two bleeds of {self.bleed:g} pt")
        if 0 < self.gutter < _STRIP:
            raise ValueError(f"a gutter of {self.gutter:g} pt cannot be cut out; make it 0 or {_STRIP:g} pt at least")

    @property
    def reach(self) -> float:
        """How far the marks reach beyond the trim, white edge included; without marks that is the bleed."""
        return self.offset + self.length + 2 * TARGET + 2 * GAP if self.marks else self.bleed
