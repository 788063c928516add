"""A11Y: what somebody who listens to a PDF, or sees it badly, needs of it. The rules are of PDFs that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule

if TYPE_CHECKING:
    from brochure.preflight.structure import Tag

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: What an alternative text says that says nothing.
_EMPTY_ALT = re.compile(
    r"(an? )?(image|picture|photo|photograph|graphic|figure|img|icon|logo|bild|imagen|foto)?\s*\d*[.:]?"
    r"|.*\.(png|jpe?g|gif|svg|tiff?|webp)|(image|picture|photo) of"
    r"|.*\b(automatically generated|AI-generated\b.*)\.?"
    r"|img[_-]?\d+|dsc[_-]?\d+|untitled|placeholder|alt text",
    re.IGNORECASE,
)
_EMPTY_LINK = re.compile(
    r"(click|tap|press)?\s*(here|this|link|more|read more|learn more|this link|this page|details)[.:]?"
    r"|aqu[ií]|hier|ici|m[aá]s|leer m[aá]s",
    re.IGNORECASE,
)
_PDF_UA = re.compile(r"pdfuaid:part\s*(?:>|=\s*[\"'])\s*[12]")
#: What may stand only in these (ISO 32000-1, 14.8.4.3).
_PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
}
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def tagged(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    if entry(document.root, "/StructTreeRoot") is None:
        yield Found("The file has no structure: it is read aloud by chance.")
    elif not entry(entry(document.root, "/MarkInfo"), "/Marked", False):
        yield Found("The file has a structure, but does not say that it is tagged.")


def title_shown(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    if not entry(entry(document.root, "/ViewerPreferences"), "/DisplayDocTitle", False):
        yield Found("Readers show the file's name instead of its title.")


def language(document: Document) -> Iterator[Found]:
    from brochure.pdf.reading import entry

    said = str(entry(document.root, "/Lang", "")).strip()
    if not said:
        yield Found("The file does not say which language it is in.")
    elif not _LANGUAGE.fullmatch(said):
        yield Found(f"The file's language, '{said[:20]}', is no language.")
    elif document.made and document.made.language and said.split("-")[0] != document.made.language.split("-")[0]:
        yield Found(f"The file says that it is in '{said}'; the article is in '{document.made.language}'.")


def declared(document: Document) -> Iterator[Found]:
    if not _PDF_UA.search(document.xmp):
        yield Found("The file does not say that it is accessible (PDF/UA).")


def looped(document: Document) -> Iterator[Found]:
    structure = document.structure
    if structure.looped:
        yield Found("The structure leads back into itself.")
    if not structure.root.kids:
        yield Found("The structure is empty.")


def known_types(document: Document) -> Iterator[Found]:
    for kind in document.structure.unknown:
        yield Found(f"The structure has a kind '{kind[:30]}' that leads to none that readers know.")


def headings(document: Document) -> Iterator[Found]:
    found = document.structure.of("H", *_HEADINGS)
    if not found:
        # A page or two of plain copy need none.
        if document.page_count > 2:
            yield Found("No heading is tagged.")
        return
    level = 0
    for tag in found:
        own = int(tag.kind[1:] or 1)
        if own > level + 1:
            before = f"H{level}" if level else "nothing"
            yield Found(f"A heading {tag.kind} follows {before}: a level is left out.", page=tag.page)
        level = own


def first_heading(document: Document) -> Iterator[Found]:
    found = document.structure.of("H", *_HEADINGS)
    if not found:
        raise NotApplicable("it has no headings")
    tops = sum(tag.kind == "H1" for tag in found)
    if tops == 0 and found[0].kind != "H":
        yield Found(f"The first heading is {found[0].kind}, and none is H1.", page=found[0].page)


def empty_heading(document: Document) -> Iterator[Found]:
    for tag in document.structure.of("H", *_HEADINGS):
        if not tag.has_content:
            yield Found(f"A heading ({tag.kind}) has no words.", page=tag.page)


def lists(document: Document) -> Iterator[Found]:
    structure = document.structure
    for tag in structure.of("L"):
        wrong = [kid.kind for kid in tag.kids if kid.kind not in ("LI", "L", "Caption", "Artifact")]
        if wrong:
            yield Found(f"A list holds {wrong[0]} where an item belongs.", page=tag.page)
        elif not tag.kids:
            yield Found("A list has no items.", page=tag.page)
    for tag in structure.of("LI"):
        if tag.parent is None or tag.parent.kind != "L":
            yield Found("An item of a list stands in no list.", page=tag.page)
        elif any(kid.kind not in ("Lbl", "LBody", "Artifact", "L") for kid in tag.kids):
            yield Found("An item of a list has parts that are neither its mark nor its body.", page=tag.page)


def tables(document: Document) -> Iterator[Found]:
    found = document.structure.of("Table")
    if not found:
        raise NotApplicable("it has no tables")
    for table in found:
        cells = list(table.within())
        if not any(cell.kind == "TH" for cell in cells):
            yield Found("A table has no header cells.", page=table.page)


def table_rows(document: Document) -> Iterator[Found]:
    found = document.structure.of("Table")
    lost = [
        tag for tag in document.structure.of(*_PARENTS) if not tag.parent or tag.parent.kind not in _PARENTS[tag.kind]
    ]
    if lost:
        yield Found(f"A part of a table ({lost[0].kind}) stands in none.", page=lost[0].page)
    if not found and not lost:
        raise NotApplicable("it has no tables")
    for table in found:
        rows = [tag for tag in table.within() if tag.kind == "TR"]
        if not rows:
            yield Found("A table has no rows.", page=table.page)
        widths = {sum(_span(cell) for cell in row.kids if cell.kind in ("TH", "TD")) for row in rows}
        spans = any(_number(cell.attribute("/RowSpan")) > 1 for row in rows for cell in row.kids)
        if len(widths) > 1 and not spans:
            counts = " and ".join(map(str, sorted(widths)))
            yield Found(f"A table's rows have {counts} cells.", page=table.page)
        for row in rows:
            wrong = [cell.kind for cell in row.kids if cell.kind not in ("TH", "TD", "Artifact")]
            if wrong:
                yield Found(f"A row of a table holds {wrong[0]} where a cell belongs.", page=table.page)


def _span(cell: Tag) -> int:
    return max(_number(cell.attribute("/ColSpan")), 1)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 1


def scopes(document: Document) -> Iterator[Found]:
    found = document.structure.of("TH")
    if not found:
        raise NotApplicable("it has no header cells")
    for cell in found:
        if cell.attribute("/Scope") is None and cell.attribute("/Headers") is None and not cell.said("/ID"):
            yield Found("A header cell does not say whether it heads a row or a column.", page=cell.page)


def alternatives(document: Document) -> Iterator[Found]:
    found = document.structure.of("Figure", "Formula")
    if not found:
        raise NotApplicable("it has no tagged pictures")
    for tag in found:
        if not tag.said("/Alt") and not tag.said("/ActualText"):
            yield Found("A picture has no description.", page=tag.page)


def alternatives_say(document: Document) -> Iterator[Found]:
    found = [tag for tag in document.structure.of("Figure") if tag.said("/Alt")]
    if not found:
        raise NotApplicable("no picture has a description")
    for tag in found:
        said = tag.said("/Alt")
        if _EMPTY_ALT.fullmatch(said):
            yield Found("A picture's description says nothing.", page=tag.page, quote=said[:80])


def links(document: Document) -> Iterator[Found]:
    """Each link in a tag, and with words."""
    from brochure.pdf.reading import entry

    found = 0
    tagged = {
        note.objgen
        for tag in document.structure.of("Link", "Annot", "Reference", "Form")
        for note in tag.notes
        if note is not None
    }
    for page in document.pages:
        notes = entry(page.obj, "/Annots")
        for note in notes if notes is not None and hasattr(notes, "__len__") else ():
            if entry(note, "/Subtype") != "/Link":
                continue
            found += 1
            if note.objgen not in tagged:
                yield page.found("A link is in no tag: it is not read aloud.")
    if not found:
        raise NotApplicable("it has no links")


def link_words(document: Document) -> Iterator[Found]:
    found = document.structure.of("Link")
    if not found:
        raise NotApplicable("it has no links")
    from brochure.pdf.reading import entry

    for tag in found:
        notes = [note for note in tag.notes if note is not None]
        said = next((str(entry(note, "/Contents")) for note in notes if entry(note, "/Contents") is not None), "")
        words = said or tag.said("/Alt") or tag.said("/ActualText")
        if not words.strip():
            yield Found("A link does not say where it leads.", page=tag.page)
        elif _EMPTY_LINK.fullmatch(words.strip()):
            yield Found("A link's words do not say where it leads.", page=tag.page, quote=words[:80])


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

    headings_ = document.structure.of("H", *_HEADINGS)
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
    from brochure.preflight.contrast import too_little

    for page, words, picture in zip(document.pages, document.words, document.pictures, strict=False):
        if page.rotate:
            continue
        found = too_little(page, words, picture)
        if found:
            ratio, needed, word = min(found, key=lambda one: one[0] / one[1])
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            message = f"Text has a contrast of {ratio:.1f}:1 to its ground{more}; {needed:g}:1 is the least."
            yield Found(message, page=page.number, quote=word.text[:60], box=page.place(word.box))


RULES = (
    Rule(
        "A11Y-TAGGED",
        "Has a structure",
        "error",
        "The file must be tagged.",
        "A screen reader cannot tell headings from copy, and guesses the order.",
        "Export as accessible (tagged) PDF.",
        "PDF/UA-1, 6.2 and 7.1",
        tagged,
    ),
    Rule(
        "A11Y-TITLE-SHOWN",
        "Shows its title",
        "error",
        "Readers must be told to show the title, not the file's name.",
        "The first thing that is read aloud would be a file's name.",
        "Set 'Show document title' on export.",
        "PDF/UA-1, 7.1; WCAG 2.4.2",
        title_shown,
    ),
    Rule(
        "A11Y-LANGUAGE",
        "Says its language",
        "error",
        "The file must say which language it is in, and the right one.",
        "A screen reader pronounces it by that.",
        "Set the document's language on export.",
        "PDF/UA-1, 7.2; WCAG 3.1.1",
        language,
    ),
    Rule(
        "A11Y-DECLARED",
        "Says that it is accessible",
        "warning",
        "The file should say that it is PDF/UA.",
        "Some readers and archives go by that.",
        "Export as PDF/UA.",
        "PDF/UA-1, 5",
        declared,
    ),
    Rule(
        "A11Y-STRUCTURE",
        "A structure that ends",
        "error",
        "The structure must be a tree with something in it.",
        "Readers stop in a structure that leads back into itself.",
        "Export again from the program that made it.",
        "PDF/UA-1, 7.1; ISO 32000-1, 14.7.2",
        looped,
    ),
    Rule(
        "A11Y-KNOWN-TYPES",
        "Kinds that readers know",
        "error",
        "Each kind of element must lead to a standard one.",
        "What a reader does not know it passes over.",
        "Map the style to a standard tag on export.",
        "PDF/UA-1, 7.1; ISO 32000-1, 14.7.3",
        known_types,
    ),
    Rule(
        "A11Y-HEADINGS",
        "Headings level by level",
        "error",
        "Headings must be tagged, and no level may be left out.",
        "People who listen go from heading to heading, as others skim.",
        "Use heading styles in their order.",
        "PDF/UA-1, 7.4.2; WCAG 1.3.1",
        headings,
    ),
    Rule(
        "A11Y-FIRST-HEADING",
        "Begins with a main heading",
        "error",
        "One of the headings must be H1.",
        "By it a reader knows where the document begins.",
        "Make the title a heading 1.",
        "PDF/UA-1, 7.4.2",
        first_heading,
    ),
    Rule(
        "A11Y-EMPTY-HEADING",
        "Headings with words",
        "error",
        "Each heading must have words.",
        "A reader says 'heading', and then nothing.",
        "Delete empty lines that have a heading's style.",
        "PDF/UA-1, 7.1; WCAG 2.4.6",
        empty_heading,
    ),
    Rule(
        "A11Y-LISTS",
        "Lists are lists",
        "error",
        "Lists must hold items, and items stand in lists.",
        "A reader tells how many items there are, and which it is at.",
        "Use the program's own lists.",
        "PDF/UA-1, 7.6; ISO 32000-1, 14.8.4.3.3",
        lists,
    ),
    Rule(
        "A11Y-TABLE-HEADS",
        "Tables have headers",
        "error",
        "Each table must have header cells.",
        "Without them a reader reads figures that belong to nothing.",
        "Mark the first row, or column, as headers.",
        "PDF/UA-1, 7.5; WCAG 1.3.1",
        tables,
    ),
    Rule(
        "A11Y-TABLE-ROWS",
        "Tables with even rows",
        "error",
        "Each table must have rows, each with as many cells as the others.",
        "Readers lose the column where a cell is missing.",
        "Fill empty cells, and undo merged ones.",
        "PDF/UA-1, 7.2 and 7.5",
        table_rows,
    ),
    Rule(
        "A11Y-TABLE-SCOPE",
        "Headers say what they head",
        "error",
        "Each header cell must say whether it heads its row or its column.",
        "A reader says the right header with each figure by that.",
        "Set the header's scope.",
        "PDF/UA-1, 7.5",
        scopes,
    ),
    Rule(
        "A11Y-ALT",
        "Pictures have a description",
        "error",
        "Each picture that is tagged must have a description.",
        "Who does not see it hears 'graphic', and nothing else.",
        "Describe it, or mark it as decoration.",
        "PDF/UA-1, 7.3; WCAG 1.1.1",
        alternatives,
    ),
    Rule(
        "A11Y-ALT-SAYS",
        "Descriptions say something",
        "warning",
        "A picture's description should say what it shows.",
        "A description such as 'Image 3' or a file's name helps nobody.",
        "Say in a sentence what a reader should know of it.",
        "WCAG 1.1.1; PDF/UA-1, 7.3",
        alternatives_say,
    ),
    Rule(
        "A11Y-LINKS",
        "Links are read aloud",
        "error",
        "Each link must be in the structure.",
        "Else a screen reader does not find it.",
        "Export as tagged PDF, links included.",
        "PDF/UA-1, 7.18.1 and 7.18.5",
        links,
    ),
    Rule(
        "A11Y-LINK-WORDS",
        "Links say where they lead",
        "error",
        "Each link must have a text that says where it leads.",
        "People who listen go from link to link, and hear 'here, here, here'.",
        "Name the page that it leads to.",
        "PDF/UA-1, 7.18.5; WCAG 2.4.4",
        link_words,
    ),
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
