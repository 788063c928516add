"""The plates of a press PDF: what each ink prints, as a grey picture."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops

from brochure.errors import BadInput
from brochure.pdf.colour import Ink
from brochure.proof.derive import derived
from brochure.proof.plate import PROCESS

#: Pixels are drawn without smoothing, so many times finer each way, and averaged: their value is the area that is
#: inked. Smoothing, and the renderer's contrast for small type, would be made for eyes and not for plates.
_FINENESS = 440
_MOST_FINE = 4


def plates(pdf: bytes, ppi: float) -> list[dict[str, Image.Image]]:
    """For each page each ink's plate, in mode L, 255 being full ink: the process inks, then spot inks by name.

    Overprint is honoured, /All prints everywhere, and the lines of the layer of folds nowhere. `ppi` is the pictures'
    resolution. Raises BadInput for a PDF that is damaged or has colours that are no ink.
    """
    cyan, found = derived(pdf, PROCESS[0])
    inks = (*PROCESS, *sorted(found))
    drawn = [list(_drawn(cyan if ink == PROCESS[0] else derived(pdf, ink)[0], ppi)) for ink in inks]
    return [dict(zip(inks, sides, strict=True)) for sides in zip(*drawn, strict=True)]


def spots(pdf: bytes) -> dict[str, Ink]:
    """The spot inks of a PDF and what each looks like in process inks at full strength."""
    return derived(pdf, PROCESS[0])[1]


def _drawn(pdf: bytes, ppi: float) -> Iterator[Image.Image]:
    """The pages of a grey PDF, inverted: white is no ink."""
    fine = min(max(math.ceil(_FINENESS / ppi), 1), _MOST_FINE)
    try:
        opened = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"The PDF is damaged: {error}.") from error
    try:
        for page in opened:
            size = tuple(max(1, round(side / 72 * ppi)) for side in page.get_size())
            bitmap = page.render(
                scale=ppi * fine / 72,
                may_draw_forms=False,
                draw_annots=False,
                grayscale=True,
                no_smoothtext=True,
                no_smoothpath=True,
            )
            yield ImageChops.invert(bitmap.to_pil().resize(size, Image.Resampling.BOX))
            bitmap.close()
            page.close()
    finally:
        opened.close()
