"""A style sheet and where each of its statements stands, so that a fault in it can be told with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2

from brochure.errors import Place

#: At-rules that hold rules rather than declarations.
_OF_RULES = {"media", "layer", "supports"}
#: Statements within statements, functions within functions: no style sheet written by hand comes near it, and the
#: engine goes down as deep as they go.
DEEPEST = 32


@dataclass(frozen=True)
class Sheet:
    """CSS and the file that it stands in, as its author knows it: `layouts/trifold/style.css`.

    Without a file the program wrote it. What stands in a template is `sought` there when its line is asked for. What is
    `shipped` with the program was seen to work; in a checkout, whose layouts may be edited, nothing is.
    """

    text: str
    file: Path | None = None
    shipped: bool = field(default=False, compare=False)
    sought: Callable[[str], Place] | None = field(default=None, compare=False, repr=False)

    def place(self, line: int) -> Place | None:
        """Where line `line` of the text stands, counted from 1."""
        if self.sought:
            return self.sought(self.text.split("\n")[line - 1])
        return Place(self.file, line) if self.file else None


@dataclass(frozen=True)
class Statement:
    """A rule or a declaration. `line` and `column` count from 1; `depth` is the number of rules around it.

    `name` is that of the property or, with its @, of the at-rule; empty for a rule with a selector. `tokens` are the
    value, the selector, or what stands between an at-rule's name and its block, as tinycss2 reads them.
    """

    line: int
    column: int
    depth: int
    name: str
    tokens: Sequence[Any]

    @property
    def text(self) -> str:
        """It as CSS, without the block of a rule."""
        written = " ".join(tinycss2.serialize(self.tokens).split())
        joint = ": " if self.name and not self.name.startswith("@") else " "
        return f"{self.name}{joint}{written}".strip()

    @property
    def short(self) -> str:
        """It as CSS, short enough for a message."""
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"


@lru_cache(maxsize=32)
def statements(text: str) -> tuple[Statement, ...]:
    """Every rule, declaration and error in the order of the text; below `DEEPEST`, only those of the next level."""
    return tuple(_statements(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), 0))


def _statements(nodes: Iterable[Any], depth: int) -> Iterator[Statement]:
    if depth > DEEPEST + 1:
        return
    for node in nodes:
        line, column = node.source_line, node.source_column
        if node.type == "error":  # which the engine will complain of
            yield Statement(line, column, depth, "", ())
        elif node.type == "declaration":
            yield Statement(line, column, depth, node.name, node.value)
        elif node.type == "qualified-rule":
            yield Statement(line, column, depth, "", node.prelude)
            yield from _statements(_declared(node.content), depth + 1)
        elif node.type == "at-rule":
            yield Statement(line, column, depth, f"@{node.at_keyword}", node.prelude)
            inner = tinycss2.parse_rule_list if node.lower_at_keyword in _OF_RULES else _declared
            yield from _statements(inner(node.content or ()), depth + 1)


def _declared(content: Any) -> Any:
    return tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)


def tokens_within(tokens: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """Every token, those in blocks and functions too, with the number of blocks and functions around it."""
    waiting = [(token, 0) for token in tokens]
    while waiting:
        token, depth = waiting.pop()
        yield token, depth
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        if inner and not isinstance(inner, str):
            waiting.extend((within, depth + 1) for within in inner)
