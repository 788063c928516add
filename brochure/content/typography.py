"""Small repairs that a typesetter makes to copy: what must not part at the end of a line is tied together."""

from __future__ import annotations

import re

from brochure.content.spaceless import is_spaceless, tie_letters
from brochure.content.ties import ties

NO_BREAK_SPACE = "\u00a0"

# A number and its unit, a title and its name, an abbreviation and its number.
_UNIT = re.compile(
    r"(?<=\d) (?=(?:mg|mcg|[µμ]g|g|kg|ml|mL|dl|dL|l|L|mm|cm|m|km|mmol|mmHg|kcal|kJ|IU|h|min|am|pm|a\.m\.|p\.m\.|Uhr"
    r"|мг|мкг|г|кг|мл|л|мм|см|м|км|ч|мин|руб|грн|zł|[%‰€$£]|°[CF]?)(?!\w))"
)
_TITLE = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|No|Vol|pp|p)\. (?=[A-Z0-9])")
_TAG = re.compile(r"(<[^>]*>)")
_SPAN = r'<span class="together">\g<0></span>'
_QUANTITY = re.compile(r"[^\s<>]{0,12}<(su[bp])>[^<>]{1,8}</\1>/[^\s<>]{1,8}")
_CITATION = re.compile(r"\b\d+;[\d:–-]+\d")
#: A last line of no more letters than this looks forgotten.
_SHORT_WORD = 9
#: Tied words of more letters than this together would tear a hole in the line before.
_LONG_PAIR = 15
#: Copy shorter than this sets in a line or two, where a tie would be seen.
_SHORT_COPY = 40
_SHORT_HEADING = 18


def tie(text: str, language: str = "en") -> str:
    """`text` with no-break spaces between numbers and units, titles and names, and where its language has others."""
    text = _TITLE.sub(rf"\1.{NO_BREAK_SPACE}", _UNIT.sub(NO_BREAK_SPACE, text))
    for space in ties(language):
        text = space.sub(NO_BREAK_SPACE, text)
    return text


def tie_end(text: str, language: str = "en", *, length: int, heading: bool = False) -> str:
    """`text` whose last word, if short, is tied to the one before, so that it never stands alone on a line.

    `length` is that of the whole paragraph, of which `text` is the end.
    """
    if is_spaceless(language) and " " not in text[-_SHORT_WORD:]:
        return tie_letters(text, language)
    if length < (_SHORT_HEADING if heading else _SHORT_COPY):
        return text
    start, space, last = text.rpartition(" ")
    if not space:
        return text
    before = start.rpartition(" ")[2]
    if not last or len(last) > _SHORT_WORD or len(before) + len(last) > _LONG_PAIR:
        return text
    return f"{start}{NO_BREAK_SPACE}{last}"


def together(html: str) -> str:
    """What the style keeps on one line, for nothing else holds it together: a source's 2012;338:68–72, and 10⁹/L."""
    parts = _TAG.split(_QUANTITY.sub(_SPAN, html))
    parts[::2] = [_CITATION.sub(_SPAN, text) for text in parts[::2]]
    return "".join(parts)


def punctuate(text: str) -> str:
    """Dashes and dots as a typewriter makes them, as type: -- is an en dash, --- an em dash, ... an ellipsis."""
    if "://" in text:
        return text
    return text.replace("...", "…").replace("---", "—").replace("--", "–")
