"""What templates may call: filters, Jinja's harmless ones among them, and how a motif is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_eval_context
from jinja2.filters import FILTERS as OF_JINJA
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from brochure.art import LeafName, MotifName
from brochure.art.frame import Inks, Shape
from brochure.content.spaceless import WIDE
from brochure.content.spaceless import words as words_of
from brochure.content.words_file import BETWEEN
from brochure.storage.store import Store
from brochure.typeset import maps
from brochure.typeset.motifs_kept import drawn
from brochure.typeset.sandbox import Refused, measured, printable
from brochure.typeset.telephones import dial, numbers
from brochure.typeset.values import DayValue, LogoValue

#: Mean width of a letter of the heading face, and of a wide one, in parts of its size; measured on Source Serif 4.
_MEAN_LETTER = 0.5
_WORD_LETTER = 0.56
#: Letters of Chinese, Japanese and Korean are as wide as high.
_WIDE_LETTER = 1.0
#: A link is left as it is: the engine makes a second one of each element in it.
_TAG_OR_LINK = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.S)
_HYPHENED = re.compile(r"\b\w+(?:-\w+)+\b")
#: A word with hyphens and more letters than this may be wider than a line of large print, and has to part somewhere.
_LONGEST_HYPHENED = 20
_FIELD = re.compile(r"\{(\w+)\}")
#: The longest side of art, in points: that of a poster.
_LARGEST = 5_000


def month(day: DayValue | date, words: Mapping[str, str]) -> str:
    """'September 2026' in the language of `words`."""
    return words["date"].format(month=words["months"].split(BETWEEN)[day.month - 1], year=day.year)


def host(address: str) -> str:
    """A web address as people say it: without scheme and closing slash."""
    parts = urlsplit(address)
    return (parts.netloc + parts.path).rstrip("/") or address


def map_search(address: Iterable[str]) -> str:
    """A search for the address that telephones open in their map app, and all else in the browser."""
    return maps.link(address)


def unbroken(html: str) -> Markup:
    """`html` with words such as follow-up kept on one line: who reads slowly loses the line at a hyphen."""
    parts = _TAG_OR_LINK.split(html)
    parts[::2] = [_HYPHENED.sub(_together, text) for text in parts[::2]]
    return Markup("".join(parts))


def _together(word: re.Match[str]) -> str:
    return f'<span class="together">{word[0]}</span>' if len(word[0]) <= _LONGEST_HYPHENED else word[0]


def headline(text: str, measure: float, largest: float, smallest: float, lines: int) -> float:
    """A size in points at which a headline takes at most `lines` lines of `measure` points, no word broken.

    An estimate; whether it really fits is measured after typesetting.
    """
    longest = max((len(word) for word in words_of(text)), default=1)
    by_word = measure / (longest * _WORD_LETTER)
    wide = len(WIDE.findall(text))
    by_length = measure * lines / ((max(1, len(text) - wide) * _MEAN_LETTER + wide * _WIDE_LETTER) * 1.15)
    return round(max(smallest, min(largest, by_word, by_length)) * 2) / 2


def logo_size(logo: LogoValue, width: float, height: float, around: float = 0) -> str:
    """Its size as CSS: no wider or higher than that in points, and whatever its shape, about as much of it is seen.

    Where it stands on a plate that is `around` points larger on each side, the plate is no larger.
    """
    if logo.plate:
        width, height = width - 2 * around, height - 2 * around
    high = min(height, (0.3 * width * height / logo.ratio) ** 0.5, width / logo.ratio)
    return f"width: {high * logo.ratio:.2f}pt; height: {high:.2f}pt"


def fill(text: str, **values: Any) -> str:
    """`text` with each {name} in it replaced; into text that is HTML, values are put with their tags escaped."""
    html = isinstance(text, Markup)
    parts = _FIELD.split(str(text))
    for at in range(1, len(parts), 2):
        if parts[at] in values:
            value = printable(values[parts[at]])
            parts[at] = str(escape(value) if html else value)
        else:
            raise Refused(f"the text has {{{parts[at]}}}, which is not filled", f"Write fill({parts[at]}=…).")
    filled = "".join(parts)
    measured(filled, 1)
    return Markup(filled) if html else filled


@pass_eval_context
def join(context: EvalContext, items: Iterable[Any], between: Any = "") -> str:
    """The items in a row, with `between` between them."""
    listed = [item if isinstance(item, str) else str(printable(item)) for item in items]
    measured(str(between), len(listed))
    measured("x", sum(map(len, listed)))
    joined: str = OF_JINJA["join"](context, listed, between)
    return joined


@pass_eval_context
def replace(context: EvalContext, text: Any, old: str, new: str) -> str:
    """`text` with each `old` replaced by `new`."""
    measured(str(new), len(str(text)) if not old else str(text).count(str(old)))
    replaced: str = OF_JINJA["replace"](context, text, old, new)
    return replaced


def whole(value: Any, default: int = 0) -> int:
    """The whole number that a text or a number says, in digits; `default` where it says none."""
    try:
        return int(float(value)) if isinstance(value, float) or "." in str(value) else int(value)
    except (ValueError, TypeError, OverflowError):
        return default


def rounded(number: float, places: int = 0) -> float:
    """`number` to at most nine decimal places."""
    return round(number, max(0, min(9, places)))


class Motif:
    """Draws an article's motif: `motif(SHAPE, WIDTH, HEIGHT, inks.on_primary)`."""

    __slots__ = ("_inks", "_leaf", "_name", "_seed", "_store")

    def __init__(
        self,
        name: MotifName,
        seed: str,
        inks: Mapping[str, Inks],
        leaf: LeafName = "maple",
        store: Store | None = None,
    ) -> None:
        """`store` has what was drawn before."""
        self._name, self._seed, self._inks, self._leaf, self._store = name, seed, inks, leaf, store

    def __call__(self, shape: str, width: float, height: float, ink: str) -> Markup:
        """An SVG fragment, `width` × `height` points. Raises Refused for what cannot be drawn."""
        if shape not in list(Shape) or ink not in self._inks:
            raise Refused(f"no motif is drawn as {shape!r:.40} in {ink!r:.40}", "See layouts/README.md: motif.")
        if not all(isinstance(length, int | float) and 0 < length <= _LARGEST for length in (width, height)):
            raise Refused(f"a motif of {width!r:.20} × {height!r:.20} pt cannot be drawn", "Give points.")
        size = width, height
        return Markup(drawn(self._store, self._name, Shape(shape), size, self._inks[ink], self._seed, self._leaf))


#: Those of Jinja's that can neither look into things nor grow what they are given.
_HARMLESS = (
    *("abs", "capitalize", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "items"),
    *("last", "length", "count", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "safe"),
    *("select", "selectattr", "sort", "string", "striptags", "title", "trim", "truncate", "unique", "upper"),
)
#: Those that make a text of whatever they get.
_OF_TEXT = frozenset(
    {*("capitalize", "e", "escape", "forceescape", "lower", "safe", "string", "striptags", "title", "trim", "truncate")}
    | {"upper"}
)


def _printing(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, for what can be printed."""
    first = 1 if hasattr(filter_, "jinja_pass_arg") else 0  # Jinja hands it a context before the value

    @wraps(filter_)
    def checked(*values: Any, **named: Any) -> Any:
        printable(values[first])
        return filter_(*values, **named)

    return checked


FILTERS: dict[str, Callable[..., Any]] = {
    **{name: _printing(OF_JINJA[name]) if name in _OF_TEXT else OF_JINJA[name] for name in _HARMLESS},
    "dial": dial,
    "fill": fill,
    "headline": headline,
    "int": whole,
    "host": host,
    "join": join,
    "logo_size": logo_size,
    "map_search": map_search,
    "month": month,
    "numbers": numbers,
    "replace": replace,
    "round": rounded,
    "unbroken": unbroken,
}
