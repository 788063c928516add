"""The last step from a washed page to the language of articles: one tag, one piece of Markdown."""

from __future__ import annotations

import re

import markdownify
from bs4 import Tag

from brochure.importers.escape import escape

_LINE = re.compile(r"^(?=.)", re.MULTILINE)
_LONGEST_TITLE = 90
_IN_ADDRESS = re.compile(r"[()\s<>\\]")


class Converter(markdownify.MarkdownConverter):
    """markdownify with our escapes, its own miss what begins a box, and with what Markdown alone cannot say."""

    def __init__(self) -> None:
        super().__init__(heading_style="atx", autolinks=False, escape_misc=False)

    def escape(self, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 -- the library's signature
        return escape(text)

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"^{text.strip()}^" if text.strip() else text

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"~{text.strip()}~" if text.strip() else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """An address that shows itself is written once."""
        href = str(el.get("href", ""))
        if href == el.get_text() and "://" in href and not el.find(True):
            return f"<{href}>"
        words = text.strip()
        to = f"[{words}]({href}{_title(el)})"
        return f"{text[: len(text) - len(text.lstrip())]}{to}{text[len(text.rstrip()) :]}" if words else ""

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """An item with the mark that it was given, its further lines under its first letter."""
        text = text.strip()
        if not text:
            return ""
        mark = str(el.get("mark", "-"))
        return f"{mark} {_indented(text, ' ' * (len(mark) + 1))}\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        words = " ".join(text.split())
        return f"\n\n{words}\n" if words else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        text = text.strip()
        return f": {_indented(text, '  ')}\n" if text else ""

    def convert_box(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        title, words = str(el.get("title", "")), text.strip()
        if not words or len(title) > _LONGEST_TITLE:
            title, words = "", f"{escape(title)}\n\n{words}".strip()  # a sentence is the box's copy, not its title
        head = f"::: {el['kind']} {title}".rstrip()
        return f"\n\n{head}\n{words}\n:::\n\n" if words else ""

    def convert_fill(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return "____"

    def convert_asis(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """What is written in our language already, such as words of another language."""
        return f"[{text}]{{lang={el['lang']}}}" if text.strip() else text

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        alt = " ".join(escape(str(el.get("alt", ""))).split())
        source = _IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", str(el["src"]))
        return f"![{alt}]({source}{_title(el)})"


def _title(el: Tag) -> str:
    title = " ".join(str(el.get("title", "")).split()).replace("\\", "\\\\").replace('"', r"\"")
    return f' "{title}"' if title else ""


def _indented(text: str, room: str) -> str:
    return _LINE.sub(room, text).removeprefix(room)
