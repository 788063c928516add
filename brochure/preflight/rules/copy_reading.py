"""How hard the copy is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from brochure.findings import GRAVEST
from brochure.preflight.pointing import at, only_in
from brochure.preflight.prose import reading
from brochure.preflight.prose.passive import passive
from brochure.preflight.prose.reading import Placed
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

#: Formulas say nothing sure about less.
_FEWEST_SENTENCES, _FEWEST_WORDS = 5, 60
#: US grades. Patient information should be for grade 6 to 9; formulas err by a grade and a half.
_GRADE, _SECTION_GRADE = 10.0, 12.0
#: Words in a sentence that is long, and too long.
_LONG, _TOO_LONG = 28, 40
_MEAN = 20
_PARAGRAPH = 110
#: From this share of passive sentences on, and from so many, it is a habit.
_PASSIVE, _FEWEST_PASSIVE = 0.3, 5
_EASE = 50.0
_DOUBLE = re.compile(
    r"\bnot (?:un(?:common|likely|usual|important|able|aware|safe|necessary|known)\w*|without|"
    r"infrequent\w*|impossible|insignificant\w*|fail to)\b"
    r"|\bnever (?:not|without|fail to)\b|\bdo(?:es)? not \w+ unless you do not\b|\bcannot fail\b|\bno fewer than\b",
    re.IGNORECASE,
)


def _running(copy: Copy) -> list[Placed]:
    placed = reading.running(copy.passages)
    words = sum(len(sentence.words) for _, sentence in placed)
    if len(placed) < _FEWEST_SENTENCES or words < _FEWEST_WORDS:
        raise NotApplicable("there are too few sentences to measure")
    return placed


def _grade(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    placed = _running(copy)
    measured = reading.measure([sentence for _, sentence in placed])
    if measured.grade > _GRADE:
        for number, (passage, sentence) in enumerate(reading.hardest(placed, 3)):
            yield at(
                copy,
                passage,
                (sentence.start, sentence.end),
                f"The copy reads at {measured.grades}; this is one of its hardest sentences.",
                severity="note" if number else GRAVEST,
            )


def _section_grade(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for _, group in groupby(reading.running(copy.passages), key=lambda each: each[0].section):
        placed = list(group)
        measured = reading.measure([sentence for _, sentence in placed])
        if len(placed) >= 3 and measured.words >= _FEWEST_WORDS and measured.grade > _SECTION_GRADE:
            passage, sentence = reading.hardest(placed)[0] if reading.hardest(placed) else placed[0]
            yield at(
                copy,
                passage,
                (sentence.start, sentence.end),
                f"This section reads at {measured.grades}.",
            )


def _long_sentence(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    for passage, sentence in reading.running(copy.passages):
        if (count := len(sentence.words)) > _LONG:
            yield at(
                copy,
                passage,
                (sentence.start, sentence.end),
                f"This sentence has {count} words.",
                severity=GRAVEST if count > _TOO_LONG else "note",
            )


def _mean(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    placed = _running(copy)
    mean = sum(len(sentence.words) for _, sentence in placed) / len(placed)
    if mean > _MEAN:
        passage, sentence = max(placed, key=lambda each: len(each[1].words))
        yield at(copy, passage, (sentence.start, sentence.end), f"Sentences have {mean:.0f} words on average.")


def _paragraph(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    for passage in copy.passages:
        if passage.kind == "paragraph" and len(passage.words) > _PARAGRAPH:
            span = (passage.sentences[0].start, passage.sentences[0].end)
            yield at(copy, passage, span, f"This paragraph has {len(passage.words)} words.")


def _passive(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    placed = _running(copy)
    found = [each for each in placed if passive(each[1].words)]
    if len(found) >= _FEWEST_PASSIVE and len(found) > _PASSIVE * len(placed):
        for passage, sentence in found[:3]:
            message = f"{len(found)} of {len(placed)} sentences do not say who does what; this is one."
            yield at(copy, passage, (sentence.start, sentence.end), message)


def _double(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _DOUBLE.finditer(passage.text):
            yield at(copy, passage, found.span(), "Two negatives make a reader stop and think.")


def _ease(copy: Copy) -> Iterator[Found]:
    only_in(copy, "es")
    placed = _running(copy)
    measured = reading.measure([sentence for _, sentence in placed], "es")
    if measured.inflesz < _EASE:
        passage, sentence = max(placed, key=lambda each: len(each[1].words))
        message = (
            f"The copy has {measured.inflesz:.0f} points on the INFLESZ scale; from 55 on most people can read it."
        )
        yield at(copy, passage, (sentence.start, sentence.end), message)


RULES = (
    Rule(
        "COPY-READING-GRADE",
        "The copy is hard to read",
        "warning",
        "Measures the running sentences by two formulas, Flesch–Kincaid and SMOG; both must find them above grade 10.",
        "One adult in two reads no better than a pupil of grade 8, and nobody reads well when they are ill or afraid.",
        "Part long sentences, and put short words for long ones; begin with those that are quoted.",
        "Patient Information Forum: reading age 9 to 14; CDC CCI 7",
        _grade,
    ),
    Rule(
        "COPY-SECTION-GRADE",
        "A section is hard to read",
        "note",
        "Measures each section by Flesch–Kincaid and SMOG; both must find it above grade 12.",
        "Readers give up at the hardest part, which often says what matters most.",
        "Write this section as you would say it to somebody across the desk.",
        "Patient Information Forum; SMOG, McLaughlin 1969",
        _section_grade,
    ),
    Rule(
        "COPY-READING-EASE-ES",
        "The Spanish is hard to read",
        "warning",
        "Measures the running sentences by the INFLESZ scale, which was made for Spanish health leaflets.",
        "Below 55 points only readers with much schooling get through.",
        "Part long sentences, and put short words for long ones.",
        "INFLESZ, Barrio-Cantalejo 2008; Szigriszt Pazos 1993",
        _ease,
    ),
    Rule(
        "COPY-LONG-SENTENCE",
        "A sentence is too long",
        "warning",
        "Counts the words of each sentence: more than 40 are too many, more than 28 are worth a second look.",
        "Who reaches the end of a long sentence has forgotten its beginning.",
        "Make two sentences of it, or a list.",
        "NHS service manual: at most 20 words; PEMAT-P 3",
        _long_sentence,
    ),
    Rule(
        "COPY-LONG-SENTENCES",
        "Sentences are long throughout",
        "note",
        "Takes the average length of the running sentences; more than 20 words is long.",
        "Short sentences carry a tired reader along.",
        "Aim at 15 words on average; mix short and longer ones.",
        "NHS service manual; Plain English Campaign: 15 to 20 words",
        _mean,
    ),
    Rule(
        "COPY-LONG-PARAGRAPH",
        "A paragraph is too long",
        "warning",
        "Counts the words of each paragraph: more than 110 are too many.",
        "On a narrow panel such a paragraph is a grey wall.",
        "Part it where the thought turns, or make a list of it.",
        "PEMAT-P 8: chunks; RNIB clear print",
        _paragraph,
    ),
    Rule(
        "COPY-PASSIVE",
        "Much is written in the passive",
        "note",
        "Looks for sentences such as 'the dose is given'; it tells when they are three in ten or more.",
        "The reader cannot tell who does what, the nurse or they themselves.",
        "Say who does it: 'A nurse gives you the dose'.",
        "PEMAT-P 5: active voice; CDC CCI 6",
        _passive,
    ),
    Rule(
        "COPY-DOUBLE-NEGATIVE",
        "Two negatives in one phrase",
        "note",
        "Looks for phrases such as 'not uncommon' and 'not without'.",
        "Readers who are tired, afraid or learning the language take them for their opposite.",
        "Say it as a plain yes: 'common' instead of 'not uncommon'.",
        "Plain language guidelines (plainlanguage.gov): avoid double negatives",
        _double,
    ),
)
