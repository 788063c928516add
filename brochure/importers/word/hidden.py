"""Hidden text is left out and told."""

from __future__ import annotations

from brochure.importers.word.names import Element, place, remove, texts, w
from brochure.importers.word.parts import Document


def leave_out(document: Document, root: Element) -> None:
    """What lies beside each other is told in one."""
    found: dict[str, list[str]] = {}
    for run in list(root.iter(w("r"))):
        if document.styles.sets(run, "vanish"):
            if run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None:
                continue  # what frames a field is often hidden, and its result is not
            found.setdefault(place(run), []).append("".join(texts(run)))
            remove(run)
    for where, pieces in found.items():
        if text := "".join(pieces).strip():
            document.leave_out("hidden words", text, where)
