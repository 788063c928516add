"""Goes through all that a PDF paints. Each object is converted once; one that is painted in two ways gets a twin.

Soft masks are painted in grey, because their luminosity counts, and all else in ink. Black text in the colour of its
caller overprints and other text does not. So a form can be needed in more than one version, but most are needed in one.
Pictures and gradients are converted when all the rest is done: only then is their largest size known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from brochure.pdf import pictures
from brochure.pdf.interpreter import Nesting
from brochure.pdf.placing import Node
from brochure.pdf.reading import (
    UNNUMBERED,
    Number,
    copied,
    data,
    entries,
    entry,
    is_table,
    matrix_of,
    page_content,
    reals,
)
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import CMYK, RGB
from brochure.prepress.separation.black import target
from brochure.prepress.separation.inks import Inks
from brochure.prepress.separation.paint import AROUND, Entry, Origin
from brochure.prepress.separation.painting import Made, Painting
from brochure.prepress.separation.pending import Pending
from brochure.prepress.separation.targets import Luminosity, Target


@dataclass
class _Version:
    """A form, converted for a target and the colours that it begins with. It is `open` while it is being converted."""

    target: str
    begins: Entry
    made: Made
    open: bool = True

    def fits(self, target: Target, begins: Entry) -> bool:
        taken = ((self.made.takes_fill, False), (self.made.takes_stroke, True))
        alike = all(not takes or self.begins.of(side) == begins.of(side) for takes, side in taken)
        return self.target == target.name and not self.open and alike


class Walk:
    """The studio of one PDF (see `brochure.prepress.separation.painting.Studio`)."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks) -> None:
        self._pdf = pdf
        self.ink, self._mask = target(inks), Luminosity()
        #: All resources, and what they are painted for.
        self.seen: list[tuple[Resources, Target]] = []
        self.pending = Pending(pdf)
        self._versions: dict[Number, list[_Version]] = {}
        self._contents: dict[Number, bytes] = {}
        self._nesting = Nesting()

    def resources(self, owner: Any, target: Target, inherited: Resources | None = None) -> Resources:
        found = Resources(self._pdf, owner, inherited)
        self.seen.append((found, target))
        return found

    def knows(self, obj: Any) -> bool:
        """Whether an object was painted; one without a number may have been."""
        number = obj.objgen
        painted = number in self._versions or any(number == other for other, _ in self.pending.twins)
        return painted and number != UNNUMBERED

    def page(self, page: Any, resources: Resources, node: Node) -> bytes | None:
        """The new content of a page, or None."""
        return Painting(self._pdf, resources, self.ink, self, node).rewritten(page_content(page), Entry())

    def form(self, form: Any, target: Target, begins: Entry, resources: Resources) -> Made:
        number = form.objgen
        versions = self._versions.setdefault(number, [])
        for version in versions:
            if version.fits(target, begins):
                return version.made
        with self._nesting.within((number, target.name)):
            original = self._contents[number] if versions else data(form)
            self._contents[number] = original
            obj = copied(self._pdf, form, original) if versions else form
            version = _Version(target.name, begins, Made(obj, Node()))
            versions.append(version)
            if obj is not form:
                self._versions[obj.objgen] = [version]
            self._convert(obj, original, version, target, resources)
            return version.made

    def _convert(self, obj: Any, content: bytes, version: _Version, target: Target, around: Resources) -> None:
        made = version.made
        painting = Painting(self._pdf, self.resources(obj, target, around), target, self, made.node)
        changed = painting.rewritten(content, version.begins)
        # a stream that begins with its own black takes nothing over; one that nobody gave a colour says so itself
        made.takes_fill = (Origin.CALLER, False) in painting.taken
        made.takes_stroke = (Origin.CALLER, True) in painting.taken
        if changed is not None:
            obj.write(changed)
        give_group_space(obj, Name.DeviceGray if target is self._mask else Name.DeviceCMYK)
        version.open = False

    def picture(self, picture: Any, target: Target, name: str, resources: Resources) -> Made:
        return self.pending.picture(picture, target, name, resources)

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any:
        return self.pending.shading(shading, target, resources)

    def pattern(self, pattern: Any, target: Target, resources: Resources) -> Made:
        if isinstance(pattern, Stream):
            begins = AROUND if entry(pattern, "/PaintType") == 2 else Entry()
            return self.form(pattern, target, begins, resources)
        found = entry(pattern, "/Shading")
        if not is_table(found):
            return Made(pattern, Node())
        made = self.shading(found, target, resources)
        key = pattern.objgen, target.name
        if made.objgen != found.objgen and key not in self.pending.twins:
            self.pending.twins[key] = copied(self._pdf, pattern)
            self.pending.twins[key].Shading = made
        return Made(self.pending.twins.get(key, pattern), Node())

    def soft_mask(self, mask: Any, resources: Resources) -> Node | None:
        """The group of a soft mask in grey; its backdrop too."""
        group = entry(mask, "/G")
        if not isinstance(group, Stream):
            return None
        made = self.form(group, self._mask, Entry(), resources)
        if made.obj.objgen != group.objgen:
            mask.G = made.obj
        backdrop = entry(mask, "/BC")
        if isinstance(backdrop, Array) and len(backdrop) in (3, 4):
            space = RGB if len(backdrop) == 3 else CMYK
            mask.BC = Array([round(value, 4) for value in self._mask.mix(space.colour(reals(backdrop)))])
        return Node(paints=[(matrix_of(group), made.node)])

    def font(self, font: Any, target: Target, resources: Resources) -> None:
        """The glyphs of a Type 3 font are content streams; those of others have no colour."""
        if entry(font, "/Subtype") != "/Type3":
            return
        streams = [glyph for _, glyph in entries(entry(font, "/CharProcs")) if isinstance(glyph, Stream)]
        glyphs = [glyph for glyph in streams if glyph.objgen not in self._versions]
        if not glyphs:
            # a font that has the resources of its page is among them: noted each time, they would have no end
            return
        own = self.resources(font, target, resources)
        for glyph in glyphs:
            if glyph.objgen not in self._versions:
                self.form(glyph, target, AROUND, own)

    def inline_picture(self, header: bytes, content: bytes) -> Any:
        return pictures.inline_picture(self._pdf, header, content)


def give_group_space(obj: Any, name: pikepdf.Object) -> None:
    """The colour space in which a transparency group is blended (Ghent R0030)."""
    group = entry(obj, "/Group")
    if isinstance(group, Dictionary) and "/CS" in group and name != group.CS:
        obj.Group = Dictionary({**dict(group.items()), "/CS": name})
