"""Items of lists: Word's own, and those whose bullets and numbers were typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.importers.word import marks
from brochure.importers.word.names import Element, local, paragraph, place, remove, run, w, words
from brochure.importers.word.numbering import Item, Numbering
from brochure.importers.word.parts import Document

#: Signs that are bullets wherever they begin a paragraph, and those that are where one follows the other.
_BULLET = re.compile(r"\s*[•‣◦▪▫●○■∙·➢➤►❖⁃](?:\s+|(?=\w))(?=\S)")
_DOUBTFUL = re.compile(r"\s*(?:[–—§»✓✔*+-]\s+|o\t\s*|[-–]\t*(?=[^\W\d]))(?=\S)")
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s*\t?\s*(?=[^\W\d]|\s\S|[“\"'(])")
_LETTER = re.compile(r"\s*\(?([a-z])[.)]\s+(?=\S)")
_MORE_STYLES = re.compile(r"list (?:continue.*|paragraph)")
#: Letters that count: romans, and a letter once or more often.
_COUNTING = re.compile(r"[ivxlcdm]+|([a-z])\1*|\d+|", re.IGNORECASE)


def settle(document: Document, root: Element) -> None:
    numbering = Numbering(document.numbering, document.styles)
    nested: list[str] = []
    for each in list(root.iter(w("p"))):
        item = numbering.item(each)
        if item is None or not _has_content(each):
            continue
        is_said = item.kind == "none" or any(map(_is_word, re.split(r"[\W_]+", item.label)))
        if is_said or _is_heading(document, each):
            _prefix(document, each, item.label)
        else:
            if item.kind not in ("bullet", "box", "tick") and "." in item.label.strip("."):
                nested.append(item.label)
            _mark(each, item)
    if nested:
        document.change(f"numbers of several levels, such as {nested[0]}, are printed by their last part")
    for container in {each.getparent() for each in root.iter(w("p"))}:
        _split_lines(document, container)
        _settle_typed(document, container)
    _go_on(document, root)


def _is_word(part: str) -> bool:
    """Whether a part of a list's sign is more than a number, as in 'Step 1'."""
    return not _COUNTING.fullmatch(part)


def is_item(each: Element) -> bool:
    return marks.ITEM in "".join(node.text or "" for node in each.iter(w("t")))


def _has_content(each: Element) -> bool:
    return bool(words(each))


def _is_heading(document: Document, each: Element) -> bool:
    style = document.styles.of(each)
    return bool(document.styles.level(style)) or document.styles.is_title(style)


def _prefix(document: Document, each: Element, label: str) -> None:
    """The number of a heading, or the words that number an item, are part of what it says."""
    if label:
        document.added.append(label)
        _insert(each, f"{label} ")


def _mark(each: Element, item: Item) -> None:
    _insert(each, f"{marks.ITEM}{item.level},{item.kind},{item.number}{marks.ITEM_END}")


def _insert(each: Element, text: str) -> None:
    each.insert(0 if each.find(w("pPr")) is None else 1, run(text))


def _settle_typed(document: Document, container: Element) -> None:
    lines = [each for each in container if local(each) != "p" or _has_content(each)]
    at = 0
    while at < len(lines):
        count = 0
        if _is_plain(document, lines[at]):
            count = _bulleted(document, lines, at) or _counted(document, lines, at)
        at += count or 1


def _is_plain(document: Document, each: Element) -> bool:
    return local(each) == "p" and not is_item(each) and not _is_heading(document, each)


def _bulleted(document: Document, lines: list[Element], at: int) -> int:
    """Marks the bullets from here and says how many there are; a doubtful sign alone is none."""
    found: list[re.Match[str]] = []
    for each in lines[at:]:
        match = None
        if _is_plain(document, each):
            text = _text(each)
            match = _BULLET.match(text) or _DOUBTFUL.match(text)
        if not match:
            break
        found.append(match)
    if len(found) == 1 and not _BULLET.match(found[0].string):
        return 0
    for each, match in zip(lines[at:], found, strict=False):
        if match[0].strip().isalnum():
            document.change("a typed letter became a bullet", match[0].strip(), place(each))
        _strip(each, match.end())
        _mark(each, Item(0, "bullet", 1, "", ""))
    return len(found)


def _counted(document: Document, lines: list[Element], at: int) -> int:
    """The same for numbers or letters that follow each other."""
    for pattern, kind in ((_NUMBER, "1"), (_LETTER, "a")):
        found: list[tuple[Element, re.Match[str], int]] = []
        inner: list[tuple[Element, re.Match[str]]] = []
        for each in lines[at:]:
            if not _is_plain(document, each):
                break
            match = pattern.match(_text(each))
            number = 0 if not match else int(match[1]) if kind == "1" else ord(match[1]) - ord("a") + 1
            if match and (not found or number == found[-1][2] + 1):
                found.append((each, match, number))
            elif found and (bullet := _BULLET.match(_text(each))):
                inner.append((each, bullet))
            else:
                break
        if len(found) > 1:
            last = lines.index(found[-1][0])
            inside = [(each, match) for each, match in inner if lines.index(each) < last]
            for each, match, number in found:
                _strip(each, match.end())
                _mark(each, Item(0, kind, number, "", ""))
            for each, match in inside:
                _strip(each, match.end())
                _mark(each, Item(1, "bullet", 1, "", ""))
            return len(found) + len(inside)
    return 0


def _text(each: Element) -> str:
    return "".join(_pieces(each))


def _pieces(each: Element) -> Iterator[str]:
    for node in each.iter(w("t"), w("br")):
        yield "\n" if local(node) == "br" else node.text or ""


def _strip(each: Element, count: int) -> None:
    """Takes so many letters off the beginning of a paragraph."""
    for node in each.iter(w("t")):
        text = node.text or ""
        node.text, count = text[count:], max(0, count - len(text))
        if not count:
            return


def _split_lines(document: Document, container: Element) -> None:
    """Items that were typed on the lines of one paragraph become paragraphs."""
    for each in [child for child in container if local(child) == "p" and child.find(f"{w('r')}/{w('br')}") is not None]:
        if not _is_plain(document, each):
            continue
        lines = [line for line in _text(each).split("\n") if line.strip()]
        typed = sum(bool(_BULLET.match(line) or _DOUBTFUL.match(line) or _NUMBER.match(line)) for line in lines)
        if typed < 2:
            continue
        at = each
        for runs in _lines(each):
            made = paragraph(*runs, like=each)
            if words(made):
                at.addnext(made)
                at = made
        remove(each)


def _lines(each: Element) -> Iterator[list[Element]]:
    """The contents of a paragraph, line by line; a run that holds a line end is cut in two."""
    line: list[Element] = []
    for child in [child for child in each if local(child) != "pPr"]:
        if local(child) != "r":
            line.append(child)
            continue
        for node in list(child):
            if local(node) == "br":
                yield line
                line = []
            elif local(node) != "rPr":
                piece = run("", child)
                piece.remove(piece[-1])
                piece.append(node)
                line.append(piece)
    yield line


def _go_on(document: Document, root: Element) -> None:
    """Paragraphs between two items of a list that Word indents like them go on in the item above."""
    for each in root.iter(w("p")):
        before = each.getprevious()
        if before is None or local(before) != "p" or is_item(each) or not _has_content(each):
            continue
        goes_on = is_item(before) or _text(before).startswith(marks.MORE_OF_ITEM)
        names = document.styles.names(document.styles.of(each))[:1]
        if goes_on and any(map(_MORE_STYLES.fullmatch, names)) and not marks.NUMBERED.search(_text(each)):
            _insert(each, marks.MORE_OF_ITEM)
