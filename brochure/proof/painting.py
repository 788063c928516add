"""What is painted instead where overprint spares a plate: paths without fill or stroke, text that is not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import pikepdf

from brochure.pdf.resources import NO_OVERPRINT, Overprint, Resources
from brochure.pdf.spaces import Space
from brochure.proof.reading import Paint, Reading

#: What paths are painted with instead, where neither, only the stroke, or only the fill touches the plate.
_INSTEAD: dict[bytes, tuple[bytes, bytes, bytes]] = {
    **dict.fromkeys((b"f", b"F", b"f*"), (b"n", b"n", b"f")),
    **dict.fromkeys((b"S", b"s"), (b"n", b"S", b"n")),
    b"B": (b"n", b"S", b"f"),
    b"B*": (b"n", b"S", b"f*"),
    b"b": (b"n", b"s", b"h f"),
    b"b*": (b"n", b"s", b"h f*"),
}
_FILLS = frozenset({b"f", b"F", b"f*"})
_STROKES = frozenset({b"S", b"s"})
#: Text rendering modes without clipping, by whether they fill and stroke (ISO 32000-1, table 106).
_MODES = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}

#: The operators that paint paths.
PAINTERS = tuple(_INSTEAD)


@dataclass(frozen=True)
class State:
    """The graphics state as far as a plate depends on it. `written` is the text rendering mode as it was rewritten."""

    fill: Paint
    stroke: Paint
    fill_space: Reading
    stroke_space: Reading
    overprint: Overprint = NO_OVERPRINT
    rendering: int = 0
    written: int = 0

    @property
    def fills(self) -> bool:
        """Whether fills change the plate."""
        return self.fill.touches(self.overprint.fill, self.overprint.mode)

    @property
    def strokes(self) -> bool:
        """Whether strokes change the plate."""
        return self.stroke.touches(self.overprint.stroke, self.overprint.mode)


class Plate(Protocol):
    """Makes what content streams paint by name, as this plate has it; None where nothing is painted."""

    pdf: pikepdf.Pdf

    def reading(self, space: Space) -> Reading: ...

    def xobject(self, obj: Any, name: str, state: State, resources: Resources) -> Any: ...

    def pattern(self, obj: Any, resources: Resources) -> tuple[Any, Paint]: ...

    def shading(self, obj: Any, resources: Resources) -> tuple[Any, Paint]: ...

    def font(self, obj: Any, resources: Resources) -> None: ...


def path_instead(operator: bytes, state: State) -> bytes | None:
    """The operator to paint a path with; None where it is the same."""
    fills, strokes = state.fills, state.strokes
    if (operator in _STROKES or fills) and (operator in _FILLS or strokes):
        return None
    neither, stroke, fill = _INSTEAD[operator]
    return stroke if strokes else fill if fills else neither


def mode_instead(state: State) -> int:
    """The text rendering mode that leaves out what does not touch the plate; clipping stays."""
    mode = state.rendering if 0 <= state.rendering <= 7 else 0
    fills, strokes = mode % 4 in (0, 2), mode % 4 in (1, 2)
    return _MODES[fills and state.fills, strokes and state.strokes] + (4 if mode >= 4 else 0)
