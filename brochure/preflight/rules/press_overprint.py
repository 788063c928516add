"""PRESS: what prints over what, and what takes away the ink below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.marks import Marks, Shape, Text, Tone

#: Ghent 2022: K 100 text under 12 pt and lines under 2 pt overprint.
_SMALL_TEXT, _THIN_LINE = 12.0, 2.0


def white_text(document: Document) -> Iterator[Found]:
    for page, _, text in seen_texts(document):
        if text.tone.is_white and text.overprint.fill:
            yield page.found("White text overprints: it will not be seen.", text.line)


def white_path(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        for shape in marks.shapes:
            fill = shape.fills and shape.fill.is_white and shape.overprint.fill
            stroke = shape.strokes and shape.stroke.is_white and shape.overprint.stroke
            if fill or stroke:
                yield page.found("A white shape overprints: it will not be seen.", shape.box)


def black_text(document: Document) -> Iterator[Found]:
    for page, marks, text in seen_texts(document):
        if not _small_black(text):
            continue
        if text.overprint.fill and (text.overprint.mode == 1 or text.tone.family != "DeviceCMYK"):
            continue
        if marks.below(text.x, text.y, text.at):
            message = f"Black text of {text.size:.1f} pt on a colour knocks it out instead of overprinting it."
            yield page.found(message, text.line)


def black_line(document: Document) -> Iterator[Found]:
    for page, marks, shape, tone, strokes in _lines(document):
        if shape.width >= _THIN_LINE or not tone.is_black:
            continue
        overprints = shape.overprint.stroke if strokes else shape.overprint.fill
        if overprints and (shape.overprint.mode == 1 or tone.family != "DeviceCMYK"):
            continue
        left, bottom, right, top = shape.box
        if marks.below((left + right) / 2, (bottom + top) / 2, shape.at):
            message = f"A black line of {shape.width:.2f} pt on a colour knocks it out instead of overprinting it."
            yield page.found(message, shape.box)


def grey_text(document: Document) -> Iterator[Found]:
    for page, marks, text in seen_texts(document):
        if _small_black(text) and text.tone.family == "DeviceGray" and marks.below(text.x, text.y, text.at):
            yield page.found("Black text on a colour is DeviceGray.", text.line)


def grey_line(document: Document) -> Iterator[Found]:
    for page, marks, shape, tone, _ in _lines(document):
        left, bottom, right, top = shape.box
        thin = shape.width < _THIN_LINE and tone.is_black and tone.family == "DeviceGray"
        if thin and marks.below((left + right) / 2, (bottom + top) / 2, shape.at):
            yield page.found("A black line on a colour is DeviceGray.", shape.box)


def grey_overprint(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        text = next((text for text in marks.texts if text.tone.family == "DeviceGray" and text.overprint.fill), None)
        shape = next(
            (
                shape
                for shape in marks.shapes
                if (shape.fills and shape.fill.family == "DeviceGray" and shape.overprint.fill)
                or (shape.strokes and shape.stroke.family == "DeviceGray" and shape.overprint.stroke)
            ),
            None,
        )
        if text or shape:
            box = page.place(shape.box) if shape else None
            yield Found("DeviceGray overprints, which programs do in different ways.", page=page.number, box=box)


def overprint_mode(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        said = [(text.overprint, text.tone) for text in marks.texts]
        said += [(shape.overprint, shape.fill) for shape in marks.shapes if shape.fills]
        if any(over.fill and over.mode != 1 and tone.family == "DeviceCMYK" for over, tone in said):
            yield Found(
                "Something overprints in mode 0, which takes all four inks away all the same.", page=page.number
            )


def seen_texts(document: Document) -> Iterator[tuple[Page, Marks, Text]]:
    """The text that leaves a mark."""
    for page, marks in document.painted:
        for text in marks.texts:
            if text.seen:
                yield page, marks, text


def _lines(document: Document) -> Iterator[tuple[Page, Marks, Shape, Tone, bool]]:
    """Strokes, and filled bars that are as thin as lines."""
    for page, marks in document.painted:
        for shape in marks.shapes:
            if shape.strokes:
                yield page, marks, shape, shape.stroke, True
            elif shape.fills and 0 < shape.width < _THIN_LINE:
                yield page, marks, shape, shape.fill, False


def _small_black(text: Text) -> bool:
    return text.tone.is_black and text.size < _SMALL_TEXT


RULES = (
    Rule(
        "PRESS-WHITE-TEXT",
        "White text knocks out",
        "error",
        "White text must not overprint.",
        "White is no ink: what overprints is not there.",
        "Turn overprint off for white text.",
        "Ghent 2022 R0007",
        white_text,
    ),
    Rule(
        "PRESS-WHITE-SHAPE",
        "White shapes knock out",
        "warning",
        "White shapes must not overprint.",
        "White is no ink: what overprints is not there.",
        "Turn overprint off for white shapes.",
        "Ghent 2022 R0008",
        white_path,
    ),
    Rule(
        "PRESS-BLACK-TEXT",
        "Black text overprints",
        "warning",
        "Black text under 12 pt on a colour should overprint, in mode 1.",
        "Where plates are off by a hair, white lines show around each letter.",
        "Set black text to overprint on export.",
        "Ghent 2022 R0009",
        black_text,
    ),
    Rule(
        "PRESS-BLACK-LINE",
        "Thin black lines overprint",
        "warning",
        "Black lines under 2 pt on a colour should overprint, in mode 1.",
        "Where plates are off by a hair, white shows beside the line.",
        "Set black lines to overprint on export.",
        "Ghent 2022 R0010",
        black_line,
    ),
    Rule(
        "PRESS-GREY-TEXT",
        "Black text is CMYK black",
        "warning",
        "Black text on a colour should be black of CMYK, not DeviceGray.",
        "DeviceGray overprints in some programs and knocks out in others.",
        "Convert grey to CMYK with black ink alone.",
        "Ghent 2022 R0011",
        grey_text,
    ),
    Rule(
        "PRESS-GREY-LINE",
        "Black lines are CMYK black",
        "warning",
        "Thin black lines on a colour should be black of CMYK, not DeviceGray.",
        "DeviceGray overprints in some programs and knocks out in others.",
        "Convert grey to CMYK with black ink alone.",
        "Ghent 2022 R0012",
        grey_line,
    ),
    Rule(
        "PRESS-GREY-OVERPRINT",
        "Grey does not overprint",
        "warning",
        "DeviceGray should not overprint.",
        "Some programs lay it over what is below, others take that away.",
        "Convert grey to CMYK with black ink alone, or turn overprint off.",
        "Ghent 2022 R0013",
        grey_overprint,
    ),
    Rule(
        "PRESS-OVERPRINT-MODE",
        "Overprints in mode 1",
        "warning",
        "What overprints in CMYK should do so in mode 1.",
        "In mode 0 the inks that a colour has none of are taken away as well.",
        "Export with overprint mode 1 (non-zero overprint).",
        "Ghent 2022 R0009, R0010; ISO 32000-1, 8.6.7",
        overprint_mode,
    ),
)
