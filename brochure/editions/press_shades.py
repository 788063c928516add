"""The inks of coloured text on a press, which prints greens lighter than a screen shows them, and its black too."""

from __future__ import annotations

from bisect import bisect_left

from PIL import Image

from brochure.art.colour import BLACK as DARKEST
from brochure.art.colour import WHITE, Colour, mix
from brochure.art.palette import Palette
from brochure.pdf.colour import Ink, Rgb
from brochure.prepress.conversion import Conversion
from brochure.prepress.lcms import applied, to_lab
from brochure.prepress.separation.inks import Spot

#: The shades that are made for text and small signs, and the contrast that they must have on paper and pale tints.
_SHADES = (("primary_text", 4.5), ("secondary_text", 4.5), ("accent_text", 4.5), ("secondary_mark", 3.0))
#: So finely a shade is darkened.
_STEPS = 32
#: Lightness is measured in 255 parts, and shown in as many: one is given to the stricter side.
_PART = 1.0


def press_shades(tones: Palette, conversion: Conversion) -> dict[Rgb | str, Ink | Spot]:
    """The inks of those shades that would lose their contrast in print, by their colour on screens.

    The brand's own colours are left as they are: other things are printed in them, too.
    """
    own = {tones.primary, tones.secondary, tones.accent, tones.ink, tones.paper}
    grounds = dict.fromkeys((WHITE, tones.paper, tones.tint, tones.secondary_tint))
    ground = min(_luminance(conversion, ground, -_PART) for ground in grounds)
    found: dict[Rgb | str, Ink | Spot] = {}
    for name, least in _SHADES:
        shade: Colour = getattr(tones, name)
        if shade not in own and (step := _step(conversion, shade, (ground + 0.05) / least - 0.05)):
            found[shade.hex] = _ink(conversion, mix(shade, DARKEST, step / _STEPS))
    return found


def _step(conversion: Conversion, shade: Colour, most: float) -> int:
    """How many steps the shade is darkened until it is printed with the luminance `most`; 0 where it is."""
    return bisect_left(
        range(_STEPS),
        True,
        key=lambda step: _luminance(conversion, mix(shade, DARKEST, step / _STEPS), _PART) <= most,
    )


def _luminance(conversion: Conversion, colour: Colour, more: float) -> float:
    """That of a colour of a screen in print, paper being 1; `more` is added to its lightness (CIE 15)."""
    ink = _ink(conversion, colour)
    inks = bytes(round(255 * part) for part in (ink.cyan, ink.magenta, ink.yellow, ink.key))
    pixel = applied(Image.frombytes("CMYK", (1, 1), inks), to_lab(conversion.profile.icc)).tobytes()
    return max(0.0, (pixel[0] + more) / 2.55 + 16) ** 3 / 116**3


def _ink(conversion: Conversion, colour: Colour) -> Ink:
    red, green, blue = (channel / 255 for channel in colour.channels)
    return conversion.solid(red, green, blue)
