"""What is said of the brand's colours where text in them could not be read, and a darker shade is set."""

from __future__ import annotations

from collections.abc import Sequence

from brochure.art.colour import WHITE, Colour, contrast
from brochure.findings import Finding
from brochure.typeset.brand import palette
from brochure.workspace.brand import Colours

#: The accent is for art, and bullets in it are always of a darker shade. Only where it is so pale that a small mark
#: in it would be lost on paper is that worth a word.
_SEEN = 2.0
_NAMES = ("primary", "secondary", "accent")


def shades(colours: Colours, used: Colours | None = None, names: Sequence[str] = _NAMES) -> tuple[Finding, ...]:
    """A note that names each of the brand's colours that text is not set in, and the shade that it is set in.

    `used` are the colours that an edition takes in their place, the same unless it is given.
    """
    brand, shown = palette(colours), palette(used or colours)
    pairs = [(name, getattr(brand, name), getattr(shown, f"{name}_text")) for name in names]
    changed = [f"{name} {brand.hex} is {shade.hex}" for name, brand, shade in pairs if _is_told(name, brand, shade)]
    if not changed:
        return ()
    return (
        Finding(
            "pale-colour",
            "note",
            f"Text and small signs in the brand's colours would be too pale, and are set darker: {', '.join(changed)}.",
            "To choose the shades yourself, write darker ones in [brand.colours].",
        ),
    )


def _is_told(name: str, brand: Colour, shade: Colour) -> bool:
    return shade != brand and (name != "accent" or contrast(brand, WHITE) < _SEEN)
