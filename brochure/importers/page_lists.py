"""Lists: all in items, each item with the mark that it has on the page; terms with their meanings."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_EMPTY_BOX, _TICKED_BOX = "[ ]", "[x]"
_TASK = re.compile(r"\s*([☐□❏❑]|[☑☒✅✓✔](?=\s)|\[[ xX]\](?=\s))\s*")


def settle_lists(scope: Tag) -> None:
    """All in a list is in its items: Word and Google Docs hang inner lists beside them. Each item has its `mark`."""
    for parent in scope.select("ul, ol"):
        for child in list(parent.contents):
            if not child.get_text(strip=True) and not (isinstance(child, Tag) and child.find("img")):
                continue
            if isinstance(child, Tag) and child.name == "li":
                continue
            item = child.find_previous_sibling("li") if isinstance(child, Tag) else None
            if item:
                item.append(child.extract())
            else:
                child.wrap(Tag(name="li"))
    for stray in scope.select("li"):
        if not stray.find_parent(["ul", "ol"]):
            stray.name = "div"
    for ordered in scope.select("ol"):
        _number(ordered)
    for item in scope.select("ul > li"):
        _tick(item)
    _part_neighbours(scope)


def _number(ordered: Tag) -> None:
    """The marks of an ordered list. An item with a number of its own begins another list."""
    kind = str(ordered.get("type", "1"))
    number = int(str(ordered.get("start", "1")))
    expected = number
    for item in ordered.find_all("li", recursive=False):
        if not item.get_text(strip=True):
            continue
        wanted = int(str(item.get("value") or expected))
        if wanted != expected and item.find_previous_sibling("li") is not None:
            ordered = _split(ordered, item)
        item["mark"] = f"{_sign(wanted, kind)}."
        expected = wanted + 1


def _split(ordered: Tag, item: Tag) -> Tag:
    rest = Tag(name="ol")
    for node in [item, *item.next_siblings]:
        rest.append(node.extract())
    ordered.insert_after(rest)
    return rest


def _sign(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        sign = chr(ord("a") + number - 1)
    elif kind in ("i", "I") and 1 <= number < 4000:
        sign, rest = "", number
        for value, letters in _ROMAN:
            sign += letters * (rest // value)
            rest %= value
    else:
        return str(number)
    return sign.upper() if kind in ("A", "I") else sign


def _tick(item: Tag) -> None:
    """A box to tick at the beginning of an item is a task."""
    if item.get("task"):
        item["mark"] = f"- {_TICKED_BOX if item['task'] == 'x' else _EMPTY_BOX}"
        return
    text = item.find(string=True)
    if isinstance(text, NavigableString) and (box := _TASK.match(str(text))) and box.end() < len(item.get_text()):
        item["mark"] = f"- {_EMPTY_BOX if box[1] in ('☐', '□', '❏', '❑', '[ ]') else _TICKED_BOX}"
        text.replace_with(NavigableString(str(text)[box.end() :]))


def _part_neighbours(scope: Tag) -> None:
    """Two numbered lists with nothing between them would be one: the second takes the other sign after its numbers."""
    for ordered in scope.select("ol"):
        before = ordered.find_previous_sibling()
        parted = any(text.strip() for text in ordered.previous_siblings if isinstance(text, NavigableString))
        if before is None or before.name != "ol" or parted:
            continue
        first = before.find("li", recursive=False)
        if isinstance(first, Tag) and str(first.get("mark", "")).endswith("."):
            for item in ordered.find_all("li", recursive=False):
                item["mark"] = str(item.get("mark", "1.")).replace(".", ")")


def settle_definitions(scope: Tag) -> None:
    """Terms directly in their list, and no blocks in them; a list without both is plain paragraphs."""
    for definitions in scope.select("dl"):
        for part in definitions.find_all(["dt", "dd"]):
            if part.parent is not None and part.parent.name in ("dt", "dd"):
                part.parent.insert_after(part.extract())  # the parser nests what is not closed
        for group in definitions.find_all("div", recursive=False):
            group.unwrap()
        for child in list(definitions.contents):
            if isinstance(child, Tag) and child.name not in ("dt", "dd"):
                child.name = "dd"
            elif isinstance(child, NavigableString) and child.strip():
                child.wrap(Tag(name="dd"))
        first = definitions.find(["dt", "dd"])
        both = definitions.find("dt") and definitions.find("dd")
        inside = definitions.find_parent(["li", "table", "dl", "blockquote"])
        if not both or inside or (isinstance(first, Tag) and first.name == "dd"):
            _flatten(definitions)
            continue
        for term in definitions.find_all("dt"):
            for block in term.find_all(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6"]):
                block.unwrap()
            if not isinstance(after := term.find_next_sibling(), Tag) or after.name == "dt":
                _join(term, after)
    for stray in scope.select("dt, dd"):
        if not stray.find_parent("dl"):
            stray.name = "p" if stray.name == "dt" else "div"


def _join(term: Tag, after: Tag | None) -> None:
    """A term without a meaning of its own shares that of the next."""
    if after is None:
        term.name = "dd"
        return
    after.insert(0, NavigableString(" / "))
    for node in reversed(list(term.contents)):
        after.insert(0, node.extract())
    term.decompose()


def _flatten(definitions: Tag) -> None:
    for part in definitions.find_all(["dt", "dd"]):
        part.name = "div"
    definitions.name = "div"
