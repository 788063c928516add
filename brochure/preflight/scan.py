"""What a page paints, noted once for all rules: text, lines, areas, pictures, with their inks and where they are.

A form that is painted many times is gone through each time, for what matters is where its content comes to lie; up to a
bound, beyond which a page is no page to print. All lengths are points of the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from brochure.pdf.content import Instruction
from brochure.pdf.interpreter import GraphicsState, Handler, Interpreter, Nesting, Path
from brochure.pdf.pictures import inline_picture
from brochure.pdf.reading import (
    Damaged,
    Number,
    data,
    entries,
    entry,
    filters,
    inherited_resources,
    matrix_of,
    page_content,
    real,
    text,
    times,
    whole,
)
from brochure.pdf.resources import Parameters, Resources
from brochure.pdf.spaces import Space
from brochure.preflight.kept_drawings import KeptDrawings
from brochure.preflight.marks import BLACK, Marks, Shape, Shown, Text, Tone, tone_of
from brochure.preflight.paths import box_of, grid, path_box

#: Notes of one page; a page with more is a bomb or a map.
_MOST_NOTES = 150_000
#: Paths of so many bytes may be codes to scan.
_MANY = 1000
#: A form takes as long to go through as so many marks.
_FORM = 30
_FILE = re.compile(r"stream <_io\.BytesIO object at 0x\w+>:? ?|\(?offset \d+\):? ?|, offset \d+")
#: A text in hexadecimal digits with the glyph 0 in it; atomic, for texts may be as long as a file likes.
_NONE = re.compile(rb"<(?>(?:[0-9A-Fa-f]{4})*?0000)[0-9A-Fa-f]*+>")
#: What PDF/X knows no function for (ISO 15930-7, 6.10; ISO 15930-4, 6.11).
_NO_FUNCTION = ("/Identity", "/Default")


class TooMuch(Exception):
    """A page paints more than can be noted."""


def plainly(error: object) -> str:
    """What a library says of a file, without how it calls the file."""
    return " ".join(_FILE.sub("", str(error)).split())


class Scanner:
    """Goes through the pages of a PDF. Colour spaces are read once each."""

    def __init__(self, pdf: pikepdf.Pdf, kept: KeptDrawings | None = None) -> None:
        self._pdf, self._kept = pdf, kept

    def page(self, page: Any) -> Marks:
        """What a page paints; where it is damaged, what it paints up to there, and `fault`."""
        marks = Marks()
        try:
            if "/Resources" not in page:
                page.Resources = inherited_resources(page)
            if group := entry(page, "/Group"):
                _note_group(marks, group)
            notes = _Notes(self._pdf, marks, Nesting(), owned=False, kept=self._kept)
            state = GraphicsState(BLACK, BLACK)
            notes.run(Resources(self._pdf, page), page_content(page), state)
        except Damaged as error:
            marks.fault = plainly(error)
        except TooMuch:
            marks.fault = "The page paints more than a page to print has."
        return marks


class _Notes(Handler[Tone]):
    def __init__(
        self, pdf: pikepdf.Pdf, marks: Marks, nesting: Nesting, *, owned: bool, kept: KeptDrawings | None = None
    ) -> None:
        self._pdf, self._marks, self._nesting, self._kept = pdf, marks, nesting, kept
        #: Whether what is painted belongs to some tag, or is an artifact.
        self._open: list[bool] = [owned]
        #: Whether what is painted is a processing step, a line for a die or a folder, which no plate has.
        self._steps: list[bool] = [False]
        self._fonts: dict[str, Number] = {}
        #: Fonts whose codes are the numbers of their glyphs.
        self._coded: set[str] = set()
        self._seen: set[tuple[str, Number]] = set()
        #: Graphics states whose entries were noted, by their name in this stream.
        self._told: set[str] = set()

    def run(self, resources: Resources, content: bytes, state: GraphicsState[Tone]) -> None:
        Interpreter(resources, self, state).run(content)

    def _next(self) -> int:
        self._marks.count += 1
        if self._marks.count > _MOST_NOTES:
            raise TooMuch
        return self._marks.count

    # ---- Colours ----------------------------------------------------------------------------------------------------

    def colour(self, at: Interpreter[Tone], space: Space, values: list[float], strokes: bool) -> Tone:  # noqa: ARG002
        return tone_of(space, values)

    def pattern_space(self, at: Interpreter[Tone], space: Space, strokes: bool) -> Tone:  # noqa: ARG002
        return Tone("Pattern", None)

    def pattern(self, at: Interpreter[Tone], pattern: Any, values: list[float], strokes: bool) -> Tone:  # noqa: ARG002
        if isinstance(pattern, Stream):
            key = pattern.objgen, "pattern"
            with self._nesting.within(key):
                inner = GraphicsState(BLACK, BLACK, matrix=matrix_of(pattern))
                notes = _Notes(self._pdf, self._marks, self._nesting, owned=True)
                if self._marks.count < _MOST_NOTES // 2:
                    notes.run(Resources(self._pdf, pattern, at.resources), data(pattern), inner)
        elif (shading := entry(pattern, "/Shading")) is not None:
            self._note_shading(at, shading)
        return Tone("Pattern", None)

    def _used(self, tone: Tone) -> Tone:
        if any(self._steps):
            return tone
        self._marks.tones.setdefault(tone, self._marks.count)
        return tone

    # ---- Painting ---------------------------------------------------------------------------------------------------

    def text(self, at: Interpreter[Tone], fills: bool, strokes: bool) -> None:
        state = at.state
        tone = state.stroke if strokes and not fills else state.fill
        if fills or strokes:
            self._used(tone)
        x, y = at.line_start
        text_ = Text(
            x,
            y,
            at.type_size,
            tone,
            state.overprint,
            state.text_mode,
            self._fonts.get(state.font, (0, 0)),
            any(self._open),
            self._next(),
        )
        self._marks.texts.append(text_)
        if text_.seen and state.font in self._coded and _shows_none(at.step.operands):
            self._marks.no_sign.append((x, y, text_.size))

    def font(self, at: Interpreter[Tone], font: Any) -> None:
        key = font.objgen if font.is_indirect else (-1 - len(self._marks.fonts), 0)
        self._fonts[at.name] = key
        if entry(font, "/Encoding") in ("/Identity-H", "/Identity-V"):
            self._coded.add(at.name)
        self._marks.fonts.setdefault(key, font)
        if entry(font, "/Subtype") == "/Type3" and ("glyphs", key) not in self._seen:
            self._seen.add(("glyphs", key))
            own = Resources(self._pdf, font, at.resources)
            for _, glyph in entries(entry(font, "/CharProcs")):
                if isinstance(glyph, Stream):
                    # Where its glyphs come to lie is not noted, but what they are made of.
                    aside = Marks(tones=self._marks.tones, fonts=self._marks.fonts, count=self._marks.count)
                    notes = _Notes(self._pdf, aside, self._nesting, owned=True)
                    notes.run(own, data(glyph), GraphicsState(BLACK, BLACK))
                    self._marks.count = aside.count

    def path(self, at: Interpreter[Tone], path: Path, fills: bool, strokes: bool) -> None:
        state = at.state
        box = path_box(path.segments, state.matrix)
        if box is None or any(self._steps):
            return
        if fills:
            self._used(state.fill)
        if strokes:
            self._used(state.stroke)
        width = at.stroke_width if strokes else min(box[2] - box[0], box[3] - box[1])
        shape = Shape(
            box,
            fills,
            strokes,
            state.fill,
            state.stroke,
            state.overprint,
            width,
            any(self._open),
            self._next(),
            grid(path.segments) * math.hypot(*state.matrix[:2]) if len(path.segments) > _MANY else 0.0,
        )
        self._marks.shapes.append(shape)

    def form(self, at: Interpreter[Tone], form: Stream) -> None:
        if group := entry(form, "/Group"):
            _note_group(self._marks, group)
        self._marks.count += _FORM
        with self._nesting.within(form.objgen if form.objgen != (0, 0) else id(form)):
            inner = at.state.saved()
            inner.matrix = times(matrix_of(form), inner.matrix)
            content, owned = data(form), any(self._open)
            key = self._kept.key(form, content, inner, owned, self._marks.count) if self._kept else None
            drawn = self._kept.get(key) if self._kept and key else None
            if not drawn:
                # What may be kept is noted aside first.
                drawn = Marks(count=self._marks.count) if key else self._marks
                notes = _Notes(self._pdf, drawn, self._nesting, owned=owned, kept=self._kept)
                try:
                    notes.run(Resources(self._pdf, form, at.resources), content, inner)
                except (Damaged, TooMuch):
                    if key:
                        self._marks.add(drawn)
                    raise
                if self._kept and key:
                    self._kept.keep(key, drawn)
            if key:
                self._marks.add(drawn)

    def lacking(self, at: Interpreter[Tone], what: str) -> None:
        self._marks.lacking.setdefault(at.name, what)

    def picture(self, at: Interpreter[Tone], picture: Stream) -> None:
        if entry(picture, "/Subtype") == "/PS":
            self._marks.forbidden.add("a program in PostScript")
            return
        if entry(picture, "/Alternates") is not None:
            self._marks.forbidden.add("a picture that has others in its place")
        self._show(at, picture, stencil=False)

    def stencil(self, at: Interpreter[Tone], stencil: Stream) -> None:
        self._used(at.state.fill)
        self._show(at, stencil, stencil=True)

    def inline(self, at: Interpreter[Tone], header: bytes, content: bytes) -> None:
        picture = inline_picture(self._pdf, header, content)
        self._show(at, picture, stencil=bool(entry(picture, "/ImageMask")))

    def _show(self, at: Interpreter[Tone], picture: Any, *, stencil: bool) -> None:
        a, b, c, d, _, _ = matrix = at.state.matrix
        family = base = ""
        if (not stencil and "/JPXDecode" not in filters(picture)) or (not stencil and entry(picture, "/ColorSpace")):
            space = at.resources.space_of(entry(picture, "/ColorSpace"))
            tone = tone_of(space, list(space.initial))
            family, base = space.family, tone.base
            self._used(Tone(family, None, tone.inks, (1.0,) * len(tone.inks), base))
        if isinstance(entry(picture, "/SMask"), Stream):
            self._marks.see_through.add("a soft mask")
        pixels = whole(entry(picture, "/Width", 0)), whole(entry(picture, "/Height", 0))
        shown = Shown(
            picture,
            picture.objgen,
            box_of(((0, 0), (1, 0), (0, 1), (1, 1)), matrix),
            math.hypot(a, b),
            math.hypot(c, d),
            pixels,
            1 if stencil else whole(entry(picture, "/BitsPerComponent", 8)),
            family,
            base,
            stencil,
            at.state.fill,
            tuple(filters(picture)),
            any(self._open),
            self._next(),
            a * d - b * c < 0,
        )
        self._marks.pictures.append(shown)

    def shading(self, at: Interpreter[Tone], shading: Any) -> None:
        if shading is not None:
            self._note_shading(at, shading)
            self._next()

    def _note_shading(self, at: Interpreter[Tone], shading: Any) -> None:
        space = at.resources.space_of(entry(shading, "/ColorSpace"))
        tone = tone_of(space, list(space.initial))
        used = Tone(tone.family, None, tone.inks, (1.0,) * len(tone.inks), tone.base)
        self._marks.shadings.append((self._used(used), self._marks.count))

    def parameters(self, at: Interpreter[Tone], parameters: Parameters) -> None:
        if at.name not in self._told:
            self._told.add(at.name)
            self._note_parameters(parameters.obj)
        if parameters.mask is not None:
            self._marks.see_through.add("a soft mask")
            group = entry(parameters.mask, "/G")
            if isinstance(group, Stream):
                with self._nesting.within((group.objgen, "mask")):
                    inner = GraphicsState(BLACK, BLACK, matrix=times(matrix_of(group), at.state.matrix))
                    # Its greys are no ink, so that they are not noted.
                    aside = Marks(count=self._marks.count)
                    notes = _Notes(self._pdf, aside, self._nesting, owned=True)
                    notes.run(Resources(self._pdf, group, at.resources), data(group), inner)
                    self._marks.count = aside.count

    def _note_parameters(self, said: Any) -> None:
        for key in ("/TR", "/TR2"):
            if (curve := entry(said, key)) is not None and str(curve) not in _NO_FUNCTION:
                self._marks.forbidden.add("a transfer function, which changes all tones")
        if isinstance(entry(said, "/HT"), Dictionary | Stream):
            self._marks.forbidden.add("a halftone screen of its own")
        if any(_number(entry(said, key)) < 1 for key in ("/ca", "/CA")):
            self._marks.see_through.add("a colour that is partly see-through")
        mode = entry(said, "/BM")
        if mode is not None and str(mode) not in ("/Normal", "/Compatible"):
            self._marks.see_through.add("a blend mode")

    # ---- Tags -------------------------------------------------------------------------------------------------------

    def marked(self, at: Interpreter[Tone]) -> None:
        step = at.step
        tag = step.operands[0].decode("latin-1") if step.operands else ""
        number, found = _mcid(step), None
        if number is None and step.operator == b"BDC" and len(step.operands) == 2:
            found = entry(entry(at.resources.obj, "/Properties"), step.operands[1].decode("latin-1"))
            said = entry(found, "/MCID")
            number = whole(said) if isinstance(said, int) else None
        self._marks.tags.append((tag, number))
        self._open.append(number is not None or tag == "/Artifact")
        self._steps.append(entry(entry(found, "/GTS_Metadata"), "/GTS_ProcStepsGroup") is not None)

    def unmarked(self, at: Interpreter[Tone]) -> None:  # noqa: ARG002
        if len(self._open) > 1:
            self._open.pop()
            self._steps.pop()


def _shows_none(operands: Sequence[bytes]) -> bool:
    """Whether a text of glyphs' numbers, in hexadecimal digits, has a 0."""
    return any(b"0000" in operand and _NONE.search(operand) for operand in operands)


def _mcid(step: Instruction) -> int | None:
    operands = step.operands
    if b"/MCID" in operands:
        at = operands.index(b"/MCID") + 1
        if at < len(operands) and operands[at].isdigit():
            return int(operands[at])
    return None


def _number(value: Any) -> float:
    return 1.0 if value is None else real(value)


def _note_group(marks: Marks, group: Any) -> None:
    if isinstance(group, Dictionary) and entry(group, "/S") == "/Transparency":
        space = entry(group, "/CS")
        if isinstance(space, Name):
            marks.groups.add(text(space)[1:])
        elif space is not None and len(space) and isinstance(space[0], Name):
            marks.groups.add(text(space[0])[1:])
