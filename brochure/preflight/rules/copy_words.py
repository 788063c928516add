"""Words that few readers know or that are longer than they need be, and abbreviations that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, only_in
from brochure.preflight.prose.acronyms import explained, written
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.prose.phrases import Phrase
    from brochure.preflight.subject_copy import Copy

#: Words of a plain word that say nothing of themselves.
_SMALL = frozenset(["a", "an", "the", "of", "to", "in", "on", "for", "with", "or", "and", "your", "you"])
_INTRODUCES = re.compile(
    r"(?:called|known as|means?|meaning|name for|term for|or|is when|are when|is a|is an|[“\"‘'])\s*$", re.IGNORECASE
)
_EXPLAINS = re.compile(
    r"^[”\"’']?\s*(?:\(|[,–—-]\s*(?:or|which|a|an|the|also|that is|meaning)\b|(?:is|are|means?|happens?|occurs?)\b)",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\b[Aa]nd/[Oo]r\b")
_PATIENT = re.compile(
    r"\b[Tt]he (?:patient|client|service user|consumer)s?(?= (?:should|must|can|may|will|needs?|is|are|"
    r"has|have|ought|shall)\b)"
)
_MOST_PATIENTS = 2
#: Words of so few letters may be abbreviations all the same.
_SHORTEST_WORD = 3


def _jargon(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    listed = copy.lists.phrases("plain-words", "jargon")
    told: set[str] = set()
    named = _words_of_title(copy)
    for passage in copy.passages:
        for phrase in listed.find(passage):
            word, plain = phrase.meaning
            # The copy's own subject is explained by the copy.
            if word in told or phrase.text.lower() in named:
                continue
            told.add(word)
            if not _is_explained(copy, passage, phrase, plain):
                message = f"Few readers know '{phrase.text}'."
                yield at(copy, passage, (phrase.start, phrase.end), message, f"Write '{plain}', or explain it here.")


def _words_of_title(copy: Copy) -> set[str]:
    return {word.low for passage in copy.passages if passage.key in ("title", "subtitle") for word in passage.words}


def _is_explained(copy: Copy, passage: Passage, phrase: Phrase[tuple[str, str]], plain: str) -> bool:
    """Whether what it means stands beside it: where it is introduced, or in plain words nearby."""
    if passage.kind == "term" or passage.box == "glossary":
        return True
    before, after = passage.text[: phrase.start].rstrip(), passage.text[phrase.end :]
    if _INTRODUCES.search(before) or _EXPLAINS.match(after) or (before.endswith("(") and after.startswith(")")):
        return True
    wanted = {word.removesuffix("ing").removesuffix("s") for word in re.findall(r"\w+", plain.lower())} - _SMALL
    near = " ".join(each.text.lower() for each in copy.passages if each.section == passage.section)
    return bool(wanted) and all(word in near for word in wanted)


def _wordy(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    listed, safe = copy.lists.phrases("plain-words", "wordy"), copy.lists.table("plain-words", "safe")
    for passage in copy.passages:
        for phrase in listed.find(passage):
            word, plain = phrase.meaning
            better = safe.get(word)
            if better and phrase.text[0].isupper():
                better = better.capitalize()
            message = f"'{phrase.text}' is longer than it need be."
            yield at(copy, passage, (phrase.start, phrase.end), message, f"Write '{plain}'.", replacement=better)


def _latin(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    listed = copy.lists.table("plain-words", "latin")
    wanted = re.compile(
        "|".join(rf"(?<![\w.]){re.escape(word)}(?!\w|\.\w)" for word in sorted(listed, key=len, reverse=True))
    )
    for passage in copy.passages:
        for found in wanted.finditer(passage.text):
            message = f"'{found[0]}' is Latin, which many readers pass over or take wrongly."
            yield at(copy, passage, found.span(), message, f"Write '{listed[found[0].lower()]}'.")


def _acronym(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    known = {each.upper() for each in copy.lists.items("acronyms", "known")}
    # What is no word of a sentence but a dose in letters is told by other rules.
    known |= {word.upper() for table in ("frequency", "route", "drug") for word in copy.lists.table("doses", table)}
    clinic = {word.upper() for word in re.findall(r"\w+", copy.config.clinic.name)}
    whole = [passage for passage in copy.passages if passage.key != "audience"]
    met: set[str] = set()
    for passage in whole:
        for found in written(passage.text):
            name = found[0].removesuffix("s").removesuffix("’").removesuffix("'")
            if name in met or name.upper() in known or name.upper() in clinic:
                continue
            met.add(name)
            if _is_shouted(name, copy):
                continue
            if not any(explained(name, each.text) for each in whole):
                yield at(copy, passage, found.span(), f"The copy does not say what '{name}' stands for.")


def _is_shouted(name: str, copy: Copy) -> bool:
    """Whether it is a word that is written in capitals, as in 'do it NOW'."""
    from brochure.preflight.prose.spelling import is_plain

    low = name.lower()
    if any(low in passage.lows and low in passage.text for passage in copy.passages):
        return True
    return len(name) > _SHORTEST_WORD and any(is_plain(low.removesuffix(end)) for end in ("", "s", "ly", "ed"))


def _and_or(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _AND_OR.finditer(passage.text):
            yield at(copy, passage, found.span(), "'And/or' leaves it to the reader which of the two holds.")


def _third_person(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    found = [(passage, each) for passage in copy.passages for each in _PATIENT.finditer(passage.text)]
    if len(found) > _MOST_PATIENTS:
        passage, first = found[0]
        message = f"The copy speaks {len(found)} times of '{first[0].lower()}' and not to the reader."
        yield at(copy, passage, first.span(), message)


def _house(copy: Copy) -> Iterator[Found]:
    listed = copy.lists.phrases("terms", "say")
    for passage in copy.passages:
        for phrase in listed.find(passage):
            _, wanted = phrase.meaning
            if phrase.text != wanted:
                message = f"The clinic writes '{wanted}', not '{phrase.text}'."
                yield at(copy, passage, (phrase.start, phrase.end), message, replacement=wanted)


def _slip(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    listed = copy.lists.phrases("slips", "meant")
    for passage in copy.passages:
        for phrase in listed.find(passage):
            message = f"'{phrase.text}' is most likely a slip."
            yield at(copy, passage, (phrase.start, phrase.end), message, f"Did you mean '{phrase.meaning[1]}'?")


RULES = (
    Rule(
        "COPY-JARGON",
        "A clinical word without a plain one",
        "warning",
        "Looks for the words of plain-words.toml where they are neither explained nor put plainly nearby.",
        "A word that is not known stops the reader, and is seldom looked up.",
        "Write the plain word, or explain it where it first stands: 'hypertension (high blood pressure)'.",
        "PEMAT-P 4: medical terms are defined; CDC CCI 7; NHS A to Z of health writing",
        _jargon,
    ),
    Rule(
        "COPY-WORDY",
        "A long word where a short one would do",
        "note",
        "Looks for the wordy phrases of plain-words.toml.",
        "Short words are read faster, and by more people.",
        "Write the short word.",
        "PEMAT-P 3: common, everyday language; plainlanguage.gov: use simple words",
        _wordy,
    ),
    Rule(
        "COPY-LATIN",
        "Latin abbreviations",
        "note",
        "Looks for 'e.g.', 'i.e.', 'etc' and their kin.",
        "They are mistaken for one another, and read aloud wrongly by screen readers.",
        "Write 'for example' or 'that is'.",
        "NHS service manual, GOV.UK style guide: eg, etc and ie",
        _latin,
    ),
    Rule(
        "COPY-ACRONYM",
        "An abbreviation that nobody explains",
        "warning",
        "Looks for words of capitals that neither the copy explains nor acronyms.toml lists as known.",
        "Staff know it; the reader does not, and cannot guess.",
        "Write it out where it first stands, with the abbreviation in brackets; or leave the abbreviation out.",
        "PEMAT-P 4; CDC CCI 7; NHS service manual: abbreviations",
        _acronym,
    ),
    Rule(
        "COPY-AND-OR",
        "And/or",
        "note",
        "Looks for 'and/or'.",
        "A reader must work out three cases to understand it.",
        "Write 'or', or 'a, b or both'.",
        "plainlanguage.gov: avoid slashes",
        _and_or,
    ),
    Rule(
        "COPY-THIRD-PERSON",
        "The reader is not spoken to",
        "note",
        "Counts phrases such as 'the patient should'.",
        "Who is spoken to as 'you' knows that it is meant for them, and acts.",
        "Write 'you' for the reader and 'we' for the clinic.",
        "PEMAT-P 21: addresses the user directly; plainlanguage.gov: address the user",
        _third_person,
    ),
    Rule(
        "COPY-SLIP",
        "A word that stands for another",
        "warning",
        "Looks for the pairs of slips.toml, such as 'your going' and 'a does of', which no dictionary tells.",
        "A slip makes readers doubt the rest; 'missed does' they may not understand.",
        "Write the word that is meant.",
        "PEMAT-P; the clinic’s good name",
        _slip,
    ),
    Rule(
        "COPY-HOUSE-WORD",
        "A word that the clinic writes otherwise",
        "warning",
        "Looks for what the table [say] of assets/checks/terms.toml in the workspace has another word for.",
        "A clinic that calls one thing by one name is understood sooner.",
        "Write it as the clinic does, or change the list.",
        "The clinic’s own list",
        _house,
    ),
)
