"""Spelling: asked by `check`, `release` and the proof page, never by a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.findings import GRAVEST
from brochure.preflight.pointing import at, only_in
from brochure.preflight.rule import Found, NotRun, Rule

if TYPE_CHECKING:
    from brochure.preflight.subject_copy import Copy

#: To find what was meant takes a third of a second; so many words get it.
_MOST_SUGGESTED = 8
#: Words that stand in the copy so often are no slip of a finger.
_MEANT = 4


def _spelling(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    if not copy.spelling:
        raise NotRun("spelling is looked at by check, release and the proof page")
    from brochure.preflight.prose.spelling import Lacking, Speller

    clinic = copy.config.clinic
    names = (clinic.name, clinic.tagline, *clinic.address, *clinic.postal_address, *copy.config.check.words)
    try:
        speller = Speller(copy.workspace.files, copy.workspace.root, copy.lists, names)
    except Lacking as error:
        raise NotRun(str(error)) from None
    # What the copy is about is no slip, and who writes a word again and again means it.
    topic = {low for passage in copy.passages if passage.key == "title" for low in passage.lows}
    often = Counter(low for passage in copy.passages for low in passage.lows)
    told: dict[str, str] = {}
    suggested = 0
    for passage in copy.passages:
        for word in speller.wrong(passage):
            if word.low in told:
                continue
            slip = often[word.low] < _MEANT and word.low not in topic and speller.is_slip(word.low)
            meant = speller.suggestions(word.low) if slip and suggested < _MOST_SUGGESTED else []
            suggested += slip
            hint = f"Did you mean {' or '.join(f'‘{each}’' for each in meant)}? " if meant else ""
            told[word.low] = hint
            message = f"'{word.text}' is in no dictionary."
            own = "If it is right, add it to words of [check] in brochure.toml."
            if not slip:
                own = f"It is like no other word. If it is a term, say what it means. {own}"
            yield at(
                copy,
                passage,
                (word.start, word.end),
                message,
                f"{hint}{own}",
                severity=GRAVEST if slip else "note",
            )


RULES = (
    Rule(
        "COPY-SPELLING",
        "A word in no dictionary",
        "warning",
        "Looks up each word in an English dictionary, our clinical words and the clinic's own. Names are passed over;"
        " what is like no known word is a term and not a slip, and noted.",
        "A misspelt word makes a reader doubt what is right.",
        "Correct it; or add it to words of [check] in brochure.toml, or to assets/checks/words.txt.",
        "SCOWL by Kevin Atkinson, American English 2020.12.07",
        _spelling,
    ),
)
