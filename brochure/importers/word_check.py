"""Words in are words out: a second reading of a file, which shares nothing with the first, is held against the article.

What an importer says that it left out or changed is reckoned with. What is still missing, or stands there and was never
in the file, is told: the report must not depend on the importer's own opinion of itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from brochure.importers.report import ImportReport, Note

_WORD = re.compile(r"[^\W_]+")
#: So many words are quoted of a difference.
_QUOTED = 12


def check_words(source: str, article: str, report: ImportReport) -> None:
    """Adds to `report` the words of `source` that neither the article nor the report has, and those that came anew."""
    before, after = _words(source), _words(article)
    left_out = _words(" ".join(note.words for note in report.left_out))
    changed = _words(" ".join(note.words for note in report.changed))
    lost = before - after - left_out - changed
    if lost:
        report.left_out.extend(_notes("words that did not come in", lost))
    gained = after - before - changed
    if gained:
        report.changed.extend(_notes("words that were not in the file so", gained))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _notes(what: str, words: Counter[str]) -> Iterable[Note]:
    quoted = list(words.elements())
    more = f" and {len(quoted) - _QUOTED} more" if len(quoted) > _QUOTED else ""
    yield Note(what, " ".join(quoted[:_QUOTED]) + more)
