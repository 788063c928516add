"""Tables of contents and indexes name pages that a leaflet does not have: they are left out and told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.importers.word.names import Element, local, place, remove, value, w, words
from brochure.importers.word.parts import Document

_STYLE = re.compile(r"toc ?\d|toc heading|contents (?:heading|\d)|table of figures|index ?\d|index heading")
_FIELD = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
_GALLERIES = {"table of contents", "index"}


def leave_out(document: Document, root: Element) -> None:
    found = list(dict.fromkeys([*_galleries(root), *_fields(root), *_styled(document, root)]))
    for element in found:
        if any(around in found for around in element.iterancestors()):
            continue
        if text := words(element):
            document.leave_out("a table of contents", text, place(element))
        remove(element)


def _galleries(root: Element) -> Iterator[Element]:
    for gallery in root.iter(w("docPartGallery")):
        if value(gallery).lower() in _GALLERIES:
            yield next(around for around in gallery.iterancestors() if local(around) in ("sdt", "body"))


def _fields(root: Element) -> Iterator[Element]:
    """The paragraphs from the one where such a field begins to the one where it ends."""
    for code in root.iter(w("instrText")):
        paragraph = next((around for around in code.iterancestors() if around.tag == w("p")), None)
        if paragraph is None or not _FIELD.match("".join(node.text or "" for node in paragraph.iter(w("instrText")))):
            continue
        if not _FIELD.match(code.text or ""):
            continue
        depth, at = 0, paragraph
        while at is not None and at.tag == w("p"):
            yield at
            for mark in at.iter(w("fldChar")):
                depth += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType"), ""), 0)
            if depth <= 0:
                break
            at = at.getnext()


def _styled(document: Document, root: Element) -> Iterator[Element]:
    for paragraph in root.iter(w("p")):
        if any(map(_STYLE.fullmatch, document.styles.names(document.styles.of(paragraph))[:1])):
            yield paragraph
