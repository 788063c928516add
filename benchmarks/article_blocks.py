"""What an article's file says that its leaflet has to show: its blocks, and the texts in each, without markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

BlockKind = Literal["paragraph", "heading", "list", "table", "figure", "box", "steps", "title", "summary", "sources"]
TextKind = Literal["paragraph", "heading", "item", "cell", "caption", "label", "source", "title"]

#: What sets an icon before the title of a box.
_ICON = re.compile(r" ?\{icon=[\w-]+\}")
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_OPENED: dict[str, TextKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
}
_CONTAINED: dict[str, BlockKind] = {"bullet_list_open": "list", "ordered_list_open": "list", "table_open": "table"}


@dataclass(frozen=True)
class Text:
    """A run of words that is set in lines of its own."""

    kind: TextKind
    words: str

    @property
    def letters(self) -> str:
        """Letters and digits alone, lower case."""
        return letters(self.words)


@dataclass(frozen=True)
class Block:
    """A child of the copy, or of the head: what stands together as its writer meant it."""

    kind: BlockKind
    texts: tuple[Text, ...]
    name: str

    def __str__(self) -> str:
        first = self.texts[0].words if self.texts else ""
        return f"{self.name} “{first[:40]}”"


def letters(words: str) -> str:
    """Letters and digits alone, lower case, ⁹ as 9: no hyphen, quote or space that typesetting may change."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", words).lower()))


def blocks(text: str) -> list[Block]:
    """The blocks of an article in the order of its leaflet: title, subtitle, summary, the copy, the sources."""
    _, head, body = text.split("---\n", 2)
    front: dict[str, Any] = yaml.safe_load(head)
    titles = tuple(Text("title", str(front[key])) for key in ("title", "subtitle") if front.get(key))
    found = [Block("title", titles, "title")]
    if front.get("summary"):
        found.append(Block("summary", (Text("paragraph", str(front["summary"])),), "summary"))
    found += _body(_ICON.sub("", body))
    if sources := [Text("source", _plain(str(source))) for source in front.get("references") or ()]:
        found.append(Block("sources", tuple(sources), "sources"))
    return found


def _body(body: str) -> Iterator[Block]:
    """The boxes are taken out first: in the copy they are lines of colons."""
    plain: list[str] = []
    lines = iter(body.splitlines())
    for line in lines:
        if not line.startswith(":::"):
            plain.append(line)
            continue
        yield from _blocks(plain)
        plain.clear()
        kind, _, title = line.strip(": ").partition(" ")
        inside: list[str] = []
        for inner in lines:
            if inner.startswith(":::"):
                break
            inside.append(inner)
        label = (Text("label", title.strip()),) if title.strip() else ()
        texts = (text for block in _blocks(inside) for text in block.texts)
        yield Block("steps" if kind == "steps" else "box", (*label, *texts), f"box '{kind}'")
    yield from _blocks(plain)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of Markdown without boxes."""
    run: list[Token] = []
    depth = 0
    for token in _MARKDOWN.parse("\n".join(lines)):
        run.append(token)
        depth += token.nesting
        if depth == 0:
            yield _block(run)
            run = []


def _block(run: Sequence[Token]) -> Block:
    contained = _CONTAINED.get(run[0].type)
    texts: list[Text] = []
    kind: TextKind = "paragraph"
    for token in run:
        kind = _OPENED.get(token.type, kind)
        if token.type == "inline":
            texts += _texts(token, "item" if contained == "list" else kind)
    if contained:
        return Block(contained, tuple(texts), contained)
    if run[0].type == "heading_open":
        return Block("heading", tuple(texts), "heading")
    if any(text.kind == "caption" for text in texts) or not texts:
        return Block("figure", tuple(texts), "figure")
    return Block("paragraph", tuple(texts), "paragraph")


def _texts(inline: Token, kind: TextKind) -> Iterator[Text]:
    """The words of a paragraph; of a picture its caption, which stands in the place of a link's title."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type == "image":
            if title := child.attrs.get("title"):
                yield Text("caption", str(title))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.content:
            parts.append(child.content)
    if words := _plain("".join(parts)):
        yield Text(kind, words)


def _plain(words: str) -> str:
    """Without the signs of superscripts, subscripts and struck words."""
    return re.sub(r"\^(\S+?)\^|~(\S+?)~", r"\1\2", words).replace("~~", "").strip()
