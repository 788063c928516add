"""What a template can do: read plain values, call what is on a short list, and neither grow nor go on without end.

Jinja's own sandbox asks which attributes and calls are dangerous, and has been wrong about it more than once. This one
asks which are on the list: fields of our values, macros, loops, `range`, the functions and filters of `filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType, MethodType
from typing import Any, TypeVar

from jinja2 import Environment, Template, Undefined, nodes, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from brochure.errors import nearest
from brochure.storage import read_trace
from brochure.typeset.values import Value, declared

#: Rounds of loops, calls and templates read, in all of one document; the shipped layouts take about a thousand.
MOST_STEPS = 100_000
#: Letters of one text or document, and items of one list; a leaflet's copy has some ten thousand.
MOST_LETTERS = 5_000_000
MOST_ITEMS = 10_000
#: Beyond this a number measures nothing on paper.
MOST = 1e15

_LOOP = frozenset(
    {*("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0")}
    | {*("previtem", "nextitem", "cycle", "changed")}
)
_LOOP_CALLS = frozenset({"cycle", "changed"})
#: What layouts used to be able to do, or are tempted to, and what does the same.
_INSTEAD = MappingProxyType(
    {
        "format": "Write text | fill(name=…).",
        "strftime": "Write day | month(words), or its .year, .month and .day.",
        "isoformat": "Write day | month(words), or its .year, .month and .day.",
        "panel": "Write piece.panel.NAME.",
        **{
            name: f"Write text | {name}."
            for name in ("capitalize", "join", "lower", "replace", "striptags", "title", "upper")
        },
        "strip": "Write text | trim.",
        "items": "Write values | items.",
    }
)
#: What may be asked for a field that it has not, and then answers that it is undefined.
_OPEN = (Value, TemplateModule, TemplateReference)
_HINT = "layouts/README.md lists what a template may use."

#: Of each template that others stand behind, after how many lines each of them begins, and its name.
Seams = dict[str, list[tuple[int, str]]]
Item = TypeVar("Item")
Items = TypeVar("Items", bound=Sequence[Any] | dict[Any, Any])


class Refused(SecurityError):
    """A template asks for what it may not have; `hint` says what does the same, or where that is written."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.hint = hint


class _Bounds(NodeTransformer):
    """Has every loop counted and every text that is put together measured, by filters that no template can name."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (the library's name)
        self.generic_visit(node)
        node.iter = _through("(counted)", node.iter)
        return node

    def visit_List(self, node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        named = isinstance(node, nodes.Tuple) and node.ctx != "load"  # the names that a loop or a set fills
        return node if named or not node.items else _through("(weighed)", node)

    visit_Tuple = visit_List  # noqa: N815
    visit_Dict = visit_List  # noqa: N815

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through("(joined)", nodes.List(node.nodes, lineno=node.lineno))


def _through(name: str, node: Any) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


class _Bounded(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        _Bounds().visit(node)
        super().visit_Template(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for the templates of one document; `functions` and `filters` are all that they can call."""

    code_generator_class = _Bounded
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(
        self, functions: Mapping[str, Callable[..., Any]], filters: Mapping[str, Callable[..., Any]], **options: Any
    ) -> None:
        super().__init__(finalize=printable, **options)
        self._steps = 0
        self.seams: Seams = {}
        self._functions = (_range, *functions.values())
        self.globals = {"range": _range, **functions}
        self.filters = {**filters, "(counted)": _counted, "(joined)": _joined, "(weighed)": weighed}

    def step(self) -> None:
        """Counts one round of whatever may go on without end."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Refused(f"it takes more than {MOST_STEPS} rounds of loops and calls", "Let it do less.")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`, where it is a field of ours."""
        return self._field(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`: an item of a sequence, or as `getattr`."""
        if isinstance(obj, str | Sequence) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(f"the list has no item {argument}", obj)
        return self._field(obj, argument)

    def _field(self, obj: Any, name: Any) -> Any:
        if isinstance(obj, Value):
            if name in declared(type(obj)):
                if (noting := read_trace.current()) and obj.section:
                    noting.keys.add(f"{obj.section}.{name}")
                return getattr(obj, name)
        elif isinstance(obj, dict | MappingProxyType):
            if name in obj:
                return obj[name]
            if str(name) not in _INSTEAD:  # at once: what is undefined is told where it is used, maybe far below
                raise Refused(f"there is no '{str(name)[:40]}' here", nearest(str(name), map(str, obj)))
        elif isinstance(obj, Undefined):
            return getattr(obj, str(name))  # which tells what is undefined
        elif isinstance(obj, TemplateModule):
            if not str(name).startswith("_") and name in obj.__dict__:
                return obj.__dict__[name]
        elif isinstance(obj, TemplateReference):
            return obj[name]
        elif isinstance(obj, LoopContext) and name in _LOOP:
            return getattr(obj, name)
        elif isinstance(obj, BlockReference) and name == "super":
            return obj.super
        if str(name) in _INSTEAD or not isinstance(obj, _OPEN):
            raise Refused(f"'{str(name)[:40]}' of {_kind(obj)} is not for templates", _INSTEAD.get(str(name), _HINT))
        return self.undefined(f"'{str(name)[:40]}' is undefined", obj, str(name))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing is found by asking Python for it."""
        del obj, attr, value
        return False

    def call(self, context: Context, obj: Any, *values: Any, **named: Any) -> Any:
        """Calls what is on the list."""
        self.step()
        weighed((values, tuple(named.values())))
        if isinstance(obj, Undefined | Macro | BlockReference) or any(obj is known for known in self._functions):
            return context.call(obj, *values, **named)
        if isinstance(obj, LoopContext):  # goes down one level of a recursive loop
            return context.call(obj, *(_counted(context, value) for value in values))
        if isinstance(obj, MethodType) and isinstance(obj.__self__, LoopContext) and obj.__name__ in _LOOP_CALLS:
            return context.call(obj, *values, **named)
        hint = _INSTEAD["panel"] if isinstance(obj, MappingProxyType) else _HINT
        raise Refused(f"{_kind(obj)} cannot be called", hint)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums of what has a bound; products of numbers alone."""
        del context
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if numbers and operator == "**":
            numbers = abs(right) <= 64 and abs(left) <= 1e6
        if numbers and operator != "**" and max(abs(left), abs(right)) > MOST:
            numbers = False
        if numbers:
            return self.binop_table[operator](left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            _measured((left, right))
            return left + right
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            return weighed([*left, *right])
        raise Refused(f"{_kind(left)} {operator} {_kind(right)} is not for templates")

    def get_template(self, name: Any, *rest: Any, **named: Any) -> Template:
        """Each include counts: templates that include others twice would go on for ever."""
        self.step()
        return super().get_template(name, *rest, **named)

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """What comes out of a template, a macro or a block."""
        return "".join(_measured(parts))


def _measured(parts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    total = 0
    for part in parts:
        total += len(part)
        if total > MOST_LETTERS:
            raise Refused(f"it writes more than {MOST_LETTERS} letters", "Let it write less.")
        kept.append(part)
    return kept


def measured(text: str, times: int) -> None:
    """Raises Refused where so many copies of `text` are more than a document may have."""
    if len(text) * times > MOST_LETTERS:
        raise Refused(f"it writes more than {MOST_LETTERS} letters", "Let it write less.")


def weighed(items: Items) -> Items:
    """`items`, a list, tuple or dict. Raises Refused where it holds too much, each thing counted as often as it stands.

    Comparing and printing go by that count: forty lists that each hold the one before twice are a million million.
    """
    _weight(items, {})
    return items


def _weight(value: Any, known: dict[int, int]) -> int:
    if not isinstance(value, list | tuple | dict):
        return 1
    if id(value) not in known:
        known[id(value)] = MOST_ITEMS + 1  # one that holds itself is without end
        parts = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_weight(part, known) for part in parts)
        _few(known[id(value)])
    return known[id(value)]


_PRINTED = (str, int, float, type(None), Undefined)


def printable(value: Any) -> Any:
    """`value`, which is to be printed. Raises Refused where that would say no more than what Python calls it."""
    if isinstance(value, _PRINTED):
        return value
    if isinstance(value, list | tuple | range):
        for part in value:
            printable(part)
        return value
    raise Refused(f"{_kind(value)} is no text", "Name one of its fields, or put | list or | join behind it.")


def _few(count: int) -> None:
    if count > MOST_ITEMS:
        raise Refused(f"a list has more than {MOST_ITEMS} items", "Let it have fewer.")


@pass_context
def _counted(context: Context, items: Iterable[Item]) -> Iterator[Item]:
    # Not where the loop begins but at each of its rounds: a loop may stand in another.
    environment: Environment = context.environment
    assert isinstance(environment, Sandbox)  # no other compiles so
    for item in items:
        environment.step()
        yield item


@pass_eval_context
def _joined(context: EvalContext, parts: Sequence[Any]) -> str:
    _measured(str(printable(part)) for part in parts)
    return markup_join(parts) if context.autoescape else str_join(parts)


def _range(*bounds: int) -> range:
    """`range(stop)` or `range(start, stop, step)`, of a bounded length."""
    numbers = range(*bounds)
    _few(len(numbers) if max(map(abs, bounds), default=0) <= MOST_LETTERS else MOST_LETTERS)
    return numbers


def _kind(obj: Any) -> str:
    """What it is, as a designer would call it."""
    kinds = {str: "a text", bool: "true or false", int: "a number", float: "a number", tuple: "a list", list: "a list"}
    if isinstance(obj, Value):
        return type(obj).__name__.removesuffix("Value").lower()
    return next((said for kind, said in kinds.items() if isinstance(obj, kind)), "this value")
