"""Why a drawing cannot be used."""

from __future__ import annotations

_PLAIN = "Save it as plain SVG, with text as outlines, or as a PNG."


class Unfit(Exception):
    """Why a drawing cannot be used, as the end of a sentence about it; and what to do."""

    def __init__(self, fault: str, hint: str = _PLAIN) -> None:
        super().__init__(fault, hint)
        self.fault = fault
        self.hint = hint
