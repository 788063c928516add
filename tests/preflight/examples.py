"""Examples of each rule: what it passes, and what it must find. A module of them ends in EXAMPLES, by rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Example:
    """A subject that the rule passes, and one that it fails; made when they are asked for."""

    passing: Callable[[], Any]
    failing: Callable[[], Any]
