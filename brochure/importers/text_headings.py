"""Headings in plain text, told by their look and their place, and lists that lost their bullets below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brochure.importers.lines import TO_WRITE_ON, TextLine, is_rule
from brochure.importers.marks import item_of
from brochure.importers.text_lists import LONGEST_ITEM, MORE_TO_COME, list_at

LONGEST_HEADING = 90
LONGEST_PLAIN_HEADING = 50
CLOSERS = r"[\"'”\u2019»)\]]*$"
SENTENCE_END = re.compile(r"[.!…]" + CLOSERS)
QUESTION = re.compile(r"\?" + CLOSERS)
UNFINISHED = re.compile(r"[.!:;,…\u2013—-]" + CLOSERS)  # no heading ends so
CREDIT = re.compile(
    r"(?:(?:Written|Reviewed|Posted) )?[Bb]y (?:the |an? |our )?[A-Z]|(?:Posted|Published|Updated)\b|.*\bmin\w* read$"
    r"|(?:Von|Par|Por|Автор:?) [^\W\d_a-z]"
)
DATE = re.compile(r"\w+\.? \d{1,2}, \d{4}$|\d{1,2}\.? (?:de )?\w+\.? (?:de )?\d{4}$|[\d./-]{6,10}$")
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[^\W\d])")
MINOR_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|if|in|into|is|nor|of|off|on|onto|or|our|over|per|so|than|that|the|their|to|up|upon"
    r"|via|vs|was|when|with|without|your?",
    re.IGNORECASE,
)
HEADLINE_SHARE = 0.75


def heading_level(lines: Sequence[TextLine], at: int) -> int:
    """The level of the heading that this line is, from 2; 0 where it is none."""
    line = lines[at]
    if line.cells or is_rule(line.text) or TO_WRITE_ON.fullmatch(line.text):
        return 0
    if line.underlined:
        higher = any(other.underlined == "=" for other in lines[1:])  # the first is the title
        return 3 if higher and line.underlined != "=" else 2
    text = line.text
    number = NUMBERED.match(text)
    if number and "." in number[1] and not item_of(text):
        return min(6, 2 + number[1].count(".")) if _introduces(lines, at) else 0
    if not _introduces(lines, at):
        return 0
    if number and _is_alone(lines, at) and is_styled(text[number.end() :]):
        return 2
    return 2 if is_capitals(text) or is_styled(text) or _stands_as_one(lines, at) else 0


def _is_alone(lines: Sequence[TextLine], at: int) -> bool:
    return not list_at(lines, at)


def _stands_as_one(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line in sentence case is a heading by its place: short, after a finished paragraph or a list."""
    text = lines[at].text
    if at == 0 or not (text[0].isupper() or text[0] in "¿¡") or len(text) > LONGEST_PLAIN_HEADING:
        return False
    above = lines[at - 1]
    if SENTENCE_END.search(above.text) or QUESTION.search(above.text) or is_rule(above.text) or above.cells:
        return True
    return lines[at].gap and (item_of(above.text) is not None or bool(TO_WRITE_ON.search(above.text)))


def _introduces(lines: Sequence[TextLine], at: int) -> bool:
    """Whether this line is short and unfinished, and a list or a longer paragraph follows."""
    text = lines[at].text
    if len(text) > LONGEST_HEADING or UNFINISHED.search(text) or CREDIT.match(text) or DATE.match(text):
        return False
    if at + 1 >= len(lines) or not re.search(r"[^\W\d_]", text):
        return False
    below = lines[at + 1]
    if list_at(lines, at + 1) or below.cells or unmarked_at(lines, at + 1, below_heading=is_styled(text)):
        return True
    if is_capitals(text) and not is_capitals(below.text):
        return True
    if below.underlined or (NUMBERED.match(below.text) and NUMBERED.match(text) and below.gap):
        return True
    finished = SENTENCE_END.search(below.text) or QUESTION.search(below.text) or below.text.endswith(":")
    return bool(finished) and len(below.text) > len(text)


def is_capitals(text: str) -> bool:
    """Whether this is SET IN CAPITALS; a short name such as EMDR, or a measure, is no heading."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and not any(letter.islower() for letter in letters) and letters[0].isupper()


def is_styled(text: str) -> bool:
    """Whether this is a question, or Set Like a Headline."""
    if QUESTION.search(text):
        return not SENTENCE_END.search(text.split("?", 1)[0])
    words = [word for word in re.findall(r"[^\W_][\w'\u2019-]*", text) if not MINOR_WORD.fullmatch(word)]
    capital = sum(not word[0].islower() for word in words)
    return bool(words) and not text[0].islower() and capital >= HEADLINE_SHARE * len(words)


def unmarked_at(lines: Sequence[TextLine], at: int, *, below_heading: bool = False) -> int:
    """How many lines from here are items that lost their bullets: without full stops, after a colon or a headline."""
    after_colon = at > 0 and lines[at - 1].text.endswith(":")
    if at == 0 or not (after_colon or below_heading):
        return 0
    end = at
    while end < len(lines) and _may_be_item(lines, at, end):
        end += 1
    if at < end < len(lines) and MORE_TO_COME.search(lines[end - 1].text) and after_colon:
        end += 1  # "sleep; eat; and walk.": only the last item has the full stop
    elif at < end and _is_heading_after_list(lines, at, end - 1):
        end -= 1
    if end - at < 2 or (not after_colon and not _are_items(lines, at, end)):
        return 0
    return end - at


def _may_be_item(lines: Sequence[TextLine], start: int, at: int) -> bool:
    line = lines[at]
    if at > start and line.gap and not lines[start + 1].gap:
        return False  # the list stood close together, and here is space
    if line.cells or line.underlined or is_rule(line.text) or TO_WRITE_ON.search(line.text):
        return False
    marked = item_of(line.text)
    return len(line.text) <= LONGEST_ITEM and not (marked or line.text.endswith(":") or SENTENCE_END.search(line.text))


def _are_items(lines: Sequence[TextLine], start: int, end: int) -> bool:
    """Whether lines below a headline are items: close together, of several words, and no address of headlines."""
    run = lines[start:end]
    if any(line.gap for line in run) or any(DATE.match(line.text) or CREDIT.match(line.text) for line in run):
        return False
    plain = [line for line in run if len(line.text.split()) > 2 and not is_styled(line.text)]
    digits = [line for line in run if re.search(r"\d{3}", line.text)]
    return 2 * len(plain) >= len(run) and not digits


def _is_heading_after_list(lines: Sequence[TextLine], start: int, at: int) -> bool:
    """Whether the last line of a run is the next heading, which then looks unlike the items before it."""
    items = [line.text for line in lines[start:at] if " " in line.text]
    alike = bool(items) and all(is_styled(item) for item in items)
    return not alike and is_styled(lines[at].text) and _introduces(lines, at)
