"""What an import tells: what was met in a file, what became of it, and where title, language and encoding came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: What is counted, in the order in which it is told.
COUNTED = ("headings", "paragraphs", "lists", "tables", "pictures", "notes", "links")
#: A note quotes so many letters; more of a paragraph tells nobody more.
_LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Note:
    """Something that was changed or left out: `what` it is, its `words`, and the `place` in the file, as 'line 4'."""

    what: str
    words: str = ""
    place: str = ""

    def __str__(self) -> str:
        words = self.words if len(self.words) <= _LONGEST_QUOTE else f"{self.words[: _LONGEST_QUOTE - 1]}…"
        return self.what + (f": “{words}”" if words else "") + (f" ({self.place})" if self.place else "")

    def as_json(self) -> dict[str, str]:
        return {"what": self.what, "words": self.words, "place": self.place}


@dataclass
class ImportReport:
    """Filled by an importer as it goes. `…_from` say where a value came from, as 'the Title style' or 'a guess'."""

    counts: Counter[str] = field(default_factory=Counter)
    changed: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)
    encoding: str = ""
    title_from: str = ""
    language_from: str = ""
    encoding_from: str = ""
    # All words that were told, as often as they were: what stands twice in a file is told once.
    words_changed: list[str] = field(default_factory=list, repr=False)
    words_left_out: list[str] = field(default_factory=list, repr=False)

    def count(self, what: str, number: int = 1) -> None:
        """Notes that so many of `what`, one of COUNTED, came in."""
        self.counts[what] += number

    def change(self, what: str, words: str = "", place: str = "") -> None:
        """Tells that something came in otherwise than it stood; the same thing is told once."""
        self.words_changed.append(words)
        _add(self.changed, Note(what, " ".join(words.split()), place))

    def leave_out(self, what: str, words: str = "", place: str = "") -> None:
        """Tells that something did not come in; `words` are all its words, for they are reckoned with."""
        self.words_left_out.append(words)
        _add(self.left_out, Note(what, " ".join(words.split()), place))

    def lines(self, title: str, language: str) -> Iterator[str]:
        """What a person reads of it."""
        yield f"title: {title}" + (f" (from {self.title_from})" if self.title_from else "")
        yield f"language: {language}" + (f" (from {self.language_from})" if self.language_from else "")
        if self.encoding:
            yield f"encoding: {self.encoding}" + (f" (from {self.encoding_from})" if self.encoding_from else "")
        if any(self.counts.values()):
            yield ", ".join(_counted(self.counts[what], what) for what in COUNTED if self.counts[what])
        for note in self.changed:
            yield f"changed: {note}"
        for note in self.left_out:
            yield f"left out: {note}"

    def as_json(self) -> dict[str, Any]:
        """The fields of it in `import --json`."""
        return {
            "encoding": self.encoding,
            "title_from": self.title_from,
            "language_from": self.language_from,
            "encoding_from": self.encoding_from,
            "counts": {what: self.counts[what] for what in COUNTED},
            "changed": [note.as_json() for note in self.changed],
            "left_out": [note.as_json() for note in self.left_out],
        }


def _add(notes: list[Note], note: Note) -> None:
    if note not in notes:
        notes.append(note)


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number != 1 else what.removesuffix('s')}"
