"""Syllables of a word: the hyphens that Pyphen's patterns see, what these leave out, and a table of exceptions.

Patterns hyphenate, which is less than to part syllables: no letter stands alone at an end, and 'area' has none. So the
vowels that are spoken are counted by rule as well, and where the two differ, the greater count is nearer to the truth.
"""

from __future__ import annotations

import re
from functools import cache

_GROUPS = re.compile(r"[aeiouy]+")
#: Endings whose e is not spoken; in those of the second line it is.
_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$|(?<=[aeiouy][^aeiouy])e(?=(?:ly|ment|ful|less|ness|ty)s?$)")
_SPOKEN = re.compile(r"(?:[^aeiouy]le|[^aeiouy]les|[td]ed|(?:[sxz]|ch|sh|[cg])es|[^aeiouyl]led)$")
#: In compounds the e of these is silent, though a syllable follows.
_COMPOUND = re.compile(
    r"^(?:some|every|else|where|time|life|home|type|house|name|fore|before|safe|like|care|face|side|wide|nose|make)(?=[^aeiouyrdnl])"
)
#: Two vowels that are two syllables.
_APART = re.compile(
    r"ia(?!ge|l$|lly|n$|ns$|r$)|(?<![ctsgl])ia[nl]s?$|iu(?=m|s)|(?<![tscgx])io|eo(?!us|n$|ns$|ple)|ie(?=t)|(?<![tc])ie(?=nc|nt)|ier$|iest$|ying|ua(?=l|r|t)|uo|"
    r"ea(?=t(?:e|i)[^n])|oe[mt]|e[iu](?=ng|m$|ms$)|ui(?=t[yi])|ue(?=l|nc|nt)|oi(?=ng)|aa|ii|sm$|sms$|thm$"
)
#: What neither patterns nor rules count right.
_TABLE = {
    "area": 3, "areas": 3, "idea": 3, "ideas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "science": 2,
    "quiet": 2, "diet": 2, "people": 2, "something": 2, "someone": 2, "sometimes": 2, "everyone": 3, "every": 2,
    "everything": 3, "different": 3, "evening": 2, "business": 2, "medicine": 3, "medicines": 3, "someone's": 2,
    "create": 2, "creates": 2, "created": 3, "real": 1, "really": 2, "heal": 1, "ideal": 2, "diabetes": 4, "else": 1,
    "herpes": 2, "once": 1, "whole": 1, "maybe": 2, "safety": 2, "therefore": 2, "lifestyle": 2, "one": 1, "ones": 1,
    "anyone": 3, "wednesday": 2, "clothes": 1, "eye": 1, "eyes": 1, "poem": 2, "hour": 1, "hours": 1, "our": 1,
    "ketamine": 3, "dopamine": 3, "vaccine": 2, "vaccines": 2, "naive": 2, "nausea": 3, "suicide": 3, "tired": 2,
    "recipe": 3, "fatigue": 2, "somebody": 3, "elsewhere": 2, "yes": 1,
    "vague": 1, "reuse": 2, "coincide": 3, "breathe": 1,
    "wasn't": 2, "isn't": 2, "didn't": 2, "doesn't": 2, "couldn't": 2, "wouldn't": 2, "shouldn't": 2, "hasn't": 2,
    "haven't": 2, "aren't": 1, "weren't": 1, "don't": 1, "won't": 1, "can't": 1, "i'm": 1, "we're": 1, "you're": 1,
    "they're": 1, "we'll": 1, "you'll": 1, "we've": 1, "you've": 1, "i've": 1, "i'll": 1, "it's": 1, "that's": 1,
}  # fmt: skip
_ES_GROUPS = re.compile(r"[aeiouáéíóúü]+")
#: Vowels beside each other that are parted: strong beside strong, and an accent on the weak one.
_ES_APART = re.compile(r"(?<=[aeoáéó])[aeoáéóíú]|(?<=[íú])[aeoáéó]")


@cache
def syllables(word: str, language: str = "en") -> int:
    """How many syllables a word in small letters has; at least one."""
    if language.startswith("es"):
        return max(1, len(_ES_GROUPS.findall(re.sub(r"(?<=[qg])u(?=[eiéí])", "", word))) + len(_ES_APART.findall(word)))
    if word in _TABLE:
        return _TABLE[word]
    word = word.removesuffix("'s")
    return _TABLE.get(word) or max(_by_rule(word), _by_patterns(word), 1)


def _by_rule(word: str) -> int:
    word = word.replace("qu", "q")
    count = len(_GROUPS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        count -= 1
    return count - bool(_COMPOUND.match(word))


def _by_patterns(word: str) -> int:
    # Imported here: where all copy is in other languages nothing is counted.
    from brochure.content.hyphenation import positions

    return len(positions(word, "en_US", 2, 2)) + 1
