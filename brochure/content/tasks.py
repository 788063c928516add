"""Items to tick: `- [ ] your card`, and `- [x] your card` for what is done."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

#: How such an item begins.
TASK = '<li class="task'
#: What the parser calls a list of them.
_OF_THE_PARSER = "contains-task-list"


def mark_tasks(tokens: Iterable[Token]) -> None:
    """Gives each item that is one the class `task`, and `done` where it is; the signs are the style sheet's."""
    for token in tokens:
        if token.attrGet("class") == _OF_THE_PARSER:
            del token.attrs["class"]
        elif token.type == "list_item_open" and "checked" in token.meta:
            # The renderer would make a form of it.
            token.attrSet("class", "task done" if token.meta.pop("checked") else "task")
