"""Alternate content: the same thing said twice, for new and for old programs. One of the two is kept."""

from __future__ import annotations

from brochure.importers.word.names import MC, A, Element, M, V, replace, w

_CHOICE, _FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"
#: What can be read wherever it stands.
_READABLE = (w("t"), w("sym"), f"{{{M}}}t", f"{{{A}}}blip", f"{{{V}}}imagedata")


def settle(root: Element) -> None:
    """The new form where it holds anything that can be read, else the old one, else the new one."""
    for found in list(root.iter(f"{{{MC}}}AlternateContent")):
        choices = [*found.findall(_CHOICE), *found.findall(_FALLBACK)]
        kept = next((choice for choice in choices if _is_readable(choice)), choices[0] if choices else None)
        replace(found, list(kept) if kept is not None else [])


def _is_readable(choice: Element) -> bool:
    return next(choice.iter(*_READABLE), None) is not None
