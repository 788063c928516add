"""A mend of the engine's drawing: text in letters that are joined or stacked can be copied as it was written.

What is drawn of such a script are pieces, and a piece stands for many letters: one stroke is ت with two dots above,
and ب with one below. The engine notes one letter for each piece, and whoever copies the text gets another. So each
piece gets a code of its own for each letter that it stands for, and dots and vowel signs are drawn as shapes.

Codes beyond the font's last glyph are free for this; which glyph they show is said in the font's CIDToGIDMap
(ISO 32000-1, 9.7.4.3), which fonts of the kind CFF have not. A group of pieces that stands for several letters, such
as a ligature, is a shape as a whole, and its letters are told one by one where it is, unseen: readers turn round what
runs from right to left letter by letter, and so would they turn the letters of one code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

#: Hebrew, Arabic, Syriac, Thaana, N'Ko; the scripts of India and of South-East Asia; forms of Hebrew and Arabic.
SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\ua840-\ua87f\ua8e0-\ua8ff\uaa60-\uaa7f\ufb1d-\ufdff\ufe70-\ufeff]")

#: Brackets and their like: from right to left one looks as its counterpart does.
_PAIRS = ("()", "[]", "{}", "<>", "«»", "‹›", "≤≥")
MIRRORED = {pair[at]: pair[1 - at] for pair in _PAIRS for at in (0, 1)}
#: Codes of two bytes; the font's own glyphs have the first.
_MOST_CODES = 0xFFFF
#: A width that is next to none, in 1/1000 em.
_SLIGHT = 2.0
#: Letters and digits of which every font has one.
_STAND_INS = "0H-ابאक"
#: Text rendering mode (ISO 32000-1, table 106).
_INVISIBLE = 3


@dataclass(frozen=True)
class _Glyph:
    """A piece: its number in the font, where it stands beside the pen, and how far the pen goes on, in 1/1000 em."""

    number: int
    across: float
    up: float
    advance: float


def mend() -> None:
    """From now on such text is drawn so. Called once, when the engine is loaded."""
    from weasyprint.draw import text as engine

    draw_first_line = engine.draw_first_line

    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        usual = text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= 1e-6
        if not usual or not SHAPED.search(textbox.text):
            return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        return _draw(stream, textbox, matrix)

    engine.draw_first_line = draw


def name_codes(document: Any, pdf: Any) -> None:
    """Says in what the engine is about to write which glyphs the codes show that were given here."""
    from weasyprint.pdf import pydyf

    codes = {font.name: _codes(font) for font in document.fonts.values() if _codes(font)}
    for written in list(pdf.objects) if codes else ():
        given = codes.get(written.get("BaseFont", b"")) if isinstance(written, dict) else None
        if given and written.get("CIDToGIDMap"):
            glyphs = bytearray(2 * (max(given.values()) + 1))
            for code in range(len(glyphs) // 2):
                glyphs[2 * code : 2 * code + 2] = code.to_bytes(2, "big")
            for (number, _), code in given.items():
                glyphs[2 * code : 2 * code + 2] = number.to_bytes(2, "big")
            stream = pydyf.Stream([bytes(glyphs)], compress=True)
            pdf.add_object(stream)
            written["CIDToGIDMap"] = stream.reference


def _draw(stream: Any, textbox: Any, matrix: Any) -> list[Any]:
    """Draws the text; returns what shall be drawn beside it, as the engine has pictures of letters."""
    from weasyprint.text.ffi import pango

    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    stream.set_text_matrix(*matrix.values)
    shapes: list[Any] = []
    pen = 0.0
    for run in _runs(line):
        font, size = stream.add_font(run.item.analysis.font)
        stream.set_font_size(font.hash, size)
        to_left = bool(run.item.analysis.level % 2)
        for said, glyphs in _clusters(run, text, stream, font, size):
            pen = _draw_cluster(stream, font, size, said, glyphs, shapes, pen, to_left=to_left)
    return shapes


def _draw_cluster(
    stream: Any,
    font: Any,
    size: float,
    text: str,
    glyphs: list[_Glyph],
    shapes: list[Any],
    pen: float,
    *,
    to_left: bool,
) -> float:
    """Draws a group of pieces; what is drawn of it as shapes is added to `shapes`. Returns where the pen is then."""
    carried = [glyph for glyph in glyphs if glyph.number >= 0 and glyph.advance]
    is_letter = len(carried) == 1 and not carried[0].up and (not to_left or len(text) == 1)
    is_told = not is_letter and _has_codes(font)
    if is_told:
        _tell(stream, font, text[::-1] if to_left else text, sum(glyph.advance for glyph in glyphs))
    else:
        _show(stream, font, text, carried)
    for glyph in glyphs:
        if glyph.number >= 0 and (is_told or not glyph.advance):
            scale, left = size / font.upem, pen + glyph.across * size / 1000
            shapes.append([_Shape(font, glyph.number), font, scale, -scale, left / size, glyph.up])
        pen += glyph.advance * size / 1000
    return pen


class _Shape:
    """A glyph that is drawn as a shape; the engine draws it as it does a picture."""

    def __init__(self, font: Any, number: int) -> None:
        self._outline = _outline(font, number)

    def draw(self, stream: Any, *_: object) -> None:
        """Fills the outline with the colour of the text."""
        for operator, points in self._outline:
            getattr(stream, operator)(*(coordinate for point in points for coordinate in point))
        if self._outline:
            stream.fill()


def _outline(font: Any, number: int) -> list[tuple[str, tuple[Any, ...]]]:
    known = font.__dict__.setdefault("_brochure_outlines", {})
    if number not in known:
        known[number] = _read_outline(font, number)
    outline: list[tuple[str, tuple[Any, ...]]] = known[number]
    return outline


def _read_outline(font: Any, number: int) -> list[tuple[str, tuple[Any, ...]]]:
    from fontTools.pens.basePen import BasePen
    from fontTools.ttLib import TTFont

    class Pen(BasePen):  # type: ignore[misc]
        def __init__(self, glyphs: Any) -> None:
            super().__init__(glyphs)
            self.steps: list[tuple[str, tuple[Any, ...]]] = []

        def _moveTo(self, point: Any) -> None:  # noqa: N802
            self.steps.append(("move_to", (point,)))

        def _lineTo(self, point: Any) -> None:  # noqa: N802
            self.steps.append(("line_to", (point,)))

        def _curveToOne(self, *points: Any) -> None:  # noqa: N802
            self.steps.append(("curve_to", points))

        def _closePath(self) -> None:  # noqa: N802
            self.steps.append(("close", ()))

    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
        glyphs = read.getGlyphSet(location=font.variations or None)
        pen = Pen(glyphs)
        glyphs[read.getGlyphName(number)].draw(pen)
    return pen.steps


def _runs(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _clusters(run: Any, text: bytes, stream: Any, font: Any, size: float) -> Iterator[tuple[str, list[_Glyph]]]:
    """The groups of a run as they are seen, from left to right, each with the letters that it stands for.

    From left to right a sign goes with the letter that it follows; from right to left no reader takes the two together.
    """
    clusters, to_left = run.glyphs.log_clusters, run.item.analysis.level % 2
    groups: list[tuple[int, list[_Glyph]]] = []
    for at in range(run.glyphs.num_glyphs):
        glyph = _glyph(run, at, stream, font, size)
        new = not groups or clusters[at] != clusters[at - 1]
        if new and (to_left or glyph.advance or not groups):
            groups.append((clusters[at], [glyph]))
        else:
            groups[-1][1].append(glyph)
    starts = sorted(start for start, _ in groups)
    ends = dict(zip(starts, [*starts[1:], run.item.length], strict=True))
    for start, glyphs in groups:
        yield text[run.item.offset + start : run.item.offset + ends[start]].decode(), glyphs


def _glyph(run: Any, at: int, stream: Any, font: Any, size: float) -> _Glyph:
    from weasyprint.text.ffi import FROM_UNITS, pango

    info = run.glyphs.glyphs[at]
    number, scale = info.glyph, 1000 * FROM_UNITS / size
    if number == pango.PANGO_GLYPH_EMPTY:
        number = -1
    elif number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        number = font.get_unused_glyph_id(number - pango.PANGO_GLYPH_UNKNOWN_FLAG)
        font.widths.setdefault(number, round(info.geometry.width * scale))
    elif number not in font.widths:
        pango.pango_font_get_glyph_extents(run.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
        font.widths[number] = round(stream.logical_rect.width * scale)
    geometry = info.geometry
    return _Glyph(number, geometry.x_offset * scale, geometry.y_offset * FROM_UNITS, geometry.width * scale)


def _codes(font: Any) -> dict[tuple[int, str], int]:
    """The codes that were given: by glyph and letters."""
    codes: dict[tuple[int, str], int] = font.__dict__.setdefault("_brochure_codes", {})
    return codes


def _code(font: Any, number: int, text: str) -> int:
    """The code of a glyph that stands for this text; its own number where that is free or means the same."""
    is_bracket = any(map(unicodedata.mirrored, text))
    if is_bracket:
        # From right to left it looks as its counterpart does from left to right, which keeps its own number.
        font.to_unicode.setdefault(number, MIRRORED.get(text, text))
    if font.to_unicode.setdefault(number, text) == text or not _has_codes(font):
        return number
    codes = _codes(font)
    if (number, text) not in codes:
        code = max(font.glyph_count + len(font.missing), *codes.values(), 0) + 1
        if code > _MOST_CODES:
            return number
        codes[number, text] = code
        font.to_unicode[code], font.widths[code] = text, font.widths[number]
    return codes[number, text]


def _show(stream: Any, font: Any, text: str, glyphs: list[_Glyph]) -> None:
    """Draws the pieces as the font's glyphs."""
    for glyph in glyphs:
        if glyph.up:
            stream.set_text_rise(-glyph.up)
        code = _code(font, glyph.number, text)
        before = f"{-glyph.across:.2f}" if glyph.across else ""
        after = font.widths[glyph.number] + glyph.across - glyph.advance
        stream.show_text(f"{before}<{code:04x}>{f'{after:.2f}' if abs(after) >= 0.005 else ''}")
        if glyph.up:
            stream.set_text_rise(0)


def _tell(stream: Any, font: Any, text: str, advance: float) -> None:
    """Writes the signs, in the order of the line, over `advance`; they are not seen, for what is seen is a shape."""
    glyph, letters = _stand_in(font), sum(not _rides(sign) for sign in text)
    stream.set_text_rendering(_INVISIBLE)
    gone = 0.0
    for sign in text:
        takes = _SLIGHT if _rides(sign) or not advance else advance / letters
        stream.stream.append(f"{100 * takes / font.widths[glyph]:.3f} Tz".encode())
        stream.show_text(f"<{_code(font, glyph, sign):04x}>")
        gone += takes
    stream.stream.append(b"100 Tz")
    stream.set_text_rendering(0)
    stream.show_text(f"{gone - advance:.2f}")


def _rides(sign: str) -> bool:
    """Whether a sign takes no room of its own: one above or below a letter, or one that only says how letters join."""
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")


def _has_codes(font: Any) -> bool:
    """Whether codes can be given: a font of the kind CFF has none beside the numbers of its glyphs."""
    return "glyf" in font.tables and _stand_in(font) >= 0


def _stand_in(font: Any) -> int:
    """The glyph that stands where a sign is told and not seen; it has an outline, for what takes no room is not read.

    -1 where the font has none of the usual.
    """
    known = font.__dict__
    if "_brochure_stand_in" not in known:
        from fontTools.ttLib import TTFont

        with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
            names = read.getBestCmap() or {}
            letter, name = next(
                ((letter, names[ord(letter)]) for letter in _STAND_INS if ord(letter) in names), ("", "")
            )
            number = read.getGlyphID(name) if name else -1
            if name:
                font.widths.setdefault(number, round(read["hmtx"][name][0] * 1000 / font.upem))
                font.to_unicode.setdefault(number, letter)
        known["_brochure_stand_in"] = number
    found: int = known["_brochure_stand_in"]
    return found
