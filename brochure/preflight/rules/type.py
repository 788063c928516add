"""TYPE: fonts that are there and whole, type that can be printed and read, letters that keep their distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.units import MM

if TYPE_CHECKING:
    from brochure.pdf.glyphs import Glyph
    from brochure.preflight.marks import Box, Shape, Text
    from brochure.preflight.words import Word

#: Reversed text, and text of several inks, on an offset press (Ghent R0016, R0017); lines (R0018, R0019), in points.
_REVERSED, _HAIRLINE = 8.0, 0.25
#: The smallest type that is printed for patients, and that of large print, with what rounding takes, in points.
_SMALL, _LARGE_PRINT = 6.9, 15.9
#: How near to a trim letters may come, in millimetres: 1/8 in, with what rounding takes.
SAFE = 3.0
_SLACK = 0.05
#: Where letters of one page are named, so many words of them are.
_WORDS = 6
#: What may be the drawing of letters, and how far from their line: in parts of their size.
_DRAWN_DEPTH, _DRAWN_WIDTH, _DRAWN_NEAR = 2.5, 6.0, 1.5
_NOTDEF = "�￾￿"


def page_words(document: Document) -> Iterator[tuple[Page, list[Word]]]:
    """The words of each page within what is cut: slug lines are nobody's copy."""
    for page, every in zip(document.pages, document.words, strict=False):
        left, bottom, right, top = page.cut
        words = [
            word
            for word in every
            if word.box[2] > left and word.box[0] < right and word.box[3] > bottom and word.box[1] < top
        ]
        yield page, words


def quoted(words: Sequence[Word]) -> str:
    """The first words, as they are quoted."""
    more = " …" if len(words) > _WORDS else ""
    return " ".join(word.text for word in words[:_WORDS])[:100] + more


def embedded(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if not font.embedded:
            yield Found(f"The font {font.name} is not in the file.", page=font.page)


def subset(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if font.embedded and font.kind != "Type3" and not font.subset:
            yield Found(
                f"The font {font.name} is in the file as a whole, or does not say that it is not.", page=font.page
            )


def type3(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if font.kind == "Type3":
            yield Found(f"The font {font.name} is drawings of letters (Type 3).", page=font.page)


def damaged(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if fault := font.fault:
            yield Found(f"The font {font.name} is damaged: {fault}.", page=font.page)


def letters(document: Document) -> Iterator[Found]:
    for font in document.fonts:
        if not font.maps_to_letters or not font.meant:
            yield Found(f"The letters of the font {font.name} have no meaning for programs.", page=font.page)


def not_there(document: Document) -> Iterator[Found]:
    for page, glyphs in zip(document.pages, document.glyphs, strict=False):
        lost = [glyph for glyph in glyphs if glyph and glyph.letter in _NOTDEF]
        if lost:
            first = lost[0]
            box = page.place((first.left, first.bottom, first.right, first.top))
            yield Found(f"The page has {len(lost)} letters that nobody can name.", page=page.number, box=box)
    for page, marks in document.painted:
        if marks.no_sign:
            x, y, size = marks.no_sign[0]
            yield page.found("The page shows the box that a font has for missing signs.", (x, y, x + size, y + size))


def hidden(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        scanned = [text for text in marks.texts if not text.seen and not _drawn(text, marks.shapes)]
        if not scanned:
            continue
        read = document.glyphs[page.number - 1 : page.number]
        if page.rotate or not read or any(_says(text, read[0]) for text in scanned):
            yield page.found("The page has text that is not seen, as scanned pages have it.")
    for page, found in zip(document.pages, document.unseen, strict=True):
        if found:
            message = "Text is not seen: it is covered, off the page, or of its ground's colour."
            yield page.found(message, found[0].box, quoted(found))


def _says(text: Text, glyphs: Sequence[Glyph | None]) -> bool:
    """Whether its line has letters that are not seen: signs that only say how letters join never are."""
    return any(
        glyph and glyph.hidden and glyph.letter.isalpha() and glyph.bottom < text.y + text.size and glyph.top > text.y
        for glyph in glyphs
    )


def _drawn(text: Text, shapes: Sequence[Shape]) -> bool:
    """Whether its line has drawings as small as letters, of its tone: of joined letters some are drawn, and told where
    they are.
    """
    size = text.size
    for shape in shapes:
        left, bottom, right, top = shape.box
        small = top - bottom < _DRAWN_DEPTH * size and right - left < _DRAWN_WIDTH * size
        near = bottom < text.y + _DRAWN_NEAR * size and top > text.y - _DRAWN_NEAR * size
        if small and near and shape.fills and shape.fill == text.tone:
            return True
    return False


def small(document: Document) -> Iterator[Found]:
    large = bool(document.made and document.made.edition == "large-print")
    least = _LARGE_PRINT if large else _SMALL
    for page, words in page_words(document):
        found = [word for word in words if 0 < word.size < least and any(map(str.isalnum, word.text))]
        if found:
            smallest = min(found, key=lambda word: word.size)
            message = f"Type of {smallest.size:.1f} pt is too small to read; {round(least)} pt are the least."
            yield page.found(message, smallest.box, quoted(found))


def reversed_small(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        for text in marks.texts:
            if text.seen and text.tone.is_white and 0 < text.size < _REVERSED - _SLACK:
                yield page.found(f"White text of {text.size:.1f} pt fills up in print.", text.line)


def inks_small(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        for text in marks.texts:
            if (
                text.seen
                and text.tone.printed > 1
                and 0 < text.size < _REVERSED - _SLACK
                and _within(page, text.x, text.y)
            ):
                message = f"Text of {text.size:.1f} pt is printed in {text.tone.printed} inks."
                yield page.found(message, text.line)


def hairline(document: Document) -> Iterator[Found]:
    for page, marks in document.painted:
        for shape in marks.shapes:
            if not _meets(page, shape.box):
                continue
            stroke = shape.strokes and shape.width < _HAIRLINE - 0.01
            bar = shape.fills and not shape.strokes and 0 < shape.width < _HAIRLINE - 0.01 and _long(shape.box)
            if stroke or bar:
                tone = shape.stroke if stroke else shape.fill
                kind = "white line" if tone.is_white else "line"
                message = f"A {kind} is {shape.width:.2f} pt wide; a press holds {_HAIRLINE} pt."
                yield page.found(message, shape.box)


def near_trim(document: Document) -> Iterator[Found]:
    for page, words in zip(document.pages, document.words, strict=False):
        if page.trim is None and not document.made:
            raise NotApplicable("the page does not say where it is cut")
        areas = _cut_areas(document, page)
        near: list[tuple[float, Word]] = []
        for word in words:
            for left, bottom, right, top in areas:
                if word.box[2] <= left or word.box[0] >= right or word.box[3] <= bottom or word.box[1] >= top:
                    continue
                edges = word.box[0] - left, word.box[1] - bottom, right - word.box[2], top - word.box[3]
                if min(edges) / MM < SAFE - _SLACK:
                    near.append((min(edges) / MM, word))
        if near:
            closest, word = min(near, key=lambda each: each[0])
            where = "is cut off" if closest < 0 else f"stands {closest:.1f} mm from the trim"
            message = f"Text {where}; {SAFE:g} mm are safe."
            found = [each for _, each in near]
            yield page.found(message, word.box, quoted(found))


def _cut_areas(document: Document, page: Page) -> list[Box]:
    """Where leaflets are cut out of a page, several where it bears copies."""
    made = document.made
    if made and made.sheets and page.number <= len(made.sheets):
        sheet = made.sheets[page.number - 1]
        areas = (sheet.printed(side.trim) for side in sheet.sides)
        return [(area.x, area.y, area.right, area.top) for area in areas]
    return [page.cut]


def _within(page: Page, x: float, y: float) -> bool:
    left, bottom, right, top = page.cut
    return left <= x <= right and bottom <= y <= top


def _meets(page: Page, box: Box) -> bool:
    left, bottom, right, top = page.cut
    return box[0] < right and box[2] > left and box[1] < top and box[3] > bottom


def _long(box: Box) -> bool:
    """Whether a bar is one to be seen: slivers of shapes are not."""
    return max(box[2] - box[0], box[3] - box[1]) > 4


RULES = (
    Rule(
        "TYPE-EMBEDDED",
        "Fonts are in the file",
        "error",
        "Each font must be in the file.",
        "Another computer puts its own in place: lines break elsewhere, and signs are lost.",
        "Export with all fonts embedded.",
        "ISO 15930-7, 6.3; PDF/UA-1, 7.21.4.1",
        embedded,
    ),
    Rule(
        "TYPE-SUBSET",
        "No more of a font than is used",
        "note",
        "Of each font only the letters that are used should be in the file.",
        "Whole fonts make a file large, and some licences forbid to give them on.",
        "Export with fonts as subsets.",
        "ISO 32000-1, 9.6.4",
        subset,
    ),
    Rule(
        "TYPE-TYPE3",
        "Real fonts",
        "warning",
        "No text should be set in a Type 3 font.",
        "Its letters are drawings, often of pixels, and print rough.",
        "Use an OpenType or TrueType font.",
        "Printers' guides; ISO 32000-1, 9.6.5",
        type3,
    ),
    Rule(
        "TYPE-DAMAGED",
        "Fonts that can be read",
        "error",
        "Each font in the file must be whole.",
        "Its text is printed in another font, or not at all.",
        "Install the font anew, and export again.",
        "ISO 32000-1, 9.9",
        damaged,
    ),
    Rule(
        "TYPE-MEANING",
        "Letters mean letters",
        "warning",
        "Each font must tell which letter each of its shapes is.",
        "Else nobody can search or copy the text, and a screen reader reads nonsense.",
        "Export again with a current program, or use another font.",
        "PDF/UA-1, 7.21.7; ISO 32000-1, 9.10",
        letters,
    ),
    Rule(
        "TYPE-MISSING-SIGN",
        "No missing signs",
        "error",
        "No letter may be one that stands for a sign which the font does not have.",
        "An empty box is printed in its place, and may be in a dose.",
        "Use a font that has the sign, or write it in words.",
        "PDF/UA-1, 7.21.8",
        not_there,
    ),
    Rule(
        "TYPE-HIDDEN",
        "No text that is not seen",
        "warning",
        "The page should have no text that leaves no mark.",
        "Readers who listen hear what others do not see.",
        "Take the text out; a scan should be set anew.",
        "ISO 32000-1, 9.3.6",
        hidden,
    ),
    Rule(
        "TYPE-SMALL",
        "Type that can be read",
        "warning",
        "No type should be under 7 pt; in large print none under 16 pt.",
        "Many patients are past fifty, and read in a waiting room's light.",
        "Set it larger; cut words rather than size.",
        "RNIB Clear Print; NHS service manual",
        small,
    ),
    Rule(
        "TYPE-REVERSED",
        "White text of 8 pt at least",
        "warning",
        "White text should have 8 pt at least.",
        "Ink spreads into fine strokes that are left free.",
        "Set it larger or bolder, or dark on light.",
        "Ghent 2022 R0016",
        reversed_small,
    ),
    Rule(
        "TYPE-INKS",
        "Small text in one ink",
        "warning",
        "Text of several inks should have 8 pt at least.",
        "Plates never lie exactly on each other: small letters get coloured edges.",
        "Set small text in black alone.",
        "Ghent 2022 R0017",
        inks_small,
    ),
    Rule(
        "TYPE-HAIRLINE",
        "Lines that print",
        "warning",
        "Lines should be 0.25 pt wide at least.",
        "Thinner ones break up or vanish.",
        "Draw it thicker.",
        "Ghent 2022 R0018, R0019",
        hairline,
    ),
    Rule(
        "TYPE-NEAR-TRIM",
        "Text away from the trim",
        "error",
        "Letters must keep 3 mm from each edge that is cut.",
        "Stacks move under the knife: words are cut off, or seem to be.",
        "Move the text inwards, or make it smaller.",
        "Printers' guides: safe zone",
        near_trim,
    ),
)
