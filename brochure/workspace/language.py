"""Language tags: what one looks like, and which languages a reader of one can make do with."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether `text` is written as a language tag: 'es', 'es-MX', 'zh-Hant-TW'."""
    return bool(_TAG.fullmatch(text))


def ranked(tag: str) -> list[str]:
    """The tags that serve a reader of `tag`, the best first, in small letters: for 'es-MX' es-mx and es."""
    parts = tag.lower().split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def same(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever the region."""
    return ranked(one)[-1] == ranked(other)[-1]


def _tag(value: str) -> str:
    if not is_tag(value):
        raise ValueError(f"'{value[:60]}' is not a language tag; write 'es' for Spanish, 'es-MX' for that of Mexico")
    return value


Language = Annotated[str, AfterValidator(_tag)]


#: Languages that are written from right to left, and scripts that are, where a tag names one (ISO 15924).
_RIGHT_TO_LEFT = {
    *("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps", "prs", "sd", "syr", "ug")
}
_RIGHT_TO_LEFT |= {"ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}


def is_right_to_left(tag: str) -> bool:
    """Whether a language is read from right to left; 'az-Arab' is, and 'ku-Latn' is not."""
    first, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else first in _RIGHT_TO_LEFT
