"""PRESS: how much ink lies on one another."""

from __future__ import annotations

from collections.abc import Iterator

from brochure.preflight.document import Document, Page
from brochure.preflight.rule import Found, NotRun, Rule
from brochure.preflight.rules.press_overprint import seen_texts

#: Ghent 2022: K from 85 % with more than 280 % ink is too much.
_DARK, _RICH = 0.85, 2.8
#: Ghent R0026; places where two plates round up are no fault.
_AVERAGE, _SLACK = 3.2, 0.02


def rich_text(document: Document) -> Iterator[Found]:
    for page, _, text in seen_texts(document):
        ink = text.tone.ink
        if ink and ink.key >= _DARK and ink.total > _RICH:
            message = f"Text is set in {ink.total:.0%} ink."
            yield page.found(message, text.line)


def ink_limit(document: Document) -> Iterator[Found]:
    limit = document.made.limit if document.made and document.made.limit else 3.2
    for page, use in _uses(document, limit):
        if use[0] > limit + _SLACK:
            yield page.found(f"{use[0]:.0%} ink lie on one another; the job takes {limit:.0%}.")


def ink_average(document: Document) -> Iterator[Found]:
    for page, use in _uses(document, _AVERAGE):
        if use[1] > _AVERAGE + 0.005:
            yield page.found(f"A square of 15 mm has {use[1]:.0%} ink; presses dry {_AVERAGE:.0%}.")


def _uses(document: Document, limit: float) -> Iterator[tuple[Page, tuple[float, float]]]:
    """Maximum and worst average of each page's ink, unless what is painted cannot come to so much."""
    if _most_possible(document) <= limit:
        return
    from brochure.geometry.rect import Rect
    from brochure.preflight.document import INK_PPI
    from brochure.prepress.plates.ink_use import ink_use, pixels, total_ink

    for page, plates in zip(document.pages, document.plates, strict=False):
        left, bottom, right, top = page.bleed or page.trim or page.media
        area = Rect(left - page.media[0], bottom - page.media[1], right - left, top - bottom)
        total = total_ink(plates, pixels(area, page.media[3] - page.media[1], INK_PPI))
        if min(total.size) < 2:
            raise NotRun("a page is too small to measure its ink")
        use = ink_use(total, INK_PPI, limit, len(plates))
        yield page, (use.maximum, use.worst_square)


def _most_possible(document: Document) -> float:
    """The most ink that colours of the file can come to: those that overprint or are mixed can add to others."""
    most = 0.0
    for page, marks in document.painted:
        cut = page.bleed or page.cut
        if marks.see_through:
            return 4.0
        tones = [shape.fill for shape in marks.shapes if shape.fills and _meets(shape.box, cut)]
        tones += [shape.stroke for shape in marks.shapes if shape.strokes and _meets(shape.box, cut)]
        tones += [text.tone for text in marks.texts]
        tones += [tone for tone, _ in marks.shadings]
        if marks.pictures and any(shown.family in ("DeviceCMYK", "ICCBased", "Indexed") for shown in marks.pictures):
            return 4.0
        if marks.shadings or any(tone.family == "Pattern" for tone in tones):
            return 4.0
        said = [text.overprint for text in marks.texts] + [shape.overprint for shape in marks.shapes]
        over = any(one.fill or one.stroke for one in said)
        here = max((tone.total for tone in tones), default=0.0)
        most = max(most, here + (1.0 if over else 0.0))
    return most


def _meets(box: tuple[float, float, float, float], area: tuple[float, float, float, float]) -> bool:
    return box[0] < area[2] and box[2] > area[0] and box[1] < area[3] and box[3] > area[1]


RULES = (
    Rule(
        "PRESS-RICH-TEXT",
        "Text in little ink",
        "warning",
        "Dark text should have no more than 280 % ink.",
        "Four plates never lie exactly on each other: letters blur, and the ink smears.",
        "Set text in black alone.",
        "Ghent 2022 R0015",
        rich_text,
    ),
    Rule(
        "PRESS-INK-LIMIT",
        "No more ink than the paper takes",
        "error",
        "Nowhere may more ink lie on one another than the job takes, else 320 %.",
        "It does not dry, and comes off on the next sheet.",
        "Convert pictures through the press's profile, or lower the total ink.",
        "Printers' guides; Ghent 2022 R0026",
        ink_limit,
    ),
    Rule(
        "PRESS-INK-AVERAGE",
        "No wet patches",
        "warning",
        "No square of 15 mm should have more than 320 % ink on average.",
        "Large dense areas do not dry, and sheets stick together.",
        "Lower the total ink, or print a lighter picture.",
        "Ghent 2022 R0026",
        ink_average,
    ),
)
