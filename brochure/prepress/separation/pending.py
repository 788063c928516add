"""Pictures and gradients: noted while the streams are walked, converted when it is known how large they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Name, Stream

from brochure.errors import BadInput
from brochure.pdf.placing import Node, Placement
from brochure.pdf.reading import (
    UNNUMBERED,
    Damaged,
    Number,
    copied,
    data,
    entry,
    filters,
)
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import Space
from brochure.prepress.separation import images, shadings
from brochure.prepress.separation.painting import Made
from brochure.prepress.separation.targets import Target


class Pending:
    """What waits to be converted. An object for two targets gets a twin while it is still as it was."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        #: The originals of pictures, by their number: what the report describes.
        self.pictures: dict[Number, Any] = {}
        #: The most ink of pictures that came as process ink, by their number.
        self.ink: dict[Number, float] = {}
        #: Colour spaces that stay, though perhaps not what they look like on a screen.
        self.kept: list[Space] = []
        self.twins: dict[tuple[Number, str], Any] = {}
        self._later: list[Callable[[dict[Number, Placement]], None]] = []

    def finish(self, placed: dict[Number, Placement]) -> None:
        """Converts the pictures and gradients, now that it is known how large they are printed."""
        for convert in self._later:
            convert(placed)

    def picture(self, picture: Any, target: Target, name: str, resources: Resources) -> Made:
        number = picture.objgen
        node = Node(name.lstrip("/"), number)
        if (number, target.name) not in self.twins:
            _tidy(picture)
            space = _space(picture, name, resources)
            self.pictures.setdefault(number, picture)
            self.twins[number, target.name] = self._twin(picture, number, target)
            twin = self.twins[number, target.name]
            if target.keeps(space):
                self.kept.append(space)
            if target.name == "process" and images.is_process_ink(space):
                self._later.append(lambda _: self._hold_limit(number, twin, space, target, name))
            elif target.keeps(space):
                target.bound.note_inks(space.inks)
            else:
                _refuse_jpeg_2000(picture, name)
                self._later.append(
                    lambda placed: images.convert(self._pdf, twin, space, target, name, placed.get(number))
                )
        return Made(self.twins[number, target.name], node)

    def _hold_limit(self, number: Number, picture: Any, space: Space, target: Target, name: str) -> None:
        _refuse_jpeg_2000(picture, name)
        self.ink[number] = images.hold_limit(self._pdf, picture, space, target, name)

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any:
        number = shading.objgen
        if (number, target.name) in self.twins and number != UNNUMBERED:
            return self.twins[number, target.name]
        space = resources.space_of(entry(shading, "/ColorSpace"))
        twin = self._twin(shading, number, target)
        self.twins[number, target.name] = twin
        if target.keeps(space):
            self.kept.append(space)
            target.bound.lose()
        else:
            vertices = data(shading) if isinstance(shading, Stream) else None
            if number == UNNUMBERED:
                shadings.convert(self._pdf, twin, vertices, space, target)
            else:
                self._later.append(lambda _: shadings.convert(self._pdf, twin, vertices, space, target))
        return twin

    def _twin(self, obj: Any, number: Number, target: Target) -> Any:
        """The object itself for the first target that wants it, a copy for the next; a twin is its own."""
        others = [key for key in self.twins if key[0] == number != UNNUMBERED and key[1] != target.name]
        if not others:
            return obj
        twin = copied(self._pdf, obj)
        self.twins[twin.objgen, target.name] = twin
        return twin


def _space(picture: Any, name: str, resources: Resources) -> Space:
    found = entry(picture, "/ColorSpace")
    if found is None:
        _refuse_jpeg_2000(picture, name)
        raise Damaged(f"The picture {name} in the PDF has no colour space.")
    return resources.space_of(found)


def _refuse_jpeg_2000(picture: Any, name: str) -> None:
    if "/JPXDecode" in filters(picture):
        raise BadInput(f"The picture {name} is a JPEG 2000 file.", hint="Save it as JPEG or PNG.")


def _tidy(picture: Any) -> None:
    """Other versions of a picture are not for print (PDF/X), and an alpha has no colour of its own."""
    if "/Alternates" in picture:
        del picture["/Alternates"]
    mask = entry(picture, "/SMask")
    if isinstance(mask, Stream) and entry(mask, "/ColorSpace") != Name.DeviceGray:
        mask.ColorSpace = Name.DeviceGray
