"""Where a document has its title, and its language."""

from __future__ import annotations

import re
from collections import Counter

from brochure.importers.word import marks
from brochure.importers.word.headings import LONGEST_HEADING, UNFINISHED, level
from brochure.importers.word.lists import is_item
from brochure.importers.word.names import Element, is_on, local, place, remove, value, w, words
from brochure.importers.word.parts import Document
from brochure.importers.word.tables import OPENED

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_JUNK = re.compile(
    r"(?:microsoft word|microsoft office word)\b.*|(?:word )?documento? ?\d*|untitled.*|template.*|title|\[.*\]"
    r"|.*\.(?:docx?|dotx?|odt|rtf|pdf|indd|pub)|\W*",
    re.IGNORECASE,
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Languages whose country is another way of writing.
_WITH_COUNTRY = {"zh", "pt", "sr"}


def take_title(document: Document) -> tuple[str, str]:
    """Title and subtitle, whose paragraphs are taken out of the body; the report tells where the title came from.

    Empty where the document has none.
    """
    subtitle = ""
    title = _styled(document, "title")
    if title:
        document.report.title_from = "the Title style"
        subtitle = _styled(document, "subtitle")
    elif title := _first_line(document):
        document.report.title_from = "the first line"
        subtitle = _styled(document, "subtitle")
    elif document.chunk_title:
        title, document.report.title_from = document.chunk_title, "the embedded text"
        document.chunk_title = ""
    elif title := _property(document):
        document.report.title_from = "the document's properties"
        document.added.append(title)
    return title, subtitle


def _styled(document: Document, kind: str) -> str:
    """The words of the first paragraph in this style, and of those right behind it."""
    is_one = document.styles.is_title if kind == "title" else document.styles.is_subtitle
    found: list[Element] = []
    for each in document.body.iter(w("p")):
        if local(each.getparent()) == "body" and is_one(document.styles.of(each)) and _unstruck(each):
            if found and each.getprevious() is not found[-1]:
                break
            found.append(each)
        elif found:
            break
    return _taken(document, found)


def _taken(document: Document, found: list[Element]) -> str:
    lines = []
    for each in found:
        struck = " ".join(words(run) for run in each.iter(w("r")) if _is_struck(run)).strip()
        if struck:
            document.leave_out("struck words of the title", struck, place(each))
        lines.append(_unstruck(each))
        if any(mark in words(each) for mark in (marks.SUPER, marks.SUB)):
            said = f"{lines[-1]} {marks.NONCHARACTER.sub(' ', words(each))}"
            document.change("raised and lowered signs of the title stand as single characters", said, place(each))
        remove(each)
    return " ".join(" ".join(lines).split())


def _first_line(document: Document) -> str:
    """The first paragraph with words, where it is a short line with copy below it."""
    first = next(
        (child for child in document.body if local(child) in ("p", "tbl") and marks.without(words(child))), None
    )
    if (
        first is None
        or local(first) != "p"
        or first.get(OPENED)
        or is_item(first)
        or marks.NONCHARACTER.search(words(first))
    ):
        return ""
    text = _unstruck(first)
    is_line = bool(text) and len(text) <= LONGEST_HEADING and bool(UNFINISHED.search(text) or level(document, first))
    below = any(words(other) for other in first.itersiblings())
    if not is_line or not below:
        return ""
    return _taken(document, [first])


def _unstruck(paragraph: Element) -> str:
    pieces = []
    for node in paragraph.iter(w("t"), w("br")):
        run = node.getparent()
        if local(node) == "br":
            pieces.append(" ")
        elif local(run) != "r" or not _is_struck(run):
            pieces.append(node.text or "")
    return " ".join(_plain("".join(pieces)).split())


def _plain(text: str) -> str:
    """Raised and lowered signs as the characters that Unicode has for them, for a title is plain text."""
    for start, end, table in ((marks.SUPER, marks.SUPER_END, _RAISED), (marks.SUB, marks.SUB_END, _LOWERED)):
        text = re.sub(
            f"{start}(.*?){end}",
            lambda match, table=table: "".join(table.get(char, char) for char in match[1]),  # type: ignore[misc]
            text,
        )
    return marks.without(text).replace("\u00ad", "")


_RAISED = dict(zip("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", strict=True))
_LOWERED = dict(zip("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋", strict=True))


def _is_struck(run: Element) -> bool:
    own = run.find(w("rPr"))
    return own is not None and (is_on(own.find(w("strike"))) or is_on(own.find(w("dstrike"))))


def _property(document: Document) -> str:
    """The title of the document's properties, if a person wrote it."""
    name = next((name for name in document.names if name.lower() == "docprops/core.xml"), "")
    tree = document.tree(name) if name else None
    found = None if tree is None else tree.find(_TITLE)
    title = "" if found is None else " ".join((found.text or "").split())
    return "" if len(title) > LONGEST_HEADING or _JUNK.fullmatch(title) else title


def language(document: Document) -> str:
    """The language in which most letters are marked, as its tag; empty where the document does not say."""
    defaults = document.styles.defaults
    mark = None if defaults is None else next(defaults.iter(w("lang")), None)
    default = value(mark)
    letters: Counter[str] = Counter()
    for run in document.body.iter(w("r")):
        count = sum(len(node.text or "") for node in run.iter(w("t")))
        if count:
            letters[value(document.styles.run_property(run, "lang")) or default] += count
    for tag, _ in letters.most_common():
        if tag and _TAG.fullmatch(tag):
            main = tag.partition("-")[0].lower()
            return tag if main in _WITH_COUNTRY else main
    return ""
