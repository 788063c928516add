"""What the numbers of a list need to be set right: the number it begins with, and the room that the widest takes.

The engine takes no notice of `start`, and CSS cannot know how far a list will count.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from brochure.content.lettered import written

#: How wide letters are, in tenths of a digit, if not as most are: the wider of the shipped fonts.
_WIDTHS = dict.fromkeys("fijlrt", 7) | dict.fromkeys("HNU", 16) | dict.fromkeys("mwMW", 19) | {"I": 8}


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
    # The last number is the widest one; among letters and romans it is any.
    numbers = range(first, first + items) if kind != "1" else (first + items - 1,)
    digits = max(_digits(written(kind, number)) for number in numbers)
    said = [
        *([f"counter-reset: list-item {first - 1}"] if first != 1 else []),
        *([f"--digits: {digits}"] if digits > 1 else []),
    ]
    if said:
        found.attrSet("style", "; ".join(said))


def _digits(sign: str) -> int:
    """For how many digits it takes room."""
    width = sum(_WIDTHS.get(letter, 14 if letter.isupper() else 11) for letter in sign)
    return max(1, -((1 - width) // 10)) if not sign.isdigit() else len(sign)
