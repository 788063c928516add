"""All words of a Word file by a reading that shares nothing with the passes: the other side of the word check."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from brochure.importers.word.names import MC, A, Element, M, V, local, value, w
from brochure.importers.word.parts import Document

_KINDS = ("footnotes", "endnotes", "comments", "header", "footer")
_DRAWN = ("chart", "chartEx", "diagramData")
_CHOICE, _FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"
_BREAKS = {"p", "tab", "ptab", "br", "cr", "tc", "txbxContent", "footnoteReference", "endnoteReference",
           "sym", "noBreakHyphen", "rt", "rubyBase", "object", "drawing", "pict"}  # fmt: skip
_DELETED = (w("del"), w("moveFrom"))


def words_of(document: Document) -> str:
    """What stands in all its parts; read before the first pass."""
    parts = [document.root]
    for name in [name for kind in _KINDS for name in document.parts(kind)]:
        tree = document.tree(name)
        parts += [] if tree is None else [tree]
    pieces = ["".join(_pieces(document, part, False)) for part in parts]
    pieces += ["".join(_pieces(document, part, True)) for part in parts if next(part.iter(*_DELETED), None) is not None]
    # Heads of pages are often the same, and told once.
    pieces = list(dict.fromkeys(" ".join(piece.split()) for piece in pieces))
    for kind in _DRAWN:
        for name in document.parts(kind):
            tree = document.tree(name)
            for node in [] if tree is None else tree.iter():
                if node.tag == f"{{{A}}}t" or str(node.tag).endswith("chart}v"):
                    pieces.append(node.text or "")
    return "\n".join(pieces)


def _pieces(document: Document, part: Element, is_deleted: bool) -> Iterator[str]:
    """What is said, or what was deleted: a word of which one half was put for another is to be read as it is now."""
    height, deleted = "", 0
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, node in walk:
        name = local(node)
        if node.tag in _DELETED:
            deleted += 1 if event == "start" else -1
            if is_deleted:
                yield " "
            elif event == "start":
                walk.skip_subtree()
        elif name in _BREAKS:
            yield " "
        if event == "end":
            continue
        if _is_passed_over(node, name):
            walk.skip_subtree()
        elif node.tag == w("r"):
            now = _height(document, node)
            if now != height:
                yield " "
            height = now
        elif is_deleted == bool(deleted):
            yield from _said(node, name)


def _said(node: Element, name: str) -> Iterator[str]:
    if name in ("t", "delText") and node.tag != f"{{{A}}}t":
        yield node.text or ""
        if node.tag == f"{{{M}}}t":
            yield " "
    elif name == "softHyphen":
        yield "\u00ad"
    elif node.tag == f"{{{V}}}textpath":
        yield f" {node.get('string', '')} "


def _is_passed_over(node: Element, name: str) -> bool:
    """What separates notes, and what is said a second time for other programs."""
    if name in ("footnote", "endnote"):
        return bool(node.get(w("type"), "normal") != "normal")
    return node.tag in (_CHOICE, _FALLBACK) and _is_second(node)


def _height(document: Document, run: Element) -> str:
    moved = [document.styles.run_property(run, name, of_paragraph=False) for name in ("vertAlign", "position")]
    return " ".join(value(mark) for mark in moved if value(mark) not in ("", "0", "baseline"))


def _is_second(node: Element) -> bool:
    """Whether a way to say something comes after one that could be read."""
    for before in node.itersiblings(preceding=True):
        if any(local(each) in ("t", "sym", "blip", "imagedata") for each in before.iter()):
            return True
    return False


def count(document: Document) -> int:
    """How many words the copy has, quickly."""
    return sum(len((node.text or "").split()) for node in document.body.iter(w("t")))
