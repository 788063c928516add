"""Embedded parts in another format (altChunk), such as a web page that a program put into a document."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from brochure.errors import BadInput
from brochure.importers import package
from brochure.importers.copy import ImportOptions
from brochure.importers.escape import escape
from brochure.importers.word import marks
from brochure.importers.word.names import Element, R, paragraph, place, replace, run, w
from brochure.importers.word.parts import Document

_LARGEST = 4_000_000


def settle(document: Document, root: Element) -> None:
    """Each comes in by the reader of its format."""
    for chunk in list(root.iter(w("altChunk"))):
        target = document.targets.get(chunk.get(f"{{{R}}}id", ""))
        name = target.target if target and not target.outside else ""
        text = _read(document, chunk, name)
        if not text:
            replace(chunk, [])
            continue
        document.chunks.append(text)
        replace(chunk, [paragraph(run(f"{marks.CHUNK}{len(document.chunks) - 1}{marks.END}"))])


def _read(document: Document, chunk: Element, name: str) -> str:
    from brochure.importers import READERS

    reader = READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None or name not in document.names:
        document.leave_out(f"an embedded part ({PurePosixPath(name).name or 'missing'})", "", place(chunk))
        return ""
    with document.archive.open(name) as part:
        data = part.read(_LARGEST)
    try:
        if reader == "docx":
            package.check(data, Path(name))
        copy = importlib.import_module(f"brochure.importers.{reader}").read(
            data, Path(name), ImportOptions(document.slug)
        )
    except BadInput as fault:
        document.leave_out(f"an embedded part ({PurePosixPath(name).name}): {fault.message}", "", place(chunk))
        return ""
    for note in copy.report.changed:
        document.change(note.what, note.words, note.place)
    for note in copy.report.left_out:
        document.leave_out(note.what, note.words, note.place)
    body = _with_pictures(document, copy.body, copy.pictures)
    _keep_notes(document, chunk, copy.front.get("references"))
    document.chunk_sources.append(copy.source or f"{copy.title} {copy.body}")
    is_first = not document.chunks
    if is_first:
        document.chunk_title = copy.title
    return body if is_first or not copy.title else f"## {escape(copy.title)}\n\n{body}"


def _with_pictures(document: Document, body: str, pictures: Mapping[str, bytes]) -> str:
    """The part's pictures become the document's, under names of their own."""
    for name, data in pictures.items():
        new = f"part-{len(document.chunks) + 1}-{name}"
        document.pictures[new] = data
        body = body.replace(f"../images/{document.slug}/{name}", f"../images/{document.slug}/{new}")
    return body


def _keep_notes(document: Document, chunk: Element, references: object) -> None:
    """The part's notes, where there are no others whose numbers they would have."""
    if not isinstance(references, list) or not references:
        return
    if document.notes or document.chunk_notes:
        document.leave_out("notes of an embedded part", " ".join(map(str, references)), place(chunk))
    else:
        document.chunk_notes += map(str, references)
