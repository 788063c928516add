"""PRESS: the page and its boxes, bleed, marks, and whether it is the page that the job has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from brochure.preflight.document import PPI, Document, Page
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.units import MM

if TYPE_CHECKING:
    from PIL import Image

    from brochure.preflight.marks import Box

#: Boxes are as exact as this (points); sizes for people as this (millimetres).
_SAME, _SAME_MM = 0.1, 0.3
#: The least bleed that shops take: 1/8 in, 3 mm being a hair less.
_BLEED_MM = 3.0
#: Of 255: a channel that differs by less from paper is paper.
_PAPER, _BARE = 12, 2


def user_unit(document: Document) -> Iterator[Found]:
    for page in document.pages:
        if page.user_unit != 1:
            yield page.found(f"The page's unit is {page.user_unit:g} points instead of one.")


def crop_box(document: Document) -> Iterator[Found]:
    for page in document.pages:
        if page.crop and not _same(page.crop, page.media):
            yield page.found("The CropBox is not the MediaBox: part of the page is hidden.")


def trim_box(document: Document) -> Iterator[Found]:
    for page in document.pages:
        if page.trim is None and page.art is None:
            yield page.found("The page does not say where it is cut: it has no TrimBox.")
        elif page.trim and page.art:
            yield page.found("The page says twice where it ends: it has a TrimBox and an ArtBox.")


def nested(document: Document) -> Iterator[Found]:
    for page in document.pages:
        for inner, outer, names in (
            (page.trim, page.bleed or page.media, "TrimBox lies outside of its BleedBox"),
            (page.bleed, page.media, "BleedBox lies outside of its MediaBox"),
            (page.trim, page.media, "TrimBox lies outside of its MediaBox"),
        ):
            if inner and outer and not _inside(inner, outer):
                yield page.found(f"The page's {names}.")
                break


def bleed_box(document: Document) -> Iterator[Found]:
    least = min(document.made.bleed / MM, _BLEED_MM) if document.made else _BLEED_MM
    for page in document.pages:
        if page.trim is None:
            continue
        if page.bleed is None and document.made and document.made.marks:
            yield page.found("The page does not say how far its bleed reaches: it has no BleedBox.")
            continue
        bleed = page.bleed or page.media
        reach = min(page.trim[0] - bleed[0], page.trim[1] - bleed[1], bleed[2] - page.trim[2], bleed[3] - page.trim[3])
        if reach / MM < least - _SAME_MM:
            message = f"The page reaches {max(reach, 0) / MM:.1f} mm beyond its trim; {least:.1f} mm are needed."
            yield page.found(message)


def bleed_inked(document: Document) -> Iterator[Found]:
    """Where colour reaches the trim from inside, it must go on to the bleed's edge."""
    for page, picture in zip(document.pages, document.pictures, strict=True):
        if page.trim is None or page.rotate:
            continue
        bleed = page.bleed or page.media
        for name, run in _edges(page, bleed):
            if (short := _stops_short(picture, page, run)) > 0.02:
                message = f"Colour that is cut off at the {name} trim does not reach the edge of the bleed"
                yield page.found(f"{message} ({short:.0%} of that edge).")


def _edges(page: Page, bleed: Box) -> Iterator[tuple[str, list[tuple[tuple[float, float], tuple[float, float]]]]]:
    """For each edge pairs of points: a hair inside the trim, and a hair inside the bleed's edge straight beyond it."""
    assert page.trim
    left, bottom, right, top = page.trim
    in_, out = 1.5, 1.5
    steps = 200
    across = [left + (right - left) * (step + 0.5) / steps for step in range(steps)]
    up = [bottom + (top - bottom) * (step + 0.5) / steps for step in range(steps)]
    if bleed[0] < left - 4:
        yield "left", [((left + in_, y), (bleed[0] + out, y)) for y in up]
    if bleed[2] > right + 4:
        yield "right", [((right - in_, y), (bleed[2] - out, y)) for y in up]
    if bleed[1] < bottom - 4:
        yield "lower", [((x, bottom + in_), (x, bleed[1] + out)) for x in across]
    if bleed[3] > top + 4:
        yield "upper", [((x, top - in_), (x, bleed[3] - out)) for x in across]


def _stops_short(picture: Image.Image, page: Page, run: list[tuple[tuple[float, float], tuple[float, float]]]) -> float:

    left, bottom, _, _ = page.crop or page.media
    wide, high = picture.size
    pixels = picture.load()
    assert pixels

    def inked(point: tuple[float, float], least: int) -> bool:
        x, y = int((point[0] - left) * PPI / 72), high - 1 - int((point[1] - bottom) * PPI / 72)
        return 0 <= x < wide and 0 <= y < high and min(cast("tuple[int, ...]", pixels[x, y])) < 255 - least

    # A pale ground goes on where what stands on it does not.
    short = sum(inked(inside, _PAPER) and not inked(outside, _BARE) for inside, outside in run)
    return short / len(run)


def one_size(document: Document) -> Iterator[Found]:
    if len(document.pages) < 2:
        raise NotApplicable("it has one page")
    first = document.pages[0].size
    for page in document.pages[1:]:
        if any(abs(one - other) > _SAME_MM for one, other in zip(first, page.size, strict=True)):
            mine, firsts = _size(page.size), _size(first)
            yield page.found(f"The page is {mine} when it is cut, page 1 is {firsts}.")


def rotate(document: Document) -> Iterator[Found]:
    for page in document.pages:
        if page.rotate:
            yield page.found(f"The page is turned by {page.rotate}° for screens.")


def blank(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        painted = (
            any(text.seen and not text.tone.is_white for text in marks.texts)
            or bool(marks.pictures or marks.shadings)
            or any(
                (shape.fills and not shape.fill.is_white) or (shape.strokes and not shape.stroke.is_white)
                for shape in marks.shapes
            )
        )
        if not painted and not marks.fault:
            yield page.found("The page has no ink.")


def page_count(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if made.pages is None:
        raise NotApplicable("its number of pages is free")
    if document.page_count != made.pages:
        yield Found(f"The file has {document.page_count} pages; the job has {made.pages}.")


def page_size(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if not made.sheets:
        raise NotApplicable("it does not fold")
    for page, sheet in zip(document.pages, made.sheets, strict=False):
        left, bottom, right, top = page.media
        wanted = sheet.width, sheet.height
        if any(abs(one - other) > 0.5 for one, other in zip((right - left, top - bottom), wanted, strict=True)):
            is_, should = _points(right - left, top - bottom), _points(*wanted)
            yield page.found(f"The page is {is_}; the job's sheet is {should}.")
        elif len(sheet.sides) == 1 and page.trim:
            area = sheet.printed(sheet.sides[0].trim)
            left, bottom, right, top = page.trim
            trim, cut = (right - left, top - bottom), (area.width, area.height)
            if any(abs(one - other) > 0.5 for one, other in zip(trim, cut, strict=True)):
                yield page.found(f"The page is cut to {_points(*trim)}; the job is {_points(*cut)}.")


def registration(document: Document) -> Iterator[Found]:
    """R0024: the ink All prints on every plate; within the product nobody wants 400 %."""
    for page, marks in document.painted:
        cut = page.cut
        for shape in marks.shapes:
            tones = [tone for does, tone in ((shape.fills, shape.fill), (shape.strokes, shape.stroke)) if does]
            if any("All" in tone.inks for tone in tones) and _overlap(shape.box, cut):
                yield page.found("Registration colour, which prints on all plates, lies within the trim.")
                break
        else:
            for text in marks.texts:
                if "All" in text.tone.inks and cut[0] <= text.x <= cut[2] and cut[1] <= text.y <= cut[3]:
                    yield page.found("Text within the trim is set in registration colour.")
                    break


def marks_in_bleed(document: Document) -> Iterator[Found]:
    """Crop and register marks must keep out of the bleed."""
    for page, marks in document.painted:
        if page.trim is None or page.bleed is None:
            continue
        for shape in marks.shapes:
            mark = shape.strokes and "All" in shape.stroke.inks
            if mark and _overlap(shape.box, page.bleed) and not _overlap(shape.box, page.trim):
                yield page.found("A mark lies in the bleed, and is seen where a cut is off.", shape.box)
                break


def crop_marks(document: Document) -> Iterator[Found]:
    made = document.need_made()
    if made.edition != "press" or not made.marks:
        raise NotApplicable("the job asks for no marks")
    for page, marks in document.painted:
        left, bottom, right, top = page.cut
        lines = [shape.box for shape in marks.shapes if shape.strokes and "All" in shape.stroke.inks]
        for name, at in (("left", left), ("right", right)):
            if not any(abs(box[0] - at) < 0.5 and abs(box[2] - at) < 0.5 for box in lines):
                yield page.found(f"The {name} cut has no crop mark.")
        for name, at in (("lower", bottom), ("upper", top)):
            if not any(abs(box[1] - at) < 0.5 and abs(box[3] - at) < 0.5 for box in lines):
                yield page.found(f"The {name} cut has no crop mark.")


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _SAME
        and inner[1] >= outer[1] - _SAME
        and inner[2] <= outer[2] + _SAME
        and inner[3] <= outer[3] + _SAME
    )


def _overlap(box: Box, area: Box) -> bool:
    return (
        box[0] < area[2] - _SAME and box[2] > area[0] + _SAME and box[1] < area[3] - _SAME and box[3] > area[1] + _SAME
    )


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f} mm"


def _points(width: float, height: float) -> str:
    return _size((width / MM, height / MM))


RULES = (
    Rule(
        "PRESS-USER-UNIT",
        "Pages in points",
        "error",
        "A page must not be measured in a unit of its own.",
        "Print shops' programs ignore the unit, and print the page too small.",
        "Export it at its true size.",
        "Ghent 2022 R0002",
        user_unit,
    ),
    Rule(
        "PRESS-CROP-BOX",
        "Nothing cropped",
        "error",
        "The CropBox must be the MediaBox, or be absent.",
        "Bleed and marks outside of it are lost when the page is placed.",
        "Export without cropping the page.",
        "Ghent 2022 R0003",
        crop_box,
    ),
    Rule(
        "PRESS-TRIM-BOX",
        "Says where it is cut",
        "error",
        "Each page must have a TrimBox, and no ArtBox beside it.",
        "Without it the shop guesses where the leaflet ends.",
        "Export as PDF/X, with the document's own size as trim.",
        "ISO 15930-7, 6.15; Ghent 2022 R0001",
        trim_box,
    ),
    Rule(
        "PRESS-BOXES-NESTED",
        "Boxes within each other",
        "error",
        "The TrimBox must lie in the BleedBox, and this in the MediaBox.",
        "Programs that impose pages refuse others, or cut them wrong.",
        "Export it again; if it was edited by hand, set the boxes anew.",
        "ISO 15930-7, 6.15; ISO 32000-1, 14.11.2",
        nested,
    ),
    Rule(
        "PRESS-BLEED",
        "Enough bleed",
        "error",
        "Each page must reach 3 mm or 1/8 in beyond its trim on all sides.",
        "No cut is exact: without bleed white lines show at the edges.",
        "Export with the document's bleed, and let colour reach as far.",
        "Printers' guides: bleed; Ghent 2022",
        bleed_box,
    ),
    Rule(
        "PRESS-BLEED-INKED",
        "Colour to the edge of the bleed",
        "error",
        "Colour that reaches the trim must go on to the edge of the bleed.",
        "Where it ends at the trim, a cut that is off by a hair shows white.",
        "Draw pictures and bands out to the edge of the bleed.",
        "Printers' guides: bleed",
        bleed_inked,
    ),
    Rule(
        "PRESS-ONE-SIZE",
        "Pages of one size",
        "warning",
        "All pages should be cut to one size.",
        "One sheet has two sides of the same size.",
        "Give all pages the same format.",
        "Ghent 2022 R0004",
        one_size,
    ),
    Rule(
        "PRESS-ROTATE",
        "Pages not turned",
        "warning",
        "No page should be turned by its Rotate entry.",
        "When it is imposed, the turn may be lost, and the page stands on its side.",
        "Turn the page itself, and export again.",
        "Ghent 2022 R0004",
        rotate,
    ),
    Rule(
        "PRESS-BLANK-PAGE",
        "No page without ink",
        "warning",
        "No page should be blank.",
        "Shops stop a job with a blank page and ask, or print it and charge it.",
        "Take the page out, or tell the shop that it is meant so.",
        "Ghent 2022 R0005",
        blank,
    ),
    Rule(
        "PRESS-PAGE-COUNT",
        "As many pages as the job",
        "error",
        "The file must have as many pages as the folded piece has sides.",
        "A page too many or too few shifts all that follows.",
        "Build it again with `brochure build`.",
        "the job",
        page_count,
    ),
    Rule(
        "PRESS-PAGE-SIZE",
        "As large as the job",
        "error",
        "Each page must be as large as the job's sheet.",
        "Folds lie elsewhere on a sheet of another size.",
        "Build it again with `brochure build`.",
        "the job",
        page_size,
    ),
    Rule(
        "PRESS-REGISTRATION",
        "No registration colour inside",
        "warning",
        "Nothing within the trim may be in the colour that prints on all plates.",
        "It lays 400 % ink on one spot, which never dries.",
        "Use black.",
        "Ghent 2022 R0024",
        registration,
    ),
    Rule(
        "PRESS-MARKS-IN-BLEED",
        "Marks outside of the bleed",
        "warning",
        "Crop and register marks must keep out of the bleed.",
        "Where a cut is off, they are seen on the leaflet.",
        "Set the marks' offset to the bleed at least.",
        "Printers' guides: marks",
        marks_in_bleed,
    ),
    Rule(
        "PRESS-CROP-MARKS",
        "Crop marks on every side",
        "warning",
        "A job with marks must have them at each cut.",
        "Whoever cuts goes by them.",
        "Build it again with `brochure build`.",
        "Printers' guides: marks",
        crop_marks,
    ),
)
