"""PRESS: colours: which there are, and which inks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.marks import Tone

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
)
