"""Pictures and gradients: noted while the streams are walked, converted when it is known how large they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf import pictures
from brochure.pdf.placing import Node, Placement
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import Space
from brochure.prepress.separation import images, shadings
from brochure.prepress.separation.state import Made
from brochure.prepress.separation.targets import Target

#: The number and generation of an object; (0, 0) of all that have none.
Number = tuple[int, int]

_CODING = frozenset({"/Length", "/Filter", "/DecodeParms"})


class Deferred:
    """What waits to be converted. An object for two targets gets a twin while it is still as it was."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        #: The originals of pictures, by their number: what the report describes.
        self.pictures: dict[Number, Any] = {}
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
            else:
                _refuse_jpeg_2000(picture, name)
                self._later.append(
                    lambda placed: images.convert(self._pdf, twin, space, target, name, placed.get(number))
                )
        return Made(self.twins[number, target.name], node)

    def shading(self, shading: Any, target: Target, resources: Resources) -> Any:
        number = shading.objgen
        if (number, target.name) in self.twins and number != (0, 0):
            return self.twins[number, target.name]
        space = resources.space_of(shading.get("/ColorSpace"))
        twin = self._twin(shading, number, target)
        self.twins[number, target.name] = twin
        if target.keeps(space):
            self.kept.append(space)
        else:
            data = stream_data(shading) if isinstance(shading, pikepdf.Stream) else None
            if number == (0, 0):
                shadings.convert(self._pdf, twin, data, space, target)
            else:
                self._later.append(lambda _: shadings.convert(self._pdf, twin, data, space, target))
        return twin

    def _twin(self, obj: Any, number: Number, target: Target) -> Any:
        """The object itself for the first target that wants it, a copy for the next; a twin is its own."""
        others = [key for key in self.twins if key[0] == number and key[1] != target.name] if number != (0, 0) else []
        if not others:
            return obj
        twin = copied(self._pdf, obj)
        self.twins[twin.objgen, target.name] = twin
        return twin


def copied(pdf: pikepdf.Pdf, obj: Any, data: bytes | None = None) -> Any:
    """A copy of a dictionary or stream, the stream with new content if `data` is given."""
    if not isinstance(obj, pikepdf.Stream):
        return pdf.make_indirect(Dictionary(dict(obj.items())))
    copy: Any = pdf.make_stream(obj.read_raw_bytes() if data is None else data)
    for key, value in obj.items():
        if key != "/Length" and (data is None or key not in _CODING):
            copy[key] = value
    return copy


def stream_data(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError as error:
        raise BadInput(f"A stream of the PDF is damaged: {error}.") from error


def _space(picture: Any, name: str, resources: Resources) -> Space:
    found = picture.get("/ColorSpace")
    if found is None:
        _refuse_jpeg_2000(picture, name)
        raise BadInput(f"The picture {name} in the PDF has no colour space.")
    return resources.space_of(found)


def _refuse_jpeg_2000(picture: Any, name: str) -> None:
    if "/JPXDecode" in pictures.filters(picture):
        raise BadInput(f"The picture {name} is a JPEG 2000 file.", hint="Save it as JPEG or PNG.")


def _tidy(picture: Any) -> None:
    """Other versions of a picture are not for print (PDF/X), and an alpha has no colour of its own."""
    if "/Alternates" in picture:
        del picture["/Alternates"]
    mask = picture.get("/SMask")
    if isinstance(mask, pikepdf.Stream) and mask.get("/ColorSpace") != Name.DeviceGray:
        mask.ColorSpace = Name.DeviceGray
