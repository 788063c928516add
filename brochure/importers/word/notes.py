"""Footnotes and endnotes: a number stands where each is cited, and their words are moved behind the copy."""

from __future__ import annotations

from brochure.importers.word import marks
from brochure.importers.word.names import Element, local, paragraph, place, remove, replace, run, w, words
from brochure.importers.word.parts import Document

_NORMAL = ("", "normal")


def settle(document: Document, root: Element) -> None:
    """Before all other passes, so that notes pass through them like copy."""
    found = {kind: _notes(document, kind) for kind in ("footnote", "endnote")}
    numbers: dict[tuple[str, str], int] = {}
    last = next((child for child in document.body if local(child) == "sectPr"), None)
    for reference in list(root.iter(w("footnoteReference"), w("endnoteReference"))):
        kind, name = local(reference).removesuffix("Reference"), reference.get(w("id"), "")
        note = found[kind].get(name)
        around = reference.getparent()
        if note is None or not words(note):
            remove(reference)
            continue
        if (kind, name) not in numbers:
            numbers[kind, name] = len(numbers) + 1
            _append(document, note, numbers[kind, name], last, place(reference))
        raised = marks.raised(str(numbers[kind, name]))
        document.added.append(str(numbers[kind, name]))
        _plain_run(around)
        cited = run(raised)[0]
        cited.set(marks.CITED, "1")
        replace(reference, [cited])
    document.notes = len(numbers)
    for mark in list(root.iter(w("footnoteRef"), w("endnoteRef"))):
        remove(mark)
    for kind, notes in found.items():
        for name, note in notes.items():
            if (kind, name) not in numbers and words(note):
                document.leave_out(f"a {kind} that is cited nowhere", words(note))


def _notes(document: Document, kind: str) -> dict[str, Element]:
    tree = document.part(f"{kind}s")
    notes = [] if tree is None else tree.findall(w(kind))
    return {note.get(w("id"), ""): note for note in notes if note.get(w("type"), "") in _NORMAL}


def _append(document: Document, note: Element, number: int, last: Element | None, where: str) -> None:
    """The note's paragraphs, the first of them after a mark; what its table holds comes as paragraphs."""
    first = paragraph(run(f"{marks.NOTE}{number}{marks.END}"))
    made = [first]
    for each in note.iter(w("p")):
        if not any(around.tag == w("p") for around in each.iterancestors()):
            properties = each.find(w("pPr"))
            if properties is not None:
                each.remove(properties)
            made.append(each)
    for each in made:
        each.set("number", where.rpartition(" ")[2])
        if last is None:
            document.body.append(each)
        else:
            last.addprevious(each)


def _plain_run(around: Element) -> None:
    """The run of a reference is set in a style that raises it; the marks do that."""
    marks_of_run = around.find(w("rPr"))
    if marks_of_run is not None:
        around.remove(marks_of_run)
