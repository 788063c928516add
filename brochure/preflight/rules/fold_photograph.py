"""FOLD: what must be seen of the photograph on the cover, and where the piece is folded and cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.preflight.rules.fold import folds
from brochure.units import MM

if TYPE_CHECKING:
    from brochure.geometry.rect import Rect
    from brochure.preflight.marks import Box

#: Half of a face as small as covers have it, in millimetres; `focus` is a point in its middle.
_HALF_A_FACE = 10.0
#: A picture that covers less of its panel is a logo.
_LEAST = 0.25
#: How far around the point a finding is drawn, in points.
_MARK = 9.0


def focus_near_edge(document: Document) -> Iterator[Found]:
    made = document.need_made()
    piece, sheets = document.need_piece()
    photo, cover = made.photo, next((panel for panel in piece.panels if panel.name == "cover"), None)
    if not photo:
        raise NotApplicable("the article does not say what must be seen of a photograph on its cover")
    if not cover:
        raise NotApplicable("it has no cover")
    for page, sheet, marks in zip(document.pages, sheets, document.marks, strict=False):
        pictures = [shown.box for shown in marks.pictures if not shown.line_art]
        for placed, trim, upright, level in folds(sheet):
            if (
                placed.copy
                or cover not in placed.side.panels
                or not (box := _shown(pictures, sheet.area(placed, cover)))
            ):
                continue
            x, y = photo.lands(box[2] - box[0], box[3] - box[1])
            upside_down = (cover.rotation == 180) != sheet.turned
            x, y = (box[2] - x, box[1] + y) if upside_down else (box[0] + x, box[3] - y)
            gaps = [(gap, "the edge where it is cut") for gap in (x - trim.x, trim.right - x, y - trim.y, trim.top - y)]
            gaps += [(abs(x - fold), "a fold") for fold in upright] + [(abs(y - fold), "a fold") for fold in level]
            gap, edge = min(gaps)
            if gap / MM < _HALF_A_FACE:
                where = f"{gap / MM:.0f} mm from {edge}" if gap > 0 else f"beyond {edge}"
                message = f"What must be seen of the cover's photograph is {where}; faces need {_HALF_A_FACE:g} mm."
                yield page.found(message, (x - _MARK, y - _MARK, x + _MARK, y + _MARK))


def _shown(pictures: list[Box], cover: Rect) -> Box | None:
    """Where the photograph is: the picture that takes most of the cover, if it takes enough."""
    box = max(pictures, key=lambda each: _on(each, cover), default=None)
    return box if box and _on(box, cover) >= _LEAST * cover.width * cover.height else None


def _on(box: Box, area: Rect) -> float:
    """How much of an area a box covers, in square points."""
    wide = min(box[2], area.right) - max(box[0], area.x)
    high = min(box[3], area.top) - max(box[1], area.y)
    return max(0.0, wide) * max(0.0, high)


RULES = (
    Rule(
        "FOLD-FACE",
        "Faces away from folds and edges",
        "warning",
        "What `focus` names of the cover's photograph must keep 10 mm from folds and cuts. Faces are not looked for.",
        "A face that is creased or cut through is all that anybody sees of the cover.",
        "Take a photograph with more around the face, or correct `focus`. Look at photographs in the copy yourself.",
        "Printers' guides: safe zone",
        focus_near_edge,
    ),
)
