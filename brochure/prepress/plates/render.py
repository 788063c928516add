"""The plates of a press PDF as grey pictures, and the soft proof: what they look like printed, on a screen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pypdfium2
from PIL import Image, ImageChops

from brochure.errors import BadInput
from brochure.pdf.colour import Ink
from brochure.prepress.conversion import Conversion
from brochure.prepress.plates.derive import derived
from brochure.prepress.plates.plate import PROCESS

#: Pages are drawn without smoothing at this resolution (ppi), or so many times finer than asked for at most, and
#: averaged: a pixel then tells which part of it is inked. A renderer's smoothing is made for eyes and not for plates.
_FINENESS = 440
_MOST_FINE = 4


def plates(pdf: bytes, ppi: float) -> list[dict[str, Image.Image]]:
    """For each page each ink's plate, in mode L, 255 being full ink: the process inks, then spot inks by name.

    Overprint is honoured, /All prints everywhere, and the lines of the layer of folds nowhere. `ppi` is the pictures'
    resolution. Raises BadInput for a PDF that is damaged or has colours that are no ink.
    """
    cyan, spot_inks = derived(pdf, PROCESS[0])
    inks = (*PROCESS, *sorted(spot_inks))
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


_BLACK = Ink(0.0, 0.0, 0.0, 1.0)


def soft_proof(plates: Mapping[str, Image.Image], spots: Mapping[str, Ink], conversion: Conversion) -> Image.Image:
    """A page's plates in sRGB. A spot ink looks as its alternate in process inks says, laid over the others."""
    bands = [plates[name] for name in PROCESS]
    for name, plate in plates.items():
        if name in PROCESS:
            continue
        ink = spots.get(name, _BLACK)
        shares = (ink.cyan, ink.magenta, ink.yellow, ink.key)
        bands = [_laid_over(band, plate, share) for band, share in zip(bands, shares, strict=True)]
    return conversion.soft_proof(Image.merge("CMYK", bands))


def _laid_over(band: Image.Image, plate: Image.Image, share: float) -> Image.Image:
    """What either ink leaves of the paper is what both leave, multiplied."""
    return ImageChops.screen(band, plate.point([round(level * share) for level in range(256)])) if share else band
