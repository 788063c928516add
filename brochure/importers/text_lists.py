"""Lists in plain text: those with signs, one in another by their indents, and those that lost their bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brochure.importers.lines import TextLine
from brochure.importers.marks import Item, as_roman, item_of

LONGEST_ITEM = 200
_LONGEST_LETTERED = 200
MORE_TO_COME = re.compile(r"[,;](?: and| or| und| oder| et| ou| y| o| и| или)?$")
#: So much further in, an item is one of an inner list.
_INNER = 2


def list_at(lines: Sequence[TextLine], at: int) -> int:
    """How many lines from here are a list by their signs; none where what looks like one is a dash or a date."""
    items = _run(lines, at)
    if not items:
        return 0
    first = items[0]
    if len(items) > 1 or first.kind in ("sure", "box"):
        return len(items)
    introduced = at > 0 and lines[at - 1].text.endswith(":")
    return 1 if first.kind == "unsure" and introduced and first.sign != "—" else 0


def items_at(lines: Sequence[TextLine], at: int, count: int) -> list[tuple[int, Item]]:
    """Each item of the list here, with how deep it lies."""
    items = _run(lines, at)[:count]
    depths: list[int] = []
    indents: list[int] = []
    for line in lines[at : at + count]:
        while indents and line.indent < indents[-1]:
            indents.pop()
        if not indents or line.indent >= indents[-1] + _INNER:
            indents.append(line.indent)
        depths.append(len(indents) - 1)
    return list(zip(depths, items, strict=True))


def _run(lines: Sequence[TextLine], at: int) -> list[Item]:
    """The items from here on that are of one list, or of inner lists of it."""
    if at >= len(lines) or lines[at].cells:
        return []
    items: list[Item] = []
    base = lines[at].indent
    for line in lines[at:]:
        item = item_of(line.text)
        if item is None or line.underlined:
            break
        if line.indent >= base + _INNER and items:
            items.append(item)
            continue
        outer = [each for each, other in zip(items, lines[at:], strict=False) if other.indent < base + _INNER]
        if outer and not _follows(outer, item, line.text):
            if not (roman := as_roman(line.text)) or not _as_romans(items, outer, roman):
                break
            item = roman
        items.append(item)
    return items


def _follows(outer: Sequence[Item], item: Item, text: str) -> bool:
    """Whether the item goes on where the outer ones came to."""
    last = outer[-1]
    if last.kind in ("number", "letter", "roman"):
        return item.kind == last.kind and item.place == last.place + 1 and len(text) <= 10 * _LONGEST_LETTERED
    return item.kind in ("sure", "unsure", "box") and (item.kind == "box") == (last.kind == "box")


def _as_romans(items: list[Item], outer: Sequence[Item], roman: Item) -> bool:
    """Whether the one letter before, i, v or x, was the number before this one; if so it is made that."""
    last = outer[-1]
    if last.kind != "letter" or len(outer) != 1 or last.sign.lower() != "i" or roman.place != 2:
        return last.kind == "roman" and roman.place == last.place + 1
    items[items.index(last)] = Item("roman", 1, last.text, last.sign)
    return True
