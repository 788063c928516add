"""Text that must stay text: what the language of articles would read as markup is escaped, and only that."""

from __future__ import annotations

import re

ANYWHERE = re.compile(
    r"(?<!\S)_{3,}(?!\S)"  # a line to write on stays one
    r"|[\\`*\[\]{|]"
    r"|(?<!\s)[~^]|[~^](?!\s)"  # between spaces it is "about"; beside a letter it would set it lower or higher
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in an address, _ is harmless
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)
LEADING = re.compile(r"^(\s*)(?=[>=:]|[-+](?:\s|$)|--|#{1,6}(?:\s|$))")
LEADING_NUMBER = re.compile(r"^(\s*(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,7}))(?=[.)](?:\s|$))")
CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(?=#+\s*$)")
#: Lines to write on, as they are typed: of underscores, of dots.
FILL_IN = re.compile(r"_{3,}|\.{5,}|…{3,}|(?:[._] ){4,}[._]")
#: How a line to write on is written in an article.
FILL_IN_LINE = "____"


def escape(text: str) -> str:
    """One line of text, so written that Markdown shows it as it stands."""
    text = ANYWHERE.sub(lambda match: match[0] if match[0].startswith("___") else rf"\{match[0]}", text)
    text = LEADING_NUMBER.sub(r"\1\\", LEADING.sub(r"\1\\", text))
    return CLOSING_HASHES.sub(r"\\", text)


def with_fill_in(text: str) -> str:
    """The text with lines to write on as ours, apart from the words beside them."""
    return " ".join(FILL_IN.sub(f" {FILL_IN_LINE} ", text).split()) if FILL_IN.search(text) else text
