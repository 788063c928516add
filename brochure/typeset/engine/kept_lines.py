"""Lines that were laid out are not laid out again: a paragraph's lines are kept by all that they follow from.

The engine lays out each setting from its first letter, though an edit leaves most paragraphs as they were, and the last
setting of copyfit has the lines of the galley before it. Here all lines of a paragraph are laid out at an origin of
their own, and copied to where they stand. So they are when they are met for the first time, and it changes no byte
whether they were kept. Which of them a page takes is the engine's business, as ever.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from math import inf
from typing import Any

from brochure.typeset.engine.box_keys import AT, KEY, BoxKeys

#: So many boxes are kept, of some kilobyte each: those of a few settings of a leaflet; and so many keys are known.
_MOST, _MOST_KEYS = 10_000, 100_000
#: Farther from a page's corner nothing stands, in pixels: copy of 5,000 words is a hundredth of that deep.
_FARTHEST = 1e7
_DOCUMENT, _STORE = "_brochure_document", "_brochure_kept_lines"
#: What a box has of its document, and what only serves to lay it out: it is kept without.
_OF_DOCUMENT = ("style", "element", "bookmark_label", "cached_counter_values", "_brochure_lines", KEY)
#: The lines of a paragraph: where each begins, itself at its origin, and where the next one begins, as the engine says.
_Lines = tuple[tuple[Any, Any, Any], ...]


def mend() -> None:
    """From now on they are kept. Called once, when the engine is loaded."""
    from weasyprint import document
    from weasyprint.layout import block

    layout_document, iter_line_boxes = document.layout_document, block.iter_line_boxes

    def document_laid_out(html: Any, root: Any, context: Any, *rest: Any) -> Iterator[Any]:
        context.__dict__[_DOCUMENT] = own = _Document(context, root)
        yield from layout_document(html, root, context, *rest)
        own.end()
        del context.__dict__[_DOCUMENT]  # drawings with text keep the context, but need no boxes

    def lines_laid_out(
        context: Any, paragraph: Any, y: float, bottom: float, skip: Any, around: Any, *rest: Any
    ) -> Iterator[tuple[Any, Any]]:
        own: _Document | None = context.__dict__.get(_DOCUMENT)
        _, _, first_letter, first_line = rest
        if own and paragraph.__dict__.get(KEY) and not first_letter and not first_line:
            x = around.content_box_x()
            if own.is_free(x, y) and (lines := own.lines(iter_line_boxes, paragraph, skip, around)):
                return own.placed(lines, paragraph, x, y)
        lines_: Iterator[tuple[Any, Any]] = iter_line_boxes(context, paragraph, y, bottom, skip, around, *rest)
        return lines_

    document.layout_document, block.iter_line_boxes = document_laid_out, lines_laid_out


class _Store:
    """The lines that are kept in one configuration of fonts: those that were used last."""

    def __init__(self) -> None:
        from weasyprint.css.properties import INHERITED

        self.keys = BoxKeys(INHERITED)
        self._kept: OrderedDict[object, _Lines] = OrderedDict()
        self._boxes = 0

    def get(self, key: object) -> _Lines | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: object, lines: _Lines) -> None:
        self._kept[key] = lines
        self._boxes += _count(lines)
        while self._boxes > _MOST:
            self._boxes -= _count(self._kept.popitem(last=False)[1])


class _Document:
    """A document that is being laid out, with the lines that are kept."""

    def __init__(self, context: Any, root: Any) -> None:
        fonts = root.style.font_config.__dict__
        if _STORE not in fonts or len(fonts[_STORE].keys) > _MOST_KEYS:
            fonts[_STORE] = _Store()
        self._store: _Store = fonts[_STORE]
        self._context = context
        self._sources = self._store.keys.number(root, context.style_for.get_computed_styles().values())

    def end(self) -> None:
        """All is laid out."""
        self._store.keys.remember()

    def is_free(self, x: float, y: float) -> bool:
        """Whether nothing that floats reaches down to there, and no footnote takes from the page.

        Where no page reaches it is not: that is for the engine to fail at, so that it is found what led there.
        """
        shapes = self._context.excluded_shapes
        on_page = max(abs(x), abs(y)) < _FARTHEST and not self._context.footnotes
        return on_page and all(shape.position_y + shape.margin_height() <= y for shape in shapes)

    def lines(self, layout: Any, paragraph: Any, skip: Any, around: Any) -> _Lines:
        """The lines from `skip` on in the block `around`; none where none of them begins there."""
        key = paragraph.__dict__[KEY], around.width, around.height
        lines = self._store.get(key)
        if lines is None:
            lines = tuple(self._laid_out(layout, paragraph, around))
            self._store.put(key, lines)
        first = next((at for at, (begins, _, _) in enumerate(lines) if begins == skip), len(lines))
        return lines[first:]

    def _laid_out(self, layout: Any, paragraph: Any, around: Any) -> Iterator[tuple[Any, Any, Any]]:
        context, begins = self._context, None
        bottom, shapes = context.page_bottom, context.excluded_shapes
        context.page_bottom, context.excluded_shapes = inf, []
        try:
            for line, resume in layout(context, paragraph, 0, 0, None, _at_origin(around), [], [], None, None):
                yield begins, _kept(line, paragraph.__dict__[AT]), resume
                begins = resume
        finally:
            context.page_bottom, context.excluded_shapes = bottom, shapes

    def placed(self, lines: Any, paragraph: Any, x: float, y: float) -> Iterator[tuple[Any, Any]]:
        """Copies of the lines, the first of them at `y`, each with where the next one begins."""
        y -= lines[0][1].position_y
        for _, line, resume in lines:
            yield self._placed(line, paragraph.__dict__[AT], x, y), resume

    def _placed(self, kept: Any, first: int, x: float, y: float) -> Any:
        placed = kept.copy()
        known = placed.__dict__
        known[AT] = at = known[AT] + first
        own = self._sources[at]
        known["style"], known["element"], known["remove_decoration_sides"] = own.style, own.element, set()
        if own.bookmark_label:
            known["bookmark_label"] = own.bookmark_label
        known["position_x"] += x
        known["position_y"] += y
        known["children"] = [self._placed(child, first, x, y) for child in known["children"]]
        return placed


def _kept(box: Any, first: int) -> Any:
    """A copy of what was laid out, without all that belongs to its document."""
    kept = box.copy()
    known = kept.__dict__
    for name in _OF_DOCUMENT:
        known.pop(name, None)
    known[AT] -= first
    known["children"] = [_kept(child, first) for child in box.children]
    return kept


def _at_origin(around: Any) -> Any:
    """A block whose content begins at the origin."""
    found = around.copy()
    found.position_x = found.position_y = 0
    for edge in ("margin_left", "margin_top", "padding_left", "padding_top", "border_left_width", "border_top_width"):
        setattr(found, edge, 0)
    return found


def _count(lines: _Lines) -> int:
    """How many boxes lines are of."""
    return 1 + sum(sum(1 for _ in line.descendants()) for _, line, _ in lines)
