"""Words in are words out: a second reading of a file, which shares nothing with the first, is held against the article.

What an importer says that it left out or changed is reckoned with. What is still missing, or stands there and was never
in the file, is told: the report must not depend on the importer's own opinion of itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from brochure.importers.copy import ImportedCopy
from brochure.importers.report import ImportReport, Note
from brochure.importers.settle import FILE_NAME, USER

# Where words are not parted by spaces, each sign is taken by itself.
_UNPARTED = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")
#: Where these end a word, whatever else joins it in print.
_INSIDE_WORDS = ("text", "text_special", "code_inline", "strong", "em", "s", "span")
#: So many words are quoted of a difference.
_QUOTED = 12


def check_words(copy: ImportedCopy, body: Sequence[Token]) -> None:
    """Adds to the copy's report the words of its source that neither the article nor the report has, and new ones.

    `body` are the tokens of the article's copy.
    """
    report = copy.report
    before, told = _words(copy.source), _told(report)
    front = " ".join(_strings([copy.title, copy.subtitle, copy.front]))
    written, printed = _words(f"{front} {copy.language} {copy.body}"), _words(f"{front} {_printed(body)}")
    # Numbers of lists and addresses of links stand in the file but are no words of the copy, or the other way round.
    lost = before - (written | printed) - told
    if lost:
        report.left_out.extend(_notes("words that did not come in", lost))
    if report.title_from in (USER, FILE_NAME):
        printed -= _words(copy.title)
    for number in range(copy.references):
        del printed[str(number + 1)]  # a note may have had any sign
    gained = printed - before - _words(" ".join(report.words_changed))
    if gained:
        report.changed.extend(_notes("words that were not in the file so", gained))


def _told(report: ImportReport) -> Counter[str]:
    return _words(" ".join((*report.words_left_out, *report.words_changed)))


def _printed(body: Sequence[Token]) -> str:
    """What is read in the article's copy: words, descriptions and captions of pictures, titles of boxes."""
    return " ".join(_texts(body))


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "container_box_open":
            yield token.info.strip().partition(" ")[2]
        elif token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif not token.children:
            yield token.content


def _inline(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type == "image":
            yield f" {child.content} {child.attrGet('title') or ''} "
        elif child.type.removesuffix("_open").removesuffix("_close") in _INSIDE_WORDS:
            yield child.content
        else:
            yield f" {child.content}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _notes(what: str, words: Counter[str]) -> Iterable[Note]:
    quoted = list(words.elements())
    more = f" and {len(quoted) - _QUOTED} more" if len(quoted) > _QUOTED else ""
    yield Note(what, " ".join(quoted[:_QUOTED]) + more)
