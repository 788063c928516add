"""Signals that ended the program. Libraries swallow the exception in callbacks, or make another one of it."""

from __future__ import annotations

came: list[int] = []
