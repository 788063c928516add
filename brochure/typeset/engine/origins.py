"""Where a tag came from: the engine's structure tree has the kind of each part, and forgets the HTML element behind it.

Without the element nobody can tell that two paragraphs are one that ran on over a page, that a part is in another
language, or that an `aside` was one. So each part of the tree is given a note of it, `/Origin`, which the finishing of
a product reads and takes out again. The engine has no public face for this; all that is known of it is in this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import tags

#: Makes the parts of the tree for a box, and calls itself for the boxes within.
_Build = Callable[..., Iterator[Any]]


@contextmanager
def noted() -> Iterator[None]:
    """Within this, the engine's tags carry notes: /Origin (TAG NUMBER), and /Lang where the element has a language.

    NUMBER is the same for all that one element became; TAG is that of a pseudo-element where it is one: `li::before`.
    """
    build: _Build = tags._build_box_tree
    numbers: dict[int, int] = {}

    def build_and_note(box: Any, *context: Any) -> Iterator[Any]:
        for part in build(box, *context):
            _note(part, getattr(box, "_box", box), numbers)
            yield part

    tags._build_box_tree = build_and_note
    try:
        yield
    finally:
        tags._build_box_tree = build


def _note(part: Any, box: Any, numbers: dict[int, int]) -> None:
    if box.element is None or "Origin" in part:
        return
    number = numbers.setdefault(id(box.element), len(numbers))
    part["Origin"] = tags.pydyf.String(f"{box.element_tag} {number}")
    if language := box.element.get("lang"):
        part["Lang"] = tags.pydyf.String(language)
