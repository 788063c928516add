"""What a style sheet may ask of the engine, which follows every number and every reference, whatever that takes.

A few hundred bytes of CSS can keep it busy for minutes, fill the memory or break it from within; what is known to do so
is refused before it sees it. The bounds are far above what a leaflet needs. What they let through is told by
`style_blame`, if it breaks the engine after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from brochure.errors import BadInput
from brochure.typeset.engine.style_sheet import DEEPEST, Sheet, Statement, statements, tokens_within

#: The longest style sheet, in characters: forty times ours. The engine takes a second for so much.
LONGEST = 200_000
#: So many words, numbers and signs may a value or selector have, all that its variables stand for included.
MOST_TOKENS = 1_000
#: The largest number, of whatever unit: no paper measures a million of anything.
LARGEST = 1_000_000
#: The smallest length, of whatever unit; and that of what is dotted or filled, which never ends in smaller steps.
SMALLEST = 0.001
SMALLEST_DOT = 0.01
#: The smallest step of a gradient that repeats, of whatever unit: a press prints nothing finer.
SMALLEST_STEP = 0.1
#: Columns, and rows and lines of a grid: the engine makes each of them.
MOST_TRACKS = 200
#: Properties that only put things in order, and often are given the largest number there is.
_ORDERING = {"z-index", "order"}
_COUNTED = {"columns", "column-count"}
_MATHS = {"calc", "min", "max", "clamp"}
_ENDLESS = {"infinity", "-infinity", "nan"}
_COMBINATORS = (">", "+", "~")
#: Properties whose lines and pictures are made of parts as long as they are thick.
_REPEATED = ("background", "border", "column-rule", "outline", "text-decoration")


class _Beyond(Exception):
    """Something beyond a bound: in which line of its text, and what."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(line, fault)
        self.line = line
        self.fault = fault


class _Circle(Exception):
    """Variables that stand for one another."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True)
class _Value:
    """A declaration that is a variable or has some: how many tokens it has, and the variables among them."""

    name: str
    line: int
    size: int
    variables: tuple[str, ...]


_DIGITS = re.compile(r"\d{400}")


@lru_cache(maxsize=32)
def check(sheets: tuple[Sheet, ...]) -> None:
    """Raises BadInput, with file and line, for the first thing in a document's style sheets that is beyond a bound."""
    values: list[tuple[Sheet, _Value]] = []
    for sheet in sheets:
        if sheet.shipped:  # and in a test held to far narrower ones; reading it would take milliseconds
            continue
        with _told_of(sheet):
            values[:0] = ((sheet, value) for value in _checked(sheet.text))
    variables = _Variables(value for _, value in values)
    # A variable is to blame rather than who uses it, and the layout's sheet, the last of them, rather than ours.
    for sheet, value in sorted(values, key=lambda pair: not pair[1].name.startswith("--")):
        with _told_of(sheet):
            variables.check(value)


@contextmanager
def _told_of(sheet: Sheet) -> Iterator[None]:
    try:
        yield
    except _Beyond as beyond:
        hint = "Write it more simply."
        raise BadInput(f"{beyond.fault}.", hint=hint, place=sheet.place(beyond.line)) from None


@lru_cache(maxsize=32)
def _checked(text: str) -> tuple[_Value, ...]:
    """The declarations that have to do with variables. Raises _Beyond for all that can be seen without them."""
    if len(text) > LONGEST:
        raise _Beyond(1, f"The style sheet is longer than {LONGEST:,} characters")
    if digits := _DIGITS.search(text):  # before it is parsed: Python refuses to make a number of them
        line = text.count("\n", 0, digits.start()) + 1
        raise _Beyond(line, f"'{digits[0][:12]}…' has more digits than any number in print")
    values = []
    sizes = [0]  # of the selectors of the rules around, from the outermost to the innermost
    for statement in statements(text):
        if statement.depth > DEEPEST:
            raise _Beyond(statement.line, f"Rules stand in one another, more than {DEEPEST} deep")
        del sizes[statement.depth + 1 :]
        sizes.append(sizes[-1] if statement.name else _selector_size(statement, sizes[-1]))
        if sizes[-1] > MOST_TOKENS or (not statement.name and _steps(statement) > DEEPEST):
            raise _Beyond(
                statement.line, f"The selector '{statement.short}' stands for too many elements in one another"
            )
        size, variables = _read(statement)
        if variables or statement.name.startswith("--"):
            values.append(_Value(statement.name, statement.line, size, variables))
    return tuple(values)


def _selector_size(statement: Statement, around: int) -> int:
    """Of how many tokens the selector of a rule consists, with those of the rules around it in their places."""
    if not around:
        return max(len(group) for group in _groups(statement))
    groups = len(_groups(statement))
    # The engine repeats the whole list for each selector in it that has an &.
    return groups * (len(statement.tokens) + max(1, statement.tokens.count("&")) * around)


def _groups(statement: Statement) -> list[list[Any]]:
    """The selectors of a list."""
    groups: list[list[Any]] = [[]]
    for token in statement.tokens:
        if token == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def _steps(statement: Statement) -> int:
    """How many elements the longest selector of a list leads through."""
    return max(sum(1 for _ in _compounds(group)) for group in _groups(statement))


def _compounds(group: list[Any]) -> Iterator[Any]:
    """The first token of every part of a selector that is about one element."""
    between = True
    for token in group:
        joins = token.type == "whitespace" or token in _COMBINATORS
        if between and not joins:
            yield token
        between = joins


def _read(statement: Statement) -> tuple[int, tuple[str, ...]]:
    """How many tokens the statement has, and the variables among them. Raises _Beyond for a token beyond its bound."""
    size = 0
    variables = []
    for token, depth in tokens_within(statement.tokens):
        size += 1
        if depth > DEEPEST:
            named = f"'{statement.name}' has" if statement.name else "The selector has"
            raise _Beyond(token.source_line, f"{named} brackets in brackets, more than {DEEPEST} deep")
        if token.type in ("number", "dimension", "percentage"):
            _check_number(statement.name.lower(), token)
        elif token.type == "function":
            if token.lower_name == "var":
                variables += [name.value for name in token.arguments if name.type == "ident"][:1]
            else:
                _check_function(statement.name.lower(), token)
    if size > MOST_TOKENS and (statement.name or statement.depth):
        raise _Beyond(statement.line, f"'{statement.short}' has more than {MOST_TOKENS:,} words and signs")
    return size, tuple(variables)


def _check_number(name: str, token: Any) -> None:
    size = abs(token.value)
    written = f"{token.representation}{'%' if token.type == 'percentage' else getattr(token, 'unit', '')}"
    if not size <= LARGEST and name not in _ORDERING:
        raise _Beyond(token.source_line, f"'{written}' is more than anything in print measures")
    if token.type == "dimension" and 0 < size < (SMALLEST_DOT if name.startswith(_REPEATED) else SMALLEST):
        raise _Beyond(token.source_line, f"'{written}' is less than anything in print measures")
    if token.type == "number" and size > MOST_TRACKS and (name.startswith("grid") or name in _COUNTED):
        raise _Beyond(token.source_line, f"'{written}' is more than {MOST_TRACKS} rows or columns")


def _check_function(name: str, token: Any) -> None:
    if token.lower_name.startswith("repeating-"):
        sizes = [within.value for within in token.arguments if within.type in ("dimension", "percentage")]
        if sizes and max(sizes) - min(0, *sizes) < SMALLEST_STEP:
            raise _Beyond(token.source_line, f"'{token.lower_name}' repeats in steps too small to be printed")
    elif token.lower_name in _MATHS:
        before = None
        for within in token.arguments:
            # 'As round as can be' is often written so, and does no harm.
            if within.type == "ident" and within.lower_value in _ENDLESS and not name.endswith("radius"):
                raise _Beyond(token.source_line, f"'{within.value}' is no measure")
            if before == "/" and getattr(within, "value", 1) == 0:
                raise _Beyond(token.source_line, f"'{token.lower_name}' divides by 0")
            before = before if within.type == "whitespace" else within


class _Variables:
    """The variables of a document: what each stands for, all that those in it stand for included."""

    def __init__(self, values: Iterable[_Value]) -> None:
        self._defined: dict[str, list[_Value]] = {}
        for value in values:
            if value.name.startswith("--"):
                self._defined.setdefault(value.name, []).append(value)
        self._sizes: dict[str, int] = {}

    def check(self, value: _Value) -> None:
        """Raises _Beyond where the value comes to too much, or its variables lead back to themselves."""
        try:
            whole = self._whole(value, (value.name,))
        except _Circle as circle:
            names = " and ".join(sorted(set(circle.names)))
            raise _Beyond(value.line, f"The variables {names} stand for one another in a circle") from None
        if whole > MOST_TOKENS:
            raise _Beyond(value.line, f"The variables in '{value.name}' stand for more than {MOST_TOKENS:,} words")

    def _whole(self, value: _Value, above: tuple[str, ...]) -> int:
        return value.size + sum(self._size(name, above) for name in value.variables)

    def _size(self, name: str, above: tuple[str, ...]) -> int:
        if name in above:
            raise _Circle(above[above.index(name) :])
        if len(above) > DEEPEST:
            return MOST_TOKENS + 1
        if name not in self._sizes:
            within = (self._whole(value, (*above, name)) for value in self._defined.get(name, ()))
            self._sizes[name] = max(within, default=1)
        return self._sizes[name]
