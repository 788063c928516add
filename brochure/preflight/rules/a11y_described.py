"""A11Y: pictures and links say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.preflight.document import Document
from brochure.preflight.rule import Found, NotApplicable, Rule

#: What an alternative text says that says nothing.
_EMPTY_ALT = re.compile(
    r"(an? )?(image|picture|photo|photograph|graphic|figure|img|icon|logo|bild|imagen|foto)?\s*\d*[.:]?"
    r"|.*\.(png|jpe?g|gif|svg|tiff?|webp)|(image|picture|photo) of"
    r"|img[_-]?\d+|dsc[_-]?\d+|untitled|placeholder|alt text",
    re.IGNORECASE,
)
#: The same of a link's words.
_EMPTY_LINK = re.compile(
    r"(click|tap|press)?\s*(here|this|link|more|read more|learn more|this link|this page|details)[.:]?"
    r"|aqu[ií]|hier|ici|m[aá]s|leer m[aá]s",
    re.IGNORECASE,
)


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


RULES = (
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
)
