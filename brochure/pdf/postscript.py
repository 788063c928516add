"""PostScript calculator functions (ISO 32000-1, 7.10.5). They have no loops, so each ends."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from brochure.pdf.reading import Damaged

#: A program: numbers, names of operators, and the programs that `if` and `ifelse` choose from.
Program = list[Any]

_TOKEN = re.compile(rb"%[^\r\n]*|[{}]|[^\s{}%]+")
_DEEPEST = 32
_LONGEST = 20_000


def _truncated_quotient(a: float, b: float) -> int:
    return math.trunc(a / b)


def _shifted(value: float, by: float) -> int:
    """Whole numbers have 32 bits here as in PostScript: unbounded ones would grow until the machine stands still."""
    by = max(min(int(by), 32), -32)
    made = int(value) << by if by >= 0 else int(value) >> -by
    return (made + (1 << 31)) % (1 << 32) - (1 << 31)


def _product(a: float, b: float) -> float:
    return float(a) * b


def _power(a: float, b: float) -> Any:
    return float(a) ** b


def _negated(value: Any) -> Any:
    return not value if isinstance(value, bool) else ~int(value)


def _logical(of: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda a, b: of(a, b) if isinstance(a, bool) else of(int(a), int(b))


_UNARY: dict[str, Callable[[Any], Any]] = {
    "abs": abs,
    "neg": operator.neg,
    "ceiling": math.ceil,
    "floor": math.floor,
    "round": lambda value: math.floor(value + 0.5),
    "truncate": math.trunc,
    "sqrt": math.sqrt,
    "sin": lambda value: math.sin(math.radians(value)),
    "cos": lambda value: math.cos(math.radians(value)),
    "ln": math.log,
    "log": math.log10,
    "cvi": int,
    "cvr": float,
    "not": _negated,
}
_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": _product,
    "div": operator.truediv,
    "idiv": _truncated_quotient,
    "mod": math.fmod,
    "exp": _power,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
    "and": _logical(operator.and_),
    "or": _logical(operator.or_),
    "xor": _logical(operator.xor),
    "bitshift": _shifted,
}


def program(source: bytes) -> Program:
    if len(source) > 1 << 20:
        raise Damaged("A PostScript function is too long.")
    tokens = (token for token in _TOKEN.findall(source) if not token.startswith(b"%"))
    if next(tokens, b"") != b"{":
        raise Damaged("A PostScript function does not begin with a brace.")
    return _block(tokens, 1)


def _block(tokens: Iterator[bytes], depth: int) -> Program:
    if depth > _DEEPEST:
        raise Damaged("A PostScript function is nested too deeply.")
    made: Program = []
    for token in tokens:
        if token == b"}":
            return made
        made.append(_block(tokens, depth + 1) if token == b"{" else _atom(token))
        if len(made) > _LONGEST:
            raise Damaged("A PostScript function is too long.")
    raise Damaged("A PostScript function lacks a closing brace.")


def _atom(token: bytes) -> float | str:
    try:
        return int(token) if token.lstrip(b"+-").isdigit() and len(token) < 20 else float(token)
    except ValueError:
        return token.decode("latin-1")


def calculate(code: Program, values: Sequence[float]) -> list[float]:
    """The stack that the program leaves."""
    stack: list[Any] = list(values)
    try:
        _run(code, stack)
        left = [float(value) for value in stack]
    except (ArithmeticError, IndexError, TypeError, ValueError) as error:
        raise Damaged(f"A PostScript function cannot be calculated: {error}.") from error
    if not all(map(math.isfinite, left)):
        raise Damaged("A PostScript function of the PDF comes to no number.")
    return left


def _run(code: Program, stack: list[Any]) -> None:
    for step in code:
        if not isinstance(step, str):
            stack.append(step)
        elif step in _BINARY:
            second = stack.pop()
            stack.append(_BINARY[step](stack.pop(), second))
        elif step in _UNARY:
            stack.append(_UNARY[step](stack.pop()))
        else:
            _order(step, stack)
        if len(stack) > 200:
            raise ValueError("the stack is too high")


def _order(step: str, stack: list[Any]) -> None:
    """Operators that choose, or move what is on the stack."""
    if step in ("true", "false"):
        stack.append(step == "true")
    elif step == "if":
        chosen = stack.pop()
        if stack.pop():
            _run(chosen, stack)
    elif step == "ifelse":
        other, chosen = stack.pop(), stack.pop()
        _run(chosen if stack.pop() else other, stack)
    elif step == "roll":
        turns, count = int(stack.pop()), int(stack.pop())
        if not 0 <= count <= len(stack):
            raise ValueError("roll reaches below the stack")
        if count:
            top = stack[-count:]
            stack[-count:] = top[-turns % count :] + top[: -turns % count]
    elif step in ("dup", "index"):
        depth = int(stack.pop()) if step == "index" else 0
        stack.append(stack[-1 - depth])
    elif step == "copy":
        count = int(stack.pop())
        stack.extend(stack[len(stack) - count :] if count else [])
    elif step == "exch":
        stack[-1], stack[-2] = stack[-2], stack[-1]
    elif step == "pop":
        stack.pop()
    else:
        raise ValueError(f"unknown operator {step}")
