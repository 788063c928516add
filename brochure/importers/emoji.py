"""Emoji that decorate: a leaflet in one colour is better without them, so they are left out, and told."""

from __future__ import annotations

import re
from dataclasses import replace

from brochure.importers.copy import ImportedCopy

#: The blocks of pictures (Unicode 16, emoji-data), without the marks among them that forms have: 🗴 to 🗹. Signs of the
#: first plane, such as ⚠ ☎ ✅, say something, and stay.
_PICTURE = (
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f300-\U0001f5f3\U0001f5fa-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
#: One, with the colour of its skin and what is joined to it, and others behind it.
_SOME = rf"(?:[{_PICTURE}][\ufe0f\u200d\u2640\u2642\u2695]*)+"
_SPACED = re.compile(rf"( ?)(?:{_SOME} ?)+")
_EMOJI = re.compile(_SOME)


def without_emoji(copy: ImportedCopy) -> ImportedCopy:
    """The copy without pictures of that kind; its report says which."""
    texts = copy.title, copy.subtitle, copy.body
    found = [emoji for text in texts for emoji in _EMOJI.findall(text)]
    if not found:
        return copy
    copy.report.leave_out("emoji that decorate", " ".join(found))
    title, subtitle, body = (_SPACED.sub(_gap, text).strip() for text in texts)
    return replace(copy, title=title, subtitle=subtitle, body=body)


def _gap(found: re.Match[str]) -> str:
    """What stays in the place of emoji: a space where words stood on both sides."""
    text, end = found.string, found.end()
    before, after = text[: found.start()], text[end : end + 1]
    if not before or before[-1] in "\n*_[(":
        return found[1]
    if found[0].endswith(" "):
        return "" if after in tuple(".,;:!?)\n") or not after else " "
    return " " if found[1] and after.isalnum() else ""
