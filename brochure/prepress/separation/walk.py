"""Goes through all that a PDF paints. Each object is converted once; one that is painted in two ways gets a twin.

Soft masks are painted in grey, because their luminosity counts, and all else in ink. Black text in the colour of its
caller overprints and other text does not. So a form can be needed in more than one version, but most are needed in one.
Pictures and gradients are converted when all the rest is done: only then is their largest size known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import pictures
from brochure.pdf.placing import Node
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import CMYK, RGB
from brochure.prepress.separation.black import target
from brochure.prepress.separation.colouring import matrix_of
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.painting import Painting
from brochure.prepress.separation.pending import Deferred, Number, copied, stream_data
from brochure.prepress.separation.state import AROUND, Entry, Made, Origin, Paint
from brochure.prepress.separation.targets import Luminosity, Target

_DEEPEST = 48


@dataclass
class _Version:
    """A form, converted for a target and an entry. It is `open` while it is being converted."""

    target: str
    entry: Entry
    made: Made
    open: bool = True

    def fits(self, target: Target, entry: Entry) -> bool:
        taken = ((self.made.takes_fill, False), (self.made.takes_stroke, True))
        alike = all(not takes or _alike(self.entry.of(side), entry.of(side)) for takes, side in taken)
        return self.target == target.name and (self.open or alike)


def _alike(one: Paint, other: Paint) -> bool:
    return (one.black, one.origin) == (other.black, other.origin)


class Walk:
    """The studio of one PDF (see `brochure.prepress.separation.state.Studio`)."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self._pdf = pdf
        self.ink, self._mask = target(inks), Luminosity()
        #: All resources, and what they are painted for.
        self.seen: list[tuple[Resources, Target]] = []
        self.deferred = Deferred(pdf)
        self._versions: dict[Number, list[_Version]] = {}
        self._contents: dict[Number, bytes] = {}
        self._depth = 0

    def resources(self, owner: Any, target: Target, inherited: Resources | None = None) -> Resources:
        found = Resources(self._pdf, owner, inherited)
        self.seen.append((found, target))
        return found

    def knows(self, obj: Any) -> bool:
        """Whether an object was painted; one without a number may have been."""
        number = obj.objgen
        painted = number in self._versions or any(number == other for other, _ in self.deferred.twins)
        return painted and number != (0, 0)

    def paint(self, data: bytes, resources: Resources, target: Target, entry: Entry, node: Node) -> tuple[Any, ...]:
        """The new content of a stream, or None, and the colours that it took over."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadInput("The PDF nests forms too deeply.")
        painting = Painting(self._pdf, resources, target, self, entry, node)
        changed = painting.run(data)
        self._depth -= 1
        return changed, painting.taken

    def form(self, form: Any, target: Target, entry: Entry, resources: Resources) -> Made:
        versions = self._versions.setdefault(form.objgen, [])
        for version in versions:
            if version.fits(target, entry):
                if version.open:
                    raise BadInput("A form of the PDF paints itself.")
                return version.made
        original = self._contents.setdefault(form.objgen, b"") if versions else stream_data(form)
        self._contents[form.objgen] = original
        obj = copied(self._pdf, form, original) if versions else form
        version = _Version(target.name, entry, Made(obj, Node()))
        versions.append(version)
        if obj is not form:
            self._versions[obj.objgen] = [version]
        self._convert(obj, original, version, target, resources)
        return version.made

    def _convert(self, obj: Any, data: bytes, version: _Version, target: Target, around: Resources) -> None:
        made = version.made
        changed, taken = self.paint(data, self.resources(obj, target, around), target, version.entry, made.node)
        # a stream that begins with its own black takes nothing over; one that nobody gave a colour says so itself
        made.takes_fill = (Origin.CALLER, False) in taken
        made.takes_stroke = (Origin.CALLER, True) in taken
        if changed is not None:
            obj.write(changed)
        give_group_space(obj, Name.DeviceGray if target is self._mask else Name.DeviceCMYK)
        version.open = False

    def picture(self, picture: Any, target: Target, name: str, resources: Resources) -> Made:
        return self.deferred.picture(picture, target, name, resources)

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any:
        return self.deferred.shading(shading, target, resources)

    def pattern(self, pattern: Any, target: Target, resources: Resources) -> Made:
        if isinstance(pattern, pikepdf.Stream):
            return self.form(pattern, target, AROUND if pattern.get("/PaintType") == 2 else Entry(), resources)
        found = pattern.get("/Shading")
        if found is None:
            return Made(pattern, Node())
        made = self.shading(found, target, resources)
        key = pattern.objgen, target.name
        if made.objgen != found.objgen and key not in self.deferred.twins:
            self.deferred.twins[key] = copied(self._pdf, pattern)
            self.deferred.twins[key].Shading = made
        return Made(self.deferred.twins.get(key, pattern), Node())

    def soft_mask(self, state: Any, resources: Resources) -> Node | None:
        """The group of a soft mask in grey; its backdrop too."""
        mask = state.SMask
        group = mask.get("/G")
        if not isinstance(group, pikepdf.Stream):
            return None
        made = self.form(group, self._mask, Entry(), resources)
        if made.obj.objgen != group.objgen:
            mask.G = made.obj
        backdrop = mask.get("/BC")
        if isinstance(backdrop, Array) and len(backdrop) in (3, 4):
            space = RGB if len(backdrop) == 3 else CMYK
            mask.BC = Array([round(value, 4) for value in self._mask.mix(space.colour([float(v) for v in backdrop]))])
        return Node(paints=[(matrix_of(group), made.node)])

    def font(self, font: Any, target: Target, resources: Resources) -> None:
        """The glyphs of a Type 3 font are content streams; those of others have no colour."""
        if font.get("/Subtype") != "/Type3" or not isinstance(font.get("/CharProcs"), Dictionary):
            return
        own = self.resources(font, target, resources) if font.objgen not in self._versions else resources
        for glyph in font.CharProcs.values():
            if isinstance(glyph, pikepdf.Stream) and glyph.objgen not in self._versions:
                self.form(glyph, target, AROUND, own)

    def inline_picture(self, header: bytes, data: bytes, resources: Resources) -> Any:  # noqa: ARG002
        return pictures.inline_picture(self._pdf, header, data)


def give_group_space(obj: Any, name: pikepdf.Object) -> None:
    """The colour space in which a transparency group is blended (Ghent R0030)."""
    group = obj.get("/Group")
    if isinstance(group, Dictionary) and "/CS" in group and name != group.CS:
        obj.Group = Dictionary({**dict(group.items()), "/CS": name})
