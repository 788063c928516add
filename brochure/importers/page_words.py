"""All words of a page by a reading of its own: the text nodes that lxml finds, but for scripts, styles and comments."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from brochure.importers.decode import tidy

_NO_WORDS = {"script", "style", "template", "head"}
#: Within these no space parts two words; a raised letter is a word of its own.
_IN_LINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
            "mark", "q", "s", "samp", "small", "span", "strike", "strong", "time", "tt", "u", "var", "wbr"}  # fmt: skip


def words_of_page(html: str, *, with_title: bool = False) -> str:
    """The text of the page's body, and of its `<title>` where it was taken."""
    root = etree.HTML(html)
    if root is None:
        return ""
    title = root.findtext(".//title") or "" if with_title else ""
    return tidy(f"{title} {''.join(_texts(root))}")


def _texts(root: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield node.tail or ""
        elif event == "start":
            yield _edge(node)
            yield "" if _is_unread(node) else _said(node)
        else:
            yield _edge(node)
            yield "" if node.getparent() is not None and _is_unread(node.getparent()) else node.tail or ""


def _said(node: etree._Element) -> str:
    """The text of an element, or the description of a picture."""
    return f" {node.get('alt', '')} " if node.tag == "img" else node.text or ""


def _edge(node: etree._Element) -> str:
    return "" if node.tag in _IN_LINE else " "


def _is_unread(node: etree._Element) -> bool:
    return node.tag in _NO_WORDS or any(parent.tag in _NO_WORDS for parent in node.iterancestors())
