"""Variable fonts: where on their axes the faces stand that a leaflet needs, and the plain fonts of these."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

#: The weights that layouts ask for: copy, headings, what is emphasised.
WEIGHTS = (400, 600, 700)


class Stand(NamedTuple):
    """A face of a variable font."""

    weight: int
    italic: bool
    axes: tuple[tuple[str, float], ...]


def stands(axes: Mapping[str, tuple[float, float, float]], weight: int, italic: bool) -> Iterator[Stand]:
    """The faces of a font with these axes, each from its least to its greatest with the usual place between them.

    `weight` and `italic` are what the font is without them.
    """
    usual = {tag: middle for tag, (_, middle, _) in axes.items()}
    least, _, greatest = axes.get("wght", (weight, weight, weight))
    weights = [each for each in WEIGHTS if least <= each <= greatest] or [round(usual.get("wght", weight))]
    slants: list[tuple[bool, dict[str, float]]] = [(italic, {})]
    if not italic and (end := axes.get("ital", (0, 0, 0))[2]) > 0:
        slants.append((True, {"ital": end}))
    elif not italic and (end := axes.get("slnt", (0, 0, 0))[0]) < 0:
        slants.append((True, {"slnt": end}))
    for slanted, place in slants:
        for each in weights:
            at = {**usual, **place, **({"wght": each} if "wght" in axes else {})}
            yield Stand(each, slanted, tuple(sorted(at.items())))


def instance(data: bytes, axes: Mapping[str, float]) -> bytes:
    """The plain font of a variable one. The same font gives the same bytes."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    with TTFont(BytesIO(data), recalcTimestamp=False) as font:
        overlap = instancer.OverlapMode.KEEP_AND_SET_FLAGS
        made: Any = instancer.instantiateVariableFont(
            font, dict(axes), inplace=True, overlap=overlap, downgradeCFF2="CFF2" in font
        )
        out = BytesIO()
        made.save(out)
    return out.getvalue()
