"""Numbers that a reader can use: out of how many, compared with what, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.pointing import at, only_in
from brochure.preflight.rule import Found, Rule

if TYPE_CHECKING:
    from brochure.preflight.prose.passages import Passage
    from brochure.preflight.prose.sentences import Sentence
    from brochure.preflight.subject_copy import Copy

_PERCENT = re.compile(r"(?<![\d.])(?P<number>\d+(?:[.,]\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
#: Of whom or what it is a share.
_BASE = re.compile(
    r"^\s*(?:\)|\])?\s*(?:or (?:more|less)\s*)?(?:of|off|solution|alcohol|sodium|saline|glucose|dextrose|"
    r"cream|ointment|gel|lotion|strength|oxygen|concentration|humidity|discount|cotton|fat|pure|juice|"
    r"power|battery|light)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*(?:$|[,.;:)!?–—-]|(?:chance|risk|likel|odds|higher|lower|more|less|fewer|greater|reduc|increas|"
    r"drop|rise|decreas|success|effective|improv|better|"
    r"surviv|recover|relaps|respons|rate|and|or|to|by|in|within|after|at|for|get|got|feel|felt|had|have|"
    r"will|of|who|that|with|when|if|over|during|compared|protect)\w*)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of|"
    r"of (?:every )?)\s?(?:every )?\d|\bof (?:every )?(?:100|1,?000|10,?000) (?:people|adults|women|men|"
    r"children|patients)|\bamong\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?:risk|chance|likely|likelihood|odds|get better|got better|felt better|feel better|improv\w*|"
    r"recover\w*|respond\w*|surviv\w*|relaps\w*|die|deaths?|success rate|effective|reduc\w*|lower\w*|"
    r"increas\w*|side effects?|rate|complications?|cases)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:people|patients|adults|children|women|men|americans|persons|participants|users|babies|teens|"
    r"teenagers|girls|boys|cases|pregnancies|births|population)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:doubles?|triples?|halves|doubled|tripled|halved|quadruples?)\b[^.!?]{0,40}\b(?:risk|chance|"
    r"odds|likelihood)\b"
    r"|\b(?:risk|chance|odds|likelihood)\b[^.!?]{0,30}\b(?:is|are|was|gets) (?:doubled|tripled|"
    r"halved|twice|three times)\b"
    r"|\b(?:\d+(?:\.\d+)?\s?(?:%|percent|per cent)|\d+ times|twice|three times|two times|ten times|"
    r"five times)\s(?:more likely|less likely|as likely|higher risk|lower risk|(?:more|greater|higher|"
    r"lower|increased|reduced) (?:chance|risk|odds))"
    r"|\b(?:cuts?|reduces?|lowers?|raises?|increases?)\b[^.!?]{0,40}\b(?:risk|chance|"
    r"odds)\b[^.!?]{0,40}?\bby (?:about |around |up to |as much as )?(?:\d+(?:\.\d+)?\s?(?:%|percent|"
    r"per cent)|half|a third|a quarter|two thirds)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(r"\b(?:1|one) (?:in|out of) (?:every )?(?P<of>\d[\d,]*)", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_NOON = re.compile(r"\b12(?::00)?\s?(?P<half>[ap])(?:m|\.m\.)(?!\w)", re.IGNORECASE)
_BIG = re.compile(r"(?<![\d.,/#$-])\d{5,9}(?![\d,/-]|\.\d)")
_KEPT = re.compile(
    r"(?i:zip|code|no\.?|number|box|id|isbn|text|registration|licence|license|account|reference|"
    r"ref)\s*:?\s*#?$|\b[A-Z]{2},? $"
)
_MOST_KINDS = 2
#: So many letters around a percentage belong to it; no sentence that anybody reads is longer.
_WINDOW = 300


def _near(passage_text: str, sentence: Sentence) -> str:
    """The sentence with those beside it."""
    end = min(sentence.end, sentence.start + 2 * _WINDOW)
    return passage_text[max(0, sentence.start - 200) : end + 200]


def _percent(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        if passage.kind == "cell" or passage.box in ("prices", "coupon"):
            continue
        for found in _PERCENT.finditer(passage.text):
            sentence = passage.sentence_at(found.start())
            first, last = max(sentence.start, found.start() - _WINDOW), min(sentence.end, found.end() + _WINDOW)
            text = passage.text[first:last]
            following = passage.text[found.end() :]
            # "50% DEET" is a strength, and no share of anybody.
            if _BASE.match(following) or not _CHANCE.search(text) or not _SHARE.match(following):
                continue
            if not (_OUT_OF.search(_near(passage.text, sentence)) or _PEOPLE.search(text)):
                message = f"'{found[0]}' of what? The sentence does not say of whom, or out of how many."
                yield at(copy, passage, found.span(), message, quote=(sentence.start, sentence.end))
                break


def _relative(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _RELATIVE.finditer(passage.text):
            sentence = passage.sentence_at(found.start())
            if not _OUT_OF.search(_near(passage.text, sentence)):
                message = f"'{found[0]}' does not say how big the risk is to begin with."
                yield at(copy, passage, found.span(), message, quote=(sentence.start, sentence.end))


def _decimals(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en", "es")
    for passage in copy.passages:
        if passage.kind == "cell":
            continue
        for found in _PERCENT.finditer(passage.text):
            number = found["number"]
            if (
                re.search(r"[.,]", number)
                and float(number.replace(",", ".")) > 1
                and not _BASE.match(passage.text[found.end() :].lstrip()[:12].replace("of", ""))
            ):
                yield at(copy, passage, found.span(), f"'{found[0]}' is finer than a reader needs.")


def _denominators(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    met: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in copy.passages:
        for found in _ONE_IN.finditer(passage.text):
            met.setdefault(found["of"].replace(",", ""), (passage, found))
    if len(met) > _MOST_KINDS:
        kinds = ", ".join(f"1 in {of}" for of in met)
        passage, found = list(met.values())[-1]
        yield at(copy, passage, found.span(), f"The chances are counted out of different numbers: {kinds}.")


def _date(copy: Copy) -> Iterator[Found]:
    for passage in copy.passages:
        for found in _DATE.finditer(passage.text):
            if int(found["first"]) <= 12 and int(found["second"]) <= 12 and found["first"] != found["second"]:
                yield at(
                    copy,
                    passage,
                    found.span(),
                    f"'{found[0]}' is two days: one in America, another in most of the world.",
                )


def _noon(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _NOON.finditer(passage.text):
            better = "noon" if found["half"].lower() == "p" else "midnight"
            if (
                "noon" not in passage.text[found.end() : found.end() + 12]
                and "midnight" not in passage.text[found.end() : found.end() + 14]
            ):
                message = f"'{found[0]}' is taken for noon by some and for midnight by others."
                yield at(copy, passage, found.span(), message, f"Write '12 {better}'.", replacement=f"12 {better}")


def _big(copy: Copy) -> Iterator[Found]:
    only_in(copy, "en")
    for passage in copy.passages:
        for found in _BIG.finditer(passage.text):
            if not _KEPT.search(passage.text[: found.start()]) and int(found[0]) % 10 == 0:
                yield at(copy, passage, found.span(), f"'{found[0]}' is hard to take in.", f"Write {int(found[0]):,}.")


RULES = (
    Rule(
        "COPY-PERCENT-WITHOUT-BASE",
        "A percentage of what?",
        "warning",
        "Looks for percentages about chances and results that do not say of whom.",
        "A chance of 20 % means nothing until the reader knows how many people that is, and who.",
        "Write it as people: '20 of 100 people who took it', and say what happens without it.",
        "CDC CCI 16; PEMAT-P 6; Gigerenzer 2007: natural frequencies",
        _percent,
    ),
    Rule(
        "COPY-RELATIVE-RISK",
        "A risk compared with nothing",
        "warning",
        "Looks for 'doubles the risk', '30 % less likely' and their kin without the numbers beside them.",
        "Twice a tiny risk is a tiny risk; readers take it for a big one.",
        "Give both numbers: 'from 1 in 1,000 people to 2 in 1,000'.",
        "CDC CCI 16; PIF: communicating risk; IPDAS",
        _relative,
    ),
    Rule(
        "COPY-PERCENT-DECIMALS",
        "More exact than useful",
        "note",
        "Looks for percentages with decimals.",
        "Decimals are overlooked or misread, and no reader decides by a tenth of a percent.",
        "Round it: 'about 7 in 10'.",
        "CDC CCI 15: numbers that the audience uses",
        _decimals,
    ),
    Rule(
        "COPY-MIXED-DENOMINATORS",
        "Chances out of different numbers",
        "note",
        "Looks for '1 in 3', '1 in 25', '1 in 200' in one article.",
        "Many take 1 in 200 for more than 1 in 25, since the number is bigger.",
        "Count all out of the same number: '5 in 1,000', '40 in 1,000'.",
        "PIF: communicating risk; IPDAS; NHS: 1 in X effect",
        _denominators,
    ),
    Rule(
        "COPY-DATE-AMBIGUOUS",
        "A date of two meanings",
        "warning",
        "Looks for dates such as 03/04/2027.",
        "It is 4 March to some readers and 3 April to others, and appointments are missed.",
        "Write the month as a word: 4 March 2027.",
        "NHS service manual: dates; ISO 8601",
        _date,
    ),
    Rule(
        "COPY-NOON",
        "Twelve am and pm",
        "note",
        "Looks for '12 am' and '12 pm'.",
        "Many are unsure which of the two is noon; before an operation that matters.",
        "Write '12 noon' or '12 midnight'.",
        "NHS service manual: times; NIST: times of day FAQ",
        _noon,
    ),
    Rule(
        "COPY-BIG-NUMBER",
        "A big number without commas",
        "note",
        "Looks for round numbers of five digits and more without commas.",
        "Zeros are miscounted.",
        "Write it with commas, or in words: 12,000, or 1.2 million.",
        "CDC CCI 15; NHS service manual: numbers",
        _big,
    ),
)
