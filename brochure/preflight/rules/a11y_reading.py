"""A11Y: all is read aloud, in its order, and what is seen can be made out."""

from __future__ import annotations

from collections.abc import Iterator

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule
from brochure.preflight.rules.a11y_elements import HEADINGS


def artifacts(document: Document) -> Iterator[Found]:
    """All content is tagged, or said to be decoration."""
    _ = document.structure
    for page, marks in document.painted:
        loose = sum(not one.owned for one in marks.texts)
        drawn = any(not one.owned for one in marks.shapes) or any(not one.owned for one in marks.pictures)
        if loose:
            yield page.found(f"{loose} pieces of text are in no tag: they are not read aloud.")
        elif drawn:
            yield page.found("Pictures or drawings are neither tagged nor said to be decoration.")


def tagged_once(document: Document) -> Iterator[Found]:
    """Content of the pages that no element has."""
    structure = document.structure
    owned = {place for tag in structure.root.within() for place in tag.mcids}
    for page, marks in document.painted:
        lost = [number for tag, number in marks.tags if number is not None and (page.number, number) not in owned]
        if lost and not any(number is None for number, _ in owned):
            yield page.found(f"{len(lost)} marked parts of the page are in no element of the structure.")
        there = {number for _, number in marks.tags}
        gone = [number for at, number in owned if at == page.number and number not in there]
        if gone and not marks.fault:
            yield page.found(f"{len(gone)} parts that the structure reads are not on the page, or only as decoration.")


def tab_order(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    any_ = False
    for page in document.pages:
        notes = entry(page.obj, "/Annots")
        if notes is not None and hasattr(notes, "__len__") and len(notes):
            any_ = True
            if entry(page.obj, "/Tabs") != "/S":
                yield Found(
                    "The tab key goes from link to link in another order than they are read.",
                    page=page.number,
                )
    if not any_:
        raise NotApplicable("it has no links")


def bookmarks(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    headings_ = document.structure.of("H", *HEADINGS)
    if document.page_count < 5 or len(headings_) < 3:
        raise NotApplicable("it is short")
    if entry(entry(document.root, "/Outlines"), "/First") is None:
        yield Found("The file has no bookmarks to its headings.")


def reading_order(document: Document) -> Iterator[Found]:
    """The words in the order of the structure are those of the article."""
    from brochure.preflight.reading import in_order, spoken

    made = document.need_made()
    if not made.words:
        raise NotApplicable("the article's words are not known")
    if fault := in_order(made.words, spoken(document)):
        yield Found(fault)


def contrast(document: Document) -> Iterator[Found]:
    for page, found in zip(document.pages, document.faint, strict=True):
        if found:
            ratio, needed, word = min(found, key=lambda one: one[0] / one[1])
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            message = f"Text has a contrast of {ratio:.1f}:1 to its ground{more}; {needed:g}:1 is the least."
            yield Found(message, page=page.number, quote=word.text[:60], box=page.place(word.box))


RULES = (
    Rule(
        "A11Y-ARTIFACTS",
        "All is tagged, or decoration",
        "error",
        "All that is on a page must be tagged, or said to be decoration.",
        "What is neither is read at the wrong place, or never.",
        "Tag it, or mark it as background.",
        "PDF/UA-1, 7.1",
        artifacts,
    ),
    Rule(
        "A11Y-OWNED",
        "All tags are in the structure",
        "error",
        "Each marked part of a page must be in the structure, and the other way round.",
        "What the structure does not lead to is not read aloud.",
        "Export again from the program that made it.",
        "PDF/UA-1, 7.1; ISO 32000-1, 14.7.4",
        tagged_once,
    ),
    Rule(
        "A11Y-TAB-ORDER",
        "Tab goes as one reads",
        "error",
        "On pages with links the tab key must follow the structure.",
        "People without a mouse go from link to link by it.",
        "Set the tab order to the document's structure.",
        "PDF/UA-1, 7.18.3",
        tab_order,
    ),
    Rule(
        "A11Y-BOOKMARKS",
        "Bookmarks in long files",
        "warning",
        "A file of five pages or more should have bookmarks to its headings.",
        "By them readers find their place again.",
        "Export with bookmarks from headings.",
        "WCAG 2.4.5; Matterhorn protocol",
        bookmarks,
    ),
    Rule(
        "A11Y-READING-ORDER",
        "Read in the article's order",
        "error",
        "Words must be read aloud in the order of the article, all of them.",
        "What is said in the wrong place means something else.",
        "Build it again with `brochure build`.",
        "WCAG 1.3.2; PDF/UA-1, 7.1",
        reading_order,
    ),
    Rule(
        "A11Y-CONTRAST",
        "Text stands out from its ground",
        "error",
        "Text must have a contrast of 4.5:1 to what is behind it, large text 3:1.",
        "With less, one in ten readers does not see it, and nobody does in the sun.",
        "Make the text darker, or its ground lighter.",
        "WCAG 1.4.3",
        contrast,
    ),
)
