"""What no content stream paints, but a PDF holds all the same: it may not stay in colours of a screen (Ghent R0027)."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from brochure.pdf import sampling, spaces
from brochure.pdf.functions import Function, read
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import GREY, RGB, Space
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.state import Entry
from brochure.prepress.separation.targets import Process, Target, process
from brochure.prepress.separation.walk import Walk


def convert_unpainted(walk: Walk) -> None:
    """Converts what resources name and nothing paints. The list grows while it is walked."""
    for resources, target in walk.seen:
        for name, obj in resources.items("/XObject"):
            _convert_object(walk, resources, target, name, obj)
        for _, pattern in resources.items("/Pattern"):
            if not walk.knows(pattern):
                walk.pattern(pattern, target, resources)
        for _, shading in resources.items("/Shading"):
            if not walk.knows(shading):
                walk.shading(shading, target, resources)
        for _, font in resources.items("/Font"):
            walk.font(font, target, resources)
        for _, state in resources.items("/ExtGState"):
            if isinstance(state, Dictionary) and isinstance(state.get("/SMask"), Dictionary):
                walk.soft_mask(state, resources)


def _convert_object(walk: Walk, resources: Resources, target: Target, name: str, obj: Any) -> None:
    if not isinstance(obj, pikepdf.Stream) or obj.get("/ImageMask") or walk.knows(obj):
        return
    if obj.get("/Subtype") == "/Form":
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
                walk.deferred.kept.append(painted)


class Alternates:
    """Gives spot colours their look in process inks, whatever they had."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self._pdf, self._process = pdf, Process(inks)

    def mend(self, space: Space) -> None:
        """Changes the alternate of a Separation or DeviceN, and of what lies under a palette or pattern."""
        if space.base is not None and space.obj is None:
            self.mend(space.base)
        if space.obj is None or space.base is None:
            return
        if space.base.family != "DeviceCMYK":
            self._replace(space)
        if space.family == "DeviceN" and len(space.obj) > 4:
            self._mend_attributes(space.obj[4])

    def _replace(self, space: Space) -> None:
        tint = read(space.obj[3])
        domain = ((0.0, 1.0),) * space.components
        whole = Function(domain, tint)
        below = space.base
        assert below is not None
        space.obj[3] = sampling.grid_function(
            self._pdf, lambda at: self._process.mix_undeclared(below.colour(whole(at))), domain
        )
        space.obj[2] = Name.DeviceCMYK

    def _mend_attributes(self, attributes: Any) -> None:
        for colorant in dict(attributes.get("/Colorants", {})).values():
            self.mend(spaces.read(colorant))
        basis = attributes.get("/Process")
        if isinstance(basis, Dictionary) and basis.get("/ColorSpace") != Name.DeviceCMYK:
            del attributes["/Process"]


def mend_annotation(annotation: Any, walk: Walk) -> None:
    """The colours that an annotation has beside its appearance: border, interior, background."""
    look = annotation.get("/MK")
    for holder, keys in ((annotation, ("/C", "/IC")), (look, ("/BC", "/BG"))):
        for key in keys:
            colour = holder.get(key) if isinstance(holder, Dictionary) else None
            if isinstance(colour, Array) and len(colour) in (1, 3):
                space = GREY if len(colour) == 1 else RGB
                solid = walk.ink.solid(space.colour([float(part) for part in colour]))
                inks = process(solid.spot.alternate) if solid.spot else solid.values
                holder[key] = Array([round(part * (solid.values[-1] if solid.spot else 1), 4) for part in inks])
