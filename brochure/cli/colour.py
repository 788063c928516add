"""Colours on a terminal that wants them. See https://no-color.org."""

from __future__ import annotations

import os
from typing import Literal

import click

Hue = Literal["green", "yellow", "red", "cyan"]


def allowed() -> bool:
    """Whether nobody has asked for plain text."""
    return not os.environ.get("NO_COLOR")


def tint(text: str, hue: Hue | None = None, *, bold: bool = False, dim: bool = False) -> str:
    """`text` in a colour, unless NO_COLOR is set. click takes colours out again where no terminal reads."""
    if not allowed():
        return text
    return click.style(text, fg=hue, bold=bold or None, dim=dim or None)
