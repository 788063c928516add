"""What the numbers of a list need to be set right: the number it begins with, and the room that the widest takes.

The engine takes no notice of `start`, and CSS cannot know how far a list will count.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from brochure.content.lettered import written


def number_lists(tokens: Sequence[Token]) -> None:
    """Gives each list that begins elsewhere than at 1, or counts beyond one digit, a `style` that says so.

    `--digits` is how many digits or letters its widest number has; a list without it has one.
    """
    open_lists: list[tuple[Token, int]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            open_lists.append((token, 0))
        elif token.type == "list_item_open":
            found, items = open_lists.pop()
            open_lists.append((found, items + 1))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            found, items = open_lists.pop()
            if found.type == "ordered_list_open":
                _style(found, items)


def _style(found: Token, items: int) -> None:
    first = int(str(found.attrs.get("start", 1)))
    kind = str(found.attrs.get("type", "1"))
    # Romans are not widest at the end: viii is wider than ix.
    numbers = range(first, first + items) if kind in "iI" else (first + items - 1,)
    digits = max(_width(written(kind, number)) for number in numbers)
    said = [
        *([f"counter-reset: list-item {first - 1}"] if first != 1 else []),
        *([f"--digits: {digits}"] if digits > 1 else []),
    ]
    if said:
        found.attrSet("style", "; ".join(said))


def _width(sign: str) -> int:
    """In digits; an i takes half of one."""
    return len(sign) - sign.count("i") // 2
