"""Figures that are read at a glance stay on one line: telephone numbers, times, doses, prices, "Version 1.0"."""

from __future__ import annotations

import re

from brochure.content.typography import NO_BREAK_SPACE

#: A longer number would leave a hole in the line before it, or is several.
_LONGEST_PHONE = 20
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15

_GROUP = r"\d{2,5}"
_PHONE = re.compile(
    rf"(?<![\w.,/-])(?:\+\d{{1,3}}[ .-]?)?(?:\(\d{{1,5}}\)[ .-]?)?(?:1[ .-])?{_GROUP}(?:[ .-]{_GROUP}){{1,4}}(?![\w-])"
)
_EXTENSION = re.compile(r"(?<=\d )(ext\.?|x|Durchwahl|poste|ramal|int\.) (?=\d)")
_TIME = r"\d{1,2}(?:[:.h]\d{2})?"
_HALF_OF_DAY = re.compile(rf"(?<![\d.,]){_TIME} (?:[ap]\.?m\b\.?|[AP]\.?M\b\.?|Uhr\b|h\b(?: \d{{2}}\b)?|ч\b|godz\.)")
_UNIT = re.compile(
    r"(?<=\d) (?=(?:mcg|µg|μg|ug|ng|dl|cl|L|l|IU|UI|IE|mmol|mol|mEq|mmHg|kcal|kJ|lb|oz|мг|г|мл|км|см"
    r"|€|£|¥|₽|₪|₴|zł|Kč|kr|Ft|USD|EUR|GBP|CHF|CAD)(?![\w]))"
)
_CURRENCY = re.compile(r"(?:(?<=[$€£¥₽₪₴])|(?<=\b(?:USD|EUR|GBP|CHF|CAD))) (?=\d)")
_VERSION = re.compile(
    r"\b(version|versión|versao|versão|versione|versie|wersja|verze|phiên bản|bản|vèsyon|bersyon|версия|версія|έκδοση"
    r"|النسخة|الإصدار|نسخه|גרסה|संस्करण) (?=v?\d)",
    re.IGNORECASE,
)
#: From a figure to a figure: an en dash is a place to end a line at. A hyphen before a figure is none; before letters,
#: as in 1-800-FLOWERS, it is one.
_RANGE = re.compile(r"[$€£]?\d[\d:.,]{0,9}[–—]\d[\d:.,]{0,9}|\b\d[\d-]{2,9}-[A-Z]{3,9}(?:-[A-Z\d]{1,9})?\b")
_TAG_LINK_OR_HELD = re.compile(r'(<a\b.*?</a>|<span class="together">.*?</span>|<[^>]*>)', re.S)

#: Not in a link, of which the engine would make a second one; not behind a longer word, which may have to be parted.
_RAISED = re.compile(r"(<a\b.*?</a>|<span class=\"together\">.*?</span>)|([^\s<>&;]{1,20}<sup>[^<]{1,6}</sup>)", re.S)


def tie_figures(text: str) -> str:
    """`text` with no-break spaces within its figures, and between them and what they count."""
    text = _PHONE.sub(lambda found: _tied(found[0]) if _is_phone(found[0]) else found[0], text)
    text = _HALF_OF_DAY.sub(lambda found: _tied(found[0]), text)
    text = _EXTENSION.sub(rf"\1{NO_BREAK_SPACE}", text)
    text = _VERSION.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _CURRENCY.sub(NO_BREAK_SPACE, _UNIT.sub(NO_BREAK_SPACE, text))


def hold_ranges(html: str) -> str:
    """`html` with what a no-break space cannot keep together, such as 8:00–18:00, in an element that does.

    Links are left as they are: the engine makes a second one of each element in them.
    """
    parts = _TAG_LINK_OR_HELD.split(html)
    parts[::2] = [_RANGE.sub(r'<span class="together">\g<0></span>', text) for text in parts[::2]]
    return "".join(parts)


def hold_raised(html: str) -> str:
    """`html` with each raised sign in an element with the end of the word that it follows: no line begins with one."""
    return _RAISED.sub(lambda found: found[1] or f'<span class="together">{found[2]}</span>', html)


def _tied(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)


def _is_phone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and len(text) <= _LONGEST_PHONE
