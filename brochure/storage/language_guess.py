"""In which language a text is written, by its letters and their neighbours."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

#: Below a sentence the guess is a toss; so is one that is less sure than this.
SHORTEST = 40
SURE_ENOUGH = 0.75
#: Nobody writes leaflets in these, and each takes from the odds of a neighbour: Aragonese from those of Spanish.
_UNLIKELY = frozenset(["an", "eo", "fo", "jv", "la", "lb", "oc", "sa", "vo", "wa"])
#: More of a text makes no guess better.
_SAMPLE = 8_000
_LETTER = re.compile(r"[^\W\d_]")


def guess_language(text: str, shortest: int = SHORTEST) -> str:
    """The language's tag, such as 'es'; empty where the text is too short, or the guess unsure or not to be had."""
    if len(_LETTER.findall(text[:_SAMPLE])) < shortest:
        return ""
    identifier = _identifier()
    if identifier is None:
        return ""
    language, probability = identifier.classify(" ".join(text[:_SAMPLE].split()))
    return str(language) if probability >= SURE_ENOUGH else ""


@cache
def _identifier() -> Any:
    """The guesser, which is read once; None where it is not installed, for lists of addresses do without it."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ModuleNotFoundError:
        return None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([tag for tag in identifier.labels if len(tag) == 2 and tag not in _UNLIKELY])
    return identifier
