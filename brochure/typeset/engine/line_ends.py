"""Where lines end: the engine fills each line in turn; here a paragraph's lines are weighed together (`total_fit`).

Each line is offered the engine as narrow as makes it break there and nowhere else. What a paragraph comes to follows
from its words, their faces and its measure alone, so that it breaks alike wherever it goes on and whenever it is set
again. A paragraph that cannot be reckoned so (pictures within it, lines from right to left, letters without spaces) is
left to the engine, and so is one in a style whose `--lines` is `filled`; `balanced` makes lines as even as can be.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from brochure.content.hyphenation import positions
from brochure.content.spaceless import WIDE
from brochure.typeset.engine.shaped import SHAPED
from brochure.typeset.total_fit import Paragraph

#: A glyph as Pango has it: its number, width, offsets and attributes.
_GLYPH = struct.Struct("IiiiI")
_SOFT_HYPHEN = "\u00ad"
#: Of several in a word the engine takes one or another.
_MANY_HYPHENS = re.compile("\u00ad\\S*\u00ad")
_WORD = re.compile(r"[^\W\d_]{2,}")
_EDGES = frozenset(
    f"{edge}_{side}{width}"
    for edge, width in (("margin", ""), ("padding", ""), ("border", "_width"))
    for side in ("left", "right", "inline_start", "inline_end")
)
#: How bad it is to end a line without a space: behind a point of an address, a hyphen; and what is not bad at all.
_POINT, _WITHIN = 2.0, 0.8
_NOT_BAD = (" ", "/\u200b", "–", "—", "/")
#: How far widths that were reckoned may be from those that come to be, in pixels.
_ROUNDING = 0.04
#: The size in which texts are measured, in pixels.
_LARGE = 1000
#: So many paragraphs are known in their widths: those of several leaflets.
_MOST = 4096


@dataclass(frozen=True, slots=True)
class _Text:
    """What a text offers to break at: for each place its byte, where a line ends and begins there, letters before it.

    Widths are in parts of the size. The last of a place is how bad it is; `width` is that of all.
    """

    places: tuple[tuple[int, float, float, int, float], ...]
    width: float
    bytes: int
    letters: int


def mend() -> None:
    """From now on lines end so. Called once, when the engine is loaded."""
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.layout import inline

    split_inline_box = inline.split_inline_box

    def split(
        context: Any, box: Any, start: float, end: float, bottom: float, skip: Any, *rest: Any
    ) -> tuple[Any, ...]:
        if type(box) is LineBox and not _is_one(box, end - start) and (lines := _of(box, rest)):
            offered = lines.offered(skip, end - start)
            end = end if offered is None else start + offered
        line: tuple[Any, ...] = split_inline_box(context, box, start, end, bottom, skip, *rest)
        return line

    inline.split_inline_box = split


def _is_one(box: Any, measure: float) -> bool:
    """Whether all surely stands on one line: a text alone, of which no letter is wider than its type is high."""
    (first, *more) = box.children or (None,)
    return bool(first and not more and hasattr(first, "text") and len(first.text) * first.style["font_size"] < measure)


def _of(box: Any, rest: Sequence[Any]) -> _Lines | None:
    known = box.__dict__
    if "_brochure_lines" not in known:
        style = box.style
        plain = style["direction"] == "ltr" and style["text_align_all"] != "justify" and not any(rest[-2:])
        wanted = plain and said(style) != "filled" and _can_be_read(box)
        lines = _Lines(box) if wanted else None
        known["_brochure_lines"] = lines if lines and lines.end else None
    found: _Lines | None = known["_brochure_lines"]
    return found


class _Lines:
    """The lines of one paragraph: of the engine's box of it, which stays the same for all pages that it stands on."""

    def __init__(self, box: Any) -> None:
        self._boxes = list(_texts(box, ()))
        self._starts: list[int] = []
        at = 0
        for _, child in self._boxes:
            self._starts.append(at)
            at += len(child.text.encode())
        self.end = at
        self._size = self._boxes[0][1].style["font_size"] if self._boxes else 0.0
        self._balanced = said(box.style) == "balanced"
        self._plans: dict[float, dict[int, float | None]] = {}

    def offered(self, skip: Any, measure: float) -> float | None:
        """How wide a line is to be that begins where `skip` says; None for as wide as it can be."""
        at = self._at(skip)
        plan = self._plans.setdefault(round(measure, 3), {})
        if at not in plan:
            plan[at] = None
            plan.update(self._planned(at, measure))
        return plan[at]

    def _at(self, skip: Any) -> int:
        """Where in the paragraph's text, in bytes, the engine resumes."""
        path: list[int] = []
        while skip:
            ((index, skip),) = skip.items()
            path.append(index)
        for start, (where, _) in zip(self._starts, self._boxes, strict=True):
            if where == path[: len(where)] and len(path) > len(where):
                return start + path[len(where)]
            if where >= path:
                return start
        return self.end

    def _planned(self, at: int, measure: float) -> Iterator[tuple[int, float | None]]:
        """Where the lines begin, and how wide they are to be."""
        places, paragraph = _read([child for _, child in self._boxes], self._starts, self._size)
        begin = bisect_left(places, at)
        if places[begin] == at and begin < len(places) - 1:
            measure, rounding = measure / self._size, _ROUNDING / self._size
            ends = paragraph.ends_of_lines(measure, rounding, begin, balanced=self._balanced)
            for start, end in pairwise([begin, *ends]):
                wide = paragraph.width_between(start, end, measure)
                yield places[start], None if wide is None else wide * self._size


def _texts(box: Any, path: tuple[int, ...]) -> Iterator[tuple[list[int], Any]]:
    for at, child in enumerate(box.children):
        where = [*path, at]
        if hasattr(child, "text"):
            yield where, child
        elif child.is_in_normal_flow() and hasattr(child, "children"):
            yield from _texts(child, tuple(where))


def _can_be_read(box: Any) -> bool:
    """Whether all that stands in a line is text from left to right, with spaces, and boxes around it without edges."""
    for child in box.children:
        if hasattr(child, "text"):
            style, text = child.style, child.text
            if style["white_space"] not in ("normal", "nowrap", "pre-line") or not style["font_size"]:
                return False
            if not text.isascii() and (SHAPED.search(text) or WIDE.search(text)):
                return False
            if "\n" in text or "\t" in text or _MANY_HYPHENS.search(text):
                return False
        elif not child.is_in_normal_flow():
            if child.is_floated():
                return False
        elif not (type(child).__name__ == "InlineBox" and _is_bare(child.style) and _can_be_read(child)):
            return False
    return not box.is_leader


def _is_bare(style: Any) -> bool:
    return _EDGES.isdisjoint(getattr(style, "cascaded", ()))


def said(style: Any, name: str = "__lines") -> str:
    """The word that a style says in a variable of ours."""
    return " ".join(token.value for token in style[name] or () if token.type == "ident")


def _read(boxes: Sequence[Any], starts: Sequence[int], size: float) -> tuple[Sequence[int], Paragraph]:
    """The places of a whole paragraph: their bytes, and what `Paragraph` has of them, in parts of the size."""
    fonts = boxes[0].style.font_config.__dict__
    known: dict[tuple[Any, ...], tuple[Sequence[int], Paragraph]] = fonts.setdefault("_brochure_paragraphs", {})
    faces = [(box.text, _face(box.style), round(box.style["font_size"] / size, 4)) for box in boxes]
    if (key := tuple(faces)) not in known:
        if len(known) >= _MOST:
            known.clear()
        known[key] = _reckoned([(_measured(box), faces[at][2]) for at, box in enumerate(boxes)], starts)
    return known[key]


def _reckoned(texts: Sequence[tuple[_Text, float]], starts: Sequence[int]) -> tuple[Sequence[int], Paragraph]:
    places = [(0, 0.0, 0.0, 0, 0.0)]
    pen, said = 0.0, 0
    for start, (text, size) in zip(starts, texts, strict=True):
        places += [
            (start + byte, pen + end * size, pen + begin * size, said + letters, parted)
            for byte, end, begin, letters, parted in text.places
        ]
        pen, said = pen + text.width * size, said + text.letters
    whole = starts[-1] + texts[-1][0].bytes
    if places[-1][0] == whole:  # a space at the end of all is none to break at
        places.pop()
    places.append((whole, pen, pen, said, 0.0))
    bytes_, ends, begins, letters_, parted_ = zip(*places, strict=True)
    return bytes_, Paragraph(begins, ends, letters_, parted_)


def _measured(box: Any) -> _Text:
    from weasyprint.text.ffi import ffi, pango

    text, style = box.text, box.style
    layout = _layout(text, style)
    count = len(text.encode())
    reach = _reach(layout, count)
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    breaks = struct.unpack(f"{len(text) + 1}I", ffi.buffer(attributes, 4 * (len(text) + 1)))
    return _Text(tuple(_places(text, style, reach, breaks)), reach[-1], count, sum(map(str.isalnum, text)))


def _face(style: Any) -> tuple[Any, ...]:
    """All of a style that a text's widths hang on, in parts of its size, and where it may break."""
    known = style.__dict__
    if "_brochure_face" not in known:
        spacing, size = style["letter_spacing"], style["font_size"]
        known["_brochure_face"] = (
            *(tuple(style["font_family"]), style["font_style"], style["font_weight"], style["font_stretch"]),
            *(style["font_variant_numeric"], style["font_variant_caps"], str(style["font_variation_settings"])),
            *(style["lang"], style["white_space"], style["hyphens"], style["hyphenate_limit_chars"], _zone(style)),
            *(style["hyphenate_character"], spacing if spacing == "normal" else round(spacing / size, 4)),
        )
    face: tuple[Any, ...] = known["_brochure_face"]
    return face


def _layout(text: str, style: Any) -> Any:
    """The text as Pango sets it in a large size, so that what is known of it hangs on no size that it was met in."""
    from weasyprint.text.line_break import create_layout

    large, spacing = style.copy(), style["letter_spacing"]
    if spacing != "normal":
        large["letter_spacing"] = spacing * _LARGE / style["font_size"]
    large["font_size"] = _LARGE
    return create_layout(text, large, None, None, 0)


def _reach(layout: Any, count: int) -> list[float]:
    """How far each byte of a text begins from its beginning, in parts of the size, and how far the text reaches."""
    from weasyprint.text.ffi import FROM_UNITS, ffi

    line, _ = layout.get_first_line()
    found = [-1] * (count + 1)
    pen, run = 0, line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        widths = _GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size))
        for (_, width, *_), cluster in zip(widths, clusters, strict=True):
            if found[item.offset + cluster] < 0:
                found[item.offset + cluster] = pen
            pen += width
        run = run.next
    found[count] = pen
    for at in range(count - 1, -1, -1):  # within what is drawn as one
        if found[at] < 0:
            found[at] = found[at + 1]
    return [at * FROM_UNITS / _LARGE for at in found]


def _places(
    text: str, style: Any, reach: Sequence[float], breaks: Sequence[int]
) -> Iterator[tuple[int, float, float, int, float]]:
    if style["white_space"] == "nowrap":
        return
    parts = _parts(text, style)
    byte = letters = 0
    end = 0.0
    for at, letter in enumerate(text):
        if at and (breaks[at] & 1 or at in parts):
            hyphen = text[at - 1] == _SOFT_HYPHEN or at in parts
            bad = 1.0 if hyphen else _badness(text[max(0, at - 2) : at])
            yield (
                byte,
                end + width_of(style["hyphenate_character"], style) if hyphen else end,
                reach[byte],
                letters,
                bad,
            )
        byte += len(letter.encode())
        if letter != " ":
            end = reach[byte]
            letters += letter.isalnum()
    if text.endswith(" "):
        yield byte, end, reach[byte], letters, 0.0


def _badness(before: str) -> float:
    if before.endswith(_NOT_BAD):
        return 0.0
    return _POINT if before == ".\u200b" else _WITHIN


def _parts(text: str, style: Any) -> frozenset[int]:
    """Where the engine may part words that it hyphenates by itself, though a line could hold them."""
    if style["hyphens"] != "auto" or not style["lang"] or _zone(style) >= 1:
        return frozenset()
    total, left, right = style["hyphenate_limit_chars"]
    return frozenset(
        word.start() + at
        for word in _WORD.finditer(text)
        if len(word[0]) >= total
        for at in _syllables(word[0], style["lang"], left, right)
    )


def _zone(style: Any) -> float:
    """How much of a line may stay empty before a word is parted, as a share of it."""
    zone = style["hyphenate_limit_zone"]
    return float(zone.value) / 100 if getattr(zone, "unit", None) == "%" else 0.0


@lru_cache(maxsize=_MOST)
def _syllables(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    return tuple(positions(word, language, left, right))


def width_of(sign: str, style: Any) -> float:
    """How wide a sign is in this style, in parts of the size."""
    known: dict[tuple[Any, ...], float] = style.font_config.__dict__.setdefault("_brochure_signs", {})
    key = sign, _face(style)
    if key not in known:
        known[key] = _reach(_layout(sign, style), len(sign.encode()))[-1]
    return known[key]
