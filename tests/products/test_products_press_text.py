"""Small text in the press edition (Ghent R0015 to R0017): solid black, unless it is large enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from tests.products.conftest import OFFICE, Leaflet

Quad = tuple[float, ...]
#: Points; below it neither white text, nor text in several inks or in a tint, is safe on an offset press.
SMALLEST = 8.0
BLACK: Quad = (0, 0, 0, 1)


def texts(stream: Any, scale: float = 1, ink: Quad = BLACK) -> Iterator[tuple[float, Quad]]:
    """Type size and ink of each piece of text that a stream and its forms show."""
    stack: list[tuple[float, Quad]] = []
    size = matrix = 1.0
    forms = stream.get("/Resources", {}).get("/XObject", {})
    for instruction in pikepdf.parse_content_stream(stream):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "q":
            stack.append((scale, ink))
        elif operator == "Q":
            scale, ink = stack.pop()
        elif operator == "cm":
            scale *= abs(float(operands[3]))
        elif operator == "k":
            ink = tuple(float(part) for part in operands)
        elif operator == "Tf":
            size = float(operands[1])
        elif operator == "Tm":
            matrix = abs(float(operands[3]))
        elif operator in ("Tj", "TJ"):
            yield size * matrix * scale, ink
        elif operator == "Do" and forms[operands[0]].get("/Subtype") == "/Form":
            yield from texts(forms[operands[0]], scale, ink)


@pytest.mark.parametrize("press", OFFICE, indirect=True)
def test_small_text_is_in_one_ink(press: Leaflet) -> None:
    with press.pdf() as pdf:
        found = [text for page in pdf.pages for text in texts(page.obj)]
    assert len(found) > 100
    assert sum(ink == BLACK for _, ink in found) > len(found) / 2
    assert min(size for size, _ in found) > 5
    for size, ink in found:
        assert ink == BLACK or size >= SMALLEST - 0.005, (size, ink)
        assert not (ink[3] >= 0.85 and sum(ink) > 2.8), (size, ink)
