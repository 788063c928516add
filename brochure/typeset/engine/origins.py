"""Where a tag came from: the engine's structure tree has the kind of each part, and forgets the HTML element behind it.

Without the element nobody can tell that two paragraphs are one that ran on over a page, that a part is in another
language, or that an `aside` was one. So each part of the tree is given a note of it, `/Origin`, which the finishing of
a product reads and takes out again. For the same reason a link is given its own words, where the engine repeats the
address. The engine has no public face for this; all that is known of it is in this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import tags

from brochure.content.scripts import as_letters
from brochure.typeset.engine.edits import CONTINUED

#: Letters that run from right to left.
_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: Makes the parts of the tree for a box, and calls itself for the boxes within.
_Build = Callable[..., Iterator[Any]]


@contextmanager
def noted() -> Iterator[None]:
    """Within this, the engine's tags carry notes: /Origin (TAG NUMBER), and /Lang where the element has a language.

    /ActualText of a text that runs from right to left is that text, for its content has the letters as they are seen.
    /Numbering is how an `ol` is numbered where it says it: its `type`. /ActualText is what a `sup` or `sub` stands for.

    NUMBER is the same for all that one element became; TAG is that of a pseudo-element where it is one: `li::before`,
    and `continued` for a line that says above the rest of a box that it goes on.
    /Contents of a link is its title, else its text: of the `a`, for the engine makes a link of each element in it, too.
    """
    build: _Build = tags._build_box_tree
    numbers: dict[int, int] = {}
    links: list[str] = []

    def build_and_note(box: Any, *context: Any) -> Iterator[Any]:
        real = getattr(box, "_box", box)
        is_link = real.element is not None and real.element.tag == "a"
        if is_link:
            links.append(_said(real.element))
        if real.link_annotation is not None and links:
            real.link_annotation["Contents"] = tags.pydyf.String(links[-1])
        # What is to be told of texts is asked before: the engine takes out of its list what it has put into the tree.
        turned = _turned(real, context[-1])
        for part in build(box, *context):
            _note(part, real, numbers)
            yield part
        _tell(turned, *context)
        if is_link:
            links.pop()

    tags._build_box_tree = build_and_note
    try:
        yield
    finally:
        tags._build_box_tree = build


def _note(part: Any, box: Any, numbers: dict[int, int]) -> None:
    if box.element is None or "Origin" in part:
        return
    number = numbers.setdefault(id(box.element), len(numbers))
    tag = CONTINUED if box.element.get("class") == CONTINUED else box.element_tag
    part["Origin"] = tags.pydyf.String(f"{tag} {number}")
    if language := box.element.get("lang"):
        part["Lang"] = tags.pydyf.String(language)
    if box.element_tag == "ol" and (numbering := box.element.get("type")):
        part["Numbering"] = tags.pydyf.String(numbering)
    text = box.element.text or ""
    if (letters := as_letters(text, box.element_tag)) != text:
        part["ActualText"] = tags.pydyf.String(letters)


def _turned(box: Any, marks: Any) -> dict[int, str]:
    """The texts right in a box that run from right to left, by the numbers of their content; a line ends in a space."""
    found: dict[int, str] = {}
    for child in getattr(box, "children", ()):
        texts = child.children if type(child).__name__ == "LineBox" else (child,)
        for text in texts:
            if type(text).__name__ == "TextBox" and _TO_LEFT.search(text.text) and text in marks:
                ends = text is texts[-1] and texts is not (child,) and not text.text.endswith(" ")
                found[marks[text]["mcid"]] = text.text.replace("\u00a0", " ") + " " * ends
    return found


def _tell(texts: dict[int, str], _: object, pdf: Any, __: object, owners: dict[int, bytes], *___: object) -> None:
    """Puts the texts into the parts of the tree that hold nothing else."""
    for number, text in texts.items():
        part = pdf.objects[int(owners[number].split()[0])]
        if list(part["K"]) == [number]:
            part["ActualText"] = tags.pydyf.String(text)


def _said(link: Any) -> str:
    """The title of a link, else its text, and that of its pictures."""
    return str(
        link.get("title") or "".join([*link.itertext(), *(picture.get("alt", "") for picture in link.iter("img"))])
    )
