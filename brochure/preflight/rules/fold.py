"""FOLD: what lies where the piece is folded, and whether it is printed so that it folds right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, NotRun, Rule
from brochure.preflight.rules.type import quoted
from brochure.units import MM

if TYPE_CHECKING:
    from brochure.geometry.flat import ImposedPage, PlacedSide
    from brochure.geometry.piece import Piece
    from brochure.geometry.rect import Rect
    from brochure.preflight.words import Word

#: How near to a fold letters may come, in millimetres: 1/8 in, with what rounding takes.
_SAFE, _SLACK = 3.0, 0.05
#: A panel whose words are found elsewhere; so many of its words are enough to tell.
_TELLING = 6
#: And so large a part of what the panel says.
_SHARE = 0.1
#: So large a part of an article's words is a panel, or a box.
_LOST = 0.08


def folds(sheet: ImposedPage) -> Iterator[tuple[PlacedSide, Rect, list[float], list[float]]]:
    """Each side on a page: its trim there, and where it folds, upright and level, in points of the page."""
    for placed in sheet.sides:
        trim = sheet.printed(placed.trim)
        upright = [placed.trim.x + fold for fold in placed.side.upright_folds]
        level = [placed.trim.top - fold for fold in placed.side.level_folds]
        if sheet.turned:
            upright = [sheet.width - x for x in upright]
            level = [sheet.height - y for y in level]
        yield placed, trim, upright, level


def near_fold(document: Document) -> Iterator[Found]:
    piece, sheets = document.need_piece()
    if not any(side.upright_folds or side.level_folds for side in piece.sides):
        raise NotApplicable("it does not fold")
    for page, sheet in zip(document.pages, sheets, strict=False):
        words = document.words[page.number - 1]
        near: list[tuple[float, Word]] = []
        for _, trim, upright, level in folds(sheet):
            inside = [word for word in words if _inside(word, trim)]
            for fold in upright:
                near += [(_gap(word.box[0], word.box[2], fold), word) for word in inside]
            for fold in level:
                near += [(_gap(word.box[1], word.box[3], fold), word) for word in inside]
        found = [(gap / MM, word) for gap, word in near if gap / MM < _SAFE - _SLACK]
        if found:
            closest, word = min(found, key=lambda each: each[0])
            where = "lies on a fold" if closest <= 0 else f"stands {closest:.1f} mm from a fold"
            message, words_ = f"Text {where}; {_SAFE:g} mm are safe.", [each for _, each in found]
            yield page.found(message, word.box, quoted(words_))


def _inside(word: Word, area: Rect) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return area.x <= x <= area.right and area.y <= y <= area.top


def _gap(low: float, high: float, fold: float) -> float:
    return max(low - fold, fold - high)


def picture_across(document: Document) -> Iterator[Found]:
    _, sheets = document.need_piece()
    for page, sheet, marks in zip(document.pages, sheets, document.marks, strict=False):
        for _, trim, upright, _ in folds(sheet):
            for shown in marks.pictures:
                if shown.line_art or shown.box[2] < trim.x or shown.box[0] > trim.right:
                    continue
                panel = min((trim.width, *(abs(fold - trim.x) for fold in upright)))
                for fold in upright:
                    over = min(fold - shown.box[0], shown.box[2] - fold) / MM
                    # A picture that is wider than a panel is meant to run over it.
                    if over > 1 and shown.box[2] - shown.box[0] < panel * 0.98:
                        message = f"A picture lies across a fold, {over:.0f} mm of it on the other panel."
                        yield page.found(message, shown.box)


def empty_panel(document: Document) -> Iterator[Found]:
    piece, sheets = document.need_piece()
    for page, sheet, marks in zip(document.pages, sheets, document.marks, strict=False):
        glyphs = document.glyphs[page.number - 1]
        for placed in sheet.sides:
            for panel in placed.side.panels:
                area = sheet.area(placed, panel)
                text = any(
                    _holds(area, (each.left + each.right) / 2, (each.bottom + each.top) / 2) for each in glyphs if each
                )
                boxes = [shape.box for shape in marks.shapes] + [shown.box for shown in marks.pictures]
                if not text and not any(_meets(area, box) for box in boxes):
                    yield Found("The panel has nothing on it.", page=page.number, panel=panel.name)
    del piece


def panel_order(document: Document) -> Iterator[Found]:
    """The copy's words, panel after panel in reading order, must be in the article's order."""
    from brochure.geometry.flat import in_reading_order
    from brochure.preflight.reading import plain_words

    made = document.need_made()
    piece, sheets = document.need_piece()
    if not made.words:
        raise NotRun("the article's words are not known")
    places: dict[str, list[int]] = {}
    for at, word in enumerate(made.words):
        places.setdefault(word, []).append(at)
    if not made.spares and (lost := _lost(document, [word for word in places if len(places[word]) == 1])):
        yield lost
    if cover := _title_elsewhere(document, piece, sheets):
        yield cover
    last, last_panel = -1, ""
    flow = {panel.name for panel in piece.flow}
    seen: set[str] = set()
    for panel, number, area in in_reading_order(sheets, piece):
        if panel.name not in flow or panel.name in seen or number > len(document.glyphs):
            continue
        seen.add(panel.name)
        words = [word for word in document.words[number - 1] if _centre_in(area, word)]
        # Words that the copy has once tell where a panel's copy is from.
        plain = [word for each in words for word in plain_words(each.text)]
        known = [places[word][0] for word in plain if len(places.get(word, ())) == 1 and not word.isdigit()]
        # Sources, which are not the copy's, repeat a word of it here and there.
        if len(known) < max(_TELLING, _SHARE * len(plain)):
            continue
        # Clearly before: a box may be moved by a paragraph, and sources may repeat a word of the copy.
        known.sort()
        if known[len(known) * 3 // 4] < last:
            message = f"The copy on this panel comes before that of '{last_panel}', which is read first."
            yield Found(message, page=number, panel=panel.name)
        last, last_panel = known[len(known) // 4], panel.name


def _lost(document: Document, once: Sequence[str]) -> Found | None:
    """Where so many of the words that the copy has once are nowhere, as when a panel was left out."""
    from brochure.preflight.reading import plain_words

    there, run_on = set(plain_words(document.text)), "".join(plain_words(document.text))
    lost = [word for word in once if word not in there and word not in run_on]
    if len(lost) < max(_TELLING, _LOST * len(once)):
        return None
    words = " ".join(lost[:6])
    return Found(f"{len(lost)} of {len(once)} words that the article has once are on no panel: “{words} …”.")


def _title_elsewhere(document: Document, piece: Piece, sheets: tuple[ImposedPage, ...]) -> Found | None:
    """Where the title stands on the sheet, but not on the cover."""
    from brochure.geometry.flat import in_reading_order
    from brochure.pdf.reading import entry
    from brochure.preflight.reading import plain_words

    wanted = set(plain_words(str(entry(document.pdf.trailer.get("/Info"), "/Title", ""))))
    covers: dict[int, list[Rect]] = {}
    for panel, number, area in in_reading_order(sheets, piece):
        if panel.name == "cover" and number <= len(document.words):
            covers.setdefault(number, []).append(area)
    for number, areas in covers.items():
        titles = [word for word in document.words[number - 1] if wanted & set(plain_words(word.text))]
        largest = max(titles, key=lambda word: word.size, default=None)
        if largest and not any(_centre_in(area, largest) for area in areas):
            return Found("The title does not stand on the cover.", page=number, panel="cover")
    return None


def fold_marks(document: Document) -> Iterator[Found]:
    made = document.need_made()
    _, sheets = document.need_piece()
    if made.edition != "press" or not made.marks:
        raise NotApplicable("the job asks for no marks")
    for page, sheet, marks in zip(document.pages, sheets, document.marks, strict=False):
        lines = _no_crosses([shape.box for shape in marks.shapes if shape.strokes])
        left, bottom, right, top = page.cut
        for _, _, upright, level in folds(sheet):
            for at in upright:
                outside = [box for box in lines if abs(box[0] - at) < 0.6 and abs(box[2] - at) < 0.6]
                if not any(box[3] <= bottom or box[1] >= top for box in outside):
                    yield page.found(f"The fold {(at - left) / MM:.1f} mm from the left has no mark.")
            for at in level:
                outside = [box for box in lines if abs(box[1] - at) < 0.6 and abs(box[3] - at) < 0.6]
                if not any(box[2] <= left or box[0] >= right for box in outside):
                    yield page.found(f"The fold {(top - at) / MM:.1f} mm from the head has no mark.")


def _no_crosses(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Without the lines of register marks, which cross each other in their middles; one may lie in a fold's line."""
    level = [(box[0] + box[2], box[1] + box[3]) for box in boxes if box[3] - box[1] < 1 < box[2] - box[0]]
    upright = [(box[0] + box[2], box[1] + box[3]) for box in boxes if box[2] - box[0] < 1 < box[3] - box[1]]
    crosses = {(round(x), round(y)) for x, y in level} & {(round(x), round(y)) for x, y in upright}
    return [box for box in boxes if (round(box[0] + box[2]), round(box[1] + box[3])) not in crosses]


def duplex(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    made = document.need_made()
    if made.edition != "office" or made.duplex is None:
        raise NotApplicable("it is not printed on both sides in the office")
    found = str(entry(entry(document.root, "/ViewerPreferences"), "/Duplex", ""))[1:]
    if found != made.duplex:
        edge = "short" if "Short" in made.duplex else "long"
        yield Found(f"The file does not tell the printer to turn the sheet on its {edge} edge.")
    first = document.pages[0].rotate if document.pages else 0
    for page in document.pages:
        if page.rotate != first:
            yield page.found(f"The page is turned by {abs(page.rotate - first)}° to page 1.")


def _holds(area: Rect, x: float, y: float) -> bool:
    return area.x <= x <= area.right and area.y <= y <= area.top


def _centre_in(area: Rect, word: Word) -> bool:
    return _holds(area, (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2)


def _meets(area: Rect, box: tuple[float, float, float, float]) -> bool:
    return box[0] < area.right - 1 and box[2] > area.x + 1 and box[1] < area.top - 1 and box[3] > area.y + 1


RULES = (
    Rule(
        "FOLD-NEAR-FOLD",
        "Text away from folds",
        "error",
        "Letters must keep 3 mm from each fold.",
        "No fold is exact: words run round the edge, and ink cracks there.",
        "Move the text, or make the panel's margins wider.",
        "Printers' guides: safe zone",
        near_fold,
    ),
    Rule(
        "FOLD-PICTURE",
        "Pictures on one panel",
        "warning",
        "A picture that fits a panel should not lie across a fold.",
        "A face on a fold is creased with it.",
        "Move the picture onto one panel.",
        "Printers' guides: safe zone",
        picture_across,
    ),
    Rule(
        "FOLD-EMPTY-PANEL",
        "Something on each panel",
        "warning",
        "Each panel should bear something.",
        "A blank panel looks like a mistake of the printer.",
        "Add copy, or lines for notes; or choose a smaller layout.",
        "Printers' guides: folds",
        empty_panel,
    ),
    Rule(
        "FOLD-PANEL-ORDER",
        "Panels in reading order",
        "error",
        "The copy must go on from panel to panel as the piece is opened, all of it, with the title on the cover.",
        "Who unfolds the leaflet would read its end first.",
        "Build it again with `brochure build`.",
        "Printers' guides: order on the sheet",
        panel_order,
    ),
    Rule(
        "FOLD-MARKS",
        "A mark for each fold",
        "warning",
        "A job with marks must have one for each fold, outside the trim.",
        "Whoever folds goes by them.",
        "Build it again with `brochure build`.",
        "Printers' guides: marks",
        fold_marks,
    ),
    Rule(
        "FOLD-DUPLEX",
        "Turned over on the right edge",
        "error",
        "The office file must tell printers on which edge to turn the sheet.",
        "On the wrong edge the inside stands on its head.",
        "Build it again with `brochure build`.",
        "Printers' guides: folds; ISO 32000-1, table 150",
        duplex,
    ),
)
