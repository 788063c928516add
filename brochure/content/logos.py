"""What of a clinic's logo is seen on a ground: judged by its pixels, for nobody can tell by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from brochure.art.colour import Colour, contrast, mix
from brochure.errors import BadInput, Place

#: Graphics that mean something have this contrast with what they stand on (WCAG 2.1, success criterion 1.4.11).
SEEN = 3.0
#: With this they are still made out. Many a logo has no more than that on white, for which it was drawn.
MADE_OUT = 1.7
#: A part, such as a letter, is seen where half of its outline is; so much of all outlines may be lost with small parts.
_OF_A_PART, _LOST = 0.5, 0.04
#: Pixels along the longer side at which a logo is judged; the alpha that it must have somewhere, and the part of its
#: most from which a pixel counts as painted.
_JUDGED, _FAINTEST, _PAINTED = 320, 8, 0.5
#: A logo with fewer pixels than these, along its longer and its shorter side, is a mistake.
_LEAST_LONG, _LEAST_SHORT = 24, 8
#: The share of the frame that is painted where a logo brings its own ground, and of pixels that must differ from that.
_FRAMED, _DRAWN, _DIFFERS = 0.9, 0.005, 1.5


@dataclass(frozen=True)
class Outlines:
    """The colours along the outline of each part of a logo, with how many pixels have them.

    `framed` is whether it brings its own ground along, as a photograph does; then it is seen anywhere. `opacity` is how
    much of the ground its colours cover, from 0 to 1.
    """

    parts: tuple[Counter[tuple[int, int, int]], ...]
    framed: bool
    opacity: float = 1

    def seen_on(self, ground: Colour, least: float = SEEN) -> bool:
        """Whether all of it that matters has that contrast with the ground."""
        if self.framed:
            return True
        total = sum(part.total() for part in self.parts)
        clear = {
            colour: contrast(mix(ground, Colour(*colour), self.opacity), ground) >= least
            for part in self.parts
            for colour in part
        }
        lost = 0
        for part in self.parts:
            seen = sum(count for colour, count in part.items() if clear[colour])
            lost += part.total() if seen < _OF_A_PART * part.total() else 0
        return lost <= _LOST * total


def check_size(name: str, width: int, height: int, place: Place) -> None:
    """Raises BadInput for a logo of pixels that is too small to be one."""
    if max(width, height) < _LEAST_LONG or min(width, height) < _LEAST_SHORT:
        raise BadInput(
            f"The logo '{name}' has {width} × {height} pixels, too few to be seen.",
            hint="Use an SVG, or a PNG that is 600 pixels wide.",
            place=place,
        )


def outlines(name: str, image: Image.Image, place: Place) -> Outlines:
    """What a logo looks like at its edges. Raises BadInput where it shows nothing."""
    small = image.convert("RGBA").convert("RGBa")  # so that what cannot be seen does not bleed into what can
    small.thumbnail((_JUDGED, _JUDGED), Image.Resampling.BOX)
    small = small.convert("RGBA")
    width, pixels = small.width, small.convert("RGB").tobytes()
    alphas = small.getchannel("A").tobytes()
    most = max(alphas)
    painted = bytes(alpha >= _PAINTED * most for alpha in alphas)
    if most < _FAINTEST:
        raise BadInput(
            f"The logo '{name}' shows nothing: it is see-through all over.", hint="Export it again.", place=place
        )

    def colour(at: int) -> tuple[int, int, int]:
        return pixels[3 * at], pixels[3 * at + 1], pixels[3 * at + 2]

    parts = tuple(Counter(map(colour, outline)) for outline in _parts(painted, width))
    return Outlines(parts, _is_framed(painted, width, colour), most / 255)


def _parts(painted: bytes, width: int) -> Iterator[list[int]]:
    """The outline of each stretch of painted pixels that hang together: those with a bare neighbour, or at the edge."""
    waiting, size = bytearray(painted), len(painted)
    for start in range(size):
        if not waiting[start]:
            continue
        outline: list[int] = []
        stack = [start]
        waiting[start] = 0
        while stack:
            at = stack.pop()
            column = at % width
            around = [at - width, at + width, at - 1 if column else -1, at + 1 if column < width - 1 else -1]
            inside = [one for one in around if 0 <= one < size and painted[one]]
            if len(inside) < 4:
                outline.append(at)
            for one in inside:
                if waiting[one]:
                    waiting[one] = 0
                    stack.append(one)
        yield outline


def _is_framed(painted: bytes, width: int, colour: Callable[[int], tuple[int, int, int]]) -> bool:
    """Whether its frame is painted all around, and something else stands within it."""
    size = len(painted)
    frame = {*range(width), *range(size - width, size), *range(0, size, width), *range(width - 1, size, width)}
    if sum(painted[at] for at in frame) < _FRAMED * len(frame):
        return False
    ground = Colour(*Counter(colour(at) for at in frame).most_common(1)[0][0])
    others = Counter(colour(at) for at in range(size) if painted[at])
    differing = sum(count for one, count in others.items() if contrast(Colour(*one), ground) >= _DIFFERS)
    return differing >= _DRAWN * size
