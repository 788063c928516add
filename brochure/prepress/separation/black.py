"""Jobs for cheap printing: black alone, and black with one spot colour."""

from __future__ import annotations

from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from brochure.pdf import icc
from brochure.pdf.colour import Colour, Ink, Rgb, equal_grey, grey_of_lightness
from brochure.pdf.spaces import Space, separation
from brochure.prepress.separation.inks import Inks, Job, Spot
from brochure.prepress.separation.targets import Process, Solid, Target, process, rgb_of_ink

#: Colorants that print on the black plate, on all plates or on none, whatever the job.
_ALWAYS = frozenset({"Black", "All", "None"})


def target(inks: Inks) -> Target:
    if inks.job is Job.BLACK:
        return Black(inks)
    if inks.spot is not None and inks.job is Job.BLACK_AND_SPOT:
        return BlackAndSpot(inks, inks.spot)
    return Process(inks)


class Black(Target):
    """Black alone. A colour becomes the neutral grey of its lightness, which the conversion prints in K alone.

    Ink that is given becomes the black of PDF's own rule (ISO 32000-1, 10.3.4): K + 0.3 C + 0.59 M + 0.11 Y.
    """

    name = "black"
    channels = 1

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self._inks = inks

    def grey(self, level: float) -> float:
        return self._inks.conversion.solid(level, level, level).key

    def _solid(self, colour: Colour) -> Solid:
        if not isinstance(colour, Ink):
            declared = self._inks.declared(colour)
            if not isinstance(declared, Ink):
                return Solid((0.0, 0.0, 0.0, self.grey(equal_grey(colour))))
            colour = declared
        dark = 0.3 * colour.cyan + 0.59 * colour.magenta + 0.11 * colour.yellow
        return Solid((0.0, 0.0, 0.0, min(1.0, colour.key + dark)))

    def mix(self, colour: Colour) -> tuple[float, ...]:
        return self.exact(colour).values[3:]

    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        return separation(pdf, "Black", Ink(0, 0, 0, 1))

    def _keeps(self, space: Space) -> bool:
        return bool(space.inks) and _ALWAYS.issuperset(space.inks)

    @cached_property
    def _grey_of_lightness(self) -> list[int]:
        return [round(grey_of_lightness(level / 2.55) * 255) for level in range(256)]

    def picture(self, picture: Image.Image) -> Image.Image:
        if picture.mode == "CMYK":
            picture = rgb_of_ink(picture)
        return icc.lightness(picture).point(self._grey_of_lightness)


class BlackAndSpot(Target):
    """Black and one spot colour, by one rule: a colour's saturation is the tint, its darkness the black.

    Saturation and value are those of HSV: white has neither, a neutral grey is black alone, a pure colour of any hue is
    the spot at full strength, and a dark one has black over it. Declared colours go before the rule.
    """

    name = "black and spot"
    channels = 2

    def __init__(self, inks: Inks, spot: Spot) -> None:
        super().__init__()
        self._inks, self._spot = inks, spot
        self.bound.note(1.0, 1.0)

    def _solid(self, colour: Colour) -> Solid:
        if not isinstance(colour, Ink):
            declared = self._inks.declared(colour)
            if isinstance(declared, Spot) and declared.name == self._spot.name:
                return Solid((declared.tint,), self._spot)
            if not isinstance(declared, Ink):
                return self._painted(self._grey(max(colour)), _saturation(colour))
            colour = declared
        rest = (1 - colour.cyan, 1 - colour.magenta, 1 - colour.yellow)
        return self._painted(min(1.0, colour.key + 1 - max(rest)), _saturation(rest))

    def _grey(self, level: float) -> float:
        return self._inks.conversion.solid(level, level, level).key

    def _painted(self, black: float, tint: float) -> Solid:
        if tint <= 0:
            return Solid((0.0, 0.0, 0.0, black))
        return Solid((black, tint), self._spot) if black > 0 else Solid((tint,), self._spot)

    def mix(self, colour: Colour) -> tuple[float, ...]:
        values = self.exact(colour).values
        return {4: (values[-1], 0.0), 1: (0.0, values[0])}.get(len(values), values)

    def _made(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Black first, the spot second; on a screen the black lies over what the spot looks like."""
        alternate = process(self._spot.alternate)
        steps = "".join(f"dup {part:.4f} mul exch " for part in alternate[:3])
        code = f"{{ {steps}{alternate[3]:.4f} mul 5 -1 roll add dup 1 gt {{pop 1}} if }}"
        tint = pdf.make_stream(code.encode(), FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
        names = Array([Name.Black, Name("/" + self._spot.name)])
        colorants = Dictionary({"/" + self._spot.name: self.space_of(self._spot, pdf)})
        return Array([Name.DeviceN, names, Name.DeviceCMYK, tint, Dictionary(Colorants=colorants)])

    def _keeps(self, space: Space) -> bool:
        return bool(space.inks) and (_ALWAYS | {self._spot.name}).issuperset(space.inks)

    def picture(self, picture: Image.Image) -> Image.Image:
        if picture.mode == "CMYK":
            picture = rgb_of_ink(picture)
        _, saturation, value = picture.convert("HSV").split()
        black = value.point([round(self._grey(level / 255) * 255) for level in range(256)])
        return Image.merge("LA", (black, saturation))


def _saturation(rgb: Rgb) -> float:
    return (max(rgb) - min(rgb)) / max(rgb) if max(rgb) > 0 else 0.0
