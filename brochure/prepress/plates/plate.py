"""How one plate sees colours: how much of its ink they are, and what is painted instead where it is spared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brochure.errors import BadInput
from brochure.pdf.colour import clip
from brochure.pdf.interpreter import GraphicsState
from brochure.pdf.reading import Damaged
from brochure.pdf.spaces import Space
from brochure.prepress.marks import FOLD_SPOT

#: The process inks, in the order of DeviceCMYK.
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
#: Colorants that have no plate of their own: all plates, none, and the processing step that shows folds.
NO_PLATE = frozenset({"All", "None", FOLD_SPOT})
_BLACK = 3
_PALETTES_WANT_A_BASE = "A palette of the PDF has no colours."


@dataclass(frozen=True)
class Paint:
    """A colour on one plate: how much ink (0 to 1), and when it leaves alone what lies below.

    `named`: its colour space has this ink. `spared`: it is a colour in DeviceCMYK, of which overprint mode 1 does not
    paint an ink of 0 (ISO 32000-1, 8.6.7). `never`: nothing of it is printed.
    """

    amount: float
    named: bool = True
    spared: bool = False
    never: bool = False

    def touches(self, overprints: bool, mode: int) -> bool:
        """Whether it changes the plate; what knocks out changes all of them."""
        if self.never:
            return False
        return not overprints or (self.named and not (mode == 1 and self.spared and self.amount == 0))


#: The paint in glyphs and pattern cells without colours of their own: it is decided where they are painted.
PAINTS = Paint(0.0)


@dataclass(frozen=True)
class Reading:
    """How one plate reads a colour space. `channel` is the component that is the ink, where one is just that."""

    amount: Callable[[Sequence[float]], float]
    named: bool
    spared: bool = False
    never: bool = False
    channel: int | None = None

    def paint(self, values: Sequence[float]) -> Paint:
        """A colour in this space."""
        return Paint(clip(self.amount(values)), self.named, self.spared, self.never)


def reading(space: Space, ink: str) -> Reading:
    """How the plate of `ink` reads colours in `space`. Raises BadInput for colours that are not ink."""
    if space.family == "Indexed":
        return _palette(space, ink)
    if space.inks:
        return _tints(space.inks, ink)
    if space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.components == 4):
        at = PROCESS.index(ink) if ink in PROCESS else None
        return _component(at, ink, spared=space.family == "DeviceCMYK")
    if space.components == 1 and space.family in ("DeviceGray", "CalGray", "ICCBased"):
        if ink == PROCESS[_BLACK]:
            return Reading(lambda values: 1 - values[0], True)
        return _component(None, ink)
    raise BadInput(f"The PDF has colours in {space.family}, which is no ink.")


def _component(at: int | None, ink: str, *, spared: bool = False) -> Reading:
    if at is None:
        return Reading(lambda _: 0.0, ink in PROCESS, spared)
    return Reading(lambda values: values[at], True, spared, channel=at)


def _tints(names: Sequence[str], ink: str) -> Reading:
    """Separation and DeviceN: an ink is printed on its own plate, whatever it looks like in others."""
    at = next((number for number, name in enumerate(names) if name in (ink, "All")), None)
    never = set(names) <= {"None", FOLD_SPOT}
    if at is None:
        return Reading(lambda _: 0.0, False, never=never)
    return Reading(lambda values: values[at], True, channel=at)


def _palette(space: Space, ink: str) -> Reading:
    base = space.base
    if base is None:
        raise Damaged(_PALETTES_WANT_A_BASE)
    below, size = reading(base, ink), base.components

    def amount(values: Sequence[float]) -> float:
        at = int(min(max(values[0], 0), len(space.palette) // size - 1)) * size
        parts = zip(space.palette[at : at + size], base.decode, strict=True)
        return below.amount([low + byte / 255 * (high - low) for byte, (low, high) in parts])

    return Reading(amount, below.named, never=below.never)


#: What paths are painted with instead, where neither, only the stroke, or only the fill touches the plate.
_INSTEAD: dict[bytes, tuple[bytes, bytes, bytes]] = {
    **dict.fromkeys((b"f", b"F", b"f*"), (b"n", b"n", b"f")),
    **dict.fromkeys((b"S", b"s"), (b"n", b"S", b"n")),
    b"B": (b"n", b"S", b"f"),
    b"B*": (b"n", b"S", b"f*"),
    b"b": (b"n", b"s", b"h f"),
    b"b*": (b"n", b"s", b"h f*"),
}
#: Text rendering modes without clipping, by whether they fill and stroke (ISO 32000-1, table 106).
_MODES = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}


def touched(state: GraphicsState[Paint], strokes: bool) -> bool:
    """Whether what is painted in this state changes the plate: its fill, or its strokes."""
    overprint = state.overprint
    return state.of(strokes).touches(overprint.stroke if strokes else overprint.fill, overprint.mode)


def path_instead(operator: bytes, state: GraphicsState[Paint], *, fills: bool, strokes: bool) -> bytes | None:
    """The operator to paint a path with; None where it is the same."""
    fill, stroke = touched(state, False), touched(state, True)
    if (fill or not fills) and (stroke or not strokes):
        return None
    neither, only_stroke, only_fill = _INSTEAD[operator]
    return only_stroke if stroke else only_fill if fill else neither


def mode_instead(state: GraphicsState[Paint], *, fills: bool, strokes: bool) -> int | None:
    """The text rendering mode that leaves out what does not touch the plate; None where it is the same."""
    touching = fills and touched(state, False), strokes and touched(state, True)
    if touching == (fills, strokes):
        return None
    # clipping stays
    return _MODES[touching] + (4 if 4 <= state.text_mode <= 7 else 0)
