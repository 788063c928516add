"""PRESS: colours and inks: which there are, and what prints over what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import Found, NotApplicable, NotRun, Rule

if TYPE_CHECKING:
    from brochure.preflight.scan import Marks, Shape, Text, Tone

#: Spaces that are no ink (Ghent R0027), as people call them.
_NO_INK = {
    "DeviceRGB": "RGB",
    "CalRGB": "RGB",
    "CalGray": "calibrated grey",
    "Lab": "Lab",
    "ICCBased": "ICC-based",
}
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black", "All", "None")
#: Endings by which programs tell papers apart: PANTONE 300 C and PANTONE 300 U are one ink.
_SUFFIX = re.compile(r"[\s_-]*(?:C|U|M|CV|CVC|CVU|CP|UP|EC|PC|copy(?: \d+)?|\d)$", re.IGNORECASE)
#: Ghent 2022: K 100 text under 12 pt and lines under 2 pt overprint; K from 85 % with more than 280 % ink is too much.
_SMALL_TEXT, _THIN_LINE = 12.0, 2.0
_DARK, _RICH = 0.85, 2.8
#: Ghent R0026; places where two plates round up are no fault.
_AVERAGE, _SLACK = 3.2, 0.02


def no_ink(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        found = {_NO_INK[name] for tone in marks.tones for name in (tone.family, tone.base) if name in _NO_INK}
        if found:
            yield page.found(f"The page has colours that are no ink: {', '.join(sorted(found))}.")


def _spots(document: Document) -> dict[str, int]:
    """Names of spot inks, with the page on which each is first used."""
    found: dict[str, int] = {}
    for page, marks in document.painted:
        for tone in marks.tones:
            for ink in tone.inks:
                if ink not in _PROCESS:
                    found.setdefault(ink, page.number)
    return found


def spot(document: Document) -> Iterator[Found]:
    declared = document.made.spots if document.made else ()
    for name, page in _spots(document).items():
        if name not in declared:
            yield Found(f"The file has a spot ink, '{name}': a plate of its own.", page=page)


def _pairs(document: Document) -> Iterator[tuple[str, str, int]]:
    names = list(_spots(document).items())
    if not names:
        raise NotApplicable("it has no spot inks")
    for at, (one, _) in enumerate(names):
        for other, page in names[at + 1 :]:
            yield one, other, page


def spot_suffix(document: Document) -> Iterator[Found]:
    for one, other, page in _pairs(document):
        if one.lower() != other.lower() and _SUFFIX.sub("", one).lower() == _SUFFIX.sub("", other).lower():
            yield Found(f"The spot inks '{one}' and '{other}' differ by their ending alone.", page=page)


def spot_case(document: Document) -> Iterator[Found]:
    for one, other, page in _pairs(document):
        if _plain(one) == _plain(other):
            yield Found(f"The spot inks '{one}' and '{other}' have one name, written in two ways.", page=page)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()


def spot_look(document: Document) -> Iterator[Found]:
    """R0023: one name must be one colour. Solid tones of a name are compared."""
    looks: dict[str, dict[tuple[float, ...], int]] = defaultdict(dict)
    for page, marks in document.painted:
        for tone in marks.tones:
            if len(tone.inks) == 1 and tone.values == (1.0,) and tone.inks[0] not in _PROCESS and tone.colour:
                looks[tone.inks[0]].setdefault(_parts(tone), page.number)
    if not looks:
        raise NotApplicable("it has no spot inks")
    for name, found in looks.items():
        if len(found) > 1:
            yield Found(f"The spot ink '{name}' stands for {len(found)} colours.", page=list(found.values())[1])
    solids = {name: next(iter(found)) for name, found in looks.items()}
    for at, (name, colour) in enumerate(solids.items()):
        for other, second in list(solids.items())[at + 1 :]:
            if colour == second:
                yield Found(f"The spot inks '{name}' and '{other}' look the same.", page=looks[other][second])


def _parts(tone: Tone) -> tuple[float, ...]:
    colour = tone.colour
    if isinstance(colour, tuple):
        return tuple(round(part, 2) for part in colour)
    assert colour
    return tuple(round(part, 2) for part in (colour.cyan, colour.magenta, colour.yellow, colour.key))


def group_space(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        # Groups of soft masks are noted nowhere: their greys are no ink.
        wrong = sorted(marks.groups - {"DeviceCMYK"})
        if wrong:
            yield page.found(f"What is see-through is mixed in {', '.join(wrong)}, not in ink.")


def courier(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if font.name.lower().replace(" ", "").startswith("courier"):
            yield Found(f"Text is set in {font.name}.", page=font.page)


# ---- Overprint ------------------------------------------------------------------------------------------------------


def white_text(document: Document) -> Iterator[Found]:
    for page, _, text in _texts(document):
        if text.tone.is_white and text.overprint.fill:
            yield page.found("White text overprints: it will not be seen.", _at(text))


def white_path(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        for shape in marks.shapes:
            fill = shape.fills and shape.fill.is_white and shape.overprint.fill
            stroke = shape.strokes and shape.stroke.is_white and shape.overprint.stroke
            if fill or stroke:
                yield page.found("A white shape overprints: it will not be seen.", shape.box)


def black_text(document: Document) -> Iterator[Found]:
    for page, marks, text in _texts(document):
        if not _small_black(text):
            continue
        if text.overprint.fill and (text.overprint.mode == 1 or text.tone.family != "DeviceCMYK"):
            continue
        if marks.below(text.x, text.y, text.at):
            message = f"Black text of {text.size:.1f} pt on a colour knocks it out instead of overprinting it."
            yield page.found(message, _at(text))


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
    for page, marks, text in _texts(document):
        if _small_black(text) and text.tone.family == "DeviceGray" and marks.below(text.x, text.y, text.at):
            yield page.found("Black text on a colour is DeviceGray.", _at(text))


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


def rich_text(document: Document) -> Iterator[Found]:
    for page, _, text in _texts(document):
        ink = text.tone.ink
        if ink and ink.key >= _DARK and ink.total > _RICH:
            message = f"Text is set in {ink.total:.0%} ink."
            yield page.found(message, _at(text))


# ---- How much ink ---------------------------------------------------------------------------------------------------


def ink_limit(document: Document) -> Iterator[Found]:
    limit = document.made.limit if document.made and document.made.limit else 3.2
    for page, use in _uses(document, limit):
        if use[0] > limit + _SLACK:
            yield page.found(f"{use[0]:.0%} ink lie on one another; the job takes {limit:.0%}.")


def ink_average(document: Document) -> Iterator[Found]:
    for page, use in _uses(document, _AVERAGE):
        if use[1] > _AVERAGE + 0.005:
            yield page.found(f"A square of 15 mm has {use[1]:.0%} ink; presses dry {_AVERAGE:.0%}.")


def _uses(document: Document, limit: float) -> Iterator[tuple[Page, tuple[float, float]]]:
    """Maximum and worst average of each page's ink, unless what is painted cannot come to so much."""
    if _most_possible(document) <= limit:
        return
    from brochure.geometry.rect import Rect
    from brochure.preflight.document import INK_PPI
    from brochure.prepress.plates.ink_use import ink_use, pixels, total_ink

    for page, plates in zip(document.pages, document.plates, strict=False):
        left, bottom, right, top = page.bleed or page.trim or page.media
        area = Rect(left - page.media[0], bottom - page.media[1], right - left, top - bottom)
        total = total_ink(plates, pixels(area, page.media[3] - page.media[1], INK_PPI))
        if min(total.size) < 2:
            raise NotRun("a page is too small to measure its ink")
        use = ink_use(total, INK_PPI, limit, len(plates))
        yield page, (use.maximum, use.worst_square)


def _most_possible(document: Document) -> float:
    """The most ink that colours of the file can come to: those that overprint or are mixed can add to others."""
    most = 0.0
    for page, marks in document.painted:
        cut = page.bleed or page.cut
        if marks.see_through:
            return 4.0
        tones = [shape.fill for shape in marks.shapes if shape.fills and _meets(shape.box, cut)]
        tones += [shape.stroke for shape in marks.shapes if shape.strokes and _meets(shape.box, cut)]
        tones += [text.tone for text in marks.texts]
        tones += [tone for tone, _ in marks.shadings]
        if marks.pictures and any(shown.family in ("DeviceCMYK", "ICCBased", "Indexed") for shown in marks.pictures):
            return 4.0
        if marks.shadings or any(tone.family == "Pattern" for tone in tones):
            return 4.0
        said = [text.overprint for text in marks.texts] + [shape.overprint for shape in marks.shapes]
        over = any(one.fill or one.stroke for one in said)
        here = max((tone.total for tone in tones), default=0.0)
        most = max(most, here + (1.0 if over else 0.0))
    return most


def _meets(box: tuple[float, float, float, float], area: tuple[float, float, float, float]) -> bool:
    return box[0] < area[2] and box[2] > area[0] and box[1] < area[3] and box[3] > area[1]


def _texts(document: Document) -> Iterator[tuple[Page, Marks, Text]]:
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


def _at(text: Text) -> tuple[float, float, float, float]:
    return text.x, text.y, text.x, text.y + text.size


RULES = (
    Rule(
        "PRESS-NO-INK",
        "All colours are ink",
        "error",
        "All colours must be CMYK, grey or spot ink; no RGB, Lab or calibrated colour.",
        "A press has no light to mix: such colours are converted by chance, and blues turn purple.",
        "Export with all colours converted to the press's CMYK profile.",
        "Ghent 2022 R0027",
        no_ink,
    ),
    Rule(
        "PRESS-SPOT",
        "No spot ink that was not ordered",
        "error",
        "There must be no spot ink but those that the job declares.",
        "Each is a plate and a washing of the press: the shop asks back, or charges it.",
        "Convert spot colours to CMYK on export, or order the ink.",
        "Ghent 2022 R0020",
        spot,
    ),
    Rule(
        "PRESS-SPOT-SUFFIX",
        "Spot inks differ by more than an ending",
        "warning",
        "Two spot inks should not differ by their ending alone, as in C and U.",
        "They are meant to be one ink, and come out on two plates.",
        "Use one of the names everywhere.",
        "Ghent 2022 R0021",
        spot_suffix,
    ),
    Rule(
        "PRESS-SPOT-CASE",
        "One spelling of a spot ink",
        "error",
        "A spot ink must be written in one way.",
        "Two spellings are two plates.",
        "Use one of the names everywhere.",
        "Ghent 2022 R0022",
        spot_case,
    ),
    Rule(
        "PRESS-SPOT-LOOK",
        "One colour for a spot ink",
        "error",
        "A spot ink must stand for one colour, and two spot inks for two.",
        "One of them is printed in the wrong colour.",
        "Define the ink once, and use it everywhere.",
        "Ghent 2022 R0023",
        spot_look,
    ),
    Rule(
        "PRESS-GROUP-SPACE",
        "Mixed in ink",
        "error",
        "What is see-through must be mixed in CMYK, where a space is given.",
        "Mixed in RGB, black text around a shadow turns into four inks.",
        "Set the document's transparency blend space to CMYK, and export again.",
        "Ghent 2022 R0030",
        group_space,
    ),
    Rule(
        "PRESS-COURIER",
        "Not set in Courier",
        "warning",
        "No text should be set in Courier.",
        "Courier is what programs put in place of a font that they did not find.",
        "Install the missing font and export again; if it is meant so, ignore the rule.",
        "Ghent 2022 R0014",
        courier,
    ),
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
    Rule(
        "PRESS-RICH-TEXT",
        "Text in little ink",
        "warning",
        "Dark text should have no more than 280 % ink.",
        "Four plates never lie exactly on each other: letters blur, and the ink smears.",
        "Set text in black alone.",
        "Ghent 2022 R0015",
        rich_text,
    ),
    Rule(
        "PRESS-INK-LIMIT",
        "No more ink than the paper takes",
        "error",
        "Nowhere may more ink lie on one another than the job takes, else 320 %.",
        "It does not dry, and comes off on the next sheet.",
        "Convert pictures through the press's profile, or lower the total ink.",
        "Printers' guides; Ghent 2022 R0026",
        ink_limit,
    ),
    Rule(
        "PRESS-INK-AVERAGE",
        "No wet patches",
        "warning",
        "No square of 15 mm should have more than 320 % ink on average.",
        "Large dense areas do not dry, and sheets stick together.",
        "Lower the total ink, or print a lighter picture.",
        "Ghent 2022 R0026",
        ink_average,
    ),
)
