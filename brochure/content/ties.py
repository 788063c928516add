"""The spaces at which a language does not break a line, where others do: before a French question mark, in z. B.

Each is a pattern of a space with what stands around it; see `typography.tie`, which does what all languages share.
"""

from __future__ import annotations

import re
from functools import lru_cache

from brochure.workspace.language import ranked

#: No line ends at it, and it is about half as wide as a space.
NARROW_SPACE = "\u202f"

_LETTER = r"[^\W\d_]"
#: 1 000 ml: groups of three, where they are written with spaces.
_THOUSANDS = r"(?<=\d) (?=\d{3}(?!\d))"
#: z. B., т. е.: two letters with points are one abbreviation.
_LETTERS = rf"(?<=\b{_LETTER}\.) (?={_LETTER}{{1,2}}\.)"
#: A word of one letter does not end a line.
_SHORT = rf"(?<=\b{_LETTER}) (?=[\w«„“(])"
#: A dash does not begin one.
_DASH = r"(?<=\S) (?=[—–] )"
_SECTION = r"(?<=[§¶№]) (?=\d)"


def _numbered(*signs: str) -> tuple[str, ...]:
    """Abbreviations before a number or a name; patterns look back over a fixed length."""
    return tuple(rf"(?<=\b{re.escape(sign)}) (?=[A-ZÄÖÜÀ-ÞА-ЯЁІЇЄҐ\d])" for sign in signs)


_SLAVIC = (_SHORT, _DASH, _LETTERS, _THOUSANDS, _SECTION)
_TIES: dict[str, tuple[str, ...]] = {
    "fr": (
        *(r" (?=[?!;:»])", r"(?<=«) ", _THOUSANDS, r"(?<=\d[ \u00a0]h) (?=\d\d)", _LETTERS),
        *_numbered("M.", "Mme", "Mlle", "Pr", "Dr", "n°", "p.", "tél."),
    ),
    "de": (
        *(_LETTERS, _SECTION, _THOUSANDS, r"(?<=\d) (?=ff?\.)"),
        r"(?<=\d\.) (?=(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))",
        *_numbered("S.", "Nr.", "Abs.", "Art.", "Abb.", "Tab.", "Kap.", "Bd.", "Tel.", "ca.", "Hr.", "Fr."),
    ),
    "it": (*_numbered("Dott.", "Sig.", "Prof.", "n.", "pag.", "tel."), _LETTERS),
    "pt": (*_numbered("Dra.", "Sr.", "Sra.", "n.º", "pág.", "tel."), _LETTERS),
    "pl": (*_SLAVIC, *_numbered("dr", "nr", "ul.", "str.", "tel.", "rys.", "tab.")),
    "ru": (*_SLAVIC, *_numbered("г.", "ул.", "д.", "стр.", "рис.", "табл.", "тел.")),
    "uk": (*_SLAVIC, *_numbered("м.", "вул.", "с.", "стор.", "рис.", "табл.", "тел.")),
    "el": (_LETTERS, *_numbered("αρ.", "σελ.", "τηλ.", "κ.")),
    "hi": (r" (?=[।॥?!:])", r"(?<=डॉ\.) (?=\w)", r"(?<=श्री) (?=\w)"),
    **dict.fromkeys(("cs", "sk", "bg", "be", "hr", "sl", "sr"), _SLAVIC),
}


@lru_cache(maxsize=32)
def ties(language: str) -> tuple[re.Pattern[str], ...]:
    """The spaces of a language, given as a tag such as 'fr-CA', that hold together what stands around them."""
    return tuple(map(re.compile, next((_TIES[tag] for tag in ranked(language) if tag in _TIES), ())))


#: Of these spaces, those that are narrower than others: before a French question mark, within 1 000 and z. B.
_NARROW: dict[str, str] = {
    "fr": r"\u00a0(?=[?!;])|(?<=\d)\u00a0(?=\d{3}(?!\d))",
    "de": rf"(?<=\b{_LETTER}\.)\u00a0(?={_LETTER}{{1,2}}\.)",
}
_TAG = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)


def narrowed(html: str, language: str) -> str:
    """`html` with those no-break spaces narrow that the language has narrow; others, and its tags, as they are."""
    pattern = next((_NARROW[tag] for tag in ranked(language) if tag in _NARROW), "")
    if not pattern:
        return html
    parts = _TAG.split(html)
    parts[::2] = [re.sub(pattern, NARROW_SPACE, text) for text in parts[::2]]
    return "".join(parts)
