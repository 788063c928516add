"""What no content stream paints, but a PDF holds all the same: it may not stay in colours of a screen (Ghent R0027)."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from brochure.errors import BadInput
from brochure.pdf import sampling, spaces
from brochure.pdf.functions import Function, read
from brochure.pdf.reading import Damaged, entries, entry, is_table, reals
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import GREY, RGB, Space
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.paint import Entry
from brochure.prepress.separation.targets import Process, Target, process
from brochure.prepress.separation.walk import Walk

#: How many inks may be explained by one another (ISO 32000-1, 8.6.6.5, knows one level).
_DEEPEST = 8
#: The blend modes in which what is painted covers what lies below.
_COVERING = (Name.Normal, Name.Compatible)
#: The look of inks is sampled on a grid, which doubles with each ink.
_MOST_MIXED = 12


def convert_unpainted(walk: Walk) -> None:
    """Converts what resources name and nothing paints. The list grows while it is walked."""
    for resources, target in walk.seen:
        for name, obj in resources.items("/XObject"):
            _convert_object(walk, resources, target, name, obj)
        for _, pattern in resources.items("/Pattern"):
            if is_table(pattern) and not walk.knows(pattern):
                walk.pattern(pattern, target, resources)
        for _, shading in resources.items("/Shading"):
            if is_table(shading) and not walk.knows(shading):
                walk.shading(shading, target, resources)
        for _, font in resources.items("/Font"):
            if is_table(font):
                walk.font(font, target, resources)
        for _, state in resources.items("/ExtGState"):
            if entry(state, "/BM", Name.Normal) not in _COVERING:
                target.bound.lose()
            mask = entry(state, "/SMask")
            if isinstance(mask, Dictionary):
                walk.soft_mask(mask, resources)


def _convert_object(walk: Walk, resources: Resources, target: Target, name: str, obj: Any) -> None:
    if not isinstance(obj, Stream) or entry(obj, "/ImageMask") or walk.knows(obj):
        return
    if entry(obj, "/Subtype") == "/Form":
        walk.form(obj, target, Entry(), resources)
    else:
        walk.picture(obj, target, name, resources)


def drop_spaces(walk: Walk) -> None:
    """Removes the colour spaces that no longer have a use, and the defaults for device colours."""
    for resources, _ in walk.seen:
        for name, obj in resources.items("/ColorSpace"):
            space = spaces.read(obj)
            painted = space.base if space.family == "Pattern" else space
            if painted is not None and not walk.ink.keeps(painted):
                resources.drop("/ColorSpace", name)
            elif painted is not None:
                walk.pending.kept.append(painted)


class Alternates:
    """Gives spot colours their look in process inks, whatever they had."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self._pdf, self._process = pdf, Process(inks)

    def mend(self, space: Space, depth: int = 0) -> None:
        """Changes the alternate of a Separation or DeviceN, and of what lies under a palette or pattern."""
        if depth > _DEEPEST:
            raise Damaged("An ink of the PDF is mixed of itself.")
        if space.base is not None and space.obj is None:
            self.mend(space.base, depth + 1)
        if space.obj is None or space.base is None:
            return
        # forms without resources of their own name the same spaces again
        if space.base.family != "DeviceCMYK" and space.obj[2] != Name.DeviceCMYK:
            self._replace(space, space.base)
        if space.family == "DeviceN" and len(space.obj) > 4:
            self._mend_attributes(space.obj[4], depth)

    def _replace(self, space: Space, below: Space) -> None:
        if space.components > _MOST_MIXED:
            raise BadInput(
                f"A colour space of the PDF mixes {space.components} inks out of screen colours, too many to print.",
                hint=f"Use {_MOST_MIXED} at most, or give their look in CMYK.",
            )
        tint = read(space.obj[3])
        whole = Function(((0.0, 1.0),) * space.components, tint)
        space.obj[3] = sampling.grid_function(
            self._pdf, lambda at: self._process.mix_undeclared(below.colour(whole(at))), whole.domain
        )
        space.obj[2] = Name.DeviceCMYK

    def _mend_attributes(self, attributes: Any, depth: int) -> None:
        for _, colorant in entries(entry(attributes, "/Colorants")):
            self.mend(spaces.read(colorant), depth + 1)
        basis = entry(attributes, "/Process")
        if isinstance(basis, Dictionary) and basis.get("/ColorSpace") != Name.DeviceCMYK:
            del attributes["/Process"]


def mend_annotation(annotation: Any, walk: Walk) -> None:
    """The colours that an annotation has beside its appearance: border, interior, background."""
    for holder, keys in ((annotation, ("/C", "/IC")), (entry(annotation, "/MK"), ("/BC", "/BG"))):
        for key in keys:
            colour = entry(holder, key)
            if isinstance(colour, Array) and len(colour) in (1, 3):
                space = GREY if len(colour) == 1 else RGB
                solid = walk.ink.solid(space.colour(reals(colour)))
                inks = process(solid.spot.alternate) if solid.spot else solid.values
                holder[key] = Array([round(part * (solid.values[-1] if solid.spot else 1), 4) for part in inks])
