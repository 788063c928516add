"""What the lines of a paragraph follow from, as a number: those that would be laid out alike have the same one.

A box is its kind, its text, what style sheets say of it and of all around it that it inherits from, and the boxes
within it. Styles are compared as they were declared, so that nothing is computed for it that is not needed; and what
was computed of one that says the same, in another setting or document, is not computed again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

#: Kinds of boxes that follow from nothing else; a line with any other in it has no key.
_KINDS = ("LineBox", "InlineBox", "TextBox")
#: What a box knows of spaces that it lost.
_SPACES = ("leading_collapsible_space", "trailing_collapsible_space")
#: What ties a box to others or to its page, or gives its first letters another style.
_TIES = (
    *("is_leader", "footnote", "note", "note_call", "string_set", "missing_link"),
    *("first_letter_style", "first_line_style"),
)
#: Lengths that follow from the size of the first page.
_OF_PAGE = re.compile(r"\dv(?:[whib]|min|max)\b", re.IGNORECASE)
#: So many declared values are known by what they say: those of style sheets, and of the edits of many settings.
_MOST = 4_000
#: So many styles are kept as they were computed, of some ten kilobytes each: those of a few settings.
_MOST_STYLES = 400
#: Where a box has its place among all and its key.
AT, KEY = "_brochure_at", "_brochure_key"
_STYLE = "_brochure_style"
#: What a style has of its parents though it is not inherited.
_OF_PARENTS = ("page", *(f"text_decoration_{part}" for part in ("line", "color", "style", "thickness")))


@dataclass(frozen=True, slots=True)
class _Style:
    """What its children have of a style, and all of it, each as a number; 0 where it follows from more than it says."""

    inherited: int
    full: int


_UNKNOWN = _Style(0, 0)


class _Unknown(Exception):
    """A value follows from more than is declared."""


class BoxKeys:
    """Gives keys, which mean something only beside others that it gave. `inherited` are properties that inherit."""

    def __init__(self, inherited: Iterable[str]) -> None:
        self._inherited = frozenset(inherited)
        self._numbers: dict[Hashable, int] = {}
        self._values: dict[int, tuple[Any, Hashable]] = {}
        self._computed: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._met: list[tuple[int, Any]] = []
        self._of_elements: set[int] = set()

    def __len__(self) -> int:
        """How many were given."""
        return len(self._numbers)

    def number(self, root: Any, styles: Iterable[Any]) -> list[Any]:
        """All boxes from `root` on, from the top, not laid out yet. Each gets its place among them and its key.

        The `styles` of elements get what was computed of others that say the same.
        """
        self._met.clear()
        self._of_elements = {id(style) for style in styles}
        boxes: list[Any] = []
        self._number(root, boxes)
        return boxes

    def remember(self) -> None:
        """Keeps what was computed of the styles that were met last."""
        for full, style in self._met:
            if len(style) > len(self._computed.get(full, ())) + len(_OF_PARENTS):
                self._computed[full] = {name: value for name, value in style.items() if name not in _OF_PARENTS}
            if full in self._computed:
                self._computed.move_to_end(full)
        while len(self._computed) > _MOST_STYLES:
            self._computed.popitem(last=False)
        self._met.clear()

    def _number(self, box: Any, boxes: list[Any]) -> int:
        """The key of the box; 0 where it has none."""
        known = box.__dict__
        known[AT] = len(boxes)
        boxes.append(box)
        inside = tuple([self._number(child, boxes) for child in box.children])
        known[KEY] = key = self._key(box, known, inside)
        return key

    def _key(self, box: Any, known: dict[str, Any], inside: tuple[int, ...]) -> int:
        style = self._style(box.style)
        kind = type(box).__name__
        if kind not in _KINDS or 0 in inside or not style.full or any(known.get(tie) for tie in _TIES):
            return 0
        position = box.style["position"]
        if box.style["float"] != "none" or position not in ("static", "relative"):
            return 0
        lost = tuple([known.get(space) for space in _SPACES])
        return self._as_number((kind, style.full, position, lost, known.get("text"), inside))

    def _style(self, style: Any) -> _Style:
        known = style.__dict__
        found: _Style | None = known.get(_STYLE)
        if found is None:
            known[_STYLE] = found = self._read(style)
            if found.full and self._is_own(style):
                self._met.append((found.full, style))
                for name, value in self._computed.get(found.full, {}).items():
                    style.setdefault(name, value)
        return found

    def _is_own(self, style: Any) -> bool:
        """Whether it is an element's, or an anonymous box's of one, and no copy in which the engine sets values."""
        if id(style) in self._of_elements:
            return True
        above = style.parent_style
        return above is not None and above.__dict__.get("anonymous_style") is style and self._is_own(above)

    def _read(self, style: Any) -> _Style:
        above = self._style(style.parent_style) if style.parent_style is not None else _Style(1, 1)
        if not above.inherited:
            return _UNKNOWN
        declared = getattr(style, "cascaded", None)
        if declared is None:  # of an anonymous box: two of its values are set by the engine itself
            return _Style(above.inherited, self._as_number((above.inherited, style["position"], style["white_space"])))
        try:
            values = [(name, self._value(value)) for name, (value, _) in declared.items()]
        except _Unknown:
            return _UNKNOWN
        own = [each for each in values if each[0] in self._inherited or each[0].startswith("__")]
        inherited = self._as_number((above.inherited, frozenset(own))) if own else above.inherited
        asks = above.full if any(value == "inherit" for _, value in values) else 0
        return _Style(inherited, self._as_number((inherited, style.pseudo_type, frozenset(values), asks)))

    def _as_number(self, what: Hashable) -> int:
        return self._numbers.setdefault(what, len(self._numbers) + 2)

    def _value(self, value: Any) -> Hashable:
        """What a declared value says."""
        if isinstance(value, str | int | float) or value is None:
            return value
        known = self._values.get(id(value))
        if known is None or known[0] is not value:
            if len(self._values) >= _MOST:
                self._values.clear()
            known = self._values[id(value)] = value, self._said(value)
        return known[1]

    def _said(self, value: Any) -> Hashable:
        if isinstance(value, tuple | list):
            if _OF_PAGE.fullmatch(f"0{getattr(value, 'unit', None)}"):
                raise _Unknown
            return (type(value).__name__, *(self._value(part) for part in value))
        if hasattr(value, "tokens"):
            return type(value).__name__, value.name, self._value(list(value.tokens))
        if not hasattr(value, "serialize"):
            raise _Unknown
        said = value.serialize()
        if _OF_PAGE.search(said):
            raise _Unknown
        return type(value).__name__, said
