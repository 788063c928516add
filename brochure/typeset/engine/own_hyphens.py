"""A mend of the engine's drawing: who copies an address that is parted behind a hyphen of its own gets it whole.

Readers take each hyphen at the end of a line for one that was put there, and drop it with the line's end: they make
'followup' of 'follow-up', and of an address one that leads nowhere. So the text up to that hyphen says in the PDF that
it stands for all of the word, and the text of the next line that it stands for what follows it (/ActualText, ISO
32000-1, 14.9.4). Hyphens that the engine puts where it parts a word are left to the readers, which drop them.
"""

from __future__ import annotations

import re
from typing import Any

from brochure.typeset.engine.shaped import SHAPED

#: The rest of a word, up to where a line may end without a hyphen.
_REST = re.compile(r"[^\s\u200b]*")
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")
#: A word that a line's end parts behind a hyphen.
_PARTED = re.compile(r"\w[-\u2010]$")
#: Readers pass over a text that stands for nothing, and take what is drawn.
_NOTHING = " "


def mend() -> None:
    """From now on such parts say what they stand for. Called once, when the engine is loaded."""
    from weasyprint import draw
    from weasyprint.layout import inline

    split_text_box = inline.split_text_box
    draw_text = draw.draw_text

    def split(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> tuple[Any, ...]:
        line: tuple[Any, ...] = split_text_box(context, box, width, skip, *rest, **more)
        (set_, resume, _) = line
        if set_ is not None and (skip or resume):
            told = _told(box.text.encode(), skip, resume)
            if told is not None:
                set_.__dict__["_brochure_told"] = told
        return line

    def drawn(stream: Any, textbox: Any, *context: Any) -> None:
        told: str | None = textbox.__dict__.get("_brochure_told")
        if told is None:
            draw_text(stream, textbox, *context)
            return
        told = told if textbox.text.endswith(" ") else told.rstrip(" ") or _NOTHING
        from weasyprint.pdf.tags import pydyf

        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(told)}))
        draw_text(stream, textbox, *context)
        stream.end_marked_content()

    inline.split_text_box = split
    draw.draw_text = drawn


def _told(text: bytes, skip: int, resume: int | None) -> str | None:
    """What a line's part of a text stands for where a word is so parted at its beginning or end; None where none is."""
    before, line = text[:skip].decode(), text[skip:resume].decode()
    after = text[resume:].decode() if resume else ""
    begun, goes_on = _is_parted(before, line), _is_parted(line, after)
    if not (begun or goes_on):
        return None
    told = line + _first(after) if goes_on else line
    if begun:
        told = told[len(_first(line + after)) :].lstrip(" ")
    return _UNSEEN.sub("", told) or _NOTHING


def _first(text: str) -> str:
    found = _REST.match(text)
    return found[0] if found else ""


def _is_parted(before: str, after: str) -> bool:
    """Whether a line that ends between the two parts a word behind a hyphen that was written."""
    return bool(_PARTED.search(before)) and after[:1].isalnum() and not SHAPED.match(after)
