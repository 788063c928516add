"""A mend of the engine's drawing: super- and subscripts say in the PDF which letters they are (see `content.scripts`).

On the page the 9 of 10⁹ is a 9 that stands higher, and programs that read the page are told so by an /ActualText
around it (ISO 32000-1, 14.9.4), tagged or not.
"""

from __future__ import annotations

from typing import Any

from brochure.content.scripts import SUBSCRIPT, SUPERSCRIPT, as_letters


def tell_letters() -> None:
    """From now on what is drawn of a `sup` or `sub` is told. Called once, when the engine is loaded."""
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import ParentBox
    from weasyprint.pdf.tags import pydyf

    draw_text = draw.draw_text

    def told(stream: Any, textbox: Any, *context: Any) -> None:
        letters = as_letters(textbox.text, textbox.element_tag)
        tell = letters != textbox.text
        if tell:
            stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(letters)}))
        draw_text(stream, textbox, *context)
        if tell:
            stream.end_marked_content()

    draw.draw_text = told
    ParentBox.content_text = _in_letters(ParentBox.content_text)


def _in_letters(content_text: property) -> property:
    """The engine's text of a box, from which an outline and running heads are made, with these letters in it."""

    def text(box: Any) -> Any:
        if any(child.element_tag in (SUPERSCRIPT, SUBSCRIPT) for child in box.descendants()):
            box = box.deepcopy()
            for child in box.descendants():
                if written := getattr(child, "text", ""):
                    child.text = as_letters(written, child.element_tag)
        return content_text.__get__(box)

    return property(text)
