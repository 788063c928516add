"""Notes of a page or a document: their texts become references, and where they are called a raised number."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from brochure.importers.escape import escape
from brochure.importers.page_parts import words_of
from brochure.importers.page_style import classes_of
from brochure.importers.report import ImportReport

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡§]|\*{2,3}|[ivx]{1,5})[\])]?", re.IGNORECASE)
_BACK = re.compile(r"[\s↑↩⏎^«\[\]\ufe0e\ufe0f]*|back.{0,20}", re.IGNORECASE)
_NOTE = re.compile(r"(?:foot|end)notes?\b|\bfn\d|\bcite_note|^reference", re.IGNORECASE)
_HOLDERS = ("li", "p", "div", "aside", "dd", "td", "section")


def take_footnotes(soup: BeautifulSoup, scope: Tag, report: ImportReport) -> list[str]:
    """The notes that `scope` calls, in the order of their calls. Changes the page in place."""
    notes: list[str] = []
    numbers: dict[int, int] = {}
    taken: list[Tag] = []
    by_id = {str(tag["id"]): tag for tag in soup.select("[id]")}
    by_id |= {str(tag["name"]): tag for tag in soup.select("a[name]")}
    for call in scope.select("a[href^='#']"):
        target = by_id.get(str(call["href"])[1:])
        words = call.get_text(strip=True)
        note = _holder(target) if target is not None and _MARK.fullmatch(words) else None
        if note is None or note in call.parents or not _is_note(note, call):
            continue
        if id(note) not in numbers:
            text = _text(note, words, report)
            if not text:
                continue
            notes.append(text)
            taken.append(note)
            numbers[id(note)] = len(notes)
        report.words_changed.append(words)  # its sign is another now
        _number(call, numbers[id(note)])
    for note in taken:
        _remove(note)
    return notes


def _holder(target: Tag) -> Tag | None:
    holder = target if target.name in _HOLDERS else target.find_parent(_HOLDERS)
    return holder if isinstance(holder, Tag) else None


def _is_note(note: Tag, call: Tag) -> bool:
    """Whether it leads back to its call, or is said to be a note."""
    back = {
        f"#{tag.get(name)}" for tag in (call, *call.find_parents(["sup", "span"], limit=2)) for name in ("id", "name")
    }
    if any(link.get("href") in back for link in note.select("a[href^='#']")):
        return True
    said = [note, *note.find_parents(["ol", "ul", "div", "section", "aside"], limit=3)]
    return any(_NOTE.search(" ".join([str(tag.get("id", "")), str(tag.get("role", "")), *classes_of(tag)]))
               for tag in said)  # fmt: skip


def _text(note: Tag, mark: str, report: ImportReport) -> str:
    for link in note.select("a[href^='#']"):
        if _BACK.fullmatch(link.get_text()) or link.get_text(strip=True) == mark:
            report.words_changed.append(link.get_text())
            (link.parent if link.parent is not None and link.parent.name == "sup" else link).extract()
    text = escape(words_of(note))
    return re.sub(r"^\\?\[?\d{1,3}(?:\\?[\].:])?\s+", "", text)


def _number(call: Tag, number: int) -> None:
    raised = call.find_parent("sup") or call
    raised.clear()
    raised.name = "sup"
    raised.attrs.clear()
    raised["note"] = "yes"
    raised.append(NavigableString(str(number)))


def _remove(note: Tag) -> None:
    """Takes the note away, with what held only notes, and the rule or heading above."""
    parent = note.parent
    note.decompose()
    while (
        parent is not None
        and parent.name in ("ol", "ul", "dl", "div", "section", "aside")
        and not parent.get_text(strip=True)
    ):
        empty, parent = parent, parent.parent
        rule = empty.find_previous_sibling()
        if isinstance(rule, Tag) and rule.name == "hr":
            rule.decompose()
        empty.decompose()
