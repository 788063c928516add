"""The contents of long copy: its sections, each with an anchor that a link and a page number can go by.

Anchors are set here and not while Markdown is parsed, for only long copy has them, and only read page by page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from brochure.content.scripts import without_tags
from brochure.typeset.values import ContentsEntry

# Copy cannot write tags, and the label of a box has a class: this is the heading of a section and nothing else.
_SECTION = re.compile(r"<h2>(.*?)</h2>", re.S)


@dataclass(frozen=True)
class Anchored:
    """The copy as HTML with an anchor at each section, and the sections."""

    html: Markup
    entries: tuple[ContentsEntry, ...]


def anchored(html: str) -> Anchored:
    """`html`, an article's body, with its h2 headings numbered as `section-1`, `section-2`, …"""
    entries: list[ContentsEntry] = []

    def anchor(found: re.Match[str]) -> str:
        entries.append(ContentsEntry(f"section-{len(entries) + 1}", without_tags(found[1])))
        return f'<h2 id="{entries[-1].anchor}">{found[1]}</h2>'

    numbered = _SECTION.sub(anchor, html)
    return Anchored(Markup(numbered), tuple(entries))
