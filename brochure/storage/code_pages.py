"""Which of the old code pages a text is written in, by the letters of the language that each makes of it.

The same byte is é on one page, й on another and ι on a third. Read by the right page, a text has the letters of its
language and hardly any other; read by a wrong one it has capitals in the midst of words, and fractions and signs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType

from brochure.storage.language_guess import guess_language

_CYRILLIC = "".join(map(chr, range(0x430, 0x450)))
_ARABIC = "".join(map(chr, range(0x621, 0x653)))
#: The letters of each language beyond a to z, and those of words that it borrows.
_LETTERS = MappingProxyType(
    {
        "en": "àâäáãåçéèêëíïîñóôöúüøæœ",
        "fr": "àâæçéèêëîïôœùûüÿ",
        "de": "äöüßéèàê",
        "es": "áéíñóúüçªº",
        "pt": "àáâãçéêíóôõúüªº",
        "it": "àèéìíîòóùúªº",
        "nl": "éëïíóöüèáêàâûîçä",
        "sv": "åäöéàü",
        "da": "åæøéöä",
        "no": "åæøéòôèêóä",
        "fi": "åäöšž",
        "is": "áðéíóúýþæö",
        "ca": "àçèéíïóòúü·",
        "gl": "áéíñóúüï",
        "eu": "ñçü",
        "af": "áèéêëíîïôóöúû",
        "pl": "ąćęłńóśźż",
        "cs": "áčďéěíňóřšťúůýž",
        "sk": "áäčďéíĺľňóôŕšťúýž",
        "hu": "áéíóöőúüű",
        "sl": "čćđšž",
        "hr": "čćđšž",
        "bs": "čćđšž",
        "ro": "ăâîşţ",
        "sq": "çë",
        "ru": _CYRILLIC + "ё",
        "uk": _CYRILLIC + "іїєґ",
        "be": _CYRILLIC + "ёіў",
        "bg": _CYRILLIC + "ѝ",
        "sr": _CYRILLIC + "ђјљњћџ",
        "mk": _CYRILLIC + "ѓјѕќљњџ",
        "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ",  # ΰ and ϊ are rare, but Hebrew read as Greek is full of them
        "tr": "çğıiöşüâîû",
        "he": "".join(map(chr, range(0x5D0, 0x5EB))),
        "ar": _ARABIC + "،؛؟",
        "fa": _ARABIC + "پچژگکی،؛؟\u200c",
        "ur": _ARABIC + "پچژگکیٹڈڑںھہےئ،؛؟۔",
        "lt": "ąčęėįšųūž",
        "lv": "āčēģīķļņšūž",
        "et": "äõöüšž",
        "vi": "ăâđêôơưàáãèéêìíòóõùúý\u0300\u0301\u0303\u0309\u0323",
    }
)
_WESTERN = ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "is", "ca", "gl", "eu", "af")
#: The pages, the likeliest first, and the languages that they were made for.
_PAGES = MappingProxyType(
    {
        "cp1252": _WESTERN,
        "mac-roman": _WESTERN,
        "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"),
        "cp1251": ("ru", "uk", "be", "bg", "sr", "mk"),
        "cp1253": ("el",),
        "cp1254": ("tr",),
        "cp1257": ("lt", "lv", "et"),
        "cp1255": ("he",),
        "cp1256": ("ar", "fa", "ur"),
        "cp1258": ("vi",),
    }
)
_FALLBACK = "cp1252"
#: At home in every language; they tell pages apart only where they stand in the midst of a word.
_SIGNS = re.compile(r"[\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf×÷–—‘’‚“”„†‡•…‰‹›€™\u200e\u200f№\u00ad]")
_MISPLACED = re.compile(
    r"(?<=[^\W\d_])[¡¿£¤¥¦§©®°±²³¶¹¼½¾×÷†‡•‰€™„“”¬¢](?=[^\W\d_])"
    r"|ς(?=[^\W\d_])|[a-zA-Z][\u0370-\u06ff]|[\u0370-\u06ff][a-zA-Z]"
)
#: A text that has fewer of its letters in a language is not of this page.
_LEAST = 0.9
#: Pages of one language, which is written with a to z as well; and pages whose letters have capitals.
_WITH_LATIN = ("cp1254", "cp1258")
_WITH_CAPITALS = ("cp1251", "cp1253")
_ODD = 0.05
#: Without a language to go by, so few letters say nothing.
_FEWEST = 3
#: So much more a page counts whose letters and whose words speak for the same language.
_AGREED = 0.2


def guess_page(sample: bytes) -> list[str]:
    """The pages that may have been used, the likeliest first; Windows-1252 is always among them."""
    scores = {page: _score(sample, page, languages) for page, languages in _PAGES.items()}
    likely = sorted((page for page in _PAGES if scores[page] >= _LEAST), key=lambda page: -scores[page])
    return [*likely, *([] if _FALLBACK in likely else [_FALLBACK])]


def _score(sample: bytes, page: str, languages: tuple[str, ...]) -> float:
    """How many of the letters are of one language, from 0 to 1, and more where its words are of that language, too."""
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return 0
    high = re.sub(r"[\x00-\x7f]", "", text)
    letters = _SIGNS.sub("", high)
    capitals = sum(two.isupper() and one.islower() and not two.isascii() for one, two in pairwise(text))
    bad = len(_MISPLACED.findall(text)) + capitals
    language = guess_language(text)
    agreed = language in languages
    if page != _FALLBACK and not agreed and len(letters) < _FEWEST:
        return 0
    alone = len(languages) == 1 and page not in _WITH_LATIN  # its letters alone say the language, right or wrong
    lower = page in _WITH_CAPITALS and not any(letter.isupper() for letter in letters)
    best = max(_share(letters, each) for each in ((language,) if agreed else languages))
    return best - bad / max(1, len(high)) + _AGREED * (agreed and not alone) - _ODD * lower


def _share(letters: str, language: str) -> float:
    known = _LETTERS[language]
    return sum(letter in known or letter.lower() in known for letter in letters) / len(letters) if letters else 1
