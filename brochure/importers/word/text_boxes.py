"""Text boxes: their paragraphs stand behind the paragraph at which the box is anchored."""

from __future__ import annotations

from brochure.importers.word.names import (
    WPS,
    Element,
    V,
    ancestor,
    local,
    paragraph,
    place,
    remove,
    run,
    w,
    whole,
    words,
)
from brochure.importers.word.parts import Document

_CONTENT = w("txbxContent")
_POSITION = "{http://schemas.openxmlformats.org/drawingml/2006/main}off"


def open_up(document: Document, root: Element) -> None:
    for art in list(root.iter(f"{{{V}}}textpath")):
        _open_word_art(document, art)
    while (content := _innermost(root)) is not None:
        outer = _anchor(content)
        drawing = _drawing(content)
        contents = [each for each in drawing.iter(_CONTENT) if next(each.iterdescendants(_CONTENT), None) is None]
        moved = [child for each in _in_reading_order(contents) for child in list(each)]
        for each in contents:
            remove(each)
        if outer is None:
            continue
        if any(words(each) for each in moved):
            first = " ".join(words(moved[0]).split()[:6])
            document.change(
                f"a text box (“{first}…”) stands behind the paragraph at which it was anchored", "", place(outer)
            )
        at = outer
        for child in moved:
            if local(child) in ("p", "tbl"):
                at.addnext(child)
                at = child


def _innermost(root: Element) -> Element | None:
    return next((each for each in root.iter(_CONTENT) if next(each.iterdescendants(_CONTENT), None) is None), None)


def _anchor(content: Element) -> Element | None:
    return next((around for around in content.iterancestors() if around.tag == w("p")), None)


def _drawing(content: Element) -> Element:
    """The whole drawing, so that the boxes of a group stay together."""
    for around in content.iterancestors():
        if local(around) in ("drawing", "pict", "object"):
            return around
        if around.tag == w("p"):
            break
    return content.getparent()


def _in_reading_order(contents: list[Element]) -> list[Element]:
    """From top to bottom and left to right where the places of all are known, else as they are written."""
    places = [_position(content) for content in contents]
    if len(contents) < 2 or any(position is None for position in places):
        return contents
    pairs = sorted(
        zip(places, range(len(contents)), contents, strict=True), key=lambda pair: (pair[0] or (0, 0), pair[1])
    )
    return [content for _, _, content in pairs]


def _position(content: Element) -> tuple[int, int] | None:
    shape = next((around for around in content.iterancestors() if around.tag == f"{{{WPS}}}wsp"), None)
    at = None if shape is None else next(shape.iter(_POSITION), None)
    return None if at is None else (whole(at.get("y")), whole(at.get("x")))


def _open_word_art(document: Document, art: Element) -> None:
    text, around = art.get("string", "").strip(), ancestor(art, "p")
    if text and around is not None:
        document.change("lettering drawn as a picture (WordArt) became text", text, place(art))
        around.addnext(paragraph(run(text), like=around))
    remove(art)
