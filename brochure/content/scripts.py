"""Super- and subscripts as letters of their own, for who copies, searches or listens: 10⁹/L, and never 109/L."""

from __future__ import annotations

#: What they are in the copy, and as an element.
SUPERSCRIPT, SUBSCRIPT = "sup", "sub"

# Letters are left as they are: in 4th they are read as what they are, and as modifier letters not at all.
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SIGNS = {SUPERSCRIPT: _RAISED, SUBSCRIPT: _LOWERED}


def as_letters(text: str, element: str) -> str:
    """`text` as it is written where nothing can be raised or lowered; `element` says how it was set."""
    return text.translate(_SIGNS.get(element, {}))
