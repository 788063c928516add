"""The quotation marks of each language: double ones, and single ones within them."""

from __future__ import annotations

from brochure.workspace.language import ranked

_ENGLISH = ("“", "”", "‘", "’")
_GUILLEMETS = ("«", "»", "“", "”")
_CORNERS = ("「", "」", "『", "』")
_LOW = ("„", "“", "‚", "‘")
#: By tag; those that are not named have those of English. Unicode CLDR 46, and where its two kinds look alike on paper,
#: what presses of the country use.
_MARKS: dict[str, tuple[str, str, str, str]] = {
    **dict.fromkeys(("es", "it", "ca", "gl", "pt-pt", "el", "hy"), _GUILLEMETS),
    **dict.fromkeys(("de", "cs", "sk", "sl", "et", "is", "lt"), _LOW),
    **dict.fromkeys(("de-ch", "de-li", "fr-ch", "it-ch"), ("«", "»", "‹", "›")),
    **dict.fromkeys(("ru", "uk", "be"), ("«", "»", "„", "“")),
    **dict.fromkeys(("bg", "mk", "ka"), ("„", "“", "’", "’")),
    **dict.fromkeys(("pl", "ro", "hu", "sr", "bs"), ("„", "”", "«", "»")),
    **dict.fromkeys(("ar", "fa", "prs", "ps", "ckb", "ug"), ("«", "»", "‹", "›")),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"), _CORNERS),
    **dict.fromkeys(("fi", "sv"), ("”", "”", "’", "’")),
    **dict.fromkeys(("da", "nb", "nn", "no"), ("»", "«", "›", "‹")),
    "nl": ("“", "”", "‘", "’"),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
    "he": ("”", "”", "’", "’"),
    "hr": ("„", "”", "‘", "’"),
}


def quotes(language: str) -> list[str]:
    """Opening and closing mark, and those of a quotation within one, for a tag such as 'de' or 'de-CH'."""
    return list(next((_MARKS[tag] for tag in ranked(language) if tag in _MARKS), _ENGLISH))
