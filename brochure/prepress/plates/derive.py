"""From a press PDF the PDF of one ink: everything in DeviceGray, white where the plate has none of it.

A renderer for screens knows no plates, and none of them honours overprint. So each plate is a PDF of its own, which it
cannot misunderstand. Soft masks have no ink and stay; blend modes work on each ink by itself, as on the press.
"""

from __future__ import annotations

import io
from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Name, Stream

from brochure.pdf.colour import Ink
from brochure.pdf.interpreter import GraphicsState, Nesting
from brochure.pdf.reading import (
    UNIT,
    UNNUMBERED,
    Damaged,
    Number,
    copied,
    data,
    entries,
    entry,
    inherited_resources,
    needed,
    page_content,
)
from brochure.pdf.resources import Resources
from brochure.pdf.spaces import GREY, Space
from brochure.prepress.plates.channels import grey_picture, grey_shading
from brochure.prepress.plates.plate import (
    NO_PLATE,
    PAINTS,
    PROCESS,
    Paint,
    Reading,
    reading,
)
from brochure.prepress.plates.rewriting import Rewriting
from brochure.prepress.separation.walk import give_group_space


def derived(pdf: bytes, ink: str) -> tuple[bytes, dict[str, Ink]]:
    """The PDF of one ink, and the spot inks that were met, with what they look like in process inks."""
    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise Damaged(f"The PDF is damaged: {error}.") from error
    with opened:
        plate = InkPlate(opened, ink)
        for page in opened.pages:
            plate.page(page.obj)
        out = io.BytesIO()
        opened.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue(), plate.spots


class InkPlate:
    """One PDF on its way to one plate (see `brochure.prepress.plates.rewriting.Plate`)."""

    def __init__(self, pdf: pikepdf.Pdf, ink: str) -> None:
        self.pdf, self._ink = pdf, ink
        self.spots: dict[str, Ink] = {}
        self._readings: dict[int, tuple[Space, Reading]] = {}
        self._forms: dict[Hashable, Any] = {}
        self._converted: dict[Number, tuple[Any, Paint]] = {}
        self._glyphs: set[Number] = set()
        self._nesting = Nesting()

    def page(self, page: Any) -> None:
        """Rewrites a page in place."""
        if "/Resources" not in page:
            page.Resources = inherited_resources(page)
        rewriting = Rewriting(self, Resources(self.pdf, page))
        page.Contents = self.pdf.make_stream(rewriting.rewritten(page_content(page), self._initial_state()))
        give_group_space(page, Name.DeviceGray)
        for key in ("/Annots", "/CropBox"):
            if key in page:
                del page[key]

    def reading(self, space: Space) -> Reading:
        if id(space) not in self._readings:
            # the space is kept as well, so that no other one can get its id
            self._readings[id(space)] = space, reading(space, self._ink)
            self._note_spots(space)
        return self._readings[id(space)][1]

    def form(self, form: Any, state: GraphicsState[Paint], resources: Resources) -> Any:
        """A copy of the form for the state in which it is painted, one for all places where that is the same."""
        begins = replace(state, matrix=UNIT)
        spaces = id(begins.fill_space), id(begins.stroke_space)
        key = form.objgen, begins.fill, begins.stroke, *spaces, begins.overprint, begins.text_mode
        if key not in self._forms:
            with self._nesting.within(key):
                content = data(form)
                copy = copied(self.pdf, form, content)
                copy.write(Rewriting(self, Resources(self.pdf, copy, resources)).rewritten(content, begins))
                give_group_space(copy, Name.DeviceGray)
                # the spaces are kept as well, so that no other ones can get their ids
                self._forms[key] = copy, begins.fill_space, begins.stroke_space
        return self._forms[key][0]

    def picture(self, picture: Any, name: str, state: GraphicsState[Paint], resources: Resources) -> Any:
        number = picture.objgen
        if number not in self._converted:
            space = resources.space_of(entry(picture, "/ColorSpace"))
            plate = self.reading(space)
            grey = grey_picture(self.pdf, picture, space, plate, name.lstrip("/"))
            self._converted[number] = grey, Paint(0.0, plate.named, never=plate.never)
        grey, paint = self._converted[number]
        return grey if paint.touches(state.overprint.fill, state.overprint.mode) else None

    def pattern(self, pattern: Any, resources: Resources) -> tuple[Any, Paint]:
        if isinstance(pattern, Stream):
            first = self._initial_state(PAINTS if entry(pattern, "/PaintType") == 2 else None)
            return self.form(pattern, first, resources), PAINTS
        if pattern.objgen in self._converted and pattern.objgen != UNNUMBERED:
            return self._converted[pattern.objgen]
        shading, paint = self.shading(needed(pattern, "/Shading"), resources)
        copy = copied(self.pdf, pattern)
        copy.Shading = shading
        self._converted[pattern.objgen] = copy, paint
        return copy, paint

    def shading(self, shading: Any, resources: Resources) -> tuple[Any, Paint]:
        number = shading.objgen
        if number not in self._converted or number == UNNUMBERED:
            space = resources.space_of(entry(shading, "/ColorSpace"))
            plate = self.reading(space)
            grey = grey_shading(self.pdf, shading, space, plate)
            # overprint mode 1 is for solid colours alone: no gradient, no picture (ISO 32000-1, table 149)
            self._converted[number] = grey, Paint(0.0, plate.named, never=plate.never)
        return self._converted[number]

    def font(self, font: Any, resources: Resources) -> None:
        """The glyphs of a Type 3 font are content streams; those of others have no colour."""
        if entry(font, "/Subtype") != "/Type3":
            return
        own = Resources(self.pdf, font, resources)
        for _, glyph in entries(entry(font, "/CharProcs")):
            if isinstance(glyph, Stream) and glyph.objgen not in self._glyphs:
                self._glyphs.add(glyph.objgen)
                glyph.write(Rewriting(self, own).rewritten(data(glyph), self._initial_state(PAINTS)))

    def _initial_state(self, paint: Paint | None = None) -> GraphicsState[Paint]:
        """How a page begins: with black."""
        black = paint or self.reading(GREY).paint((0.0,))
        return GraphicsState(black, black)

    def _note_spots(self, space: Space) -> None:
        if space.inks and space.base is not None:
            for at, name in enumerate(space.inks):
                solid = space.colour([float(at == other) for other in range(space.components)])
                if name not in NO_PLATE and name not in PROCESS:
                    self.spots.setdefault(name, solid if isinstance(solid, Ink) else Ink(0.0, 0.0, 0.0, 1.0))
        elif space.base is not None:
            self._note_spots(space.base)
