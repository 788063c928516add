"""A mend of how the engine draws art: what is of the plainest kind is written as operators at once.

Of what was made for a leaflet the engine takes each number from its path, measures it and writes it anew, which takes
ten times as long (seen in WeasyPrint 70.0). Place, page and order stay the engine's, and so does every drawing that
`operators` leaves to it.
"""

from __future__ import annotations

from typing import Any

from brochure.content.drawings.operators import operators
from brochure.typeset.engine.fetch import MADE


def mend() -> None:
    """From now on plain art is written as operators. Called once, when the engine is loaded."""
    from weasyprint.images import SVGImage

    draw_any = SVGImage.draw

    def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
        made = str(image._base_url).startswith(MADE)
        written = operators(image._svg.tree._etree_node, width, height) if made else None
        if written is None:
            draw_any(image, stream, width, height, style)
        else:
            stream.stream.append(written)

    SVGImage.draw = draw
