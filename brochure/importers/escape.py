"""Text that must stay text: what Markdown would read as markup is escaped, and only that."""

from __future__ import annotations

import re

ANYWHERE = re.compile(
    r"[\\`*\[\]{|]"
    r"|~(?=~|$)|(?:^|(?<=~))~"  # one ~ is "about", two strike out; at an edge another may join it
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in an address, _ is harmless
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)
LEADING = re.compile(r"^(\s*)(?=[>=:]|[-+](?:\s|$)|--|#{1,6}(?:\s|$))")
LEADING_NUMBER = re.compile(r"^(\s*\d{1,9})(?=[.)](?:\s|$))")
CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(?=#+\s*$)")


def escape(text: str) -> str:
    """One line of text, so written that Markdown shows it as it stands."""
    text = ANYWHERE.sub(r"\\\g<0>", text)
    text = LEADING_NUMBER.sub(r"\1\\", LEADING.sub(r"\1\\", text))
    return CLOSING_HASHES.sub(r"\\", text)
