"""The soft proof: what the plates look like printed, on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import Image, ImageChops

from brochure.pdf.colour import Ink
from brochure.prepress.conversion import Conversion
from brochure.proof.plate import PROCESS

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
