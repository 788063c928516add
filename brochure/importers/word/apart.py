"""What stands apart from the copy is left out and told: heads and feet of pages, comments, diagrams, charts."""

from __future__ import annotations

from brochure.importers.word.names import Element, R, local, place, remove, w, words
from brochure.importers.word.parts import Document, drawn_words

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_EXTENDED = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"


def leave_out(document: Document, root: Element) -> None:
    _heads_and_feet(document)
    _comments(document, root)
    for part in list(root.iter(f"{{{_CHART}}}chart", _EXTENDED)):
        _drawn(document, part, "a chart", part.get(f"{{{R}}}id", ""))
    for part in list(root.iter(f"{{{_DIAGRAM}}}relIds")):
        _drawn(document, part, "a diagram (SmartArt)", part.get(f"{{{R}}}dm", ""))
    for ink in list(root.iter(w("contentPart"))):
        document.leave_out("a drawing by hand (ink)", "", place(ink))
        remove(ink)


def _heads_and_feet(document: Document) -> None:
    for kind, name in (("header", "the head of a page"), ("footer", "the foot of a page")):
        for part in document.parts(kind):
            tree = document.tree(part)
            if tree is None:
                continue
            if text := words_once(tree):
                document.report.leave_out(name, text)
            elif next((node for node in tree.iter() if local(node) in ("blip", "imagedata")), None) is not None:
                document.leave_out(f"a picture in {name}")


def words_once(tree: Element) -> str:
    """The words of a part, where what is said twice for old programs counts once."""
    from brochure.importers.word.alternates import settle

    settle(tree)
    return words(tree)


def _comments(document: Document, root: Element) -> None:
    places = {mark.get(w("id"), ""): place(mark) for mark in root.iter(w("commentRangeStart"), w("commentReference"))}
    tree = document.part("comments")
    for comment in [] if tree is None else tree.findall(w("comment")):
        author = comment.get(w("author"), "")
        what = f"a comment by {author}" if author else "a comment"
        document.leave_out(what, words(comment), places.get(comment.get(w("id"), ""), ""))
    for mark in list(
        root.iter(w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"), w("annotationRef"))
    ):
        remove(mark)


def _drawn(document: Document, at: Element, what: str, name: str) -> None:
    target = document.targets.get(name)
    tree = document.tree(target.target) if target and not target.outside else None
    document.leave_out(what, "" if tree is None else drawn_words(tree), place(at))
    remove(at)
