"""No-break spaces hold words together on the page; who copies, searches or listens meets plain ones.

Word joiners do so, too, and nobody meets them.
"""

from __future__ import annotations

import re
from typing import Any

#: Where a word may be parted, where a line may end, and where it must not; none is seen.
_PLACES = re.compile("[\u00ad\u200b\u2060]")
#: The end of a line of a ToUnicode map whose glyph stands for a no-break space, wide or narrow: '<0003> <00a0>'.
_NO_BREAK = re.compile(rb"<(?:00a0|202f)>$")


def plain_spaces(_: object, pdf: Any) -> None:
    """Puts plain spaces into what the engine is about to write: fonts' maps to letters, and titles of the outline."""
    for written in pdf.objects:
        lines = getattr(written, "stream", None)
        if lines and lines[0] == b"/CIDInit /ProcSet findresource begin":
            lines[:] = [_NO_BREAK.sub(b"<0020>", line) for line in lines]
        elif isinstance(written, dict) and "Dest" in written and hasattr(written.get("Title"), "string"):
            # Places to end a line at are none in an outline, which has no lines.
            title = written["Title"].string.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "")
            written["Title"].string = _PLACES.sub("", title)
