"""A drop cap is a paragraph of its own to Word: its letter joins the word that it begins."""

from __future__ import annotations

from brochure.importers.word.names import Element, place, w, words
from brochure.importers.word.parts import Document


def join(document: Document, root: Element) -> None:
    for frame in list(root.iter(w("framePr"))):
        if frame.get(w("dropCap"), "none") == "none":
            continue
        letter = frame.getparent().getparent()
        following = letter.getnext()
        if letter.tag != w("p") or following is None or following.tag != w("p"):
            continue
        whole = words(letter) + words(following)
        if words(following)[:1].isalnum():
            said = f"{words(letter)} {words(following).split()[0]} {whole.split()[0]}"
            document.change("a drop cap joined its word", said, place(letter))
        at = 0 if following.find(w("pPr")) is None else 1
        for offset, run in enumerate(letter.findall(w("r"))):
            if (marks := run.find(w("rPr"))) is not None:
                run.remove(marks)
            following.insert(at + offset, run)
        letter.getparent().remove(letter)
