"""All words of a page by a reading of its own: the text nodes that lxml finds, but for scripts, styles and comments."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from brochure.importers.decode import tidy

_NO_WORDS = {"script", "style", "template", "title"}
#: Within these no space parts two words. Links stand beside one another in menus, and a raised letter is a word itself.
IN_LINE = {
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
}
IN_LINE |= {"s", "samp", "small", "span", "strike", "strong", "time", "tt", "u", "var", "wbr"}


def words_of_page(html: str, *, with_title: bool = False) -> str:
    """The text of the page's body, and of its `<title>` where it was taken."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.HTML(html.encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    title = root.findtext(".//title") or "" if with_title else ""
    roots = [root, *root.itersiblings(tag=etree.Element)]  # a page with two beginnings has two
    return tidy(" ".join([title, *("".join(_texts(each)) for each in roots)]))


def _texts(root: etree._Element) -> Iterator[str]:
    unread = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            unread += node.tag in _NO_WORDS
            yield _edge(node) + ("" if unread else _said(node))
        elif event == "end":
            unread -= node.tag in _NO_WORDS
            yield _edge(node) + ("" if unread else node.tail or "")
        else:
            yield "" if unread else node.tail or ""


def _said(node: etree._Element) -> str:
    """The text of an element, or the description of a picture."""
    return f" {node.get('alt', '')} " if node.tag == "img" else node.text or ""


def _edge(node: etree._Element) -> str:
    return "" if node.tag in IN_LINE else " "
