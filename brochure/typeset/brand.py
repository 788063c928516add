"""The clinic's brand as the layouts use it: a palette, and CSS variables."""

from __future__ import annotations

from collections.abc import Iterable

from brochure.art.colour import Colour
from brochure.art.palette import Palette
from brochure.clinic.brand import Brand, Colours, InkedColour
from brochure.typeset.fonts import Face


def palette(colours: Colours) -> Palette:
    """The named colours and the tints mixed from them."""
    named = {name: getattr(colours, name) for name in Colours.model_fields}
    return Palette(**{name: Colour.parse(_rgb(value)) for name, value in named.items()})


def _rgb(colour: str | InkedColour) -> str:
    return colour.rgb if isinstance(colour, InkedColour) else colour


def brand_css(brand: Brand, chosen: Iterable[Face]) -> str:
    """Font faces, and a variable for each colour (`--primary`, …) and font (`--body`, `--heading`)."""
    variables = {
        **palette(brand.colours).css_variables(),
        "body": f"'{brand.fonts.body}'",
        "heading": f"'{brand.fonts.heading}'",
    }
    root = "".join(f" --{name}: {value};" for name, value in variables.items())
    return "".join(face.css for face in chosen) + f":root {{{root} }}\n"
