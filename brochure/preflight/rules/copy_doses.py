"""Doses in a notation that has been misread, as ISMP lists them; what is safe to put right has a fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.subject_copy import Copy

_ISMP = "ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations (2024)"
_JOINT = f"Joint Commission “Do Not Use” list; {_ISMP}"
_UNITS = r"(?:mg|mcg|µg|μg|g|kg|mL|ml|L|cc|units?|tablets?|IU|mmol|mEq|%)"
#: Three zeros may be a thousand, and after a comma they are: 50,000 units, and 50.000 where the point groups.
_TRAILING = re.compile(rf"(?<![\d.,])(?P<whole>\d+)(?:[.,]0{{1,2}}|(?P<unsure>\.0{{3,}}))(?=\s?{_UNITS}\b)")
_NAKED = re.compile(rf"(?<![\w.,)])(?P<part>\.\d+)(?=\s?{_UNITS}(?![a-z]))")
_U = re.compile(r"(?<=\d)\s?[Uu](?![\w/])")
_IU = re.compile(r"(?<=\d)\s?I\.?U\.?(?!\w)|\b[Ii]nternational [Uu]nits?(?= of insulin)")
_MICRO = re.compile(r"(?<=\d)\s?[µμ]g\b")
_CC = re.compile(r"(?<=\d)\s?c\.?c\.?(?![\w/])")
_SIGN = re.compile(r"(?<![<>=\w-])[<>≤≥]\s?(?=\d)|(?<=\w)\s@\s(?=\d)")
_SAID = {"<": "less than ", ">": "more than ", "≤": "at most ", "≥": "at least "}
_RUN = re.compile(r"(?<![\w.,-])(?P<number>\d+(?:[.,]\d+)?)(?P<unit>mg|mcg|mL|ml|units|unit|mmol|kg)\b")
_BIG = re.compile(rf"(?<![\d.,])(?P<number>\d{{4,7}})(?=\s?{_UNITS}(?!\w))")
_SLASH = re.compile(rf"(?<=\d)\s?{_UNITS}\s?/\s?\d+(?:\.\d+)?\s?{_UNITS}\b(?!\s?tablet)")
_RATIO = re.compile(r"\b1:\d{1,3}(?:,000|000)\b")
_SPOON = re.compile(r"\b(?:tea|table)spoon(?:ful|s|fuls)?\b|\b(?:tsp|tbsp)\b\.?", re.IGNORECASE)
_MEDICINE = re.compile(
    r"\b(?:medicine|syrup|dose|mg|suspension|antibiotic|paracetamol|acetaminophen|ibuprofen|cough mixture)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(
    rf"\d\s?{_UNITS}(?![a-z])|\b(?:\d+|an?|one|two|three|four|half)\s(?:tab|tablet|drop|capsule|cap|puff|spray)s?\b",
    re.IGNORECASE,
)
_X_DAYS = re.compile(r"\bx\s?(?P<days>\d+)\s?d\b|\bx\s?\d+\s?d(?!\w)")
#: A sentence with more words of capitals shouts: "AS SOON AS" is no ear.
_CAPITALS, _SHOUTED = re.compile(r"\b[A-Z]{2,}\b"), 2
_THOUSAND = re.compile(r"(?<=\d)\s?(?:K|M|MM)(?=\s(?:units|cells|platelets)\b)")


def _pattern(
    wanted: re.Pattern[str], message: str, hint: str, mend: Callable[[re.Match[str]], str | None]
) -> Callable[[Copy], Iterator[Found]]:
    """Finds a pattern in the copy; `mend` gives what may safely stand instead."""

    def judge(copy: Copy) -> Iterator[Found]:
        for passage in copy.passages:
            for found in wanted.finditer(passage.text):
                quote = _around(passage, found.span())
                better = mend(found)
                yield at(
                    copy,
                    passage,
                    found.span(),
                    message.format(passage.text[slice(*quote)].strip()),
                    hint,
                    replacement=better,
                    quote=quote,
                )

    return judge


def _around(passage: Passage, span: tuple[int, int]) -> tuple[int, int]:
    """The letters of what was found, with the numbers and units beside it."""
    start = passage.text.rfind(" ", 0, max(0, span[0])) + 1
    end = passage.text.find(" ", span[1] + 1)
    return start, len(passage.text) if end < 0 else end


def _grouped(found: re.Match[str]) -> str:
    return f"{int(found['number']):,}"


#: A chemist's, such as MgSO4: it is no word anywhere.
_FORMULA = re.compile(r"M[gs]?SO4")


def _abbreviation(table: str, *, beside_dose: bool) -> Callable[[Copy], Iterator[Found]]:
    """Finds the abbreviations of a table of doses.toml."""

    def judge(copy: Copy) -> Iterator[Found]:
        listed = copy.lists.table("doses", table)
        wanted = _written(tuple(_typed(copy, table)))
        for passage in copy.passages:
            if passage.text.isupper():
                continue
            for found in wanted.finditer(passage.text):
                sentence = passage.sentence_at(found.start())
                if beside_dose and not _FORMULA.fullmatch(found[0]) and not _is_dose(sentence.text):
                    continue
                better = listed[found[0].lower()]
                hint = f"Write '{better}'."
                fix = better if table == "frequency" else None
                yield at(copy, passage, found.span(), f"'{found[0]}' has been misread.", hint, replacement=fix)

    return judge


def _is_dose(sentence: str) -> bool:
    return _DOSE.search(sentence) is not None and len(_CAPITALS.findall(sentence)) <= _SHOUTED


def _typed(copy: Copy, table: str) -> list[str]:
    """The abbreviations as they are typed, since their letters count."""
    left = copy.lists.table("doses", table)
    typed = [word for entry in copy.lists.written("doses", table) for word in entry if word.lower() in left]
    return sorted(dict.fromkeys(typed), key=len, reverse=True)


@lru_cache(maxsize=16)
def _written(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w./’'-])(?:{'|'.join(map(re.escape, words))})(?![\w/’'-])")


def _teaspoon(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        for found in _SPOON.finditer(passage.text):
            if _MEDICINE.search(passage.sentence_at(found.start()).text):
                yield at(copy, passage, found.span(), "Spoons hold different amounts.")


def _rule(
    rule: str,
    name: str,
    what: str,
    why: str,
    mend: str,
    source: str,
    judge: Callable[[Copy], Iterator[Found]],
    *,
    grave: bool = True,
) -> Rule[Copy]:
    return Rule(rule, name, "error" if grave else "warning", what, why, mend, source, judge)


RULES = (
    _rule(
        "COPY-DOSE-TRAILING-ZERO",
        "A zero behind the point",
        "Looks for doses such as 1.0 mg.",
        "Where the point is overlooked, the dose is ten times as high.",
        "Leave the zero out: 1 mg.",
        _JOINT,
        _pattern(
            _TRAILING,
            "'{}' may be read as ten times as much.",
            "",
            lambda found: None if found["unsure"] else found["whole"],
        ),
    ),
    _rule(
        "COPY-DOSE-NAKED-POINT",
        "No zero before the point",
        "Looks for doses such as .5 mg.",
        "Where the point is overlooked, the dose is ten times as high.",
        "Put a zero before it: 0.5 mg.",
        _JOINT,
        _pattern(_NAKED, "'{}' may be read without its point.", "", lambda found: f"0{found['part']}"),
    ),
    _rule(
        "COPY-DOSE-U",
        "U for units",
        "Looks for a number with U.",
        "It is read as a zero or a four: 10U becomes 100.",
        "Write 'units', with a space before it.",
        _JOINT,
        _pattern(_U, "The U of '{}' may be read as a zero.", "", lambda _: " units"),
    ),
    _rule(
        "COPY-DOSE-IU",
        "IU for units",
        "Looks for a number with IU.",
        "It is read as IV (into a vein) or as the number 10.",
        "Write 'units'.",
        _JOINT,
        _pattern(
            _IU,
            "The IU of '{}' may be read as IV, or as 10.",
            "",
            lambda found: " units" if "I" in found[0] and "nat" not in found[0] else None,
        ),
    ),
    _rule(
        "COPY-DOSE-MICROGRAM",
        "Micrograms as µg",
        "Looks for a number with µg.",
        "It is read as mg: a thousand times as much.",
        "Write 'mcg' or 'micrograms'.",
        _ISMP,
        _pattern(_MICRO, "The µg of '{}' may be read as mg.", "", lambda _: " mcg"),
    ),
    _rule(
        "COPY-DOSE-CC",
        "Millilitres as cc",
        "Looks for a number with cc.",
        "It is read as a U, for units.",
        "Write mL.",
        _ISMP,
        _pattern(_CC, "The cc of '{}' may be read as units.", "", lambda _: " mL"),
    ),
    _rule(
        "COPY-DOSE-FREQUENCY",
        "Latin for how often",
        "Looks for QD, QOD, BID, PRN and their kin, in doses.toml.",
        "QD has been read as QID: four times a day instead of once. Readers do not know them.",
        "Write it in words: 'daily', 'every other day'.",
        _JOINT,
        _abbreviation("frequency", beside_dose=False),
    ),
    _rule(
        "COPY-DOSE-ROUTE",
        "Letters for which way",
        "Looks beside a dose for SC, OD, AS, PO and their kin, in doses.toml.",
        "AS has been read for the left eye and the left ear, SC for SL.",
        "Write it in words: 'under the skin', 'left eye'.",
        _ISMP,
        _abbreviation("route", beside_dose=True),
    ),
    _rule(
        "COPY-DOSE-DRUG",
        "Letters for a medicine",
        "Looks beside a dose for MS, MgSO4, HCT and their kin, in doses.toml.",
        "MS has been read as morphine and as magnesium.",
        "Write the medicine's whole name.",
        _JOINT,
        _abbreviation("drug", beside_dose=True),
    ),
    _rule(
        "COPY-DOSE-DAYS",
        "Days as x3d",
        "Looks for x3d and the like.",
        "It is read as three doses.",
        "Write 'for 3 days'.",
        _ISMP,
        _pattern(
            _X_DAYS,
            "'{}' may be read as so many doses.",
            "",
            lambda found: f"for {found['days']} days" if found["days"] else None,
        ),
    ),
    _rule(
        "COPY-DOSE-THOUSAND",
        "K or M behind a number",
        "Looks for 5K units and 2M units.",
        "M means a thousand to some and a million to others.",
        "Write the word: 5,000 units, 2 million units.",
        _ISMP,
        _pattern(_THOUSAND, "'{}' is a thousand to some and a million to others.", "", lambda _: None),
    ),
    _rule(
        "COPY-DOSE-SIGN",
        "Signs before a number",
        "Looks for the signs <, >, ≤, ≥ and @ before a number.",
        "The signs < and > are taken for one another, and @ for a 2.",
        "Write 'less than', 'more than' or 'at'.",
        _ISMP,
        _pattern(_SIGN, "The sign of '{}' may be misread.", "", lambda found: _SAID.get(found[0].strip(), " at ")),
        grave=False,
    ),
    _rule(
        "COPY-DOSE-RUN-TOGETHER",
        "Number and unit in one",
        "Looks for doses such as 5mg.",
        "The m is read as two zeros.",
        "Put a space between them: 5 mg.",
        _ISMP,
        _pattern(_RUN, "'{}' wants a space before its unit.", "", lambda found: f"{found['number']} {found['unit']}"),
        grave=False,
    ),
    _rule(
        "COPY-DOSE-BIG-NUMBER",
        "A big dose without commas",
        "Looks for doses of four digits and more without commas.",
        "As 10000, a dose has been read as 1,000 and as 100,000.",
        "Write it with commas: 10,000 units.",
        _ISMP,
        _pattern(_BIG, "The zeros of '{}' are easily miscounted.", "", _grouped),
        grave=False,
    ),
    _rule(
        "COPY-DOSE-SLASH",
        "A slash between two doses",
        "Looks for doses such as 25 units/10 units.",
        "The slash is read as the number 1.",
        "Write 'and' or 'per'.",
        _ISMP,
        _pattern(_SLASH, "The slash of '{}' may be read as a 1.", "", lambda _: None),
        grave=False,
    ),
    _rule(
        "COPY-DOSE-RATIO",
        "A strength as a ratio",
        "Looks for strengths such as 1:1000.",
        "Ratios of 1:1,000 and 1:10,000 have been taken for one another.",
        "Write the strength in mg for each mL.",
        _ISMP,
        _pattern(_RATIO, "'{}' is easily taken for another ratio.", "", lambda _: None),
        grave=False,
    ),
    _rule(
        "COPY-DOSE-SPOON",
        "Medicine by the spoon",
        "Looks for teaspoons and tablespoons of medicine.",
        "Spoons at home hold from 2.5 to 7 mL; children have been given three times their dose.",
        "Give mL alone, and say to use the syringe or cup that comes with it.",
        "ISMP; FDA guidance for dosage delivery devices 2011; AAP 2015",
        _teaspoon,
        grave=False,
    ),
)
