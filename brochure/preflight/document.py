"""A PDF as rules see it, from us or from anywhere; read as far as rules ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """What is known of a product of ours."""

    edition: str


class Document:
    """A PDF. `made` is there where it is a product of ours."""

    def __init__(self, content: bytes, made: Made | None = None) -> None:
        self.content, self.made = content, made

    @property
    def likely_profile(self) -> str:
        """The profile for a file that nobody said anything about."""
        return self.made.edition if self.made else "press"
