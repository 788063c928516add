"""What the numbers of a list need to be set right: the number it begins with, and the room that the widest takes.

The engine takes no notice of `start`, and CSS cannot know how far a list will count.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


def number_lists(tokens: Sequence[Token]) -> None:
    """Gives each list that begins elsewhere than at 1, or counts beyond 9, a `style` that says so.

    `--digits` is how many digits its largest number has; a list without it has one.
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
    digits = len(str(first + items - 1))
    said = [
        *([f"counter-reset: list-item {first - 1}"] if first != 1 else []),
        *([f"--digits: {digits}"] if digits > 1 else []),
    ]
    if said:
        found.attrSet("style", "; ".join(said))
