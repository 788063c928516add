"""Where words may be hyphenated: pyphen, whose patterns are read as they are asked for.

Seen in pyphen 0.18: it takes each of a dictionary's patterns apart when it is loaded, which is 50 ms for English and
half a second for German, while the words of a leaflet ask for a few hundred.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyphen

_DIGITS = str.maketrans("", "", "0123456789")
#: A pattern's first point that is none of these, and the values from there to the last such one; empty for none.
_Values = tuple[()] | tuple[int, tuple[int, ...]]


class _Patterns(dict[str, Any]):
    """By their letters; each is text until it is asked for."""

    def get(self, letters: str, default: Any = None) -> Any:
        """Its values, and the letter that they begin at."""
        found = super().get(letters, default)
        if isinstance(found, str):
            found = self[letters] = _values(found)
        return found


def _values(pattern: str) -> _Values:
    """As pyphen reads it."""
    convert: Any = int
    if "/" in pattern and "=" in pattern:
        pattern, alternative = pattern.split("/", 1)
        convert = pyphen.AlternativeParser(pattern, alternative)
    values = tuple(convert(digit or "0") for digit, _ in pyphen.parse(pattern))
    marked = [at for at, value in enumerate(values) if value]
    return (marked[0], values[marked[0] : marked[-1] + 1]) if marked else ()


class _Dictionary(pyphen.HyphDict):  # type: ignore[misc]  # it has no types
    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
        text = path.read_text("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
        self.patterns = _Patterns()
        for line in text.split("\n")[1:]:
            pattern = line.strip()
            if not pattern or pattern.startswith(pyphen.ignored):
                continue
            if "^^" in pattern:
                pattern = pyphen.parse_hex(lambda found: chr(int(found.group(1), 16)), pattern)
            marked = pattern.split("/", 1)[0] if "/" in pattern and "=" in pattern else pattern
            if (letters := marked.translate(_DIGITS)) != marked:  # without values it says nothing
                self.patterns[letters] = pattern
        self.cache: dict[str, Any] = {}
        self.maxlen = max(map(len, self.patterns))


def mend() -> None:
    """Lets whoever uses pyphen in this process, such as the engine, have its dictionaries so."""
    pyphen.HyphDict = _Dictionary


def positions(word: str, language: str, left: int, right: int) -> list[int]:
    """The places at which a word may be parted, at least so many letters from its ends; none in unknown languages."""
    mend()
    known = pyphen.language_fallback(language)
    return list(pyphen.Pyphen(lang=known, left=left, right=right).positions(word)) if known else []
