"""A few words in another language, as in `[mindfulness]{lang=en}`: they become a span that says so."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from brochure.errors import BadInput, Place
from brochure.workspace.language import is_tag

_LANGUAGE = re.compile(r'\{lang=("?)([^\s"{}]*)\1\}')


def language_spans(parser: MarkdownIt) -> None:
    """Teaches the parser the spans. Braces that hold anything but a language stay the text they are."""
    parser.inline.ruler.after("link", "language_span", _rule)


def check_language(tag: str, place: Place) -> None:
    """Raises BadInput where the `tag` of a span is none."""
    if not is_tag(tag):
        raise BadInput(
            f"'{tag}' is not a language tag.", hint="Write [words]{lang=en}, with 'en', 'es' or 'es-MX'.", place=place
        )


def check_front(front: str, file: Path, first_line: int) -> None:
    """Looks at the spans in front matter, whose first line is `first_line` of `file`. Raises BadInput."""
    for number, line in enumerate(front.split("\n"), start=first_line):
        for span in re.finditer(rf"\]{_LANGUAGE.pattern}", line):
            check_language(span[2], Place(file, number))


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start, most = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    language = _LANGUAGE.match(state.src, end + 1, most) if end >= 0 else None
    if not language:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        state.push("span_open", "span", 1).attrSet("lang", language[2])
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = language.end(), most
    return True
