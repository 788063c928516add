"""From a press PDF the PDF of one ink: everything in DeviceGray, white where the plate has none of it.

A renderer for screens knows no plates, and none of them honours overprint. So each plate is a PDF of its own, which it
cannot misunderstand. Soft masks have no ink and stay; blend modes work on each ink by itself, as on the press.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from brochure.errors import BadInput
from brochure.pdf.colour import Ink
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import GREY, Space
from brochure.prepress.separation.pending import Number, copied, stream_data
from brochure.prepress.separation.walk import give_group_space
from brochure.proof.channels import grey_picture, grey_shading
from brochure.proof.painting import State
from brochure.proof.reading import NO_PLATE, PAINTS, PROCESS, Paint, Reading, reading
from brochure.proof.rewriting import Rewriting

_DEEPEST = 48
_UNNUMBERED = (0, 0)


def derived(pdf: bytes, ink: str) -> tuple[bytes, dict[str, Ink]]:
    """The PDF of one ink, and the spot inks that were met, with what they look like in process inks."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            plate = InkPlate(opened, ink)
            for page in opened.pages:
                plate.page(page)
            out = io.BytesIO()
            opened.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            return out.getvalue(), plate.spots
    except (pikepdf.PdfError, RecursionError, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise BadInput(f"The PDF is damaged: {type(error).__name__} {error}.") from error


class InkPlate:
    """One PDF on its way to one plate (see `brochure.proof.painting.Plate`)."""

    def __init__(self, pdf: pikepdf.Pdf, ink: str) -> None:
        self.pdf, self._ink = pdf, ink
        self.spots: dict[str, Ink] = {}
        self._readings: dict[int, tuple[Space, Reading]] = {}
        self._forms: dict[tuple[Number, State], Any] = {}
        self._open: set[tuple[Number, State]] = set()
        self._made: dict[Number, tuple[Any, Paint]] = {}
        self._fonts: set[Number] = set()

    def page(self, page: pikepdf.Page) -> None:
        """Rewrites a page in place."""
        page.obj.Resources = page.resources
        page.contents_coalesce()
        data = stream_data(page.obj.Contents) if "/Contents" in page.obj else b""
        page.obj.Contents = self.pdf.make_stream(self._rewritten(data, Resources(self.pdf, page.obj), self._first()))
        give_group_space(page.obj, Name.DeviceGray)
        for key in ("/Annots", "/CropBox"):
            if key in page.obj:
                del page.obj[key]

    def reading(self, space: Space) -> Reading:
        if id(space) not in self._readings:
            # the space is kept, for another one could have its id otherwise
            self._readings[id(space)] = space, reading(space, self._ink)
            self._note(space)
        return self._readings[id(space)][1]

    def xobject(self, obj: Any, name: str, state: State, resources: Resources) -> Any:
        if obj.get("/Subtype") == "/Form":
            return self._form(obj, state, resources)
        if obj.get("/ImageMask"):
            return obj if state.fills else None
        made, paint = self._picture(obj, name, resources)
        return made if paint.touches(state.overprint.fill, state.overprint.mode) else None

    def pattern(self, obj: Any, resources: Resources) -> tuple[Any, Paint]:
        if isinstance(obj, pikepdf.Stream):
            first = self._first(PAINTS if obj.get("/PaintType") == 2 else None)
            return self._form(obj, first, resources), PAINTS
        if obj.objgen in self._made and obj.objgen != _UNNUMBERED:
            return self._made[obj.objgen]
        shading, paint = self.shading(obj.Shading, resources)
        made = copied(self.pdf, obj)
        made.Shading = shading
        self._made[obj.objgen] = made, paint
        return made, paint

    def shading(self, obj: Any, resources: Resources) -> tuple[Any, Paint]:
        if obj.objgen not in self._made or obj.objgen == _UNNUMBERED:
            space = resources.space_of(obj.get("/ColorSpace"))
            plate = self.reading(space)
            made = grey_shading(self.pdf, obj, space, plate)
            # overprint mode 1 is for solid colours alone: no gradient, no picture (ISO 32000-1, table 149)
            self._made[obj.objgen] = made, Paint(0.0, plate.named, never=plate.never)
        return self._made[obj.objgen]

    def font(self, obj: Any, resources: Resources) -> None:
        """The glyphs of a Type 3 font are content streams; those of others have no colour."""
        if obj.get("/Subtype") != "/Type3" or obj.objgen in self._fonts:
            return
        self._fonts.add(obj.objgen)
        own = Resources(self.pdf, obj, resources)
        for glyph in obj.get("/CharProcs", Dictionary()).values():
            glyph.write(self._rewritten(stream_data(glyph), own, self._first(PAINTS)))

    def _first(self, paint: Paint | None = None) -> State:
        """How a page begins: with black."""
        plate = self.reading(GREY)
        black = paint or plate.paint((0.0,))
        return State(black, black, plate, plate)

    def _rewritten(self, data: bytes, resources: Resources, state: State) -> bytes:
        return Rewriting(self, resources, state).run(data)

    def _form(self, form: Any, state: State, resources: Resources) -> Any:
        """A copy of the form for the state in which it is painted, one for all places where that is the same."""
        key = form.objgen, state
        if key in self._open or len(self._open) > _DEEPEST:
            raise BadInput("A form of the PDF paints itself.")
        if key not in self._forms:
            self._open.add(key)
            data = stream_data(form)
            made = copied(self.pdf, form, data)
            made.write(self._rewritten(data, Resources(self.pdf, made, resources), state))
            give_group_space(made, Name.DeviceGray)
            self._forms[key] = made
            self._open.discard(key)
        return self._forms[key]

    def _picture(self, picture: Any, name: str, resources: Resources) -> tuple[Any, Paint]:
        if picture.objgen not in self._made:
            space = resources.space_of(picture.get("/ColorSpace"))
            plate = self.reading(space)
            made = grey_picture(self.pdf, picture, space, plate, name.lstrip("/"))
            self._made[picture.objgen] = made, Paint(0.0, plate.named, never=plate.never)
        return self._made[picture.objgen]

    def _note(self, space: Space) -> None:
        if space.inks and space.base is not None:
            for at, name in enumerate(space.inks):
                solid = space.colour([float(at == other) for other in range(space.components)])
                if name not in NO_PLATE and name not in PROCESS:
                    self.spots.setdefault(name, solid if isinstance(solid, Ink) else Ink(0.0, 0.0, 0.0, 1.0))
        elif space.base is not None:
            self._note(space.base)
