"""Counts what came in, by a reading of the finished article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from brochure.importers.copy import ImportedCopy

_KINDS = {
    "heading_open": "headings",
    "paragraph_open": "paragraphs",
    "bullet_list_open": "lists",
    "ordered_list_open": "lists",
    "table_open": "tables",
    "image": "pictures",
    "link_open": "links",
}


def count(copy: ImportedCopy, body: Sequence[Token]) -> None:
    """Fills the counts of the copy's report from the tokens of its body; notes are its references."""
    for token in _flat(body):
        if (kind := _KINDS.get(token.type)) and not token.hidden:
            copy.report.count(kind)
    copy.report.count("notes", copy.references)


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
