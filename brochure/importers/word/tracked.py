"""Tracked changes are accepted: what was deleted goes, what was inserted stays, and both are told."""

from __future__ import annotations

from brochure.importers.word.names import Element, ancestor, local, place, remove, unwrap, w, words
from brochure.importers.word.parts import Document

_DELETED = (w("del"), w("moveFrom"))
_INSERTED = (w("ins"), w("moveTo"))
_PROPERTIES = {"rPr", "trPr", "tcPr", "pPr", "numPr", "sectPr", "tblPr", "ctrlPr"}


def accept(document: Document, root: Element) -> None:
    for mark in [node for node in root.iter() if local(node).endswith(("PrChange", "GridChange", "numberingChange"))]:
        remove(mark)
    _accept_rows(document, root)
    for deleted in list(root.iter(*_DELETED)):
        if local(deleted.getparent()) not in _PROPERTIES:
            document.leave_out("deleted words (a tracked change, accepted)", words(deleted), place(deleted))
            remove(deleted)
    for inserted in list(root.iter(*_INSERTED)):
        if local(inserted.getparent()) not in _PROPERTIES:
            document.change_kept("inserted words (a tracked change, accepted)", words(inserted), place(inserted))
            unwrap(inserted)
    _join_paragraphs(document, root)


def _accept_rows(document: Document, root: Element) -> None:
    for mark in [*root.iter(*_DELETED), *root.iter(w("cellDel"))]:
        around = ancestor(mark, "tr") if local(mark.getparent()) == "trPr" else ancestor(mark, "tc")
        if local(mark.getparent()) in ("trPr", "tcPr") and around is not None:
            document.leave_out(f"a deleted {_NAMES[local(around)]}", words(around), place(around))
            remove(around)
    for row in [mark.getparent().getparent() for mark in root.iter(w("ins")) if local(mark.getparent()) == "trPr"]:
        document.change_kept("an inserted row (a tracked change, accepted)", words(row), place(row))


_NAMES = {"tr": "row (a tracked change, accepted)", "tc": "cell (a tracked change, accepted)"}


def _join_paragraphs(document: Document, root: Element) -> None:
    """A paragraph whose end was deleted goes on in the next one."""
    marked = [
        mark.getparent().getparent().getparent()
        for mark in root.iter(*_DELETED)
        if local(mark.getparent()) == "rPr" and local(mark.getparent().getparent()) == "pPr"
    ]
    for paragraph in reversed(marked):
        following = paragraph.getnext()
        if following is None or following.tag != w("p"):
            if not words(paragraph) and paragraph.getparent() is not None and len(paragraph.getparent()) > 1:
                remove(paragraph)
            continue
        before, then = words(paragraph).split(), words(following).split()
        if before and then:
            said = f"{before[-1]} {then[0]} {before[-1]}{then[0]}"
            document.change("two paragraphs joined (a tracked change, accepted)", said, place(paragraph))
        after = 0 if following.find(w("pPr")) is None else 1
        runs = [child for child in paragraph if child.tag != w("pPr")]
        for offset, child in enumerate(runs):
            following.insert(after + offset, child)
        remove(paragraph)
