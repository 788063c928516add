"""The clinic's brand as the layouts use it: a palette, and CSS variables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from brochure.art.colour import WHITE, Colour, contrast
from brochure.art.palette import Palette
from brochure.errors import BadInput, Place
from brochure.typeset.fonts.outfit import BOXES, Outfit
from brochure.workspace.brand import Colours, InkedColour

#: WCAG 2.1, success criterion 1.4.3.
_LEGIBLE = 4.5


def palette(colours: Colours) -> Palette:
    """The named colours and the tints mixed from them. Raises BadInput where text could not be read."""
    named = {name: Colour.parse(_rgb(getattr(colours, name))) for name in Colours.model_fields}
    # Sheets and screens are white, whatever the brand calls its paper.
    ratio = min(contrast(named["ink"], named["paper"]), contrast(named["ink"], WHITE))
    if ratio < _LEGIBLE:
        raise BadInput(
            f"Text in the ink {named['ink'].hex} could not be read: its contrast is {ratio:.1f}, not {_LEGIBLE}.",
            hint="Make ink darker, or paper lighter, in [brand.colours].",
            place=Place(Path("brochure.toml")),
        )
    return Palette(**named)


def _rgb(colour: str | InkedColour) -> str:
    return colour.rgb if isinstance(colour, InkedColour) else colour


def brand_css(colours: Colours, worn: Outfit) -> str:
    """Font faces, and a variable for each colour (`--primary`, …) and font (`--body`, `--heading`, …)."""
    variables = {
        **palette(colours).css_variables(),
        "body": _families(worn.body),
        "heading": _families(worn.heading),
        "markers": _families(worn.markers or worn.body),
        "signs": _families((BOXES,)),
    }
    root = "".join(f" --{name}: {value};" for name, value in variables.items())
    hyphen = "" if worn.hyphens else ' hyphenate-character: "-";'
    return "".join(served.css for served in worn.served) + f":root {{{root}{hyphen} }}\n{worn.css}"


def _families(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
