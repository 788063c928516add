"""Pictures for the sheet for approval: each panel on which something was found, with that drawn on it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont

from brochure.findings import Severity
from brochure.geometry.rect import Rect
from brochure.preflight.approval.sheet import Picture
from brochure.proof.quotations import Mark
from brochure.storage.shipped import SHIPPED

if TYPE_CHECKING:
    import pypdfium2

#: Pixels to an inch: type of a leaflet can be read where the panel is printed at half its size.
_PPI = 170
_QUALITY = 88
#: Points that a number takes.
_WIDE, _HIGH = 13.0, 10.8
_FONT = SHIPPED / "assets" / "fonts" / "AtkinsonHyperlegibleNext-Bold.ttf"
_COLOURS: dict[Severity, tuple[int, int, int]] = {
    "error": (163, 35, 26),
    "warning": (125, 84, 0),
    "note": (63, 91, 140),
}


@dataclass(frozen=True)
class Panel:
    """A panel of a product, or a page: its place in points from the page's lower left corner; `turned` on its head."""

    name: str
    page: int
    area: Rect
    turned: bool = False


@dataclass(frozen=True)
class Numbered:
    """What is drawn of a finding: its number on the sheet, and its marks."""

    number: int
    severity: Severity
    marks: Sequence[Mark]


def pictures(pdf: bytes, panels: Sequence[Panel], found: Sequence[Numbered]) -> Iterator[Picture]:
    """Each panel that bears a finding, in reading order. Without `panels`, each page."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for panel in panels or list(_pages(document)):
            here = {each.number: boxes for each in found if (boxes := _on(panel, each.marks))}
            if here:
                severities = {each.number: each.severity for each in found}
                yield _picture(document, panel, here, severities)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Panel]:
    for number in range(len(document)):
        width, height = document[number].get_size()
        yield Panel(f"page {number + 1}", number + 1, Rect(0, 0, width, height))


def _on(panel: Panel, marks: Sequence[Mark]) -> list[Rect]:
    """The boxes of marks that lie on a panel."""
    area = panel.area
    return [
        mark.box
        for mark in marks
        if mark.page == panel.page
        and 0 <= mark.box.x + mark.box.width / 2 - area.x < area.width
        and 0 <= mark.box.y + mark.box.height / 2 - area.y < area.height
    ]


def _picture(
    document: pypdfium2.PdfDocument,
    panel: Panel,
    here: Mapping[int, Sequence[Rect]],
    severities: Mapping[int, Severity],
) -> Picture:
    area, scale = panel.area, _PPI / 72
    with closing(document[panel.page - 1]) as page:
        width, height = page.get_size()
        crop = (area.x, area.y, width - area.right, height - area.top)
        bitmap = page.render(scale=scale, crop=tuple(max(0.0, edge) for edge in crop), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    if panel.turned:
        image = image.transpose(Image.Transpose.ROTATE_180)
    draw = ImageDraw.Draw(image, "RGBA")
    pins: list[tuple[float, float]] = []
    for number, boxes in here.items():
        placed = [_placed(panel, box) for box in boxes]
        for box in placed:
            _box(draw, [edge * scale for edge in box], severities[number])
        x, y = placed[0][0] * scale, placed[0][1] * scale
        # Numbers that begin at one place stand beside each other.
        while any(abs(x - left) < _WIDE * scale and abs(y - upper) < _HIGH * scale for left, upper in pins):
            x += _WIDE * scale
        pins.append((x, y))
        _number(draw, (x, y), number, severities[number], scale)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=(190, 184, 178))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return Picture(panel.name, tuple(sorted(here)), out.getvalue(), area.width, area.height)


def _placed(panel: Panel, box: Rect) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge on the picture, in points from its upper left corner."""
    area, box = panel.area, box.grown(1.0)
    left, upper = box.x - area.x, area.top - box.top
    if panel.turned:
        left, upper = area.width - left - box.width, area.height - upper - box.height
    return left, upper, left + box.width, upper + box.height


def _box(draw: Any, edges: Sequence[float], severity: Severity) -> None:
    """Around errors a frame, below warnings a line, below notes a dotted one."""
    left, _, right, lower = edges
    colour = _COLOURS[severity]
    if severity != "error":
        # Seen on dark grounds as well.
        draw.line((left, lower, right, lower), fill=(255, 255, 255), width=7)
    if severity == "note":
        for x in range(round(left), round(right), 10):
            draw.line((x, lower, min(x + 4, right), lower), fill=colour, width=3)
        return
    draw.rectangle(edges, fill=(*colour, 22), outline=colour if severity == "error" else None, width=3)
    if severity == "warning":
        draw.line((left, lower, right, lower), fill=colour, width=4)


def _number(draw: Any, at: tuple[float, float], number: int, severity: Severity, scale: float) -> None:
    """Its number at a box's upper left corner: on a filled square for errors, in a round one for the others."""
    font = _font(round(8.5 * scale))
    text = str(number)
    half = max(_HIGH / 2 * scale, font.getlength(text) / 2 + 2 * scale)
    x, y = max(half, at[0]), max(_HIGH / 2 * scale, at[1] - 2.5 * scale)
    edges = (x - half, y - _HIGH / 2 * scale, x + half, y + _HIGH / 2 * scale)
    colour = _COLOURS[severity]
    if severity == "error":
        draw.rectangle(edges, fill=colour, outline=(255, 255, 255))
    else:
        draw.rounded_rectangle(edges, radius=_HIGH / 2 * scale, fill=(255, 255, 255), outline=colour, width=3)
    draw.text((x, y), text, font=font, anchor="mm", fill=(255, 255, 255) if severity == "error" else colour)


@cache
def _font(size: int) -> Any:
    return ImageFont.truetype(str(_FONT), size)
