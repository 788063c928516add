"""Abbreviations of capitals, and whether a text explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Two capitals or more, a digit or small letter among them as in mTOR and HbA1c; ordinary words have one at most.
_WRITTEN = re.compile(
    r"(?<![\w.@/-])(?:[a-z]?[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*|[A-Z][a-z][A-Z]\d?[a-z]?)(?:['’]?s)?(?![\w@]|\.\w|-?\d{3})"
)
_SHOUTED = re.compile(r"\b[A-Z]{2,}(?:\b[\s,&–-]+[A-Z]{2,}\b)+")
_UNIT = re.compile(r"\d\s*$")
_ROMAN = re.compile(r"[IVXLC]+")
_SIGN = re.compile(r"[A-Z]{1,2}\d+")
#: As the authors of a source are listed: a name, and the first letters of others.
_AUTHOR = re.compile(r"(?<![^\W\d_])[A-Z][\w’'-]+ (?P<initials>[A-Z]{1,3})(?=[,.;])")
_LONGEST = 5
_PLURAL = re.compile(r"['’]?s$")


def written(text: str) -> Iterator[re.Match[str]]:
    """The abbreviations of a text: not its shouted words, authors' initials, units behind numbers, or Roman numbers."""
    shouted = [found.span() for found in _SHOUTED.finditer(text)]
    authors = [found.span("initials") for found in _AUTHOR.finditer(text)]
    shouted += authors if len(authors) > 1 else []
    if text.isupper():
        return
    for found in _WRITTEN.finditer(text):
        word = found[0]
        if any(start <= found.start() < end for start, end in shouted) or len(_PLURAL.sub("", word)) > _LONGEST:
            continue
        if not (_UNIT.search(text[: found.start()]) or _ROMAN.fullmatch(word)):
            yield found


def explained(name: str, text: str) -> bool:
    """Whether a text says what an abbreviation is."""
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", text):
        before, after = text[: found.start()].rstrip("“\"‘'"), text[found.end() :].lstrip("”\"’'")
        if before.rstrip().endswith("(") or after.lstrip().startswith("(") or _is_shortened(name, before):
            return True
        if re.search(
            r"(?:called|or|known as|for|means?|abbreviated|short)\s*(?:the\s+|an?\s+)?$", before, re.IGNORECASE
        ):
            return True
        if re.match(
            r"\s*(?:\w+\s*)?[,:;–—-]\s*(?:an?|the|one|or|which|your|that|short for|another|some|this)\b", after
        ):
            return True
        if re.match(r"\s*(?:is|are|was|stands?|means?|refers?|works?|uses|checks|measures|looks)\b", after):
            return True
        if re.search(r"\b(?:an?|the|one|another)\s+(?:\w+\s+){0,3}\w+,\s*$", before, re.IGNORECASE):
            return True
        # "Blood sugar, HbA1c" and no more.
        if not after.strip() and re.fullmatch(r"[\w ]+,\s*", before):
            return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text)).lower()
    plain = re.sub(r"[^A-Za-z]", "", name).lower()
    return len(plain) >= 3 and not _SIGN.fullmatch(name) and plain in initials


def _is_shortened(name: str, before: str) -> bool:
    """Whether a name's last words stand shortened in brackets behind it: 'Marburg hemorrhagic fever (Marburg HF)'."""
    outside, bracket, inside = before.rpartition("(")
    words = re.findall(r"[^\W\d_]+", outside)[-len(name) :]
    return bool(bracket) and ")" not in inside and "".join(word[0] for word in words).lower() == name.lower()
