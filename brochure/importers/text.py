"""Plain text as people paste it: the title, headings and lists are told by their look alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from brochure.content import markup
from brochure.importers.copy import ImportedCopy
from brochure.importers.decode import decode
from brochure.importers.escape import escape
from brochure.importers.lines import BULLET, NUMBER, TextLine, lines_of

LONGEST_HEADING = 90
LONGEST_PLAIN_HEADING = 50
LONGEST_ITEM = 200
CLOSERS = r"[\"'”\u2019»)\]]*$"
SENTENCE_END = re.compile(r"[.!…]" + CLOSERS)
QUESTION = re.compile(r"\?" + CLOSERS)
UNFINISHED = re.compile(r"[.!:;,…\u2013—-]" + CLOSERS)  # no heading ends so
MORE_TO_COME = re.compile(r"[,;](?: and| or)?$")
CREDIT = re.compile(r"(?:(?:Written|Reviewed|Posted) )?[Bb]y [A-Z]|(?:Posted|Published|Updated)\b|.*\bmin\w* read$")
DATE = re.compile(r"\w+\.? \d{1,2}, \d{4}$|\d{1,2}\.? \w+ \d{4}$")
MINOR_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|if|in|into|is|nor|of|off|on|onto|or|our|over|per|so|than|that|the|their|to|up|upon"
    r"|via|vs|was|when|with|without|your?",
    re.IGNORECASE,
)
HEADLINE_SHARE = 0.75


def read(data: bytes, file: Path) -> ImportedCopy:
    """Copy from a plain text file; its first line is the title."""
    text = decode(data, file)
    markup.check(text, file)
    lines = lines_of(text)
    if not lines:
        return ImportedCopy("", "")
    return ImportedCopy(lines[0].text, "\n\n".join(_blocks(lines)))


def _blocks(lines: list[TextLine]) -> Iterator[str]:
    """Markdown for what follows the title, block by block."""
    at = 1
    while at < len(lines):
        if count := _numbered(lines, at) or _bulleted(lines, at):
            yield "\n".join(_marked_item(line.text) for line in lines[at : at + count])
        elif count := _unmarked(lines, at):
            yield "\n".join(f"- {escape(line.text)}" for line in lines[at : at + count])
        else:
            count = 1
            yield ("## " if _is_heading(lines, at) else "") + escape(lines[at].text)
        at += count


def _marked_item(text: str) -> str:
    if number := NUMBER.match(text):
        return f"{number[1]}. {escape(text[number.end() :])}"
    return f"- {escape(BULLET.sub('', text, count=1))}"


def _numbered(lines: list[TextLine], at: int) -> int:
    """How many lines from here are numbered in sequence. One alone is a numbered heading, or a date."""
    end = at
    first = NUMBER.match(lines[at].text)
    while first and end < len(lines):
        number = NUMBER.match(lines[end].text)
        if not number or int(number[1]) != int(first[1]) + end - at:
            break
        end += 1
    return end - at if end - at > 1 else 0


def _bulleted(lines: list[TextLine], at: int) -> int:
    """How many lines from here have bullets. One alone is a dash or a footnote mark."""
    end = at
    while end < len(lines) and BULLET.match(lines[end].text):
        end += 1
    return end - at if end - at > 1 else 0


def _unmarked(lines: list[TextLine], at: int) -> int:
    """How many lines from here are list items that lost their bullets: a run after a colon, without full stops."""
    if not lines[at - 1].text.endswith(":"):
        return 0
    end = at
    while end < len(lines) and _may_be_item(lines, at, end):
        end += 1
    if at < end < len(lines) and MORE_TO_COME.search(lines[end - 1].text):
        end += 1  # "sleep; eat; and walk.": only the last item has the full stop
    elif at < end and _is_heading_after_list(lines, at, end - 1):
        end -= 1
    return end - at if end - at > 1 else 0


def _may_be_item(lines: list[TextLine], start: int, at: int) -> bool:
    text = lines[at].text
    if at > start + 1 and lines[at].gap and not lines[start + 1].gap:
        return False  # the list stood close together, and here is space
    marked = BULLET.match(text) or NUMBER.match(text)
    return len(text) <= LONGEST_ITEM and not (marked or text.endswith(":") or SENTENCE_END.search(text))


def _is_heading_after_list(lines: list[TextLine], start: int, at: int) -> bool:
    """Whether the last line of a run is the next heading, which then looks unlike the items before it."""
    items = [line.text for line in lines[start:at] if " " in line.text]
    alike = bool(items) and all(_is_styled(item) for item in items)
    return not alike and _is_styled(lines[at].text) and _introduces(lines, at)


def _is_heading(lines: list[TextLine], at: int) -> bool:
    if not _introduces(lines, at):
        return False
    text = lines[at].text
    # A heading in sentence case is told by its place: short, between two finished paragraphs.
    between = at > 1 and bool(SENTENCE_END.search(lines[at - 1].text))
    return _is_styled(text) or (between and text[0].isupper() and len(text) <= LONGEST_PLAIN_HEADING)


def _introduces(lines: list[TextLine], at: int) -> bool:
    """Whether this line is short and unfinished, and a list or a longer paragraph follows."""
    text = lines[at].text
    if len(text) > LONGEST_HEADING or UNFINISHED.search(text) or CREDIT.match(text) or DATE.match(text):
        return False
    if at + 1 >= len(lines):
        return False
    if _numbered(lines, at + 1) or _bulleted(lines, at + 1):
        return True
    below = lines[at + 1].text
    finished = SENTENCE_END.search(below) or QUESTION.search(below) or below.endswith(":")
    return bool(finished) and len(below) > len(text)


def _is_styled(text: str) -> bool:
    """Whether this is a question, or Set Like a Headline."""
    if QUESTION.search(text):
        return not SENTENCE_END.search(text.split("?", 1)[0])
    words = [word for word in re.findall(r"[^\W_][\w'\u2019-]*", text) if not MINOR_WORD.fullmatch(word)]
    capital = sum(not word[0].islower() for word in words)
    return bool(words) and not text[0].islower() and capital >= HEADLINE_SHARE * len(words)
