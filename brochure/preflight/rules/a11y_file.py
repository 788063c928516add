"""A11Y: what the file says of itself to somebody who listens: that it has a structure, its language, its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, Rule

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


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
    if "pdfuaid" not in document.xmp:
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
)
