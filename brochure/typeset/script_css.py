"""What the type of a script asks for beyond what layouts say, which are written with Latin letters in mind."""

from __future__ import annotations

from brochure.typeset.engine.style_sheet import Sheet
from brochure.workspace.language import is_right_to_left, ranked

#: Letters that are joined, or stand one by one, are not spaced; a slanted form they have not, so that stress is weight.
_UPRIGHT = (
    "h1 { letter-spacing: 0 }\n"
    "em, i, .copy h4, .copy .quote p { font-style: normal }\n"
    "em { font-weight: 700 }\n"
    ".copy h4 { font-weight: 700 }\n"
)
#: Marks above and below the letters need more room between lines of headings.
_TALL = "h1 { line-height: 1.35 }\n"
#: In a paragraph from right to left a link with a number is at its beginning, too.
_TO_LEFT = "a[dir=ltr] { text-align: right }\n"
#: A heading has no spaces to break at.
_SPACELESS = "h1, .copy h2, .copy h3, .copy h4 { overflow-wrap: anywhere }\n"
#: A bullet may be as wide as a letter.
_WIDE = '.copy ul, .copy ol { padding-left: 1.4em }\n.copy ul { list-style-type: "•\\a0" }\n'
_NO_ITALICS = {*("zh", "yue", "ja", "ko", "hi", "mr", "ne", "sa", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th")}
_NO_ITALICS |= {"lo", "km", "my", "am", "ti"}


def script_sheets(language: str) -> tuple[Sheet, ...]:
    """The rules for the script of a language, given as a tag; none for most."""
    css = ""
    first = ranked(language)[-1]
    wide = first in ("zh", "yue", "ja", "ko")
    if is_right_to_left(language):
        css = _UPRIGHT + _TALL + _TO_LEFT
    elif first in _NO_ITALICS:
        css = _UPRIGHT + (_WIDE if wide else _TALL)
        css += _SPACELESS if wide or first in ("th", "lo", "km", "my") else ""
    return (Sheet(css),) if css else ()
